/// The tokens of mteval-v13a, the script of the WMT conference, as sacreBLEU makes them. Works on UTF-8, because all
/// that the script looks at is ASCII, and because Swift calls equivalent strings equal.
enum Tokens13a {
    static func split(_ text: String) -> [[UInt8]] {
        var scalars = text.unicodeScalars[...]
        while let last = scalars.last, last.separatesWords { scalars.removeLast() }
        var bytes = Array(String(scalars).utf8)
        for (old, new) in replacements { bytes = replacing(old, in: bytes, by: new) }
        bytes = [space] + bytes + [space]
        bytes = apart(bytes)
        bytes = apartAfterNonDigits(bytes)
        bytes = apartBeforeNonDigits(bytes)
        bytes = dashesAfterDigits(bytes)
        return String(decoding: bytes, as: UTF8.self).unicodeScalars.split(whereSeparator: \.separatesWords)
            .map { Array(String($0).utf8) }
    }

    private static let space = UInt8(ascii: " ")
    private static let dash = UInt8(ascii: "-")
    /// Done one after another, so that `&amp;lt;` ends as `<`.
    private static let replacements: [([UInt8], [UInt8])] = [
        ("<skipped>", ""), ("-\n", ""), ("\n", " "), ("&quot;", "\""), ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"),
    ].map { (Array($0.0.utf8), Array($0.1.utf8)) }

    private static func replacing(_ old: [UInt8], in bytes: [UInt8], by new: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            if bytes[index] == old[0], bytes[index...].starts(with: old) {
                result += new
                index += old.count
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return result
    }

    /// Puts spaces around ASCII punctuation other than ' , - and the full stop.
    private static func apart(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        for byte in bytes {
            switch byte {
            case 0x21...0x26, 0x28...0x2B, 0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: result += [space, byte, space]
            default: result.append(byte)
            }
        }
        return result
    }

    /// Puts spaces around a full stop or comma unless it follows a digit.
    private static func apartAfterNonDigits(_ bytes: [UInt8]) -> [UInt8] {
        pairs(of: bytes) { first, second in !isDigit(first) && isPoint(second) ? [first, space, second, space] : nil }
    }

    /// Puts spaces around a full stop or comma unless a digit follows.
    private static func apartBeforeNonDigits(_ bytes: [UInt8]) -> [UInt8] {
        pairs(of: bytes) { first, second in isPoint(first) && !isDigit(second) ? [space, first, space, second] : nil }
    }

    /// Puts spaces around a dash after a digit.
    private static func dashesAfterDigits(_ bytes: [UInt8]) -> [UInt8] {
        pairs(of: bytes) { first, second in isDigit(first) && second == dash ? [first, space, second, space] : nil }
    }

    /// Replaces pairs of neighbours from left to right, like a regular expression: no byte is in two pairs.
    private static func pairs(of bytes: [UInt8], _ replacement: (UInt8, UInt8) -> [UInt8]?) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + 16)
        var index = 0
        while index < bytes.count {
            if index + 1 < bytes.count, let replaced = replacement(bytes[index], bytes[index + 1]) {
                result += replaced
                index += 2
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return result
    }

    private static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }

    private static func isPoint(_ byte: UInt8) -> Bool { byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") }
}
