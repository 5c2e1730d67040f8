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
            ["is", "was", "are", "were"].contains(verb), !rest.contains(where: { SaidText.hedges.contains($0) })
        else { return nil }
        return String(subject)
    }

    private static func isExplanation(_ text: Substring) -> Bool {
        let first = text.drop { $0.isWhitespace || $0 == "*" }.lowercased()
        return ["explanation", "reason", "because", "note", "설명", "이유", "해설"].contains { first.hasPrefix($0) }
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
