/// What models said, asked beforehand, so that scoring needs no model and nothing is asked twice.
package struct Findings: Sendable {
    /// How surprising a text is to a model.
    package struct Surprisal: Sendable, Hashable {
        /// Minus the binary logarithm of the text's probability.
        package var bits: Double
        /// How many of its tokens that is about.
        package var tokens: Int

        /// So many bits, of so many tokens.
        package init(bits: Double, tokens: Int) {
            self.bits = bits
            self.tokens = tokens
        }
    }

    private var embeddings: [ExactText: [Float]] = [:]
    private var surprisals: [ExactText: Surprisal] = [:]

    /// Nothing found yet.
    package init() {}

    /// Keeps a text's direction, of length 1; empty for a text without tokens.
    package mutating func keep(_ embedding: [Float], of text: String) { embeddings[ExactText(text)] = embedding }

    /// Keeps how surprising a text is.
    package mutating func keep(_ surprisal: Surprisal, of text: String) { surprisals[ExactText(text)] = surprisal }

    /// Returns the cosine of two texts, -1...1; 0 if one of them has no tokens, nil if one isn't measured.
    package func cosine(_ first: String, _ second: String) -> Double? {
        guard let one = embeddings[ExactText(first)], let other = embeddings[ExactText(second)] else { return nil }
        // Rounding must not make more than 1 of it.
        return min(1, max(-1, zip(one, other).reduce(0) { $0 + Double($1.0) * Double($1.1) }))
    }

    /// Returns how surprising a text is; nil if it isn't measured, or has no token that could be.
    package func surprisal(of text: String) -> Surprisal? {
        surprisals[ExactText(text)].flatMap { $0.tokens > 0 ? $0 : nil }
    }

    /// Returns what of these needs isn't here yet.
    package func missing(_ needs: Needs) -> Needs {
        var missing = Needs()
        missing.embeddings = needs.embeddings.filter { embeddings[$0] == nil }
        missing.surprisals = needs.surprisals.filter { surprisals[$0] == nil }
        return missing
    }
}
