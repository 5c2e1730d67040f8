extension Row {
    /// Returns the surprisal of a token, in bits.
    ///
    /// - Parameters:
    ///   - token: One of the model's.
    ///   - logits: One for each token of the model.
    /// - Returns: Minus the binary logarithm of its probability at temperature 1, to about 1e-6 bits; infinite for a token whose
    ///   logit is -infinity.
    /// - Throws: ``RowError`` for a row that isn't numbers.
    package static func surprisal(of token: Int32, in logits: UnsafeBufferPointer<Float>) throws(RowError) -> Double {
        let reading = try Reading(logits)
        // Rounding may put the logarithm of the sum just below a logit that has all the probability.
        return max(0, reading.summary.log_sum_exp - Double(logits[Int(token)])) / naturalLogarithm(2)
    }
}
