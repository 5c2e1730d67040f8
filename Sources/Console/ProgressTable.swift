import Foundation
import Synchronization

/// A table of progress on standard error. A terminal shows it in one place, below all that is said meanwhile; elsewhere each
/// is printed below the last one.
package final class ProgressTable: Sendable {
    private let isTerminal: Bool
    private let write: @Sendable (String) -> Void
    private let shown = Mutex<[String]>([])

    /// Creates a table that isn't shown yet. `write` gets what is to be written.
    package init(isTerminal: Bool, write: @escaping @Sendable (String) -> Void) {
        (self.isTerminal, self.write) = (isTerminal, write)
    }

    /// Creates a table on standard error.
    package convenience init() {
        self.init(isTerminal: TerminalSize.ofErrors.isTerminal) { text in
            try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
        }
    }

    /// Shows lines in place of the last ones. None may be wider than the terminal.
    package func show(_ lines: [String]) {
        shown.withLock { shown in
            write(Self.erasing(shown) + Self.text(lines))
            shown = isTerminal ? lines : []
        }
    }

    /// Writes a sentence above the table.
    package func say(_ sentence: String) {
        shown.withLock { shown in write(Self.erasing(shown) + Self.text([sentence] + shown)) }
    }

    /// Takes the table off a terminal.
    package func clear() {
        shown.withLock { shown in
            guard !shown.isEmpty else { return }
            write(Self.erasing(shown))
            shown = []
        }
    }

    private static func text(_ lines: [String]) -> String { lines.map { $0 + "\n" }.joined() }

    /// Returns what takes lines off, and all below them. The cursor stands in the line after the last one.
    private static func erasing(_ lines: [String]) -> String {
        lines.isEmpty ? "" : "\r\u{1B}[\(lines.count)A\u{1B}[J"
    }
}
