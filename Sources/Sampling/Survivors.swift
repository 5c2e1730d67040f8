internal import CSampling

/// The candidates that are left at the end of the funnel, the likeliest first; equally likely ones are sorted by token.
package struct Survivors: Sendable, Hashable {
    private let allIDs: [Int32]
    private let allLogits: [Double]
    private let allWeights: [Double]
    /// The part of the arrays that survived.
    private let range: Range<Int>
    /// Their probabilities before adaptive-P bent them; empty if it didn't.
    let aimedAt: [Double]

    /// Takes a part of arrays. A small part is copied, so that the funnel can reuse the arrays. For a large one the
    /// arrays themselves are kept, because fresh memory would take longer than drawing.
    init(ids: [Int32], logits: [Double], weights: [Double], range: Range<Int>, aimedAt: [Double] = []) {
        self.aimedAt = aimedAt
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
    /// The logarithms of the weights with which they are drawn: after temperature, each less a constant of the row.
    package var logWeights: [Double] { survived(allWeights) }
    /// The number of survivors.
    package var count: Int { range.count }

    /// The probabilities with which they are drawn.
    package var probabilities: [Double] {
        var weights = logWeights
        let largest = weights[0]
        for index in weights.indices { weights[index] -= largest }
        weights.withUnsafeMutableBufferPointer { csampling_exp($0.baseAddress, $0.count, $0.baseAddress) }
        let sum = weights.reduce(0, +)
        return weights.map { $0 / sum }
    }

    /// Draws a token: the one with the largest sum of log-weight and Gumbel noise. So each token is drawn with exactly
    /// the probability that the softmax of the log-weights gives it.
    package func draw(_ key: NoiseKey) -> Int32 {
        if count == 1 { return allIDs[range.lowerBound] }
        var noise = key.noise
        return allIDs[csampling_draw(allIDs, allWeights, range.lowerBound, range.upperBound, &noise)]
    }

    /// Returns whether both hold the same candidates with the same numbers.
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

    /// The probability of a survivor: before adaptive-P, if that bent it, else that with which it is drawn. 0 for any
    /// other token.
    func steeringProbability(of token: Int32) -> Double {
        guard let index = allIDs[range].firstIndex(of: token).map({ $0 - range.lowerBound }) else { return 0 }
        return aimedAt.isEmpty ? probabilities[index] : aimedAt[index]
    }

    private func survived<Element>(_ all: [Element]) -> [Element] {
        range == all.indices ? all : Array(all[range])
    }
}
