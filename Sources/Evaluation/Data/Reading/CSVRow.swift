/// The fields of one row of a table (RFC 4180), read line by line, because a row may take several.
struct CSVRow {
    private let form: CSVForm
    private(set) var fields: [String] = []
    /// The content so far of a field whose quote is open; nil if none is.
    private var open: [UInt8]?

    /// What is wrong with a row.
    enum Failure: Error {
        case textBehindQuote
        case notUTF8
        case hasNUL
        case tooManyFields
    }

    private static let (quote, space) = (UInt8(ascii: "\""), UInt8(ascii: " "))

    init(_ form: CSVForm) {
        self.form = form
    }

    /// Returns the number of fields of a row of one line; nil if it isn't one.
    static func fieldCount(of line: [UInt8], _ form: CSVForm) -> Int? {
        var row = CSVRow(form)
        return (try? row.take(line)) == true ? row.fields.count : nil
    }

    /// Takes the row's next line. Returns true if the row ends with it, false if a quote is open.
    mutating func take(_ line: [UInt8]) throws(Failure) -> Bool {
        var index = 0
        if open != nil {
            // Line ends are made one kind, whatever the file has.
            open?.append(0x0A)
            guard try takeQuoted(line, &index) else { return false }
            guard index < line.count else { return true }
            index += 1
        }
        while true {
            if let start = openingQuote(line, index) {
                open = []
                index = start + 1
                guard try takeQuoted(line, &index) else { return false }
            } else {
                let end = line[index...].firstIndex(of: form.separator) ?? line.count
                try add(line[index..<end])
                index = end
            }
            guard index < line.count else { return true }
            index += 1
        }
    }

    /// Returns the place of the quote that opens a field, behind blanks; nil if the field has none.
    private func openingQuote(_ line: [UInt8], _ index: Int) -> Int? {
        guard form.hasQuotes else { return nil }
        let start = line[index...].firstIndex { $0 != Self.space || form.separator == Self.space }
        return start.flatMap { line[$0] == Self.quote ? $0 : nil }
    }

    /// Takes the content of a field up to its closing quote; returns false if the line has none.
    private mutating func takeQuoted(_ line: [UInt8], _ index: inout Int) throws(Failure) -> Bool {
        while true {
            let end = line[index...].firstIndex(of: Self.quote) ?? line.count
            open?.append(contentsOf: line[index..<end])
            guard end < line.count else { return false }
            index = end + 1
            guard index < line.count, line[index] == Self.quote else { break }
            open?.append(Self.quote)
            index += 1
        }
        while index < line.count, line[index] == Self.space, form.separator != Self.space { index += 1 }
        guard index >= line.count || line[index] == form.separator else { throw .textBehindQuote }
        try add((open ?? [])[...])
        open = nil
        return true
    }

    /// The most fields of a row; a spreadsheet has no more columns.
    static let mostFields = 16_384

    private mutating func add(_ bytes: ArraySlice<UInt8>) throws(Failure) {
        guard fields.count < Self.mostFields else { throw .tooManyFields }
        guard !bytes.contains(0) else { throw .hasNUL }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .notUTF8 }
        fields.append(text)
    }

    /// Leaves out empty fields beyond the columns of the header, which spreadsheets write.
    mutating func trim(to width: Int) {
        while fields.count > width, fields.last?.isEmpty == true { fields.removeLast() }
    }
}
