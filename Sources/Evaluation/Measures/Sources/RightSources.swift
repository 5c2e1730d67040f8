import Prompting

/// The right passages of a case: its data name each, on a line of its own, by a part of its place, headings or text.
package struct RightSources: Sendable, Hashable {
    /// The column of the data that names them.
    package static let column = "rightSource"

    /// The names, in lower case and with single spaces.
    let names: [String]

    /// True if the data name none.
    package var isEmpty: Bool { names.isEmpty }

    /// Reads the names in a case's columns.
    package init(of columns: [String: String]) {
        names = (columns[Self.column] ?? "").split(separator: "\n").map { Self.plain(String($0)) }.filter {
            !$0.isEmpty
        }
    }

    /// Returns whether a passage is one of them.
    package func contain(_ passage: Passage) -> Bool {
        let text = Self.plain(passage.whole)
        return names.contains { text.contains($0) }
    }

    static func plain(_ text: String) -> String {
        text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
