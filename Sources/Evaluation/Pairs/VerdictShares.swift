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

    /// Mean of the words' places, from 1, weighted by their shares: the score where the words are scores. Nil if the model
    /// was about to say something else.
    package var mean: Double? {
        shares.map { shares in shares.indices.reduce(0.0) { $0 + Double($1 + 1) * shares[$1] } }
    }
}
