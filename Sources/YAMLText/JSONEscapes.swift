import Foundation

/// Changes JSON where YAML would read its texts differently.
package enum JSONEscapes {
    /// Returns a file's text for a reader of YAML, without a byte order mark. In JSON, surrogate pairs become one
    /// escape, and characters are escaped that only YAML refuses or takes for a line break.
    ///
    /// - Throws: ``YAMLError`` if half of a pair stands alone.
    package static func readable(_ text: String, name: String) throws(YAMLError) -> String {
        let text = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
        guard let first = text.first(where: { !$0.isWhitespace }), first == "{" || first == "[" else { return text }
        // Goes by scalars, because a combining mark after an escape would join its last digit.
        var result = String.UnicodeScalarView()
        var rest = text.unicodeScalars[...]
        while let backslash = rest.firstIndex(of: "\\") {
            result += rest[..<backslash]
            rest = rest[backslash...]
            guard let unit = unit(rest), 0xD800...0xDFFF ~= unit else {
                result += rest.prefix(2)
                rest = rest.dropFirst(2)
                continue
            }
            guard unit < 0xDC00, let low = self.unit(rest.dropFirst(6)), 0xDC00...0xDFFF ~= low else {
                let source = YAMLSource(file: name, text: text)
                throw .syntax(
                    file: name, at: source.position(of: text.utf8.distance(from: text.startIndex, to: backslash)),
                    problem: "`\(String(rest.prefix(6)))` is one half of a character, and the other half is missing.")
            }
            let scalar = 0x10000 + (unit & 0x3FF) << 10 + (low & 0x3FF)
            result += ("\\U" + String(0x1_0000_0000 + UInt64(scalar), radix: 16).suffix(8)).unicodeScalars
            rest = rest.dropFirst(12)
        }
        return String(result + rest).escapingScalars(where: \.isMisreadInYAML)
    }

    /// Returns the number of an escape `\u` and four hexadecimal digits at the start of a text; nil if there is none.
    private static func unit(_ text: Substring.UnicodeScalarView) -> UInt32? {
        guard text.starts(with: "\\u".unicodeScalars) else { return nil }
        let digits = text.dropFirst(2).prefix(4)
        return digits.count == 4 && digits.allSatisfy(\.properties.isASCIIHexDigit)
            ? UInt32(String(digits), radix: 16) : nil
    }
}
