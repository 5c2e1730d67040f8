extension Row {
    /// Returns the surprisal of a token, in bits.
    ///
    /// - Parameters:
    ///   - token: A token of the model.
    ///   - logits: The logits of all tokens of the model.
    /// - Returns: Minus the binary logarithm of its probability at temperature 1, to about 1e-6 bits; infinity for a
    ///   token with a logit of -infinity.
    /// - Throws: ``RowError`` if the row has values that aren't numbers.
    package static func surprisal(of token: Int32, in logits: UnsafeBufferPointer<Float>) throws(RowError) -> Double {
        let reading = try Reading(logits)
        // Rounding may put the logarithm of the sum slightly below a logit that has all the probability.
        return max(0, reading.summary.log_sum_exp - Double(logits[Int(token)])) / naturalLogarithm(2)
    }
}
