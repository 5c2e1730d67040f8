import JSONText
import Remedies

/// Reads a table with a header: comma-separated values (RFC 4180), or with another separator.
///
/// Stricter than common readers, because leniency loses data in silence: an unclosed quote, text behind a closing
/// quote, and a row with too many or too few fields make a bad row that is reported with its lines. After one, reading
/// resumes at the next line that is a row.
struct CSVReader: RowReader {
    private var lines: LinesAhead
    private var table: CSVForm
    private var isGuessed: Bool
    private let quotesTabs: Bool
    /// The names of the columns with their places among the fields; nil before the header is read.
    private var header: [(name: String, place: Int)]?
    /// The number of fields that a row has: at least up to the last column with a name, at most one for each column.
    private var widths = 1...1
    private var hasFailed = false
    private(set) var notices: [Notice] = []
    /// What is told at the end: values in columns without a name, quotes in TSV, rows that swallow others.
    private var tally = Tally()

    private struct Tally {
        var nameless: Set<Int> = []
        var quoted: (count: Int, line: Int) = (0, 0)
        var long: (count: Int, line: Int, last: Int) = (0, 0, 0)
    }

    /// The number of lines that decide about the separator.
    private static let guessedLines = 20
    /// The most lines of a row.
    static let mostLines = 100_000

    var form: String { table.words }
    /// The names of the columns; empty before the header is read.
    var columns: [String] { header?.map(\.name) ?? [] }

    /// Creates a reader. If `form` is nil, the first lines decide; `quotesTabs` says whether a table with tabs has quotes.
    init(_ pieces: any DataPieces, form: CSVForm? = nil, quotesTabs: Bool = false) {
        lines = LinesAhead(pieces)
        table = form ?? .commas
        isGuessed = form == nil
        self.quotesTabs = quotesTabs
    }

    mutating func next() throws(DataSetError) -> DataItem? {
        guard !hasFailed else { return nil }
        while let first = try lines.line(0) {
            guard !first.bytes.isEmpty || first.isTooLong else {
                lines.use()
                continue
            }
            guard header != nil else {
                if let bad = try readHeader(first) { return .bad(bad) }
                continue
            }
            return try item(first)
        }
        tellTally()
        return nil
    }

    // MARK: lines

    /// Reads the row that begins at a line that isn't used up, and the number of lines that it takes.
    private mutating func row(at index: Int) throws(DataSetError) -> Result<(row: CSVRow, lines: Int), Trouble> {
        var row = CSVRow(table)
        var (count, bytes) = (0, 0)
        while let line = try lines.line(index + count) {
            count += 1
            bytes += line.bytes.count
            guard !line.isTooLong, bytes <= LineReader.mostBytes, count <= Self.mostLines else {
                return .failure(.tooLong)
            }
            do throws(CSVRow.Failure) {
                if try row.take(line.bytes) { return .success((row, count)) }
            } catch {
                return .failure(Trouble(error))
            }
            // A field that is open beyond the last column makes too many; else each line of a file without its outer
            // quotes would be read to the bound.
            if header != nil, row.fields.count >= widths.upperBound {
                return .failure(.fields(row.fields.count + 1, widths.upperBound))
            }
        }
        return .failure(.open)
    }

    // MARK: the header

    /// Reads the header from a line that isn't used up. Returns what is wrong with it; nil if nothing is, or if
    /// the line is Excel's `sep=;`.
    private mutating func readHeader(_ first: LineReader.Line) throws(DataSetError) -> BadRow? {
        if let said = CSVForm(marker: first.bytes), table.hasQuotes || isGuessed {
            (table, isGuessed) = (said, false)
            lines.use()
            return nil
        }
        if isGuessed {
            _ = try lines.line(Self.guessedLines - 1)
            table = CSVForm(guessedFrom: lines.waiting.filter { !$0.isTooLong }.map(\.bytes), quotesTabs: quotesTabs)
        }
        let (names, count): ([String], Int)
        switch try row(at: 0) {
        case .success(let (row, lines)):
            (names, count) = (row.fields.map(\.trimmed), lines)
        case .failure(let trouble): return fail(BadRow(line: first.number, problem: trouble.sentence(first.number)))
        }
        if let known = Self.withoutHeader(names) {
            notices.append(
                Notice("The file has no header: its columns are taken for \(known.joined(separator: ", "))."))
            header = known.enumerated().map { ($1, $0) }
            widths = known.count...known.count
            return nil
        }
        lines.use(count)
        var seen: Set<String> = []
        for name in names where !name.isEmpty {
            guard seen.insert(name).inserted else {
                return fail(BadRow(line: first.number, problem: "The header names two columns `\(name.quotable)`."))
            }
        }
        guard !seen.isEmpty else { return fail(BadRow(line: first.number, problem: "The header has no names.")) }
        header = names.enumerated().filter { !$1.isEmpty }.map { ($1, $0) }
        widths = ((header?.last?.place ?? 0) + 1)...names.count
        return nil
    }

    private mutating func fail(_ bad: BadRow) -> BadRow {
        // Without a header the rows below mean nothing.
        hasFailed = true
        return bad
    }

    /// Returns the names of MMLU's columns if a first line looks like one of its rows, which have no header.
    private static func withoutHeader(_ fields: [String]) -> [String]? {
        guard fields.count == 6, ["A", "B", "C", "D"].contains(fields[5]), fields[0].count > 12, fields[1] != "A" else {
            return nil
        }
        return ["question", "A", "B", "C", "D", "answer"]
    }

    // MARK: rows

    /// Returns the row that begins at a line that isn't used up, or the lines that are lost.
    private mutating func item(_ first: LineReader.Line) throws(DataSetError) -> DataItem {
        let trouble: Trouble
        switch try row(at: 0) {
        case .success(let (read, lines)):
            var row = read
            row.trim(to: widths.lowerBound)
            if widths ~= row.fields.count {
                if lines > 1, widths.upperBound > 1 { try noteSwallowed(lines, from: first.number) }
                self.lines.use(lines)
                return .row(taken(row, line: first.number))
            }
            trouble = .fields(row.fields.count, widths.upperBound)
            guard lines > 1 else {
                self.lines.use()
                return .bad(BadRow(line: first.number, problem: trouble.sentence(first.number)))
            }
        case .failure(let found): trouble = found
        }
        let last = try skip()
        return .bad(BadRow(line: first.number, lastLine: last, problem: trouble.sentence(first.number)))
    }

    /// Uses up the first line and all that follow before the next that is a row. Returns the number of the last one.
    private mutating func skip() throws(DataSetError) -> Int {
        var last = try lines.line(0)?.number ?? 0
        if last > 0 { lines.use() }
        while let line = try lines.line(0) {
            if !line.bytes.isEmpty, case .success(let (read, _)) = try row(at: 0) {
                var row = read
                row.trim(to: widths.lowerBound)
                if widths ~= row.fields.count { break }
            }
            last = line.number
            lines.use()
        }
        return last
    }

    private mutating func taken(_ row: CSVRow, line: Int) -> DataRow {
        var fields = JSONObject()
        for (name, place) in header ?? [] { fields[name] = .text(row.fields[place]) }
        if let header, header.count < widths.upperBound {
            let named = Set(header.map(\.place))
            for (place, text) in row.fields.enumerated() where !named.contains(place) && !text.isEmpty {
                tally.nameless.insert(place + 1)
            }
        }
        if !table.hasQuotes, row.fields.contains(where: { $0.count > 1 && $0.hasPrefix("\"") && $0.hasSuffix("\"") }) {
            if tally.quoted.count == 0 { tally.quoted.line = line }
            tally.quoted.count += 1
        }
        return DataRow(line: line, fields: fields)
    }

    /// Notes a row of several lines if each line inside it looks like a row: its quote may be a mistake.
    private mutating func noteSwallowed(_ lines: Int, from first: Int) throws(DataSetError) {
        let inside = self.lines.waiting.prefix(lines - 1).dropFirst()
        guard lines > 2, inside.allSatisfy({ CSVRow.fieldCount(of: $0.bytes, table).map { widths ~= $0 } ?? false })
        else { return }
        if tally.long.count == 0 {
            (tally.long.line, tally.long.last) = (first, inside.last.map { $0.number + 1 } ?? first)
        }
        tally.long.count += 1
    }

    private mutating func tellTally() {
        defer { tally = Tally() }
        let nameless = tally.nameless.sorted()
        if !nameless.isEmpty {
            notices.append(
                Notice(
                    nameless.count == 1
                        ? "Column \(nameless[0]) has no name in the header and is left out."
                        : "The columns \(nameless.map(String.init).joined(separator: ", ")) have no name in the header and are left out."
                ))
        }
        if tally.quoted.count > 0 {
            notices.append(
                Notice(
                    "TSV has no quotes: in \(tally.quoted.count == 1 ? "1 row" : "\(tally.quoted.count) rows"), first in line \(tally.quoted.line), they are kept as text.",
                    .nameAsCSV))
        }
        if tally.long.count > 0 {
            notices.append(
                Notice(
                    "The row in lines \(tally.long.line) to \(tally.long.last) is one because of its quotes, although the lines in it look like rows\(tally.long.count > 1 ? "; there are \(tally.long.count) such rows" : "")."
                ))
        }
    }
}

/// Why a row of a table can't be used.
private enum Trouble: Error {
    case open, textBehindQuote, notUTF8, hasNUL, tooManyFields, tooLong
    case fields(Int, Int)

    init(_ failure: CSVRow.Failure) {
        self =
            switch failure {
            case .textBehindQuote: .textBehindQuote
            case .notUTF8: .notUTF8
            case .hasNUL: .hasNUL
            case .tooManyFields: .tooManyFields
            }
    }

    func sentence(_ line: Int) -> String {
        switch self {
        case .open: "The quote that opens in line \(line) is never closed."
        case .textBehindQuote: "A closing quote is followed by text; a quote inside a field is written twice."
        case .notUTF8: "It has bytes that are not UTF-8."
        case .hasNUL: "It has a NUL character."
        case .tooManyFields: "It has more than \(CSVRow.mostFields) fields."
        case .tooLong:
            "It is longer than \(LineReader.mostBytes >> 20) MB, or takes more than \(CSVReader.mostLines) lines; see whether a quote is open."
        case .fields(let count, let width):
            "It has \(count) \(count == 1 ? "field" : "fields"); the header has \(width)."
        }
    }
}
