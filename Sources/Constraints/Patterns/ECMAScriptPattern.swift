/// Translates a regular expression of ECMAScript (ECMA-262, with its flag `u`) into ICU's syntax.
///
/// The two differ in what `\d`, `\w`, `\s`, `\b`, `.` and `$` match, in brackets inside a class, and in some escapes.
struct ECMAScriptPattern {
    private static let space =
        "\\t\\n\\u000B\\f\\r \\u00A0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000\\uFEFF"
    private static let word = "A-Za-z0-9_"
    private static let boundary = "(?:(?<=[\(word)])(?![\(word)])|(?<![\(word)])(?=[\(word)]))"
    private static let noBoundary = "(?:(?<=[\(word)])(?=[\(word)])|(?<![\(word)])(?![\(word)]))"

    private var rest: Substring.UnicodeScalarView
    /// True if it is read without the flag `u`: a brace that counts nothing stands for itself, and so does a hyphen beside
    /// `\w` in a class.
    private let isLenient: Bool
    private var result = ""

    /// Returns the same expression for ICU; nil if it has an escape that ECMAScript lacks or a class that doesn't end. A
    /// lenient one is read without the flag `u`.
    static func icu(_ pattern: String, isLenient: Bool = false) -> String? {
        var translation = ECMAScriptPattern(rest: pattern[...].unicodeScalars, isLenient: isLenient)
        return translation.translate() ? translation.result : nil
    }

    private mutating func translate() -> Bool {
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\\":
                guard let escape = escape(inClass: false) else { return false }
                result += escape
            case "[": guard translateClass() else { return false }
            case ".": result += "[^\\n\\r\\u2028\\u2029]"
            case "$": result += "\\z"
            case "#": result += "\\#"
            case "{" where isLenient:
                guard let count = String(rest.prefix(24)).prefixMatch(of: /\d+(,\d*)?\}/) else {
                    result += "\\{"
                    continue
                }
                result += "{\(count.0)"
                rest = rest.dropFirst(count.0.unicodeScalars.count)
            case "}" where isLenient: result += "\\}"
            case "]" where isLenient: result += "\\]"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return true
    }

    private mutating func translateClass() -> Bool {
        let isNegated = rest.first == "^"
        if isNegated { rest.removeFirst() }
        if rest.first == "]" {
            rest.removeFirst()
            result += isNegated ? "[\\u0000-\\U0010FFFF]" : "(?!)"
            return true
        }
        result += isNegated ? "[^" : "["
        // Whether a hyphen here would make a range, which it doesn't after the end of another range.
        var beginsRange = false
        while let scalar = rest.popFirst() {
            switch scalar {
            case "]":
                result += "]"
                return true
            case "-" where isLenient && isClassEscape(rest):
                result += "\\-"
                beginsRange = false
            case "-" where beginsRange && rest.first != "]" && rest.first != nil:
                result += "-"
                guard let end = classAtom() else { return false }
                result += end
                beginsRange = false
                continue
            case "\\":
                guard let escape = escape(inClass: true) else { return false }
                result += escape
                beginsRange = !escape.hasPrefix("[") && !escape.contains("-") && !escape.hasPrefix("\\p")
            default:
                result += Self.literal(scalar)
                beginsRange = true
            }
        }
        return false
    }

    /// Returns whether an escape follows that is a class of its own, as `\w` is.
    private func isClassEscape(_ rest: Substring.UnicodeScalarView) -> Bool {
        rest.first == "\\" && rest.dropFirst().first.map { "dDwWsS".unicodeScalars.contains($0) } == true
    }

    /// Reads one character or escape in a class and returns it for ICU; nil if it isn't valid.
    private mutating func classAtom() -> String? {
        guard let scalar = rest.popFirst() else { return nil }
        return scalar == "\\" ? escape(inClass: true) : Self.literal(scalar)
    }

    /// Returns a character of a class for ICU, escaped if ICU would take it for an operator.
    private static func literal(_ scalar: Unicode.Scalar) -> String {
        "[]-&^$#{}: ".unicodeScalars.contains(scalar) ? "\\\(scalar)" : "\(scalar)"
    }

    private mutating func escape(inClass: Bool) -> String? {
        guard let scalar = rest.popFirst() else { return nil }
        switch scalar {
        case "d": return inClass ? "0-9" : "[0-9]"
        case "D": return "[^0-9]"
        case "w": return inClass ? Self.word : "[\(Self.word)]"
        case "W": return "[^\(Self.word)]"
        case "s": return inClass ? Self.space : "[\(Self.space)]"
        case "S": return "[^\(Self.space)]"
        case "b": return inClass ? "\\u0008" : Self.boundary
        case "B" where !inClass: return Self.noBoundary
        case "t", "n", "f", "r": return "\\\(scalar)"
        case "v": return "\\u000B"
        case "0" where rest.first.map { "0"..."9" ~= $0 } != true: return "\\u0000"
        case "1"..."9" where !inClass: return "\\\(scalar)"
        case "k" where !inClass && rest.first == "<": return "\\k"
        case "c":
            guard let letter = rest.popFirst(), letter.isASCII, letter.properties.isAlphabetic else { return nil }
            return Self.escaped(letter.value & 0x1F)
        case "x": return hexadecimal(2).map(Self.escaped)
        case "u": return unicodeEscape()
        case "p", "P":
            guard rest.first == "{", let end = rest.firstIndex(of: "}") else { return nil }
            let name = String(rest[...end])
            rest = rest[rest.index(after: end)...]
            return "\\\(scalar)\(name)"
        default:
            // A letter or digit after a backslash has another meaning, or is an error.
            guard !scalar.properties.isAlphabetic, !("0"..."9" ~= scalar), scalar != "_" else { return nil }
            return "\\\(scalar)"
        }
    }

    /// Reads `\u0041`, `\u{1F600}` or a pair of surrogates.
    private mutating func unicodeEscape() -> String? {
        if rest.first == "{" {
            guard let end = rest.firstIndex(of: "}") else { return nil }
            let value = UInt32(String(rest[rest.index(after: rest.startIndex)..<end]), radix: 16)
            rest = rest[rest.index(after: end)...]
            return value.flatMap(Unicode.Scalar.init).map { Self.escaped($0.value) }
        }
        guard let value = hexadecimal(4) else { return nil }
        let before = rest
        if 0xD800..<0xDC00 ~= value, rest.popFirst() == "\\", rest.popFirst() == "u", let low = hexadecimal(4),
            0xDC00..<0xE000 ~= low
        {
            return Self.escaped(0x10000 + (value - 0xD800) << 10 + (low - 0xDC00))
        }
        rest = before
        return Self.escaped(value)
    }

    private mutating func hexadecimal(_ count: Int) -> UInt32? {
        let digits = rest.prefix(count)
        guard digits.count == count, digits.allSatisfy(\.properties.isASCIIHexDigit) else { return nil }
        rest = rest.dropFirst(count)
        return UInt32(String(digits), radix: 16)
    }

    private static func escaped(_ value: UInt32) -> String {
        let digits = String(value, radix: 16)
        return "\\x{" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "}"
    }
}
