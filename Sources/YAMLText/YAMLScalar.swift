/// The ways to write a text in YAML. Each returns nil if the text can't be written in that way.
package enum YAMLScalar {
    /// A block scalar: the text after the key, and the lines below it without indentation.
    struct Block {
        var header: String
        var lines: [String]
    }

    // MARK: which texts

    /// Returns whether libyaml reads a character as itself and not as a line break.
    static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20...0x7E, 0xA0...0x2027, 0x202A...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }

    /// Returns whether a text can stand without quotes.
    package static func isPlain(_ text: String, inFlow: Bool) -> Bool {
        guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last, first != " ", last != " ",
            last != ":", text.unicodeScalars.allSatisfy(isPrintable),
            !"-?:,[]{}#&*!|>'\"%@`=".unicodeScalars.contains(first)
                || isNegativeNumber(text), !text.hasPrefix("..."), !text.utf8.contains(" #"), !text.utf8.contains(": ")
        else { return false }
        guard inFlow else { return true }
        return !text.unicodeScalars.contains { ",[]{}?".unicodeScalars.contains($0) }
            && !text.utf8.contains(":,")
            && !zip(text.utf8, text.utf8.dropFirst()).contains {
                $0 == UInt8(ascii: ":") && !isWord($1)
            }
    }

    /// Returns whether another program would take a text without quotes for a number, a date, a truth value or null.
    package static func isAmbiguous(_ text: String) -> Bool {
        let lower = text.lowercased()
        if words.contains(lower) { return true }
        let digits = lower.utf8.drop { [UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: ".")].contains($0) }
        guard let first = digits.first, isDigit(first) else { return false }
        return lower.utf8.allSatisfy { isDigit($0) || "abcdefxotz_.,:+- ".utf8.contains($0) }
    }

    private static let words: Set<String> = [
        "", "~", "null", "true", "false", "yes", "no", "on", "off", "y", "n", ".nan", ".inf", "-.inf", "+.inf", "=",
        "<<",
    ]

    private static func isNegativeNumber(_ text: String) -> Bool {
        text.utf8.first == UInt8(ascii: "-") && text.utf8.count > 1
            && text.utf8.dropFirst().allSatisfy {
                isDigit($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "e") || $0 == UInt8(ascii: "-")
            } && text.utf8.dropFirst().first.map(isDigit) == true
    }

    private static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }

    private static func isWord(_ byte: UInt8) -> Bool {
        isDigit(byte) || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 || byte >= 0x80
    }

    // MARK: one line

    /// Returns a text in double quotes, with JSON's escapes. Only characters that YAML can't hold are escaped.
    static func doubleQuoted(_ text: String) -> String { text.doubleQuoted { !isPrintable($0) } }

    /// Returns a text in single quotes; nil if it has characters that need an escape.
    static func singleQuoted(_ text: String) -> String? {
        guard text.unicodeScalars.allSatisfy(isPrintable) else { return nil }
        return "'" + text.replacing("'", with: "''") + "'"
    }

    /// Returns a text in the kind of quotes that needs fewer escapes.
    package static func quoted(_ text: String) -> String {
        let hasEscapes = text.utf8.contains(UInt8(ascii: "\"")) || text.utf8.contains(UInt8(ascii: "\\"))
        if hasEscapes, !text.utf8.contains(UInt8(ascii: "'")), let single = singleQuoted(text) { return single }
        return doubleQuoted(text)
    }

    // MARK: several lines

    /// Returns a text as a `|` block, indented by `indent` columns more than the node that it stands in.
    static func literal(_ text: String, indent: Int) -> Block? {
        guard var lines = lines(of: text), 1...9 ~= indent else { return nil }
        let chomping = chomp(&lines)
        guard let last = lines.last(where: { !$0.isEmpty }), !isBlank(last) else { return nil }
        let start = lines.prefix { isBlank($0) }.count
        let needsIndicator = lines[...start].contains { $0.utf8.first == .space || $0.utf8.first == .tab }
        return Block(header: "|" + (needsIndicator ? String(indent) : "") + chomping, lines: lines)
    }

    /// Returns a text as a `>` block, broken at spaces so that lines are at most `width` long if possible.
    static func folded(_ text: String, width: Int) -> Block? {
        guard var lines = lines(of: text) else { return nil }
        let chomping = chomp(&lines)
        guard chomping != "+", let first = lines.first, !first.isEmpty else { return nil }
        var result: [String] = []
        for line in lines {
            let isOpen = line.utf8.first == .space || line.utf8.last == .space || line.utf8.contains(.tab)
            guard !isOpen else { return nil }
            if !result.isEmpty { result.append("") }
            if !line.isEmpty { result += wrapped(line, width: width) }
        }
        return Block(header: ">" + chomping, lines: result)
    }

    private static func lines(of text: String) -> [String]? {
        guard text.unicodeScalars.allSatisfy({ isPrintable($0) || $0 == "\n" || $0 == "\t" }) else { return nil }
        return text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    }

    /// Returns the block's indicator for line breaks at the end, and leaves in `lines` the lines to be written.
    private static func chomp(_ lines: inout [String]) -> String {
        guard lines.count > 1, lines.last == "" else { return "-" }
        lines.removeLast()
        return lines.last == "" ? "+" : ""
    }

    private static func isBlank(_ line: String) -> Bool { line.utf8.allSatisfy { $0 == .space || $0 == .tab } }

    /// Returns the lines of a long line. A break stands for one space, so it can only replace a single space.
    private static func wrapped(_ line: String, width: Int) -> [String] {
        var lines: [String] = []
        var current = ""
        var length = 0
        var isFirst = true
        for word in line.unicodeScalars.split(separator: " ", omittingEmptySubsequences: false).map({ String($0) }) {
            let count = word.unicodeScalars.count
            let canBreak = !word.isEmpty && !current.isEmpty && current.utf8.last != .space
            if canBreak, length + 1 + count > width {
                lines.append(current)
                (current, length) = (word, count)
            } else {
                current += isFirst ? word : " " + word
                length += isFirst ? count : count + 1
            }
            isFirst = false
        }
        return lines + [current]
    }
}

extension String.UTF8View {
    fileprivate func contains(_ text: StaticString) -> Bool {
        let wanted = text.withUTF8Buffer { Array($0) }
        return indices.contains { self[$0...].starts(with: wanted) }
    }
}
