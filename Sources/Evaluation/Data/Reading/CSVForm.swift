/// How fields stand in the lines of a table.
struct CSVForm: Hashable {
    /// The byte between two fields.
    var separator: UInt8
    /// True if a field in quotes may hold separators, doubled quotes and line ends. TSV has no quotes: those are text.
    var hasQuotes = true

    static let tab = UInt8(ascii: "\t")
    static let commas = CSVForm(separator: UInt8(ascii: ","))
    static let tsv = CSVForm(separator: tab, hasQuotes: false)

    /// The form in words.
    var words: String {
        switch separator {
        case UInt8(ascii: ","): "CSV"
        case UInt8(ascii: ";"): "CSV with semicolons"
        case UInt8(ascii: "|"): "CSV with bars"
        case Self.tab: hasQuotes ? "CSV with tabs" : "TSV"
        default: "CSV with `\(Character(Unicode.Scalar(separator)))`"
        }
    }

    /// Reads Excel's first line `sep=;`; nil if the line is another.
    init?(marker line: [UInt8]) {
        var text = line[...]
        if text.first == UInt8(ascii: "\""), text.last == UInt8(ascii: "\""), text.count > 1 {
            text = text.dropFirst().dropLast()
        }
        guard text.count >= 5, String(decoding: text.prefix(4), as: UTF8.self).lowercased() == "sep=" else {
            return nil
        }
        let rest = text.dropFirst(4)
        if rest.count == 1, let byte = rest.first, Self.mayBeSeparator(byte) {
            self.init(separator: byte)
        } else if rest.elementsEqual("\\t".utf8) {
            self.init(separator: Self.tab)
        } else {
            return nil
        }
    }

    /// Returns whether a byte is a tab, a blank or a sign that isn't the quote.
    private static func mayBeSeparator(_ byte: UInt8) -> Bool {
        switch byte {
        case tab, 0x20, 0x21, 0x23...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
        default: false
        }
    }

    init(separator: UInt8, hasQuotes: Bool = true) {
        (self.separator, self.hasQuotes) = (separator, hasQuotes)
    }

    /// Finds the separator with which most of the first lines have as many fields as the header. A tab in the header
    /// is one; else a comma wins where several fit.
    init(guessedFrom lines: [[UInt8]], quotesTabs: Bool) {
        let header = lines.first ?? []
        guard !header.contains(Self.tab) else {
            self.init(separator: Self.tab, hasQuotes: quotesTabs)
            return
        }
        var best = (form: CSVForm.commas, fits: 0)
        for separator in ",;|".utf8 where header.contains(separator) {
            let form = CSVForm(separator: separator)
            let counts = lines.map { CSVRow.fieldCount(of: $0, form) }
            guard let names = counts[0], names > 1 else { continue }
            let fits = counts.count { $0 == names }
            if fits > best.fits { best = (form, fits) }
        }
        self = best.form
    }
}
