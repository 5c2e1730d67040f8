/// A table of texts in memory, CSV or TSV, read as data sets are.
package struct Table: Sendable {
    /// The rows by the names of their columns.
    package private(set) var rows: [[String: String]] = []
    /// The rows that can't be read.
    package private(set) var bad: [BadRow] = []

    /// Reads a text with a header.
    ///
    /// - Throws: ``DataSetError`` if it has none.
    package init(_ text: String, isTSV: Bool) throws(DataSetError) {
        let source = try DataSource(BytesInMemory(Array(text.utf8)), format: isTSV ? .tsv : .table)
        var reader = try source.rows()
        while let item = try reader.next() {
            switch item {
            case .row(let row):
                var texts: [String: String] = [:]
                for field in row.fields.members { texts[field.key] = field.value.spelled ?? "" }
                rows.append(texts)
            case .bad(let row): bad.append(row)
            }
        }
    }
}
