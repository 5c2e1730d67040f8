import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A run of the built program: how it ended, how long it took, and the memory of it and of its children.
struct ProgramRun {
    var arguments: [String]
    var seconds = 0.0
    var memory = 0
    /// The exit code; negative is a signal; nil if it took too long.
    var code: Int32?
    var errors = ""

    /// `lathe` beside the test bundle.
    static let path: String = {
        let link =
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
        return URL(filePath: link).deletingLastPathComponent().appending(path: "lathe").path
    }()

    /// Seconds that a run may take; a debug build is several times slower.
    #if DEBUG
        static let longest = 40.0
    #else
        static let longest = 10.0
    #endif

    /// Runs the program with folders of its own.
    init(_ arguments: [String], in folder: String) throws {
        self.arguments = arguments
        var environment = ProcessInfo.processInfo.environment
        for name in ["DATA", "STATE", "CONFIG", "CACHE"] {
            environment["XDG_\(name)_HOME"] = folder + "/" + name.lowercased()
        }
        environment["LANG"] = "C.UTF-8"
        environment["SWIFT_BACKTRACE"] = "enable=no"
        environment[FuzzChild.Task.variable] = nil
        let errors = folder + "/errors"
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        var argv = ([Self.path] + arguments).map { strdup($0) } + [nil]
        var envp = environment.map { strdup("\($0)=\($1)") } + [nil]
        defer { for pointer in argv + envp { free(pointer) } }
        var child: pid_t = 0
        let start = ContinuousClock.now
        guard posix_spawn(&child, Self.path, &actions, nil, &argv, &envp) == 0 else {
            throw POSIXError(POSIXError.Code(rawValue: errno) ?? .EIO)
        }
        var (status, usage) = (Int32(0), rusage())
        while wait4(child, &status, WNOHANG, &usage) == 0 {
            if start.duration(to: .now) > .seconds(Self.longest) {
                kill(child, SIGKILL)
                wait4(child, &status, 0, &usage)
                status = -1
                break
            }
            usleep(5000)
        }
        seconds = start.duration(to: .now) / .seconds(1)
        memory = usage.ru_maxrss << 10
        code = status == -1 ? nil : status & 0x7F == 0 ? status >> 8 : -(status & 0x7F)
        let said = FileManager.default.contents(atPath: errors) ?? Data()
        self.errors = String(decoding: said.prefix(1 << 20), as: UTF8.self)
    }

    /// What is wrong with the run; nil if nothing is.
    var problem: String? {
        let command = "lathe " + arguments.joined(separator: " ").prefix(200)
        guard let code else { return "\(command) took over \(Int(Self.longest)) s" }
        if code < 0 || code > 128 { return "\(command) ended by signal or with \(code): \(errors.suffix(300))" }
        if memory > FuzzChild.mostMemory { return "\(command) took \(memory >> 20) MB" }
        // Sentences of llama.cpp's child among them.
        let refusal = errors.split(separator: "\n").first { $0.hasPrefix("Error:") }
        if let refusal, refusal.count >= FuzzChild.longestRefusal + 20 {
            return "\(command) refuses in \(refusal.count) characters"
        }
        // The error of a lane stands in its column.
        let isLanes = arguments.first == "run" && code == 1
        if code != 0, refusal == nil, !isLanes {
            return "\(command) ended with \(code) and said: \(errors.prefix(300))"
        }
        return nil
    }
}
