/// The funnel's work on a row, stage by stage, for the chart.
package struct FunnelResult: Sendable, Hashable, Codable {
    /// The work of one stage.
    package struct Stage: Sendable, Hashable, Codable {
        /// The stage.
        package let stage: FunnelStage
        /// The number of candidates that it left; nil if a partial row doesn't tell.
        package let kept: Int?
        /// The listed candidates that it cut, in their order.
        package let cut: [Int32]
    }

    /// A listed candidate.
    package struct Candidate: Sendable, Hashable, Codable {
        /// The token.
        package let id: Int32
        /// The probability with which it is drawn; nil if it is cut.
        package let probability: Double?
        /// Its probability before the funnel, at temperature 1.
        package let baseProbability: Double
        /// The stage that cut it; nil if it is kept.
        package let cutBy: FunnelStage?
    }

    /// The stages in their order.
    package let stages: [Stage]
    /// The listed candidates. Those with the largest probability, before or after the funnel, come first.
    package let candidates: [Candidate]
    /// The number of candidates that are left at the end.
    package let keptCount: Int
    /// The entropy before the funnel at temperature 1, in bits.
    package let baseEntropy: Double
    /// The entropy of the candidates that are left, in bits.
    package let entropy: Double
}

/// Notes which stage cut each of the pool's candidates.
struct FunnelRecord {
    private(set) var kept: [(stage: FunnelStage, count: Int?)] = []
    private(set) var cutBy: [FunnelStage?] = []
    private var left = 0..<0

    /// Notes the candidates that `stage` left.
    mutating func note(_ stage: FunnelStage, _ pool: FunnelPool) {
        if kept.isEmpty {
            cutBy = Array(repeating: nil, count: pool.listedCount)
            left = 0..<pool.listedCount
        }
        kept.append((stage, pool.keptCount))
        if pool.hasRest { return }
        for index in left.lowerBound..<pool.range.lowerBound { cutBy[index] = stage }
        for index in pool.range.upperBound..<left.upperBound { cutBy[index] = stage }
        left = pool.range
    }

    /// Returns the first `count` of all listed candidates by the larger of both probabilities.
    func result(
        _ row: Row, _ pool: FunnelPool, _ survivors: Survivors, _ adjustments: Adjustments, listing count: Int
    ) -> FunnelResult {
        let probabilities = survivors.probabilities
        let rawLogits = adjustments.rawLogits
        var all = (0..<pool.listedCount).map { index in
            FunnelResult.Candidate(
                id: pool.ids[index],
                probability: pool.range.contains(index) ? probabilities[index - pool.range.lowerBound] : nil,
                baseProbability: exponential((rawLogits[pool.ids[index]] ?? pool.logits[index]) - row.logSumExp),
                cutBy: cutBy[index])
        }
        for (token, logit) in pool.ruledOut {
            all.append(
                FunnelResult.Candidate(
                    id: token, probability: nil,
                    baseProbability: exponential((rawLogits[token] ?? logit) - row.logSumExp), cutBy: .grammar))
        }
        let listed = all.sorted { left, right in
            let ranks = (
                max(left.probability ?? 0, left.baseProbability), max(right.probability ?? 0, right.baseProbability)
            )
            return (ranks.0, right.id) > (ranks.1, left.id)
        }.prefix(count)
        let entropy = probabilities.reduce(0) { $1 > 0 ? $0 - $1 * naturalLogarithm($1) : $0 }
        let bit = naturalLogarithm(2)
        return FunnelResult(
            stages: kept.map { stage, count in
                FunnelResult.Stage(stage: stage, kept: count, cut: listed.filter { $0.cutBy == stage }.map(\.id))
            },
            candidates: Array(listed), keptCount: survivors.count, baseEntropy: row.entropy / bit,
            entropy: entropy / bit)
    }
}
