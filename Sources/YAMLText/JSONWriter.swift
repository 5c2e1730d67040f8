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
        // Fast path: making the expression takes longer than most words.
        guard let first = word.utf8.first, first == UInt8(ascii: "-") || (0x30...0x39).contains(first) else {
            return false
        }
        return word.wholeMatch(of: /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/) != nil
    }

    /// Returns a text in quotes. What JSON forbids or a terminal would obey is escaped.
    private static func string(_ text: String) -> String {
        text.doubleQuoted { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }
    }
}
