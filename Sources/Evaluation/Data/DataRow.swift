import JSONText
import Remedies

/// One row of data, as it was read.
struct DataRow: Sendable {
    /// The line where the row begins, from 1; nil for a prompt's own test data.
    var line: Int?
    /// The fields by the names of their columns, in their order.
    var fields: JSONObject
}

/// Where a row stands.
package struct RowPlace: Sendable, Hashable {
    /// The line where it begins, from 1; nil for a prompt's own test data.
    package var line: Int?
    /// The number of the row among all that can be read, from 1; nil if its line says enough.
    package var row: Int?

    /// Creates a place.
    package init(line: Int?, row: Int? = nil) {
        self.line = line
        self.row = row
    }

    /// What names the row: its number, else its line.
    var number: Int { row ?? line ?? 0 }
}

/// Lines that can't be used, and the reason.
package struct BadRow: Sendable, Hashable, Codable {
    /// The line where the row begins, from 1; nil for a prompt's own test data.
    package var line: Int?
    /// The last of several lines that are lost; nil if it is one.
    package var lastLine: Int?
    /// The number of the row, from 1; nil if its line says enough.
    package var row: Int?
    /// What is wrong with it, in a sentence.
    package var problem: String

    /// Creates a bad row.
    package init(line: Int?, lastLine: Int? = nil, row: Int? = nil, problem: String) {
        self.line = line
        self.lastLine = lastLine == line ? nil : lastLine
        self.row = row
        self.problem = problem
    }

    /// The problem, with the place if there is any.
    package var sentence: String {
        let place =
            switch (line, lastLine, row) {
            case (let line?, let last?, _): "Lines \(line) to \(last): "
            case (let line?, nil, let row?): "Line \(line), row \(row): "
            case (let line?, nil, nil): "Line \(line): "
            case (nil, _, let row?): "Row \(row): "
            case (nil, _, nil): ""
            }
        return place + problem
    }
}

extension [BadRow] {
    /// Adds a row. Rows one after another with the same problem share its text, because a file may have a million.
    mutating func add(_ bad: BadRow) {
        var bad = bad
        if let last, last.problem == bad.problem { bad.problem = last.problem }
        append(bad)
    }

    /// Adds a row with a problem.
    mutating func add(_ problem: String, at place: RowPlace) {
        add(BadRow(line: place.line, row: place.row, problem: problem))
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
