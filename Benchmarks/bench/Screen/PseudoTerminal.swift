import Foundation

/// A program on a pseudo-terminal, used as a person would: keys go in, a screen comes out.
final class PseudoTerminal {
    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    /// What the program shows.
    private(set) var screen: TerminalScreen
    /// Bytes that it has sent.
    private(set) var received = 0
    /// When the last of them came.
    private(set) var lastReceived = ContinuousClock.now
    /// When it was started.
    let started: ContinuousClock.Instant

    private let descriptor: Int32
    private let process: pid_t
    private var hasEnded = false
    private var answered = 0
    private var buffer = [UInt8](repeating: 0, count: 64 << 10)

    /// Starts a program as the first of a session of its own, whose terminal this is.
    init(
        _ program: String, _ arguments: [String], environment: [String: String], columns: Int = 160, rows: Int = 48
    ) throws {
        var near: Int32 = -1
        var far: Int32 = -1
        var path = [CChar](repeating: 0, count: 256)
        guard openpty(&near, &far, &path, nil, nil) == 0 else { throw Failure(description: "There is no terminal.") }
        descriptor = near
        screen = TerminalScreen(columns: columns, rows: rows)
        for end in [near, far] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        _ = fcntl(near, F_SETFL, O_NONBLOCK)
        Self.setSize(near, columns: columns, rows: rows)

        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        // The first terminal that the leader of a session opens becomes the session's.
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, path, O_RDWR, 0)
        posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDERR_FILENO)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // POSIX_SPAWN_SETSID, which spawn.h shows only where _GNU_SOURCE is defined.
        posix_spawnattr_setflags(&attributes, 0x80)
        var words = ([program] + arguments).map { strdup($0) } + [nil]
        var variables = environment.map { strdup("\($0)=\($1)") } + [nil]
        defer { for string in words + variables { free(string) } }

        var process: pid_t = 0
        started = .now
        let code = posix_spawn(&process, program, &actions, &attributes, &words, &variables)
        self.process = process
        close(far)
        guard code == 0 else {
            close(near)
            throw Failure(description: "\(program) can't be started; `make setup` builds it.")
        }
    }

    /// Ends the program, with force if it doesn't do so for ^Q.
    func end() {
        guard !hasEnded else { return }
        hasEnded = true
        try? write("\u{11}")
        let deadline = ContinuousClock.now + .seconds(5)
        var status: Int32 = 0
        while waitpid(process, &status, WNOHANG) == 0 {
            if .now > deadline { kill(process, SIGKILL) }
            _ = try? read(until: .now + .milliseconds(10))
        }
        close(descriptor)
    }

    deinit { end() }

    // MARK: what a person does

    /// Types, pastes or answers; reads on while the program doesn't take it all.
    func write(_ text: String) throws {
        let bytes = Array(text.utf8)
        var done = 0
        while done < bytes.count {
            let count = bytes[done...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                done += count
            } else if errno != EAGAIN && errno != EINTR {
                throw Failure(description: "The program doesn't read any more.")
            }
            if done < bytes.count { _ = try read(until: .now + .milliseconds(10), orWritable: true) }
        }
    }

    func resize(columns: Int, rows: Int) {
        screen.resize(columns: columns, rows: rows)
        Self.setSize(descriptor, columns: columns, rows: rows)
    }

    // MARK: what a person sees

    /// Waits until a complete frame shows something, which may be there already, and gives the time when its end was read.
    @discardableResult
    func wait(
        for what: String, within limit: Duration = .seconds(60), until isThere: (TerminalScreen) -> Bool
    ) throws -> ContinuousClock.Instant {
        if isThere(screen) { return .now }
        let deadline = ContinuousClock.now + limit
        while .now < deadline {
            if let time = try read(until: deadline, isThere) { return time }
        }
        throw Failure(description: "\(what) didn't come in \(limit):\n\(screen.text)")
    }

    /// Seconds from an action to the frame that shows what it did.
    func time(
        _ what: String, within limit: Duration = .seconds(20), _ action: () throws -> Void,
        until isThere: (TerminalScreen) -> Bool
    ) throws -> Double {
        let start = ContinuousClock.now
        try action()
        return seconds(start.duration(to: try wait(for: what, within: limit, until: isThere)))
    }

    /// Looks on for a while.
    func watch(for duration: Duration) throws {
        let deadline = ContinuousClock.now + duration
        while .now < deadline { _ = try read(until: deadline) }
    }

    /// Lets what is sent pile up for a while, so that looking on takes nothing from the program's processors, and reads it then.
    func sleep(for duration: Duration) throws {
        usleep(UInt32(duration / .microseconds(1)))
        while true {
            let before = received
            _ = try read(until: .now)
            if received == before { return }
        }
    }

    /// Reads what comes next; gives the time if a frame was complete with it for which `isThere` holds.
    private func read(
        until deadline: ContinuousClock.Instant, orWritable: Bool = false,
        _ isThere: (TerminalScreen) -> Bool = { _ in false }
    ) throws -> ContinuousClock.Instant? {
        var polled = pollfd(fd: descriptor, events: Int16(orWritable ? POLLIN | POLLOUT : POLLIN), revents: 0)
        let left = (deadline - .now) / .milliseconds(1)
        guard poll(&polled, 1, Int32(max(0, left.rounded(.up)))) > 0,
            polled.revents & Int16(POLLOUT) == 0 || polled.revents & Int16(POLLIN) != 0
        else { return nil }
        let count = Glibc.read(descriptor, &buffer, buffer.count)
        let time = ContinuousClock.now
        guard count > 0 else {
            if count < 0, errno == EAGAIN || errno == EINTR { return nil }
            if hasEnded { return nil }
            throw Failure(description: "The program has ended:\n\(screen.text)")
        }
        received += count
        lastReceived = time
        var isFound = false
        for byte in buffer[..<count] where screen.take(byte) && !isFound { isFound = isThere(screen) }
        while answered < screen.questions {
            answered += 1
            // As xterm answers on a dark ground.
            try write("\u{1B}]11;rgb:0000/0000/0000\u{1B}\\\u{1B}[?62;22c")
        }
        return isFound ? time : nil
    }

    private static func setSize(_ descriptor: Int32, columns: Int, rows: Int) {
        var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(descriptor, UInt(TIOCSWINSZ), &size)
    }
}
