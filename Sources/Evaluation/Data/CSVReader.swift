/// Reads comma-separated values (RFC 4180) with a header. Quoted fields may hold separators, doubled quotes and line
/// ends.
///
/// Stricter than common readers, because leniency loses data in silence: an unclosed quote, text behind a closing
/// quote, and a row with too many or too few fields make a bad row that is reported with its line.
struct CSVReader {
    private let bytes: [UInt8]
    private let separator: UInt8
    private var position = 0
    private var line = 1

    private static let (quote, carriageReturn, newline) = (UInt8(ascii: "\""), UInt8(ascii: "\r"), UInt8(ascii: "\n"))

    private struct Failure: Error {
        var problem: String
    }

    /// Reads the rows of a text. If `separator` is nil, the first line decides: a tab if it has one, else a semicolon
    /// if it has no comma, else a comma.
    static func rows(of text: String, separator: Character? = nil) -> DataRows {
        var bytes = Array(text.utf8)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        var reader = CSVReader(bytes: bytes, separator: separator?.asciiValue ?? guess(bytes))
        return reader.read()
    }

    private init(bytes: [UInt8], separator: UInt8) {
        self.bytes = bytes
        self.separator = separator
    }

    private static func guess(_ bytes: [UInt8]) -> UInt8 {
        let first = bytes.prefix { $0 != newline && $0 != carriageReturn }
        if first.contains(UInt8(ascii: "\t")) { return UInt8(ascii: "\t") }
        let hasComma = first.contains(UInt8(ascii: ","))
        return !hasComma && first.contains(UInt8(ascii: ";")) ? UInt8(ascii: ";") : UInt8(ascii: ",")
    }

    private mutating func read() -> DataRows {
        var result = DataRows()
        var header: [String]?
        while position < bytes.count {
            // An empty line is no row; a line with two quotes is.
            guard bytes[position] != Self.newline, bytes[position] != Self.carriageReturn else {
                skipLineEnd()
                continue
            }
            let start = line
            do throws(Failure) {
                let fields = try row()
                guard let names = header else {
                    header = try checked(fields)
                    result.columns = fields
                    continue
                }
                guard fields.count == names.count else {
                    throw Failure(problem: "It has \(fields.count) fields; the header has \(names.count).")
                }
                result.rows.append(
                    DataRow(
                        line: start,
                        values: Dictionary(zip(names, fields.map { .text($0) }), uniquingKeysWith: { $1 })))
            } catch {
                result.bad.append(BadRow(line: start, problem: error.problem))
                // Without a header the rows below mean nothing.
                if header == nil { return result }
            }
        }
        return result
    }

    private func checked(_ header: [String]) throws(Failure) -> [String] {
        var seen: Set<String> = []
        for name in header {
            guard seen.insert(name).inserted else {
                throw Failure(problem: "The header names two columns `\(name)`.")
            }
        }
        return header
    }

    /// Reads the fields up to the end of the row. After an error the reader stands behind the row too.
    private mutating func row() throws(Failure) -> [String] {
        var fields: [String] = []
        while true {
            fields.append(try field())
            guard position < bytes.count else { return fields }
            if bytes[position] == separator {
                position += 1
            } else {
                skipLineEnd()
                return fields
            }
        }
    }

    /// Reads a field. Behind it stands a separator, a line end or nothing.
    private mutating func field() throws(Failure) -> String {
        guard position < bytes.count, bytes[position] == Self.quote else {
            let start = position
            while position < bytes.count, !isEnd(bytes[position]) { position += 1 }
            return String(decoding: bytes[start..<position], as: UTF8.self)
        }
        let start = line
        var text: [UInt8] = []
        position += 1
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte == Self.newline
                || byte == Self.carriageReturn && !(position < bytes.count && bytes[position] == Self.newline)
            {
                line += 1
            }
            guard byte == Self.quote else {
                text.append(byte)
                continue
            }
            if position < bytes.count, bytes[position] == Self.quote {
                text.append(byte)
                position += 1
                continue
            }
            guard position < bytes.count, !isEnd(bytes[position]) else {
                return String(decoding: text, as: UTF8.self)
            }
            while position < bytes.count, bytes[position] != Self.newline, bytes[position] != Self.carriageReturn {
                position += 1
            }
            skipLineEnd()
            throw Failure(problem: "A closing quote is followed by text; a quote inside a field is written twice.")
        }
        throw Failure(problem: "The quote that opens in line \(start) is never closed.")
    }

    private func isEnd(_ byte: UInt8) -> Bool {
        byte == separator || byte == Self.newline || byte == Self.carriageReturn
    }

    private mutating func skipLineEnd() {
        guard position < bytes.count else { return }
        if bytes[position] == Self.carriageReturn, position + 1 < bytes.count, bytes[position + 1] == Self.newline {
            position += 1
        }
        position += 1
        line += 1
    }
}
