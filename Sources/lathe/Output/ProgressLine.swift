import Foundation
import Synchronization

/// One line on standard error that says how far something is; nothing where that is no terminal.
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
