/// Where an output checks the answer that it has given.
extension AnswerText {
    /// `Let's check each option` looks for an answer, so it isn't one of them.
    private static let checks: [[Unicode.Scalar]] = [
        "let me verify", "let's verify", "let me double-check", "let's double-check", "let me double check",
        "verification", "검산",
    ].map { Array($0.unicodeScalars) }
    /// Words with which something may come of it, so that all counts.
    private static let outcomes: Set<String> = [
        "but", "so", "however", "therefore", "thus", "hence", "instead", "wrong", "incorrect", "actually", "wait",
        "not",
        "oops", "hmm", "no", "따라서", "그러나", "하지만", "그러므로", "그런데", "아니",
    ]

    /// Returns where a sentence begins that only checks what stands before it: `I got 12. Let me verify: 12 / 3 = 4 ✓`. Nil if none does,
    /// or something comes of it.
    var verification: Int? {
        let start = scalars.indices.first { index in
            guard index > 0, scalars[index].isLetter, scalars[index - 1].script == .none else { return false }
            return Self.checks.contains { has($0, at: index) } && beginsSentence(at: index)
        }
        guard let start else { return nil }
        return hasWord(in: start..<count) { Self.outcomes.contains($0) || $0.hasSuffix("n't") } ? nil : start
    }
}
