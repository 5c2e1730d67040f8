/// A table of texts, CSV or TSV, read as data sets are.
package struct Table: Sendable {
    /// The rows by the names of their columns.
    package private(set) var rows: [[String: String]] = []
    /// The rows that can't be read.
    package private(set) var bad: [BadRow] = []

    /// Reads a text with a header.
    package init(_ text: String, isTSV: Bool) {
        let data = CSVReader.rows(of: text, separator: isTSV ? "\t" : nil)
        rows = data.rows.map { $0.values.mapValues(\.text) }
        bad = data.bad
    }
}
