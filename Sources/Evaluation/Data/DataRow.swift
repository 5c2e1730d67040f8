import JSONText
import Remedies

/// One row of data, as it was read.
struct DataRow: Sendable {
    /// The line where the row begins, from 1; nil for a prompt's own test data.
    var line: Int?
    /// The fields by the names of their columns, in their order.
    var fields: JSONObject
}

/// Lines that can't be used, and the reason.
package struct BadRow: Sendable, Hashable, Codable {
    /// The line where the row begins, from 1; nil for a prompt's own test data.
    package var line: Int?
    /// The last of several lines that are lost; nil if it is one.
    package var lastLine: Int?
    /// What is wrong with it, in a sentence.
    package var problem: String

    /// Creates a bad row.
    package init(line: Int?, lastLine: Int? = nil, problem: String) {
        self.line = line
        self.lastLine = lastLine == line ? nil : lastLine
        self.problem = problem
    }

    /// The problem, with the lines if there are any.
    package var sentence: String {
        guard let line else { return problem }
        return lastLine.map { "Lines \(line) to \($0): \(problem)" } ?? "Line \(line): \(problem)"
    }
}

/// A step of reading: a row, or lines that are none.
enum DataItem {
    case row(DataRow)
    case bad(BadRow)
}

/// Reads rows one after another.
protocol RowReader {
    /// Returns the next row, or what isn't one; nil at the end.
    mutating func next() throws(DataSetError) -> DataItem?
    /// What the rows stand in: `JSON Lines`, `CSV with semicolons`. Known when the first row is read.
    var form: String { get }
    /// Assumptions, in sentences. Complete when the last row is read.
    var notices: [Notice] { get }
}

/// Rows that are in memory.
struct RowsInMemory: RowReader {
    private var rows: ArraySlice<DataRow>

    init(_ rows: [DataRow]) {
        self.rows = rows[...]
    }

    mutating func next() -> DataItem? { rows.popFirst().map { .row($0) } }
    var form: String { "the prompt's own test data" }
    var notices: [Notice] { [] }
}
