extension Unicode.Scalar {
    /// The escape of a scalar in double quotes, for JSON and YAML: a backslash, `u` and four hexadecimal digits; above
    /// U+FFFF, those of the two halves of its surrogate pair.
    fileprivate var escape: String {
        utf16.map { "\\u" + String(0x1_0000 + UInt32($0), radix: 16).suffix(4) }.joined()
    }

    /// True if YAML refuses the scalar, or takes it for the end of a line, and JSON doesn't.
    package var isMisreadInYAML: Bool {
        [0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF].contains(value) || (0x7F...0x9F).contains(value)
    }
}

extension String {
    /// Returns JSON with some scalars of its strings written as escapes.
    package func escapingScalars(where isEscaped: (Unicode.Scalar) -> Bool) -> String {
        guard unicodeScalars.contains(where: isEscaped) else { return self }
        return unicodeScalars.reduce(into: "") { result, scalar in
            if isEscaped(scalar) { result += scalar.escape } else { result.unicodeScalars.append(scalar) }
        }
    }

    /// Returns the text in double quotes for JSON and YAML. Quotes, line breaks, tabs and the scalars that `isEscaped`
    /// chooses are escaped.
    package func doubleQuoted(escaping isEscaped: (Unicode.Scalar) -> Bool) -> String {
        let content = unicodeScalars.reduce(into: "") { result, scalar in
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where isEscaped(scalar): result += scalar.escape
            default: result.unicodeScalars.append(scalar)
            }
        }
        return "\"" + content + "\""
    }
}
