/// The probabilities of a verdict's words as the next token, summed over all spellings of each.
package struct VerdictShares: Sendable, Hashable {
    /// The words, such as `A` and `B`, or `1` to `5`.
    package let words: [String]
    /// The probability of each word.
    package let probabilities: [Double]

    /// Creates shares.
    package init(words: [String], probabilities: [Double]) {
        (self.words, self.probabilities) = (words, probabilities)
    }

    /// The least probability of all words together; below it the model was about to say something else.
    package static let leastMass = 0.05

    /// The probability of all words together.
    package var mass: Double { probabilities.reduce(0, +) }

    /// Each word's share of that; nil if the model was about to say something else.
    package var shares: [Double]? {
        mass >= Self.leastMass ? probabilities.map { $0 / mass } : nil
    }

    /// Mean of the words as numbers, weighted by their shares: the score where the words are scores. Nil if the model was about
    /// to say something else, or if a word is no number.
    package var mean: Double? {
        let scores = words.compactMap(Double.init)
        guard scores.count == words.count else { return nil }
        return shares.map { shares in zip(scores, shares).reduce(0.0) { $0 + $1.0 * $1.1 } }
    }
}
