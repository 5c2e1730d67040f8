import Remedies

/// Why a data set can't be used.
package enum DataSetError: Remediable, Hashable, CustomStringConvertible {
    /// The data has no rows, or none is left.
    case noCases(reason: String)
    /// The prompt has no test data of its own.
    case noTestData
    /// There is no such column.
    case noColumn(String, columns: [String])
    /// The right answers are objects, and none of their parts is known to be the text.
    case noText(String, paths: [String])
    /// An object has several lists of rows.
    case severalLists([String])
    /// The lists of an object that is read by columns differ in length: each with its length.
    case unevenColumns([String])
    /// The file is no JSON from a place on; without a column, it ends too early.
    case notJSON(line: Int, column: Int?)
    /// The file is one value, and too large for that.
    case tooLarge(megabytes: Int)
    /// The file is no text, but something else, with its article.
    case binary(String)
    /// The text isn't UTF-8 from a line on, but in an encoding that looks like this one.
    case encoding(String, line: Int)
    /// The file can't be read.
    case unreadable(reason: String)
    /// It is no plain file, but this, with its article.
    case notPlain(String)
    /// A mapping goes to a variable that the prompt doesn't have.
    case noVariable(String, variables: [String])
    /// No column fills any variable of the prompt.
    case fillsNothing(columns: [String], variables: [String])
    /// The number of cases to take isn't at least 1.
    case badLimit(Int)

    /// What is wrong.
    package var description: String {
        switch self {
        case .noCases(let reason): "There are no cases: \(reason)"
        case .noTestData: "There are no cases: the prompt has no testData."
        case .noColumn(let name, let columns):
            "The data has no column `\(name.quotable)`; it has \(columns.isEmpty ? "none" : columns.quotable)."
        case .noText(let name, let paths):
            "The right answers in `\(name.quotable)` are objects"
                + (paths.isEmpty ? ", and no texts." : "; one of these may be their text: \(paths.quotable).")
        case .severalLists(let names):
            "The file is one JSON object with several lists of rows: \(names.quotable)."
        case .unevenColumns(let columns):
            "The file is one JSON object of lists, which are no columns because their lengths differ: \(columns.quotable)."
        case .notJSON(let line, nil): "The file is not JSON: it ends in line \(line) before its value does."
        case .notJSON(let line, let column?): "The file is not JSON from line \(line), character \(column) on."
        case .tooLarge(let megabytes): "The file is one JSON value of more than \(megabytes) MB."
        case .binary(let kind): "The file is \(kind)."
        case .encoding(let name, let line):
            name.hasPrefix("UTF")
                ? "The file is \(name), and has no mark that says so."
                : "The text is not UTF-8 in line \(line); it looks like \(name)."
        case .notPlain(let kind): "It is \(kind), not a plain file."
        case .unreadable(let reason): "The file can't be read: \(reason)."
        case .noVariable(let name, let variables):
            "The prompt has no variable `\(name)`; it has \(variables.isEmpty ? "none" : variables.quotable)."
        case .fillsNothing(let columns, let variables):
            """
            No column of the data fills a variable of the prompt. The data has \(columns.quotable); the prompt has \
            \(variables.quotable).
            """
        case .badLimit(let limit): "The number of cases is \(limit); it must be at least 1."
        }
    }

    /// What to do about it.
    package var remedy: Remedy? {
        switch self {
        case .noTestData: .nameData
        case .fillsNothing: .mapColumns
        case .noColumn, .noCases: .lookAtData
        case .noText(_, let paths): paths.first.map { .nameExpected($0) }
        case .severalLists: .splitLists
        case .tooLarge: .writeAsLines
        case .binary: .writeAsText
        case .notPlain(let kind): kind == "a folder" ? nil : .nameStandardInput
        case .encoding(let name, _): .convertText(from: name)
        default: nil
        }
    }
}
