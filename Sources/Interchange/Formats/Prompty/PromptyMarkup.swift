import Library
import Prompting

/// Finds the roles in the text of a `.prompty` file: each is a word and a colon on a line of its own.
enum PromptyMarkup {
    /// Returns whether the text marks any role.
    static func hasMarkers(_ body: String) -> Bool { body.split(separator: "\n").contains { marker($0) != nil } }

    /// Returns the role that a line marks, with the text in brackets behind it; nil if it marks none.
    static func marker(_ line: Substring) -> (word: String, attributes: String)? {
        let pattern = /\s*#?\s*(system|user|assistant|developer|function|tool|thread)(\[[^\]]*\])?\s*:\s*/.ignoresCase()
        guard let match = line.wholeMatch(of: pattern) else { return nil }
        return (match.1.lowercased(), match.2.map(String.init) ?? "")
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
