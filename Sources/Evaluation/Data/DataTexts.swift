import Remedies

/// The texts of one column of a data file.
package struct DataTexts: Sendable {
    /// The texts, in the order of their rows, trimmed and without empty ones.
    package private(set) var texts: [String] = []
    /// The column: `text`, else `output`, else the only one.
    package let column: String
    /// Rows that hold no text.
    package private(set) var badRows: [BadRow] = []
    /// What was assumed about the file.
    package private(set) var notices: [Notice] = []

    /// Reads a file.
    ///
    /// - Throws: ``DataSetError``, also if no column is known to hold the texts.
    package init(_ source: DataSource) throws(DataSetError) {
        let wanted: Set<String> = ["text", "output"]
        var first = try source.rows(wanted: wanted)
        let survey = try DataSurvey(&first)
        let only = survey.columns.count == 1 ? survey.columns.first?.name : nil
        guard let column = ["text", "output"].first(where: { survey.column($0) != nil }) ?? only else {
            throw .noColumn("text", columns: survey.names)
        }
        self.column = column
        notices = source.notices
        badRows = survey.badRows
        var rows = try source.rows(wanted: wanted)
        while let item = try rows.next() {
            guard case .row(let row) = item else { continue }
            switch row.fields[column] {
            case .text(let text)?: if !text.trimmed.isEmpty { texts.append(text.trimmed) }
            case nil, .null?: break
            default: badRows.add(BadRow(line: row.line, problem: "`\(column)` is not a text."))
            }
        }
    }
}
