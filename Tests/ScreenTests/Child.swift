import Foundation

/// A program that is run to its end, within a limit of time, and shares nothing with this process but files.
///
/// Foundation's `Process` waits until all descendants have closed a socket of its own, which tmux's server never does.
struct Child {
    /// Exit code; 128 and the signal where one ended it, also at the limit.
    var code: Int32
    var output: String
    var errors: String

    /// - Parameters:
    ///   - words: The program, found in `PATH`, and its arguments.
    ///   - environment: All of its variables.
    ///   - folder: Where its outputs go for the moment.
    ///   - seconds: After these it is killed.
    /// - Throws: Where it can't be started.
    init(_ words: [String], environment: [String: String], folder: String, seconds: Double = 10) throws {
        let files = ["output", "errors"].map { "\(folder)/\($0)-\(UUID().uuidString)" }
        defer { for file in files { unlink(file) } }
        let child = try Self.spawn(["/usr/bin/env"] + words, environment, output: files[0], errors: files[1])
        let deadline = ContinuousClock.now + .seconds(seconds)
        var status: Int32 = 0
        while true {
            let ended = waitpid(child, &status, WNOHANG)
            if ended == child || (ended < 0 && errno != EINTR) { break }
            if ContinuousClock.now > deadline { kill(child, SIGKILL) }
            usleep(1000)
        }
        let signal = status & 0x7F
        code = signal == 0 ? (status >> 8) & 0xFF : 128 + signal
        output = try String(contentsOfFile: files[0], encoding: .utf8)
        errors = try String(contentsOfFile: files[1], encoding: .utf8)
    }

    private static func spawn(
        _ words: [String], _ environment: [String: String], output: String, errors: String
    ) throws -> pid_t {
        #if canImport(Darwin)
            var actions: posix_spawn_file_actions_t?
            var attributes: posix_spawnattr_t?
        #else
            var actions = posix_spawn_file_actions_t()
            var attributes = posix_spawnattr_t()
        #endif
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        for name in try FileManager.default.contentsOfDirectory(atPath: "/dev/fd") {
            if let descriptor = Int32(name), descriptor > 2 {
                posix_spawn_file_actions_addclose(&actions, descriptor)
            }
        }
        // The calling thread may block signals and this process ignore some; a shell in a window must have them all.
        var none = sigset_t()
        var all = sigset_t()
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF))

        var argv = words.map { strdup($0) } + [nil]
        var envp = environment.map { strdup("\($0)=\($1)") } + [nil]
        defer { for pointer in argv + envp { free(pointer) } }
        var child: pid_t = 0
        let code = posix_spawn(&child, words[0], &actions, &attributes, &argv, &envp)
        guard code == 0 else { throw Window.Failure(description: "\(words): \(String(cString: strerror(code)))") }
        return child
    }
}
