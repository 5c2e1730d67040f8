import Foundation
import Synchronization

/// A terminal without a person: the tests type at one end, and a session has the other.
final class PseudoTerminal: Sendable {
    struct Failure: Error {
        var call: String
    }

    /// What a session opens.
    let terminal: Int32
    private let far: Int32
    private let output = Mutex<[UInt8]>([])
    private let isHungUp = Mutex(false)

    init(columns: Int = 80, rows: Int = 24) throws {
        var (far, near): (Int32, Int32) = (-1, -1)
        guard openpty(&far, &near, nil, nil, nil) == 0 else { throw Failure(call: "openpty") }
        for end in [far, near] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        (self.far, terminal) = (far, near)
        resize(columns: columns, rows: rows)
        // A full buffer would block whoever draws.
        Thread.detachNewThread { [self] in collect() }
    }

    private func collect() {
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while !isHungUp.withLock({ $0 }) {
            var waiting = pollfd(fd: far, events: Int16(POLLIN), revents: 0)
            guard poll(&waiting, 1, 20) > 0 else { continue }
            let count = read(far, &buffer, buffer.count)
            guard count > 0 else { continue }
            output.withLock { $0 += buffer[..<count] }
        }
    }

    /// Types, or answers.
    func type(_ text: String) {
        let bytes = Array(text.utf8)
        var done = 0
        while done < bytes.count {
            let count = bytes[done...].withUnsafeBytes { write(far, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            done += count
        }
    }

    /// Without the signal: nobody's terminal is it.
    func resize(columns: Int, rows: Int) {
        var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(far, UInt(TIOCSWINSZ), &size)
    }

    /// Everything that was sent since the last time, once nothing more has come for a while.
    func takeOutput() -> String {
        var length = -1
        var now = output.withLock { $0.count }
        repeat {
            length = now
            usleep(60_000)
            now = output.withLock { $0.count }
        } while now != length
        return output.withLock { bytes in
            defer { bytes = [] }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    /// The modes, to be compared.
    var modes: [UInt] {
        var modes = termios()
        tcgetattr(terminal, &modes)
        return [modes.c_iflag, modes.c_oflag, modes.c_cflag, modes.c_lflag].map { UInt($0) }
    }

    /// The person's end goes away.
    func hangUp() {
        guard
            !isHungUp.withLock({ isHungUp in
                defer { isHungUp = true }; return isHungUp
            })
        else { return }
        usleep(40_000)
        close(far)
    }

    deinit {
        close(terminal)
    }
}

/// What a real terminal, tmux, makes of some output: its lines, and where the cursor is as `column,row`.
func tmuxScreen(of output: String, columns: Int, rows: Int) throws -> (lines: [String], cursor: String)? {
    let folder = FileManager.default.temporaryDirectory.appending(path: "lathe-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.path
    try Data(output.utf8).write(to: folder.appending(path: "output"))
    // Not by Foundation's Process: it waits for the server too, which the first command leaves behind.
    func tmux(_ command: String) -> String? {
        let shell = "LC_ALL=C.UTF-8 tmux -u -S '\(path)/socket' -f /dev/null \(command)"
        guard system("\(shell) > '\(path)/answer' 2> /dev/null < /dev/null") == 0 else { return nil }
        return try? String(contentsOfFile: "\(path)/answer", encoding: .utf8)
    }
    let script = "stty raw; cat \(path)/output; touch \(path)/done; exec sleep 60"
    guard tmux("new-session -d -x \(columns) -y \(rows) '\(script)'") != nil else { return nil }
    defer { _ = tmux("kill-server") }
    for _ in 0..<200 where !FileManager.default.fileExists(atPath: path + "/done") { usleep(20_000) }
    usleep(100_000)
    guard let lines = tmux("capture-pane -p"), let cursor = tmux("display-message -p '#{cursor_x},#{cursor_y}'")
    else { return nil }
    return (lines.split(separator: "\n", omittingEmptySubsequences: false).map(String.init), String(cursor.dropLast()))
}
