/// Finds the end of a JSON value without reading it, over as many pieces of its text as it takes, and at any depth.
///
/// It sees every mistake in what separates values. Numbers, words and escapes are left to ``JSONReader``.
struct JSONSkimmer {
    /// What a piece brought.
    enum Progress: Hashable {
        /// The value ends before this index.
        case ends(Int)
        /// The value goes on behind the piece.
        case open
        /// The byte at this index isn't allowed where it is.
        case wrong(Int)
    }

    private enum Expected {
        case value, valueOrEnd, key, keyOrEnd, colon, commaOrEnd
    }

    private static let (braces, brackets) = (UInt8(ascii: "{"), UInt8(ascii: "["))

    private var nesting: [UInt8] = []
    private var expected = Expected.value
    private var isKey = false
    private var isEscaped = false
    /// True inside a text.
    private(set) var isInText = false
    /// True inside a list or an object.
    var isNested: Bool { !nesting.isEmpty }
    /// True inside a number or a word.
    private var isInWord = false

    /// Takes the next bytes of the value's text, from a place on.
    mutating func take(_ bytes: [UInt8], from start: Int = 0) -> Progress {
        var index = start
        while index < bytes.count {
            let byte = bytes[index]
            if isInText {
                guard byte >= 0x20 else { return .wrong(index) }
                index += 1
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isInText = false
                    expected = isKey ? .colon : .commaOrEnd
                    if nesting.isEmpty { return .ends(index) }
                }
                continue
            }
            if isInWord {
                if Self.isWord(byte) {
                    index += 1
                    continue
                }
                isInWord = false
                if nesting.isEmpty { return .ends(index) }
            }
            switch byte {
            case 0x20, 0x09, 0x0A, 0x0D: break
            case UInt8(ascii: "\""):
                guard expected != .colon, expected != .commaOrEnd else { return .wrong(index) }
                isKey = expected == .key || expected == .keyOrEnd
                isInText = true
            case Self.braces, Self.brackets:
                guard expected == .value || expected == .valueOrEnd else { return .wrong(index) }
                nesting.append(byte)
                expected = byte == Self.braces ? .keyOrEnd : .valueOrEnd
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                // The code of a closing bracket is that of its opening one plus two.
                guard let open = nesting.last, open + 2 == byte,
                    expected == .commaOrEnd || expected == .valueOrEnd || expected == .keyOrEnd
                else { return .wrong(index) }
                nesting.removeLast()
                expected = .commaOrEnd
                if nesting.isEmpty { return .ends(index + 1) }
            case UInt8(ascii: ","):
                guard expected == .commaOrEnd, let open = nesting.last else { return .wrong(index) }
                expected = open == Self.braces ? .key : .value
            case UInt8(ascii: ":"):
                guard expected == .colon else { return .wrong(index) }
                expected = .value
            default:
                guard Self.isWord(byte), expected == .value || expected == .valueOrEnd else { return .wrong(index) }
                isInWord = true
                expected = .commaOrEnd
            }
            index += 1
        }
        return .open
    }

    /// Returns the range of the value that begins at a place or behind white space there; nil if it has a mistake or no end.
    static func range(of bytes: [UInt8], from start: Int) -> Range<Int>? {
        let begin = bytes.index(afterSpaces: start)
        var skimmer = JSONSkimmer()
        return if case .ends(let end) = skimmer.take(bytes, from: begin) { begin..<end } else { nil }
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."): true
        default: false
        }
    }
}

extension [UInt8] {
    /// Returns the next place from `start` on without white space of JSON.
    func index(afterSpaces start: Int) -> Int {
        var index = start
        while index < count, self[index] == 0x20 || (0x09...0x0D).contains(self[index]) { index += 1 }
        return index
    }

    /// Returns the line and the character of it at a place, both from 1.
    func place(of index: Int) -> (line: Int, column: Int) {
        let before = self[..<Swift.min(index, count)]
        let line = before.reversed().prefix { $0 != 0x0A && $0 != 0x0D }
        return (lineEnds(in: 0..<before.count) + 1, line.count { $0 & 0xC0 != 0x80 } + 1)
    }

    /// Returns the number of line ends in a range: LF, CR LF, or CR alone.
    func lineEnds(in range: Range<Int>) -> Int {
        range.count { index in
            self[index] == 0x0A || self[index] == 0x0D && !(index + 1 < count && self[index + 1] == 0x0A)
        }
    }
}
