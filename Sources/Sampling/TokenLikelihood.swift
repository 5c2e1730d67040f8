internal import CSampling

/// How likely a model finds one token after the tokens before it.
package struct TokenLikelihood: Sendable, Hashable, Codable {
    /// The token.
    package var token: Int32
    /// The natural logarithm of its probability at temperature 1, before any sampler, to about 1e-6.
    package var logProbability: Double
    /// Its place among all tokens, the likeliest being 1. Of equally likely ones the lower token comes first.
    package var rank: Int
    /// The token that is likeliest there.
    package var likeliest: Int32

    /// Creates the likelihood of a token.
    package init(token: Int32, logProbability: Double, rank: Int, likeliest: Int32) {
        self.token = token
        self.logProbability = logProbability
        self.rank = rank
        self.likeliest = likeliest
    }
}

extension Row {
    /// Returns the likelihoods of some tokens in a row.
    ///
    /// - Parameters:
    ///   - tokens: Tokens of the model.
    ///   - logits: The logits of all tokens of the model.
    /// - Returns: The likelihoods in the order of `tokens`.
    /// - Throws: ``RowError`` if the row has values that aren't numbers.
    package static func likelihoods(
        of tokens: some Collection<Int32>, in logits: UnsafeBufferPointer<Float>
    ) throws(RowError) -> [TokenLikelihood] {
        if tokens.isEmpty { return [] }
        let reading = try Reading(logits)
        let likeliest = reading.likeliest(in: logits)
        return tokens.map { reading.likelihood(of: $0, in: logits, likeliest: likeliest) }
    }
}

extension Row.Reading {
    /// Returns the likeliest token, the lower one of equals.
    func likeliest(in logits: UnsafeBufferPointer<Float>) -> Int32 {
        Int32(logits.firstIndex(of: summary.largest) ?? 0)
    }

    /// Returns the likelihood of a token.
    func likelihood(
        of token: Int32, in logits: UnsafeBufferPointer<Float>, likeliest: Int32
    ) -> TokenLikelihood {
        // Rounding may put the logarithm of the sum slightly below a logit that has all the probability.
        TokenLikelihood(
            token: token, logProbability: min(0, Double(logits[Int(token)]) - summary.log_sum_exp),
            rank: csampling_place(logits.baseAddress, logits.count, token) + 1, likeliest: likeliest)
    }
}

/// Returns the logarithm of the sum of probabilities that are given as logarithms; -infinity for none.
package func logSumExp(_ values: some Collection<Double>) -> Double {
    guard let largest = values.max(), largest > -.infinity else { return -.infinity }
    return largest + naturalLogarithm(values.reduce(0) { $0 + exponential($1 - largest) })
}
