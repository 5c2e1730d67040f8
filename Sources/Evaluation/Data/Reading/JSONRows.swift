import JSONText
import Remedies

/// Reads a JSON file: one value with the rows in it (``JSONDocument``), or values one after another, as in JSON Lines.
struct JSONRows: RowReader {
    /// Values one after another; nil if the file is one value.
    private var lines: JSONLines?
    private var document: JSONDocument?
    /// The number of the document's next value or row.
    private var place = 0
    private var counter = LineCounter([])
    /// Rows of the last value that aren't handed out.
    private var waiting: ArraySlice<DataItem> = []
    /// The names of columns, where each row is a list.
    private var header: [String]?
    private var cutCells: (rows: Int, line: Int?) = (0, nil)
    private var own: [Notice] = []

    /// The most bytes of a file that is read as one value.
    static let mostBytes = 512 << 20

    /// Decides whether the file is one JSON value or one value after another. `wanted` are names that only a row has.
    ///
    /// - Throws: ``DataSetError``, if the file is one value with a mistake.
    init(_ pieces: any DataPieces, wanted: Set<String> = []) throws(DataSetError) {
        try pieces.rewind()
        var start = LineReader(pieces)
        let (first, second) = (try start.nextFilled(), try start.nextFilled())
        try pieces.rewind()
        var isPretty = false
        if let first, let second {
            var skimmer = JSONSkimmer()
            isPretty = skimmer.take(first.bytes) == .open && !skimmer.isInText
            // With a mistake in the first line, the others may be lines of their own.
            let areLines =
                JSONLines.isWhole(first.bytes)
                || !isPretty && JSONLines.isWhole(second.bytes) && first.bytes.first != UInt8(ascii: "[")
            if areLines {
                lines = JSONLines(pieces, isPretty: false)
                return
            }
        }
        if let document = try Self.document(pieces, wanted) {
            (self.document, counter) = (document, LineCounter(document.bytes))
        } else {
            lines = JSONLines(pieces, isPretty: isPretty)
        }
    }

    /// Returns the file as one value; nil if more follows behind it.
    ///
    /// - Throws: ``DataSetError/notJSON(line:column:isCut:)`` if it is none.
    private static func document(_ pieces: any DataPieces, _ wanted: Set<String>) throws(DataSetError) -> JSONDocument?
    {
        var bytes: [UInt8] = []
        while let piece = try pieces.next() {
            bytes += piece
            guard bytes.count <= mostBytes else { throw .tooLarge(megabytes: mostBytes >> 20) }
        }
        bytes.removeFirst(bytes.markBytes)
        try pieces.rewind()
        let start = bytes.index(afterSpaces: 0)
        guard start < bytes.count, bytes[start] == UInt8(ascii: "{") || bytes[start] == UInt8(ascii: "[") else {
            return nil
        }
        var skimmer = JSONSkimmer()
        switch skimmer.take(bytes, from: start) {
        case .ends(let end):
            guard bytes.index(afterSpaces: end) == bytes.count else { return nil }
            return try JSONDocument(bytes, wanted: wanted)
        case .open: throw .notJSON(line: bytes.place(of: bytes.count).line, column: nil)
        case .wrong(let index):
            let place = bytes.place(of: index)
            throw .notJSON(line: place.line, column: place.column)
        }
    }

    var form: String { document?.form ?? (lines?.isPretty == true ? "JSON values" : "JSON Lines") }

    var notices: [Notice] { (document?.notices ?? lines?.notices ?? []) + own }

    mutating func next() throws(DataSetError) -> DataItem? {
        while true {
            if let item = waiting.popFirst() { return item }
            guard let document else {
                switch try lines?.next() {
                case .bad(let bad)?: return .bad(bad)
                case .value(let value, let line)?: take(value, line)
                case nil: return end()
                }
                continue
            }
            switch document.content {
            case .rows(let rows):
                guard place < rows.count else { return end() }
                place += 1
                waiting = self.rows(in: rows[place - 1].fields, rows[place - 1].line)[...]
            case .values(let ranges):
                guard place < ranges.count else { return end() }
                place += 1
                try take(document.bytes, ranges[place - 1], counter.number(of: ranges[place - 1].lowerBound))
            }
        }
    }

    private mutating func end() -> DataItem? {
        if cutCells.rows > 0 {
            own.append(
                Notice(
                    "Cells are cut by the server that the rows are from: in \(cutCells.rows == 1 ? "1 row" : "\(cutCells.rows) rows")\(cutCells.line.map { ", first in line \($0)" } ?? "")."
                ))
            cutCells.rows = 0
        }
        return nil
    }

    private mutating func take(_ bytes: [UInt8], _ range: Range<Int>, _ line: Int) throws(DataSetError) {
        var reader = JSONReader(bytes, in: range)
        do throws(JSONReader.Failure) {
            take(try reader.value(), line)
        } catch {
            guard error != .syntax else {
                let place = bytes.place(of: reader.index)
                throw .notJSON(line: place.line, column: place.column)
            }
            waiting = [.bad(BadRow(line: line, problem: error.sentence))]
        }
    }

    private mutating func take(_ value: JSONValue, _ line: Int?) {
        switch value {
        case .object(let object): waiting = rows(in: object, line)[...]
        case .list(let values): takeList(values, line)
        default:
            waiting = [.bad(BadRow(line: line, problem: "It is \(value.kind.withArticle), not a JSON object."))]
        }
    }

    /// Takes a row that is a list. The first one names the columns.
    private mutating func takeList(_ values: [JSONValue], _ line: Int?) {
        guard let header else {
            let names = values.compactMap { if case .text(let name) = $0 { name.trimmed } else { nil } }
            guard names.count == values.count, !names.isEmpty, Set(names).count == names.count else {
                waiting = [.bad(BadRow(line: line, problem: "It is a list, not a JSON object."))]
                return
            }
            header = names
            own.append(
                Notice("The rows are lists; the first one names the columns: \(names.quotable)."))
            return
        }
        guard values.count == header.count else {
            waiting = [
                .bad(
                    BadRow(
                        line: line,
                        problem:
                            "It has \(values.count) \(values.count == 1 ? "value" : "values"); the list of names has \(header.count)."
                    )
                )
            ]
            return
        }
        waiting = [.row(DataRow(line: line, fields: JSONObject(header, values)))]
    }

    /// Returns the rows of an object: the one in a row of the Hugging Face datasets-server, the questions of SQuAD's
    /// paragraphs, the pairs of DROP's passages, else the object.
    private mutating func rows(in object: JSONObject, _ line: Int?) -> [DataItem] {
        if case .object(let row)? = object["row"], object["row_idx"] != nil {
            if case .list(let cells)? = object["truncated_cells"], !cells.isEmpty {
                if cutCells.rows == 0 { cutCells.line = line }
                cutCells.rows += 1
            }
            return rows(in: row, line)
        }
        for name in ["paragraphs", "qas", "qa_pairs"] {
            guard case .list(let parts)? = object[name], !parts.isEmpty else { continue }
            var outer = object
            outer[name] = nil
            var found: [DataItem] = []
            for case .object(let part) in parts {
                var whole = outer
                for member in part.members { whole[member.key] = member.value }
                found += rows(in: whole, line)
            }
            if !found.isEmpty { return found }
        }
        return [.row(DataRow(line: line, fields: object))]
    }
}

extension JSONReader.Failure {
    /// What is wrong with a row, in a sentence.
    var sentence: String {
        switch self {
        case .syntax: "It is not JSON."
        case .tooDeep: "It nests lists or objects more than \(JSONReader.mostDepth) deep."
        case .notUTF8: "It has bytes that are not UTF-8."
        }
    }
}

extension JSONValue.Kind {
    fileprivate var withArticle: String {
        switch self {
        case .null: words
        case .object: "an \(words)"
        case .boolean, .number, .string, .array: "a \(words)"
        }
    }
}
