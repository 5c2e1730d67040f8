internal import CSampling

/// The candidates that are left at the end of the funnel, the likeliest first and equally likely ones by token.
package struct Survivors: Sendable, Hashable {
    private let allIDs: [Int32]
    private let allLogits: [Double]
    private let allWeights: [Double]
    /// Which part of the arrays survived.
    private let range: Range<Int>

    /// Takes a part of arrays: a copy of a small one, so that the funnel can go on using the arrays, and of a large one, where
    /// fresh memory would take longer than drawing, the arrays themselves.
    init(ids: [Int32], logits: [Double], weights: [Double], range: Range<Int>) {
        if range.count > Row.mostKept {
            (allIDs, allLogits, allWeights, self.range) = (ids, logits, weights, range)
        } else {
            (allIDs, allLogits, allWeights) = (Array(ids[range]), Array(logits[range]), Array(weights[range]))
            self.range = 0..<range.count
        }
    }

    /// The tokens; at least one.
    package var ids: [Int32] { survived(allIDs) }
    /// Their logits after bias and penalties, before temperature.
    package var logits: [Double] { survived(allLogits) }
    /// Logarithms of what they are drawn in proportion to: after temperature, each less a constant of the row.
    package var logWeights: [Double] { survived(allWeights) }
    /// How many there are.
    package var count: Int { range.count }

    /// The probabilities that they are drawn with.
    package var probabilities: [Double] {
        var weights = logWeights
        let largest = weights[0]
        for index in weights.indices { weights[index] -= largest }
        weights.withUnsafeMutableBufferPointer { csampling_exp($0.baseAddress, $0.count, $0.baseAddress) }
        let sum = weights.reduce(0, +)
        return weights.map { $0 / sum }
    }

    /// Draws a token: the one with the largest sum of log-weight and Gumbel noise, which has exactly the softmax of the
    /// log-weights as its law.
    package func draw(_ key: NoiseKey) -> Int32 {
        if count == 1 { return allIDs[range.lowerBound] }
        var noise = key.noise
        return allIDs[csampling_draw(allIDs, allWeights, range.lowerBound, range.upperBound, &noise)]
    }

    /// Returns true if both hold the same candidates with the same numbers.
    package static func == (left: Survivors, right: Survivors) -> Bool {
        left.allIDs[left.range] == right.allIDs[right.range]
            && left.allLogits[left.range] == right.allLogits[right.range]
            && left.allWeights[left.range] == right.allWeights[right.range]
    }

    /// Hashes the tokens and log-weights.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(allIDs[range])
        hasher.combine(allWeights[range])
    }

    private func survived<Element>(_ all: [Element]) -> [Element] {
        range == all.indices ? all : Array(all[range])
    }
}
