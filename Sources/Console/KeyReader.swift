import Foundation
import Terminal

/// Reads single keys from standard input: from a terminal at once and without an echo, else character by character.
package final class KeyReader {
    /// What came of waiting for a key.
    package enum Key: Equatable {
        case character(Character)
        /// The input has ended.
        case end
        /// Nothing came in the time that was given.
        case none
    }

    private var original: termios?

    /// Switches the terminal to single keys, until ``close()`` or a crash.
    package init() {
        var modes = termios()
        guard tcgetattr(STDIN_FILENO, &modes) == 0 else { return }
        original = modes
        CrashedModes.keep(of: STDIN_FILENO)
        modes.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG)
        tcsetattr(STDIN_FILENO, TCSANOW, &modes)
    }

    /// Puts the terminal back as it was.
    package func close() {
        guard var modes = original else { return }
        tcsetattr(STDIN_FILENO, TCSANOW, &modes)
        original = nil
        CrashedModes.forget()
    }

    deinit { close() }

    /// True if keys come from a terminal.
    package var isTerminal: Bool { original != nil }

    /// Reads a line, with the terminal's own editing and echo; nil at the end of the input.
    func line() -> String? {
        if var cooked = original { tcsetattr(STDIN_FILENO, TCSANOW, &cooked) }
        defer {
            if var modes = original {
                modes.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG)
                tcsetattr(STDIN_FILENO, TCSANOW, &modes)
            }
        }
        var bytes: [UInt8] = []
        while true {
            var byte: UInt8 = 0
            let count = read(STDIN_FILENO, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count == 1 else { return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self) }
            if byte == 10 { return String(decoding: bytes, as: UTF8.self) }
            bytes.append(byte)
        }
    }

    /// Waits for a key, at most so many milliseconds; -1 is without end. Line breaks of a file aren't keys.
    package func next(milliseconds: Int32 = -1) -> Key {
        var wait = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        while true {
            let ready = poll(&wait, 1, milliseconds)
            if ready == 0 { return .none }
            if ready < 0, errno == EINTR { continue }
            var byte: UInt8 = 0
            let count = read(STDIN_FILENO, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count == 1 else { return .end }
            switch byte {
            case 3, 4: return .end
            case 10, 13, 32: continue
            // An escape begins a key that has no meaning here; the rest of it is read with it.
            case 27:
                var rest = [UInt8](repeating: 0, count: 16)
                if poll(&wait, 1, 20) > 0 { _ = read(STDIN_FILENO, &rest, rest.count) }
                continue
            default: return .character(Character(UnicodeScalar(byte)))
            }
        }
    }
}

/// The keys, for the thread that gets signals.
///
/// Unchecked Sendable: it only puts the terminal back, and the program ends after that.
struct UncheckedKeys: @unchecked Sendable {
    private let keys: KeyReader

    init(_ keys: KeyReader) { self.keys = keys }

    func close() { keys.close() }
}
