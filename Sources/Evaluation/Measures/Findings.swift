import JSONText

/// What models said of texts. They are asked before scoring, so that scoring needs no model and no text is measured
/// twice.
package struct Findings: Sendable {
    /// How surprising a text is to a model.
    package struct Surprisal: Sendable, Hashable {
        /// Minus the binary logarithm of the text's probability.
        package var bits: Double
        /// The number of tokens that the bits are the sum over.
        package var tokens: Int

        /// Creates a surprisal.
        package init(bits: Double, tokens: Int) {
            self.bits = bits
            self.tokens = tokens
        }
    }

    private var embeddings: [ExactText: [Float]] = [:]
    private var surprisals: [ExactText: Surprisal] = [:]
    private var supports: [SupportQuestion: Double] = [:]

    /// Creates findings without texts.
    package init() {}

    /// Keeps a text's embedding, a vector of length 1; empty for a text without tokens.
    package mutating func keep(_ embedding: [Float], of text: String) { embeddings[ExactText(text)] = embedding }

    /// Keeps how surprising a text is.
    package mutating func keep(_ surprisal: Surprisal, of text: String) { surprisals[ExactText(text)] = surprisal }

    /// Returns a text's embedding, a vector of length 1; nil if it isn't measured, empty for a text without tokens.
    package func embedding(of text: String) -> [Float]? { embeddings[ExactText(text)] }

    /// Keeps the probability that a text supports a sentence.
    package mutating func keep(_ support: Double, of question: SupportQuestion) { supports[question] = support }

    /// Returns the probability that a text supports a sentence; nil if no model was asked.
    package func support(_ question: SupportQuestion) -> Double? { supports[question] }

    /// Returns the cosine of two texts' embeddings, from -1 to 1. It is 0 if one text has no tokens, nil if one isn't
    /// measured.
    package func cosine(_ first: String, _ second: String) -> Double? {
        guard let one = embeddings[ExactText(first)], let other = embeddings[ExactText(second)] else { return nil }
        // Rounding must not make it larger than 1.
        return min(1, max(-1, zip(one, other).reduce(0) { $0 + Double($1.0) * Double($1.1) }))
    }

    /// Returns how surprising a text is; nil if it isn't measured, or if it has no token to measure.
    package func surprisal(of text: String) -> Surprisal? {
        surprisals[ExactText(text)].flatMap { $0.tokens > 0 ? $0 : nil }
    }

    /// Returns the needs that aren't met yet.
    package func missing(_ needs: Needs) -> Needs {
        var missing = Needs()
        missing.embeddings = needs.embeddings.filter { embeddings[$0] == nil }
        missing.surprisals = needs.surprisals.filter { surprisals[$0] == nil }
        missing.supports = needs.supports.filter { supports[$0] == nil }
        return missing
    }
}
