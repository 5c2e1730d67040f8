import Foundation
import Sampling

/// How likely a possible answer is for a case.
package struct LabelScore: Sendable, Hashable, Codable {
    /// The answer.
    package var label: String
    /// The natural logarithm of the probability that the output begins with it, in any of its writings; at least
    /// ``least``.
    package var logProbability: Double
    /// Its share among all possible answers where the case's values say nothing; nil if that isn't known.
    package var prior: Double?

    /// The least logarithm that is kept: JSON has no infinity.
    package static let least = -1e6

    /// Creates the score of an answer.
    package init(label: String, logProbability: Double, prior: Double? = nil) {
        self.label = label
        self.logProbability = max(Self.least, logProbability)
        self.prior = prior
    }

    /// The logarithm by character, as the measure `acc_norm` of lm-evaluation-harness takes it.
    package var byCharacter: Double { logProbability / Double(max(1, label.unicodeScalars.count)) }
}

extension [LabelScore] {
    /// The index of the likeliest answer, the first one of equals; nil if there is none.
    package var likeliest: Int? { largest(\.logProbability) }

    /// The index of the answer that is likeliest by character, the first one of equals; nil if there is none.
    package var likeliestByCharacter: Int? { largest(\.byCharacter) }

    /// The indices of all answers, the likeliest first; equal ones stay in their order.
    package var byLikelihood: [Int] {
        indices.sorted { (self[$1].logProbability, $0) < (self[$0].logProbability, $1) }
    }

    private func largest(_ value: (LabelScore) -> Double) -> Int? {
        indices.reduce(nil) { best, index in
            guard let best else { return index }
            return value(self[index]) > value(self[best]) ? index : best
        }
    }

    /// The share of each answer in the probability that all of them have together.
    package var shares: [Double] { scaledShares(map(\.logProbability), temperature: 1) }

    /// The probability that all answers have together; at most 1, though an answer that begins another one counts with it.
    package var mass: Double { Swift.min(1, exp(logSumExp(map(\.logProbability)))) }

    /// The shares after contextual calibration: each divided by the answer's share where the case's values say nothing
    /// (Zhao et al. 2021). Nil if those aren't known.
    package var contextualShares: [Double]? {
        var logarithms: [Double] = []
        for score in self {
            guard let prior = score.prior, prior > 0 else { return nil }
            logarithms.append(score.logProbability - log(prior))
        }
        return scaledShares(logarithms, temperature: 1)
    }
}

/// Returns the softmax of some logarithms divided by a temperature. At temperature 0 the largest gets everything.
package func scaledShares(_ logarithms: [Double], temperature: Double) -> [Double] {
    guard temperature > 0 else {
        let first = logarithms.indices.max {
            logarithms[$0] < logarithms[$1] || logarithms[$0] == logarithms[$1] && $0 > $1
        }
        return logarithms.indices.map { $0 == first ? 1 : 0 }
    }
    let scaled = logarithms.map { $0 / temperature }
    let sum = logSumExp(scaled)
    return scaled.map { sum == -.infinity ? 1 / Double(max(1, scaled.count)) : exp($0 - sum) }
}
