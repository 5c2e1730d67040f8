import Foundation
import Operations
import Synchronization
import TextLayout

/// One line on standard error that says how far something is; nothing if that is no terminal.
final class ProgressLine: Sendable {
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private let shown = Mutex<(text: String, since: ContinuousClock.Instant)>(("", .now))

    /// Shows a text in place of the last; what would flash by in less than a second isn't shown.
    func show(_ text: String) {
        guard isTerminal else { return }
        shown.withLock { shown in
            guard text != shown.text, shown.since.duration(to: .now) > .milliseconds(300) else { return }
            shown.text = text
            FileHandle.standardError.write(Data("\r\u{1B}[K\(text)".utf8))
        }
    }

    /// Takes the line away.
    func clear() {
        shown.withLock { shown in
            guard !shown.text.isEmpty else { return }
            shown.text = ""
            FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
        }
    }
}

extension ProgressLine {
    /// Shows what long work says, each piece of work on a line of its own.
    static var teller: ProgressTeller {
        let line = Shown()
        return { line.say($0) }
    }

    private final class Shown: Sendable {
        private let line = Mutex<ProgressLine?>(nil)

        func say(_ sentence: String?) {
            line.withLock { line in
                let shown = line ?? ProgressLine()
                if let sentence { shown.show(harmless(sentence)) } else { shown.clear() }
                line = sentence == nil ? nil : shown
            }
        }
    }
}
