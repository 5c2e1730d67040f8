/// One row of a data file, as it was read.
struct DataRow: Sendable, Hashable {
    /// The line where the row begins, from 1; nil for a prompt's own test data.
    var line: Int?
    /// The fields by the names of their columns.
    var values: [String: DataValue]
    /// The choices; nil if the row has none.
    var choices: ChoiceList?
}

/// The value of one field.
enum DataValue: Sendable, Hashable {
    case text(String)
    case list([String])

    /// The value for a variable: of a list, each text on a line of its own.
    var text: String {
        switch self {
        case .text(let text): text
        case .list(let texts): texts.joined(separator: "\n")
        }
    }

    /// The texts one by one.
    var texts: [String] {
        switch self {
        case .text(let text): [text]
        case .list(let texts): texts
        }
    }
}

/// A row that can't be used, and the reason.
package struct BadRow: Sendable, Hashable, Codable {
    /// The line where the row begins, from 1; nil for a prompt's own test data.
    package var line: Int?
    /// What is wrong with it, in a sentence.
    package var problem: String

    /// Creates a bad row.
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
