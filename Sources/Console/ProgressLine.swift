import Foundation
import Operations
import Synchronization
import TextLayout

/// A line of progress on standard error. Does nothing if that isn't a terminal.
package final class ProgressLine: Sendable {
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private let shown = Mutex<(text: String, since: ContinuousClock.Instant)>(("", .now))

    /// Creates a line that shows nothing yet.
    package init() {}

    /// Shows a text in place of the last one. In its first 0.3 seconds nothing is shown, so that quick work doesn't make it
    /// flash.
    package func show(_ text: String) {
        guard isTerminal else { return }
        shown.withLock { shown in
            guard text != shown.text, shown.since.duration(to: .now) > .milliseconds(300) else { return }
            shown.text = text
            FileHandle.standardError.write(Data("\r\u{1B}[K\(text)".utf8))
        }
    }

    /// Clears the line.
    package func clear() {
        shown.withLock { shown in
            guard !shown.text.isEmpty else { return }
            shown.text = ""
            FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
        }
    }
}

extension ProgressLine {
    /// Returns a teller for long work, which shows each piece of work on a line of its own.
    package static var teller: ProgressTeller {
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
