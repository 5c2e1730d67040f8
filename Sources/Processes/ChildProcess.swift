import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Runs a program on the calling thread and waits for it, at most for a limited time.
package struct ChildProcess {
    /// How the program ended.
    package enum Ending: Equatable {
        case exited(Int32)
        case signalled(Int32)
        case timedOut
        case cancelled
    }

    /// What the program left.
    package struct Result {
        /// How it ended.
        package var ending: Ending
        /// At most the last 64 KB of its standard output, as UTF-8.
        package var output: String
        /// At most the last 64 KB of what it wrote to standard error, as UTF-8.
        package var errors: String
    }

    /// Why the program couldn't be started.
    package struct Failure: Error {
        /// The reason, as the system words it.
        package var reason: String

        /// Creates a failure.
        package init(reason: String) { self.reason = reason }
    }

    /// The absolute path of the program.
    package var executable: String
    /// The arguments, without the program's name.
    package var arguments: [String]
    /// Variables added to this process's environment.
    package var environment: [String: String] = [:]
    /// The longest time that the program may take; nil is no limit.
    package var limit: Duration?

    /// Creates a description. Nothing is started yet.
    package init(
        executable: String, arguments: [String], environment: [String: String] = [:], limit: Duration? = nil
    ) {
        self.executable = executable
        self.arguments = arguments
        self.environment = environment
        self.limit = limit
    }

    private static let keptBytes = 64 << 10

    /// Returns the absolute path of a program: in `PATH`, else in the system's own folders. Nil if there is none.
    package static func find(_ name: String) -> String? {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return (path.split(separator: ":").map(String.init) + ["/usr/bin", "/bin"])
            .filter { $0.hasPrefix("/") }
            .map { "\($0)/\(name)" }
            .first { access($0, X_OK) == 0 }
    }

    /// Runs the program and waits for its end. Asks `isCancelled` many times a second; if that returns true, the
    /// program is killed.
    ///
    /// The child's standard input is a pipe that closes when this process ends, however it ends.
    package func run(isCancelled: () -> Bool = { false }) throws(Failure) -> Result {
        let input = try Pipe()
        defer { input.close() }
        let output = try Pipe()
        defer { output.close() }
        let errors = try Pipe()
        defer { errors.close() }
        let child = try spawn(
            executable, arguments, environment: environment, input: input.reading.value,
            output: output.writing.value, errors: errors.writing.value)
        input.reading.close()
        output.writing.close()
        errors.writing.close()

        let start = ContinuousClock.now
        var streams = [Stream(descriptor: output.reading.value), Stream(descriptor: errors.reading.value)]
        var forced: Ending?
        var status: Int32 = 0
        while true {
            for index in streams.indices { streams[index].drain(keeping: Self.keptBytes) }
            let done = waitpid(child, &status, WNOHANG)
            if done == child || (done < 0 && errno != EINTR) { break }
            if forced == nil {
                if isCancelled() { forced = .cancelled }
                if let limit, ContinuousClock.now - start > limit { forced = .timedOut }
                if forced != nil { kill(child, SIGKILL) }
            }
            wait(for: streams)
        }
        for index in streams.indices { streams[index].drain(keeping: Self.keptBytes) }
        return Result(
            ending: forced ?? Ending(status: status),
            output: String(decoding: streams[0].bytes, as: UTF8.self),
            errors: String(decoding: streams[1].bytes, as: UTF8.self))
    }

    /// Waits for output, at most 20 ms, so that the end of a quick child and a cancel are noticed soon.
    private func wait(for streams: [Stream]) {
        var polled = streams.filter { !$0.isAtEnd }.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
        poll(&polled, nfds_t(polled.count), 20)
    }
}

/// A descriptor that is closed only once.
package final class Descriptor {
    /// The descriptor's number; -1 after it is closed.
    package private(set) var value: Int32
    /// Takes over an open descriptor.
    package init(_ value: Int32) { self.value = value }

    /// Closes the descriptor, if it isn't closed yet.
    package func close() {
        guard value >= 0 else { return }
        #if canImport(Glibc)
            _ = Glibc.close(value)
        #elseif canImport(Musl)
            _ = Musl.close(value)
        #else
            _ = Darwin.close(value)
        #endif
        value = -1
    }
}

/// Both ends of a pipe. Other children don't inherit them.
package struct Pipe {
    /// The end to read from.
    package let reading: Descriptor
    /// The end to write to.
    package let writing: Descriptor

    /// Opens a pipe.
    ///
    /// - Throws: ``ChildProcess/Failure`` if the process may open no more files.
    package init() throws(ChildProcess.Failure) {
        var ends: [Int32] = [-1, -1]
        let code = pipe(&ends)
        for end in ends where code == 0 { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        guard code == 0 else { throw ChildProcess.Failure(reason: "no pipe: \(String(cString: strerror(errno)))") }
        (reading, writing) = (Descriptor(ends[0]), Descriptor(ends[1]))
    }

    /// Closes the ends that are still open.
    package func close() {
        reading.close()
        writing.close()
    }
}

/// The reading end of a pipe, with the last bytes that came from it.
private struct Stream {
    let descriptor: Int32
    private(set) var bytes: [UInt8] = []
    private(set) var isAtEnd = false

    init(descriptor: Int32) {
        self.descriptor = descriptor
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    }

    mutating func drain(keeping limit: Int) {
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        // The number of reads is limited, so that a child that never stops writing doesn't outlive its time.
        for _ in 0..<64 where !isAtEnd {
            let got = read(descriptor, &buffer, buffer.count)
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { return }
            isAtEnd = got == 0
            bytes += buffer[..<max(0, got)]
            if bytes.count > limit { bytes.removeFirst(bytes.count - limit) }
        }
    }
}
