/// Takes a text answer out of an output: what follows an announcement, up to the end of its line or sentence; a first line
/// that stands alone before an explanation; else the whole output.
enum AnswerSpan {
    static func text(of region: AnswerRegion) -> String {
        let text = plain(region.text)
        switch region.kind {
        case .boxed: return text
        case .sentence, .label:
            let line = text.split(whereSeparator: \.isNewline).first { line in
                line.unicodeScalars.contains { !$0.isSpace && !$0.isPunctuation }
            }
            return sentence(String(line ?? text[...]))
        case .output:
            if let subject = boldSubject(of: text) { return subject }
            let blocks = text.trimmingSpaces.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
            // Only a blank line, or an explanation by its name, tells an answer from a list.
            guard blocks.count == 2, blocks[1].first?.isNewline == true || isExplanation(blocks[1]) else { return text }
            guard blocks[0].count < 80, !blocks[0].contains(":") else { return text }
            return sentence(String(blocks[0]))
        }
    }

    /// Returns the words in bold with which a single line begins, if it goes on to say what they are: `**Paris** is the capital.`
    private static func boldSubject(of text: String) -> String? {
        let line = text.trimmingSpaces
        guard line.hasPrefix("**"), !line.contains(where: \.isNewline),
            let close = line.dropFirst(2).range(of: "**")
        else { return nil }
        let subject = line[line.index(line.startIndex, offsetBy: 2)..<close.lowerBound]
        let rest = line[close.upperBound...].split(separator: " ").map { $0.lowercased() }
        guard subject.count < 60, !subject.contains(":"), let verb = rest.first,
            ["is", "was", "are", "were"].contains(verb), !rest.contains(where: { SaidText.hedges.contains($0) }),
            !isDescription(subject) || rest.dropFirst().first.map(beginsDescription) == true
        else { return nil }
        return String(subject)
    }

    /// Returns whether words describe something instead of naming it, as in `**The capital of France** is Paris`.
    private static func isDescription(_ subject: Substring) -> Bool {
        let words = subject.lowercased().split(separator: " ")
        return words.count > 1 && (["the", "a", "an", "my", "your", "its"].contains(words[0]) || words.contains("of"))
    }

    /// Returns whether a word begins the description of what stands before `is`, as in `**The Louvre** is a museum`.
    private static func beginsDescription(_ word: String) -> Bool {
        [
            "the", "a", "an", "in", "at", "on", "one", "located", "known", "correct", "right", "my", "your", "what",
            "where",
        ]
        .contains(word.filter(\.isLetter))
    }

    private static func isExplanation(_ text: Substring) -> Bool {
        let first = text.drop { $0.isWhitespace || $0 == "*" }.lowercased()
        let word = first.prefix(while: \.isLetter)
        return ["explanation", "explanations", "reason", "reasons", "reasoning", "because", "note", "notes"]
            .contains(String(word)) || ["설명", "이유", "해설"].contains { word.hasPrefix($0) }
    }

    /// Returns the first sentence, unless that would cut an abbreviation or an initial: `Paris. It is …`, `J. K. Rowling`.
    private static func sentence(_ line: String) -> String {
        let scalars = Array(line.unicodeScalars)
        for index in scalars.indices
        where scalars[index] == "." && index + 2 < scalars.count && scalars[index + 1] == " " {
            var start = index
            while start > 0, scalars[start - 1].isLetter || scalars[start - 1].isDigit { start -= 1 }
            let rest = scalars[(index + 2)...].first { !$0.isPunctuation && !$0.isSpace }
            guard
                index - start > 3 || scalars[start..<index].contains(where: \.isDigit)
                    || scalars[start..<index].last?.script == .hangul,
                rest.map({ $0.lowercased != $0 || $0.script == .hangul }) == true
            else { continue }
            return String(String.UnicodeScalarView(scalars[..<index]))
        }
        for mark in [" because ", ", since ", ", which ", ", as "] {
            if let range = line.range(of: mark), range.lowerBound > line.startIndex {
                return String(line[..<range.lowerBound])
            }
        }
        return line
    }

    /// Returns the text without LaTeX's commands, if it has some.
    private static func plain(_ text: String) -> String {
        guard text.contains("\\") else { return text }
        return String(String.UnicodeScalarView(PlainMath.plain(Array(text.unicodeScalars)))).replacing("$", with: "")
    }
}
