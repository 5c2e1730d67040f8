import Remedies

/// A data file that can be read row by row as often as needed.
package final class DataSource {
    private let pieces: any DataPieces
    private let format: DataOptions.Format
    /// What is assumed about the file as a whole.
    let notices: [Notice]

    /// Looks at a file.
    ///
    /// - Parameters:
    ///   - pieces: Its bytes.
    ///   - format: Its form; nil takes JSON where it begins with a brace or a bracket, else a table.
    /// - Throws: ``DataSetError`` if the bytes are no text in UTF-8, or in UTF-16 with a mark.
    package init(_ pieces: any DataPieces, format: DataOptions.Format?) throws(DataSetError) {
        try pieces.rewind()
        switch try DataEncoding(pieces) {
        case .utf8:
            self.pieces = pieces
            notices = []
        case .utf16(let isBigEndian):
            self.pieces = UTF16Pieces(pieces, isBigEndian: isBigEndian)
            notices = ["The file is read as UTF-16, as its first bytes say."]
        }
        try self.pieces.rewind()
        var lines = LineReader(self.pieces)
        let first = try lines.nextFilled()?.bytes ?? []
        let start = first.index(afterSpaces: 0)
        let isJSON = start < first.count && (first[start] == UInt8(ascii: "{") || first[start] == UInt8(ascii: "["))
        self.format = format ?? (isJSON ? .json : .table)
    }

    /// Starts reading at the first row. `wanted` are names that only a row has.
    func rows(wanted: Set<String> = []) throws(DataSetError) -> any RowReader {
        try pieces.rewind()
        switch format {
        case .json: return try JSONRows(pieces, wanted: wanted)
        case .tsv: return CSVReader(pieces, form: .tsv)
        case .table: return CSVReader(pieces)
        case .csv(let separator):
            return CSVReader(
                pieces, form: separator?.asciiValue.map { CSVForm(separator: $0) }, quotesTabs: true)
        }
    }
}
