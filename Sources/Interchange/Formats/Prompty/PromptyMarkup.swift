import Library
import Prompting

/// Finds the roles in the text of a `.prompty` file: each is a word and a colon on a line of its own.
enum PromptyMarkup {
    /// Returns whether the text marks any role.
    static func hasMarkers(_ body: String) -> Bool { body.split(separator: "\n").contains { marker($0) != nil } }

    private static let roles: Set = ["system", "user", "assistant", "developer", "function", "tool", "thread"]

    /// Returns the role that a line marks, with the text in brackets behind it; nil if it marks none. Not by a regular
    /// expression, which takes longer to be made than most lines to be read.
    static func marker(_ line: Substring) -> (word: String, attributes: String)? {
        // The longest role with blanks and attributes; a text's line may have megabytes.
        guard line.utf8.count < 10_000 else { return nil }
        var rest = trimmed(line)
        guard rest.popLast() == ":" else { return nil }
        rest = trimmed(rest)
        if rest.first == "#" { rest = trimmed(rest.dropFirst()) }
        var attributes = ""
        if rest.last == "]", let bracket = rest.firstIndex(of: "[") {
            let text = rest[bracket...]
            guard text.firstIndex(of: "]") == text.index(before: text.endIndex) else { return nil }
            attributes = String(text)
            rest = rest[..<bracket]
        }
        let word = rest.lowercased()
        return roles.contains(word) ? (word, attributes) : nil
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }

    /// Returns the messages, each with the line at which it begins, from 0. A text without a role is the system's
    /// message.
    static func messages(of body: String) -> [(role: String, attributes: String, text: String, line: Int)] {
        var messages: [(role: String, attributes: String, text: String, line: Int)] = []
        var current = (role: "system", attributes: "", lines: [Substring](), line: 0)
        func close() {
            let text = current.lines.joined(separator: "\n").trimmingBlanks
            // Without text before the first marker there is no message. An empty question or answer is a message.
            if !text.isEmpty || ["user", "assistant"].contains(current.role) {
                messages.append((current.role, current.attributes, text, current.line))
            }
        }
        for (number, line) in body.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if let marker = marker(line) {
                close()
                current = (marker.word, marker.attributes, [], number + 1)
            } else {
                current.lines.append(line)
            }
        }
        close()
        return messages
    }
}
