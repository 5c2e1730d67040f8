/// Phrases that say yes or no where an answer begins with them, but mean other things within a sentence.
enum YesNoPhrases {
    /// Phrases that are an answer as the first clause, whatever follows.
    private static let openings: [([Unicode.Scalar], Bool)] = [
        ("correct", true), ("incorrect", false), ("that is correct", true), ("that's correct", true),
        ("that is incorrect", false), ("that's incorrect", false), ("that is not correct", false),
        ("that's not correct", false),
        ("absolutely not", false), ("of course not", false), ("certainly not", false), ("definitely not", false),
    ].map { (Array($0.0.unicodeScalars), $0.1) }
    /// Phrases that begin much else (`Sure, let me see`), and are an answer only where they are all of it.
    private static let wholes: [([Unicode.Scalar], Bool)] = [
        ("certainly", true), ("sure", true), ("absolutely", true), ("of course", true), ("definitely", true),
        ("indeed", true), ("not at all", false), ("not really", false), ("i don't think so", false), ("틀림없습니다", true),
    ].map { (Array($0.0.unicodeScalars), $0.1) }

    /// Returns what a text says with its first words, and where; nil if it begins with nothing of the kind.
    static func opening(of text: AnswerText) -> (Bool, Range<Int>)? {
        guard let start = text.scalars.firstIndex(where: { $0.script != .none }) else { return nil }
        for (phrase, value) in openings where stands(phrase, in: text, at: start) {
            return (value, start..<(start + phrase.count))
        }
        for (phrase, value) in wholes where stands(phrase, in: text, at: start) {
            let end = start + phrase.count
            if text.scalars[end...].allSatisfy({ $0.script == .none && $0 != "?" }) { return (value, start..<end) }
        }
        return nil
    }

    /// Returns whether a phrase is a clause of its own, and no heading (`Correct: no`).
    private static func stands(_ phrase: [Unicode.Scalar], in text: AnswerText, at start: Int) -> Bool {
        let end = start + phrase.count
        guard text.has(phrase, at: start), text.isWordEnd(end), text.endsClause(end) else { return false }
        let rest = text.scalars[end...].first { !")]*\"'”’_ ".unicodeScalars.contains($0) }
        return rest != ":" && rest != "?"
    }
}
