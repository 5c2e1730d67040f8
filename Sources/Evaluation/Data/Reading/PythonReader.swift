import JSONText

/// Reads a list, a tuple or a dictionary as Python writes it: `['a', "b"]`, and as NumPy does: `['a' 'b']`, `array([1, 2],
/// dtype=int32)`. Tables of public data sets have such cells.
struct PythonReader {
    private let text: [Unicode.Scalar]
    private var index = 0

    private static let mostDepth = 16

    private struct NoValue: Error {}

    /// Returns the value that a text is as a whole; nil if it is none.
    static func value(_ text: String) -> JSONValue? {
        var reader = PythonReader(text)
        guard let value = try? reader.value(depth: 0) else { return nil }
        reader.skipSpaces()
        return reader.index == reader.text.count ? value : nil
    }

    private init(_ text: String) {
        self.text = Array(text.unicodeScalars)
    }

    private var next: Unicode.Scalar? { index < text.count ? text[index] : nil }

    private mutating func skipSpaces() {
        while let scalar = next, scalar.isSpace { index += 1 }
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard next == scalar else { return false }
        index += 1
        return true
    }

    private mutating func value(depth: Int) throws(NoValue) -> JSONValue {
        guard depth < Self.mostDepth else { throw NoValue() }
        skipSpaces()
        switch next {
        case "[": return .list(try items(until: "]", depth: depth))
        case "(": return .list(try items(until: ")", depth: depth))
        case "{": return .object(try members(depth: depth))
        case "'", "\"": return .text(try string())
        case let scalar? where scalar.isDigit || "-+.".unicodeScalars.contains(scalar): return try number()
        case let scalar? where scalar.isLetter: return try word(depth: depth)
        default: throw NoValue()
        }
    }

    /// Reads the items of a list. NumPy puts blanks between them, and no commas.
    private mutating func items(until end: Unicode.Scalar, depth: Int) throws(NoValue) -> [JSONValue] {
        index += 1
        var items: [JSONValue] = []
        var hasCommas: Bool?
        while true {
            skipSpaces()
            if take(end) { return items }
            if let last = items.last {
                let isComma = take(",")
                guard hasCommas ?? isComma == isComma, isComma || last.isScalar && text[index - 1].isSpace else {
                    throw NoValue()
                }
                hasCommas = isComma
                skipSpaces()
                if take(end) { return items }
            }
            items.append(try value(depth: depth + 1))
        }
    }

    private mutating func members(depth: Int) throws(NoValue) -> JSONObject {
        index += 1
        var members = JSONObject()
        while true {
            skipSpaces()
            if take("}") { return members }
            if !members.members.isEmpty {
                guard take(",") else { throw NoValue() }
                skipSpaces()
                if take("}") { return members }
            }
            guard let key = try value(depth: depth + 1).spelled else { throw NoValue() }
            skipSpaces()
            guard take(":") else { throw NoValue() }
            members[key] = try value(depth: depth + 1)
        }
    }

    private mutating func number() throws(NoValue) -> JSONValue {
        let start = index
        while let scalar = next, scalar.isDigit || "+-.eE_".unicodeScalars.contains(scalar) { index += 1 }
        let written = String(String.UnicodeScalarView(text[start..<index]))
        if let value = JSONNumber(written) { return .number(value.canonical) }
        guard let value = Double(written), value.isFinite, let number = JSONNumber("\(value)") else { throw NoValue() }
        return .number(number.canonical)
    }

    /// Reads `True`, `False`, `None`, and what NumPy wraps: `array(…, dtype=object)`, `np.int64(3)`.
    private mutating func word(depth: Int) throws(NoValue) -> JSONValue {
        let start = index
        while let scalar = next, scalar.isLetter || scalar.isDigit || scalar == "." || scalar == "_" { index += 1 }
        let name = String(String.UnicodeScalarView(text[start..<index]))
        switch name {
        case "True": return .bool(true)
        case "False": return .bool(false)
        case "None", "nan": return .null
        default: break
        }
        guard name == "array" || name.hasPrefix("np.") || name.hasPrefix("numpy."), take("(") else { throw NoValue() }
        let inside = try value(depth: depth + 1)
        skipSpaces()
        if take(",") {
            skipSpaces()
            guard text[index...].starts(with: "dtype=".unicodeScalars) else { throw NoValue() }
            while let scalar = next, scalar != ")" { index += 1 }
        }
        guard take(")") else { throw NoValue() }
        return inside
    }

    private static let escapes: [Unicode.Scalar: Unicode.Scalar] = [
        "n": "\n", "t": "\t", "r": "\r", "\\": "\\", "'": "'", "\"": "\"", "a": "\u{7}", "b": "\u{8}", "f": "\u{C}",
        "v": "\u{B}", "0": "\0",
    ]
    /// The number of digits of a scalar's code behind these letters.
    private static let codes: [Unicode.Scalar: Int] = ["x": 2, "u": 4, "U": 8]

    private mutating func string() throws(NoValue) -> String {
        let quote = text[index]
        index += 1
        var read = String.UnicodeScalarView()
        while let scalar = next {
            index += 1
            if scalar == quote { return String(read) }
            guard scalar == "\\", let letter = next else {
                read.append(scalar)
                continue
            }
            index += 1
            if let escaped = Self.escapes[letter] {
                read.append(escaped)
            } else if let count = Self.codes[letter] {
                let digits = String(String.UnicodeScalarView(text[index...].prefix(count)))
                guard digits.unicodeScalars.count == count, let code = UInt32(digits, radix: 16),
                    let scalar = Unicode.Scalar(code)
                else { throw NoValue() }
                read.append(scalar)
                index += count
            } else {
                read.append(contentsOf: [scalar, letter])
            }
        }
        throw NoValue()
    }
}
