internal import CSampling

/// The candidates that are left at the end of the funnel, the likeliest first and equally likely ones by token.
public struct Survivors: Sendable, Hashable {
    /// The tokens; at least one.
    public let ids: [Int32]
    /// Their logits after bias and penalties, before temperature.
    public let logits: [Double]
    /// Logarithms of what they are drawn in proportion to: after temperature, and less than a constant of the row.
    public let logWeights: [Double]

    /// How many there are.
    public var count: Int { ids.count }

    /// The probabilities that they are drawn with.
    public var probabilities: [Double] {
        let largest = logWeights[0]
        var weights = logWeights.map { $0 - largest }
        csampling_exp(weights, weights.count, &weights)
        let sum = weights.reduce(0, +)
        return weights.map { $0 / sum }
    }

    /// Draws a token: the one with the largest sum of log-weight and Gumbel noise, which has exactly the softmax of the
    /// log-weights as its law.
    public func draw(_ key: NoiseKey) -> Int32 {
        if count == 1 { return ids[0] }
        var noise = key.noise
        return ids[csampling_draw(ids, logWeights, count, &noise)]
    }
}
