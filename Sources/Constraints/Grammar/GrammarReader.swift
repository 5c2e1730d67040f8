/// Reads the characters of a grammar's text: names, texts in quotes, sets of characters, tokens, numbers of
/// repetitions.
struct GrammarReader {
    private let text: [Unicode.Scalar]
    /// The index of the next character.
    private(set) var place = 0

    init(_ source: String) {
        text = Array(source.unicodeScalars)
    }

    var isAtEnd: Bool { place == text.count }
    var next: Unicode.Scalar? { place < text.count ? text[place] : nil }
    /// The next character in words.
    var quoteNext: String { next.map { $0 == "\n" ? "the end of the line" : "`\($0)`" } ?? "its end" }

    static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "-": true
        default: false
        }
    }

    func error(_ problem: String, at place: Int? = nil) -> GrammarError {
        let before = text[..<(place ?? self.place)]
        let line = 1 + before.count { $0 == "\n" }
        let column = before.count - (before.lastIndex(of: "\n").map { $0 + 1 } ?? 0) + 1
        return GrammarError(line: line, column: column, problem)
    }

    mutating func skip() { place += 1 }

    mutating func skipSpace(withNewlines: Bool) {
        while let next {
            if next == " " || next == "\t" || withNewlines && (next == "\n" || next == "\r") {
                place += 1
            } else if next == "#" {
                while let next = self.next, next != "\n", next != "\r" { place += 1 }
            } else {
                return
            }
        }
    }

    mutating func take(_ word: String) -> Bool {
        guard text[place...].starts(with: word.unicodeScalars) else { return false }
        place += word.unicodeScalars.count
        return true
    }

    mutating func takeNewline() -> Bool { take("\r\n") || take("\n") || take("\r") }

    mutating func readName() throws(GrammarError) -> String {
        let start = place
        while let next, Self.isNamePart(next) { place += 1 }
        if next == "_" {
            throw error("has a rule's name with `_`; names have letters, digits and `-`.")
        }
        guard place > start else { throw error("needs a rule's name instead of \(quoteNext).") }
        return String(String.UnicodeScalarView(text[start..<place]))
    }

    /// Reads `*`, `+`, `?`, `{2}`, `{2,}` or `{2,5}` and the space behind it; nil if no repetition comes next.
    mutating func readRepetition(limit: Int, isNested: Bool) throws(GrammarError) -> (least: Int, most: Int?)? {
        let result: (Int, Int?)
        if take("*") {
            result = (0, nil)
        } else if take("+") {
            result = (1, nil)
        } else if take("?") {
            result = (0, 1)
        } else if take("{") {
            skipSpace(withNewlines: isNested)
            guard let least = try readNumber(limit: limit) else {
                throw error("needs a number of repetitions instead of \(quoteNext).")
            }
            skipSpace(withNewlines: isNested)
            var most: Int? = least
            if take(",") {
                skipSpace(withNewlines: isNested)
                most = try readNumber(limit: .max)
                // llama.cpp takes a larger number for no limit.
                if let number = most, number > limit { most = nil }
                if let number = most, number < least {
                    throw error("allows at most \(number) repetitions, which is fewer than the least number, \(least).")
                }
                skipSpace(withNewlines: isNested)
            }
            guard take("}") else { throw error("needs `}` behind the number of repetitions.") }
            result = (least, most)
        } else {
            return nil
        }
        skipSpace(withNewlines: isNested)
        return result
    }

    private mutating func readNumber(limit: Int) throws(GrammarError) -> Int? {
        let start = place
        while let next, ("0"..."9").contains(next) { place += 1 }
        guard place > start else { return nil }
        let number = Int(String(String.UnicodeScalarView(text[start..<place]))) ?? .max
        guard number <= limit else { throw error("asks for more than \(limit) repetitions.", at: start) }
        return number
    }

    mutating func readLiteral() throws(GrammarError) -> [UInt8] {
        let start = place
        var literal = String.UnicodeScalarView()
        skip()
        while let next, next != "\"" {
            literal.append(try scalar(try readCharacter()))
        }
        guard take("\"") else { throw error("has a quote without its end.", at: start) }
        return Array(String(literal).utf8)
    }

    mutating func readCharacters() throws(GrammarError) -> ByteSequences {
        let start = place
        skip()
        let isInverse = take("^")
        var ranges: [ClosedRange<UInt32>] = []
        while let next, next != "]" {
            let first = place
            let low = try readCharacter()
            var high = low
            if self.next == "-", place + 1 < text.count, text[place + 1] != "]" {
                skip()
                high = try readCharacter()
            }
            guard low <= high else {
                throw error("has a range of characters from the later to the earlier.", at: first)
            }
            ranges.append(low...high)
        }
        guard take("]") else { throw error("has a `[` without its `]`.", at: start) }
        guard isInverse || !ranges.isEmpty else { throw error("has a set `[]` without characters.", at: start) }
        return ByteSequences(codePoints: ranges, isInverse: isInverse)
    }

    mutating func readToken() throws(GrammarError) -> Grammar.Symbol {
        let start = place
        let isOther = take("!")
        guard take("<") else { throw error("needs a token in `<…>` behind `!`.") }
        var name = String.UnicodeScalarView("<".unicodeScalars)
        while let next, next != ">" {
            guard next != "\n" else { break }
            name.append(next)
            skip()
        }
        guard take(">") else { throw error("has a `<` without its `>`.", at: start) }
        name.append(">")
        let text = String(name)
        if text.hasPrefix("<["), text.hasSuffix("]>") {
            guard let id = Int32(text.dropFirst(2).dropLast(2)), id >= 0 else {
                throw error("has no number between `<[` and `]>`.", at: start)
            }
            return .token(.id(id), isOther: isOther)
        }
        return .token(.text(text), isOther: isOther)
    }

    private func scalar(_ codePoint: UInt32) throws(GrammarError) -> Unicode.Scalar {
        guard let scalar = Unicode.Scalar(codePoint) else {
            throw error("has an escape that is no character of Unicode.")
        }
        return scalar
    }

    /// Reads a character or an escape and returns its code point.
    private mutating func readCharacter() throws(GrammarError) -> UInt32 {
        guard let first = next else { throw error("ends too early.") }
        let start = place
        skip()
        guard first == "\\" else { return first.value }
        guard let escape = next else { throw error("ends with a backslash.") }
        skip()
        switch escape {
        case "x": return try readHexadecimal(2, from: start)
        case "u": return try readHexadecimal(4, from: start)
        case "U": return try readHexadecimal(8, from: start)
        case "t": return 0x09
        case "r": return 0x0D
        case "n": return 0x0A
        case "\\", "\"", "[", "]", "-": return escape.value
        default: throw error("has the unknown escape `\\\(escape)`.", at: start)
        }
    }

    private mutating func readHexadecimal(_ digits: Int, from start: Int) throws(GrammarError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<digits {
            guard let next, let digit = Character(next).hexDigitValue, next.isASCII else {
                throw error("needs \(digits) hexadecimal digits in an escape.", at: start)
            }
            value = value << 4 | UInt32(digit)
            skip()
        }
        guard value <= 0x10FFFF else { throw error("has an escape that is no character of Unicode.", at: start) }
        return value
    }
}
