import Foundation
import Prompting

/// Reads a judge's reply: strictly, because a verdict that is guessed is worse than none.
package enum VerdictText {
    /// Returns the word that a reply names, of `words` in capitals or digits (`A`, `B`, `3`); nil if it names none, or
    /// several.
    ///
    /// The reply is the word alone, in brackets or with marks; else the last `[[word]]`; else what follows the last
    /// label such as `Better answer:`, `Verdict:` or `Score:`.
    package static func word(in reply: String, of words: [String]) -> String? {
        guard let answer = ThoughtTags.usual.answer(in: reply) else { return nil }
        if let word = single(answer, words) { return word }
        if let open = answer.range(of: "[[", options: .backwards),
            let close = answer[open.upperBound...].firstRange(of: "]]")
        {
            return single(String(answer[open.upperBound..<close.lowerBound]), words)
        }
        let lines = answer.split(whereSeparator: \.isNewline)
        for line in lines.reversed() {
            guard let colon = line.lastIndex(of: ":") else { continue }
            let label = line[..<colon].lowercased()
            guard labels.contains(where: { label.hasSuffix($0) || label.hasSuffix($0 + "**") }) else { continue }
            return single(String(line[line.index(after: colon)...]), words)
        }
        return nil
    }

    private static let labels = ["answer", "verdict", "winner", "better", "score", "rating", "result"]

    /// Returns the only word in a text, without marks around it and a label before it; nil if there is more.
    private static func single(_ text: String, _ words: [String]) -> String? {
        let parts = text.split { !$0.isLetter && !$0.isNumber }
        var rest = parts[...]
        while let first = rest.first, rest.count > 1, ["answer", "verdict", "score"].contains(first.lowercased()) {
            rest.removeFirst()
        }
        guard rest.count == 1, let only = rest.first else { return nil }
        return words.first { $0 == only }
    }
}
