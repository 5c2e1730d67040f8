import Foundation

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
            if blocks.count == 1 { return withoutContrast(text) }
            // Only a blank line, or an explanation by its name or its subject, tells an answer from a list.
            guard
                blocks.count == 2,
                blocks[1].first?.isNewline == true || isExplanation(blocks[1])
                    || isAbout(blocks[0], sentence: blocks[1])
            else { return text }
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
        let rest = line[close.upperBound...].split(separator: " ").map { $0.lowercased().filter(\.isLetter) }
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

    /// Words with which a sentence begins that goes on about what was just named.
    private static let pronouns: Set<String> = [
        "it", "its", "it's", "he", "she", "they", "this", "that", "that's", "these", "those",
    ]

    /// Words with which such a sentence may take back what was named.
    private static let doubts = SaidText.hedges.subtracting(["and", "both", "or"])

    /// Returns whether a line is a whole sentence about the few words of the line before it: it begins with a pronoun, or names
    /// them again and goes on in lower case. So `Paris` is an answer before `It is on the Seine.`
    private static func isAbout(_ first: Substring, sentence second: Substring) -> Bool {
        let subject = first.trimmingCharacters(in: CharacterSet(charactersIn: " \t\r*_.!\"'"))
        let line = (second.split(whereSeparator: \.isNewline).first ?? "").trimmingCharacters(in: .whitespaces)
        guard !subject.isEmpty, subject.split(separator: " ").count < 7, !subject.contains(","),
            line.hasSuffix(".") || line.hasSuffix("!")
        else { return false }
        let words = line.split(separator: " ")
        guard words.count > 2, let word = words.first else { return false }
        // What takes the first line back is no explanation of it.
        guard AnswerText(second).correction(after: 0) == nil, !AnswerText(second).correctsItself(after: 0) else {
            return false
        }
        if pronouns.contains(word.lowercased().replacing("’", with: "'")) {
            return !words.contains { doubts.contains($0.lowercased().filter(\.isLetter)) }
        }
        guard line.lowercased().hasPrefix(subject.lowercased() + " ") else { return false }
        return line.dropFirst(subject.count + 1).first?.isLowercase == true
            && !words.contains { doubts.contains($0.lowercased().filter(\.isLetter)) }
    }

    /// Returns a sentence without what it says the answer isn't: `It is Paris, not London.`
    private static func withoutContrast(_ text: String) -> String {
        guard let comma = text.range(of: ", not ", options: .backwards) else { return text }
        let said = text[..<comma.lowerBound]
        let words = said.lowercased().split(separator: " ").map { $0.filter(\.isLetter) }
        let hasVerb = words.dropLast().contains { ["is", "was", "are", "were", "its", "thats"].contains($0) }
        return hasVerb && !words.contains { SaidText.hedges.contains($0) } ? String(said) : text
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
