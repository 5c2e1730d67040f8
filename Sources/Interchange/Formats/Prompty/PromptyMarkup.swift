import Library
import Prompting

/// The roles in the text of a `.prompty` file: a word and a colon on a line of their own.
enum PromptyMarkup {
    /// Returns whether a role is marked anywhere.
    static func hasMarkers(_ body: String) -> Bool { body.split(separator: "\n").contains { marker($0) != nil } }

    /// Returns the role that a line marks, with what stands in brackets behind it.
    static func marker(_ line: Substring) -> (word: String, attributes: String)? {
        let pattern = /\s*#?\s*(system|user|assistant|developer|function|tool|thread)(\[[^\]]*\])?\s*:\s*/.ignoresCase()
        guard let match = line.wholeMatch(of: pattern) else { return nil }
        return (match.1.lowercased(), match.2.map(String.init) ?? "")
    }

    /// Returns the messages with the line, from 0, at which each begins; without a marker all of it is the system's.
    static func messages(of body: String) -> [(role: String, attributes: String, text: String, line: Int)] {
        var messages: [(role: String, attributes: String, text: String, line: Int)] = []
        var current = (role: "system", attributes: "", lines: [Substring](), line: 0)
        func close() {
            let text = current.lines.joined(separator: "\n").trimmingBlanks
            // Before the first marker there needn't be any; an empty question or answer is one all the same.
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
