/// A numbered piece of a source, as a prompt sends it.
package struct Passage: Sendable, Hashable, Codable {
    /// The number, from 1, by which an answer cites it. It is given once, when the passage is found.
    package var number: Int
    /// Where it stands, and under which headings.
    package var title: String
    /// The text.
    package var text: String

    /// Creates a passage.
    package init(number: Int, title: String, text: String) {
        self.number = number
        self.title = title
        self.text = text
    }

    /// The title and the text: all that a reader of the passage knows of it.
    package var whole: String { title.isEmpty ? text : title + "\n" + text }
}

/// Passages as one text, in which each begins with its number in brackets.
///
///     [1] docs/refunds.md:12-18, Refunds > Deadlines
///     You have 30 days.
///
///     [2] docs/…
package enum PassageText {
    /// Stands in place of passages if there are none.
    package static let none = "(no sources)"

    /// Returns the passages as one text, which ``passages(in:)`` reads back.
    package static func text(of passages: [Passage]) -> String {
        guard !passages.isEmpty else { return none }
        return passages.map { passage in
            let lines = passage.text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
                // A line that looks like the first of the next passage would be taken for it.
                number(of: line) == passage.number + 1 ? " " + line : String(line)
            }
            return (["[\(passage.number)] \(passage.title)"] + lines).joined(separator: "\n")
        }.joined(separator: "\n\n")
    }

    /// Returns the passages of a text. A passage begins where a line begins with the next number in brackets; the first has
    /// any number. What stands before it belongs to none.
    package static func passages(in text: String) -> [Passage] {
        var passages: [Passage] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if let number = number(of: line), passages.last.map({ $0.number + 1 == number }) ?? true {
                let title = line.drop { $0 != "]" }.dropFirst().drop { $0 == " " }
                passages.append(Passage(number: number, title: String(title), text: ""))
            } else if !passages.isEmpty {
                passages[passages.count - 1].text += line + "\n"
            }
        }
        return passages.map { passage in
            var passage = passage
            passage.text = passage.text.trimmed
            return passage
        }
    }

    /// Returns the number in brackets that a line begins with; nil if it begins with something else.
    private static func number(of line: Substring) -> Int? {
        guard line.first == "[" else { return nil }
        let digits = line.dropFirst().prefix { $0.isASCII && $0.isNumber }
        guard !digits.isEmpty, digits.count < 6, line[digits.endIndex...].first == "]" else { return nil }
        return Int(digits)
    }
}
