/// Writes a value as JSON; keys keep their order.
package enum JSONWriter {
    /// Returns a value on several lines, with a line break at the end.
    package static func text(_ value: YAMLValue) -> String { lines(value, indent: "") + "\n" }

    /// Returns a value on one line.
    package static func line(_ value: YAMLValue) -> String {
        switch value {
        case .text(let text): string(text)
        case .bare(let word): isLiteral(word) ? word : string(word)
        case .list(let items): "[" + items.map(line).joined(separator: ", ") + "]"
        case .map(let pairs):
            "{" + pairs.map { "\(string($0.key)): \(line($0.value))" }.joined(separator: ", ") + "}"
        }
    }

    private static func lines(_ value: YAMLValue, indent: String) -> String {
        let deeper = indent + "  "
        switch value {
        case .list(let items) where !items.isEmpty && !items.allSatisfy({ $0.scalar != nil }):
            let parts = items.map { deeper + lines($0, indent: deeper) }
            return "[\n" + parts.joined(separator: ",\n") + "\n" + indent + "]"
        case .map(let pairs) where !pairs.isEmpty:
            let parts = pairs.map { "\(deeper)\(string($0.key)): \(lines($0.value, indent: deeper))" }
            return "{\n" + parts.joined(separator: ",\n") + "\n" + indent + "}"
        default: return line(value)
        }
    }

    /// Returns whether JSON spells a number, a truth value or null like this. YAML leaves more words without quotes.
    private static func isLiteral(_ word: String) -> Bool {
        if ["true", "false", "null"].contains(word) { return true }
        // By hand, because making a regular expression takes longer than most words.
        var rest = word.utf8[...]
        if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
        let startsWithZero = rest.first == UInt8(ascii: "0")
        let whole = takeDigits(&rest)
        guard whole > 0, !startsWithZero || whole == 1 else { return false }
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            guard takeDigits(&rest) > 0 else { return false }
        }
        if let mark = rest.first, "eE".utf8.contains(mark) {
            rest.removeFirst()
            if let sign = rest.first, "+-".utf8.contains(sign) { rest.removeFirst() }
            guard takeDigits(&rest) > 0 else { return false }
        }
        return rest.isEmpty
    }

    /// Removes the digits with which a text begins, and returns how many they are.
    private static func takeDigits(_ rest: inout Substring.UTF8View) -> Int {
        let digits = rest.prefix { (0x30...0x39).contains($0) }.count
        rest = rest.dropFirst(digits)
        return digits
    }

    /// Returns a text in quotes. What JSON forbids or a terminal would obey is escaped.
    private static func string(_ text: String) -> String {
        text.doubleQuoted { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }
    }
}
