internal import CSampling

/// What can be said of a token before it is read, if it is drawn from some distribution: how likely the model will find it.
package struct TokenExpectation: Sendable, Hashable, Codable {
    /// The mean of the natural logarithm of its probability.
    package var mean: Double
    /// The variance of that logarithm.
    package var variance: Double

    /// Creates an expectation.
    package init(mean: Double, variance: Double) {
        (self.mean, self.variance) = (mean, variance)
    }
}

/// How predictable a token is for a model, beside how predictable tokens are in that place. All at temperature 1, before any
/// sampler.
package struct TokenPredictability: Sendable, Hashable, Codable {
    /// How likely the model finds the token.
    package var likelihood: TokenLikelihood
    /// The entropy of the model's distribution in that place, in nats.
    package var entropy: Double
    /// What the logarithm of the probability would be for a token that is drawn: from the reference's distribution, or from
    /// the model's own if there is no reference.
    package var expected: TokenExpectation

    /// Creates the figures of a token.
    package init(likelihood: TokenLikelihood, entropy: Double, expected: TokenExpectation) {
        (self.likelihood, self.entropy, self.expected) = (likelihood, entropy, expected)
    }
}

extension Row {
    /// Returns how predictable a token is in a row, to about 1e-6.
    ///
    /// - Parameters:
    ///   - token: A token of the model.
    ///   - logits: The logits of all tokens of the model.
    ///   - reference: Another model's logits of the same tokens; nil if there is no other model.
    /// - Returns: The token's figures.
    /// - Throws: ``RowError`` if a row has values that aren't numbers.
    package static func predictability(
        of token: Int32, in logits: UnsafeBufferPointer<Float>, against reference: UnsafeBufferPointer<Float>? = nil
    ) throws(RowError) -> TokenPredictability {
        let reading = try Reading(logits)
        return TokenPredictability(
            likelihood: reading.likelihood(of: token, in: logits, likeliest: reading.likeliest(in: logits)),
            entropy: reading.summary.entropy, expected: try reading.expectation(in: logits, against: reference))
    }

    /// Returns what can be said of the token that follows a row; see ``predictability(of:in:against:)``.
    package static func expectation(
        in logits: UnsafeBufferPointer<Float>, against reference: UnsafeBufferPointer<Float>? = nil
    ) throws(RowError) -> TokenExpectation {
        try Reading(logits).expectation(in: logits, against: reference)
    }
}

extension Row.Reading {
    fileprivate func expectation(
        in logits: UnsafeBufferPointer<Float>, against reference: UnsafeBufferPointer<Float>?
    ) throws(RowError) -> TokenExpectation {
        let drawn = reference ?? logits
        let other = reference == nil ? summary : try Row.Reading(drawn).summary
        precondition(drawn.count == logits.count, "Both rows have a logit for each token")
        let found = withUnsafePointer(to: summary) { own in
            withUnsafePointer(to: other) { other in
                csampling_expect(logits.baseAddress, own, drawn.baseAddress, other, logits.count)
            }
        }
        return TokenExpectation(mean: found.mean, variance: found.variance)
    }
}
