import JSONText
import Remedies

/// Reads JSON values one after another: one on each line (JSON Lines), or each over several lines.
struct JSONLines {
    /// What comes next.
    enum Item {
        case value(JSONValue, line: Int)
        case bad(BadRow)
    }

    private var lines: LinesAhead
    /// Values behind the first one on a line.
    private var waiting: ArraySlice<Item> = []
    /// True if the first value takes several lines.
    let isPretty: Bool
    private var commas = 0

    /// The most lines of a value where the first one takes only one: a line that is cut off may look like the beginning of
    /// all that follow.
    private static let mostLines = 32

    /// Creates a reader that begins where the pieces stand.
    init(_ pieces: any DataPieces, isPretty: Bool) {
        lines = LinesAhead(pieces)
        self.isPretty = isPretty
    }

    /// Returns whether a line is one list or one object.
    static func isWhole(_ line: [UInt8]) -> Bool {
        let start = line.index(afterSpaces: 0)
        guard start < line.count, line[start] == UInt8(ascii: "{") || line[start] == UInt8(ascii: "[") else {
            return false
        }
        var skimmer = JSONSkimmer()
        guard case .ends(let end) = skimmer.take(line, from: start) else { return false }
        return line.index(afterSpaces: end) == line.count
    }

    var notices: [Notice] {
        commas == 0
            ? []
            : [
                Notice(
                    "\(commas == 1 ? "1 line ends" : "\(commas) lines end") in a comma, as in a list without its brackets."
                )
            ]
    }

    mutating func next() throws(DataSetError) -> Item? {
        if let item = waiting.popFirst() { return item }
        while let line = try lines.line(0) {
            var bytes = line.bytes
            if bytes.first == 0x1E { bytes.removeFirst() }
            guard line.isTooLong || bytes.index(afterSpaces: 0) < bytes.count else {
                lines.use()
                continue
            }
            guard !line.isTooLong else {
                lines.use()
                return .bad(
                    BadRow(line: line.number, problem: "It is longer than \(LineReader.mostBytes >> 20) MB."))
            }
            return try item(bytes, line.number)
        }
        return nil
    }

    /// Returns the value that begins with a line that isn't used up.
    private mutating func item(_ first: [UInt8], _ number: Int) throws(DataSetError) -> Item {
        var skimmer = JSONSkimmer()
        var bytes = first
        var progress = skimmer.take(bytes, from: bytes.index(afterSpaces: 0))
        var count = 1
        while progress == .open, skimmer.isNested, !skimmer.isInText, isPretty || count < Self.mostLines,
            bytes.count <= LineReader.mostBytes,
            let more = try lines.line(count),
            !more.isTooLong
        {
            count += 1
            let begin = bytes.count + 1
            bytes += [0x0A] + more.bytes
            progress = skimmer.take(bytes, from: begin)
        }
        // A word or a number may be a value that ends with its line.
        if progress == .open, !skimmer.isInText, !skimmer.isNested { progress = .ends(bytes.count) }
        guard case .ends(let end) = progress else { return try bad(bytes, number, lines: count, progress) }
        lines.use(count)
        let found = Self.read(bytes, bytes.index(afterSpaces: 0)..<end, number)
        takeRest(bytes, from: end, number)
        return found
    }

    private static func read(_ bytes: [UInt8], _ range: Range<Int>, _ number: Int) -> Item {
        var reader = JSONReader(bytes, in: range)
        do throws(JSONReader.Failure) {
            return .value(try reader.whole(), line: number)
        } catch {
            let problem = error == .syntax ? wrong(bytes, at: reader.index) : error.sentence
            return .bad(BadRow(line: number, problem: problem))
        }
    }

    /// Takes what follows a value on its last line: a comma, more values, or a mistake.
    private mutating func takeRest(_ bytes: [UInt8], from end: Int, _ number: Int) {
        var index = bytes.index(afterSpaces: end)
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: ",") {
                commas += 1
                index = bytes.index(afterSpaces: index + 1)
                continue
            }
            guard bytes[index] == UInt8(ascii: "{"), let range = JSONSkimmer.range(of: bytes, from: index) else {
                waiting.append(.bad(BadRow(line: number, problem: Self.wrong(bytes, at: index))))
                return
            }
            let item = Self.read(bytes, range, number)
            waiting.append(item)
            // What follows a mistake on the same line may be anything.
            if case .bad = item { return }
            index = bytes.index(afterSpaces: range.upperBound)
        }
    }

    /// Uses up a value with a mistake: its first line, or all that follows if values take several lines.
    private mutating func bad(
        _ bytes: [UInt8], _ number: Int, lines count: Int, _ progress: JSONSkimmer.Progress
    ) throws(DataSetError) -> Item {
        var last = number
        lines.use()
        if isPretty {
            // Where the next value begins can't be told.
            while let line = try lines.line(0) {
                if line.bytes.index(afterSpaces: 0) < line.bytes.count { last = line.number }
                lines.use()
            }
        }
        let problem =
            if case .wrong(let index) = progress { Self.wrong(bytes, at: index, from: number) } else {
                "It is cut off."
            }
        return .bad(BadRow(line: number, lastLine: last, problem: problem))
    }

    private static func wrong(_ bytes: [UInt8], at index: Int, from number: Int? = nil) -> String {
        let place = bytes.place(of: index)
        let line = number.flatMap { place.line > 1 ? "line \($0 + place.line - 1), " : nil } ?? ""
        return "It is not JSON from \(line)character \(place.column) on."
    }
}

extension LineReader {
    /// Returns the next line that isn't blank; nil if there is none.
    mutating func nextFilled() throws(DataSetError) -> Line? {
        while let line = try next() {
            if line.isTooLong || !line.isBlank { return line }
        }
        return nil
    }
}
