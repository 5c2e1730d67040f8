/// Whether an output is JSON.
public enum JSONValidity {
    /// 1 if the whole output is one JSON value (RFC 8259; a number or text alone is one), else 0. White space around it is fine;
    /// a fence of backticks or a word of explanation isn't JSON.
    public static func score(_ output: String) -> Double {
        var scanner = JSONGrammar(bytes: Array(output.utf8))
        return scanner.isOneValue() ? 1 : 0
    }
}

/// The grammar of RFC 8259 and no more: Foundation's reader lets a comma before a closing bracket pass.
private struct JSONGrammar {
    private let bytes: [UInt8]
    private var index = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    private enum Bracket {
        case array, object

        var closing: Unicode.Scalar { self == .array ? "]" : "}" }
    }

    /// With a list of open brackets instead of recursion, because a model may open any number of them.
    mutating func isOneValue() -> Bool {
        var open: [Bracket] = []
        while true {
            skipSpace()
            if let bracket = take("[") ? Bracket.array : take("{") ? .object : nil {
                skipSpace()
                if !take(bracket.closing) {
                    open.append(bracket)
                    if bracket == .object, !takeKey() { return false }
                    continue
                }
            } else if !takeScalar() {
                return false
            }
            // A value is complete: close what ends with it, up to where another must follow.
            while true {
                skipSpace()
                guard let bracket = open.last else { return index == bytes.count }
                if take(bracket.closing) {
                    open.removeLast()
                } else if take(",") {
                    skipSpace()
                    if bracket == .object, !takeKey() { return false }
                    break
                } else {
                    return false
                }
            }
        }
    }

    private mutating func takeKey() -> Bool {
        guard takeString() else { return false }
        skipSpace()
        return take(":")
    }

    private mutating func takeScalar() -> Bool {
        guard index < bytes.count else { return false }
        switch bytes[index] {
        case UInt8(ascii: "\""): return takeString()
        case UInt8(ascii: "t"): return take(word: "true")
        case UInt8(ascii: "f"): return take(word: "false")
        case UInt8(ascii: "n"): return take(word: "null")
        default: return takeNumber()
        }
    }

    private mutating func takeNumber() -> Bool {
        _ = take("-")
        if !take("0"), takeDigits() == 0 { return false }
        if take("."), takeDigits() == 0 { return false }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            if takeDigits() == 0 { return false }
        }
        return true
    }

    private mutating func takeDigits() -> Int {
        let start = index
        while index < bytes.count, UInt8(ascii: "0")...UInt8(ascii: "9") ~= bytes[index] { index += 1 }
        return index - start
    }

    private mutating func takeString() -> Bool {
        guard take("\"") else { return false }
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            switch byte {
            case UInt8(ascii: "\""): return true
            case UInt8(ascii: "\\"):
                guard index < bytes.count else { return false }
                index += 1
                switch bytes[index - 1] {
                case UInt8(ascii: "u"):
                    for _ in 0..<4 {
                        guard index < bytes.count, Character(Unicode.Scalar(bytes[index])).isHexDigit else {
                            return false
                        }
                        index += 1
                    }
                case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
                    UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
                    break
                default: return false
                }
            case ..<0x20: return false
            default: break
            }
        }
        return false
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard index < bytes.count, bytes[index] == UInt8(ascii: scalar) else { return false }
        index += 1
        return true
    }

    private mutating func take(word: String) -> Bool {
        guard bytes[index...].starts(with: word.utf8) else { return false }
        index += word.utf8.count
        return true
    }

    private mutating func skipSpace() {
        while index < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) { index += 1 }
    }
}
