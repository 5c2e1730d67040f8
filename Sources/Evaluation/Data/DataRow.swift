/// One row of a data file, as it was read.
struct DataRow: Sendable, Hashable {
    /// Where it begins, from 1; nil for a prompt's own test data.
    var line: Int?
    /// Texts by the names of their columns; a list keeps its texts.
    var values: [String: DataValue]
}

/// What stands in one field.
enum DataValue: Sendable, Hashable {
    case text(String)
    case list([String])

    /// The value for a variable: a list is a line each.
    var text: String {
        switch self {
        case .text(let text): text
        case .list(let texts): texts.joined(separator: "\n")
        }
    }

    /// Each text by itself.
    var texts: [String] {
        switch self {
        case .text(let text): [text]
        case .list(let texts): texts
        }
    }
}

/// A row that can't be used, and why.
package struct BadRow: Sendable, Hashable, Codable {
    /// Where it begins, from 1; nil for a prompt's own test data.
    package var line: Int?
    /// What is wrong with it, in a sentence.
    package var problem: String

    /// A bad row.
    package init(line: Int?, problem: String) {
        self.line = line
        self.problem = problem
    }
}

/// The rows of a file, the good and the bad ones.
struct DataRows: Sendable {
    /// The names of the columns, in the order in which they were first seen.
    var columns: [String] = []
    var rows: [DataRow] = []
    var bad: [BadRow] = []
}
