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
        /// The listed candidates whose logits it changed on their own, in their order; nil if there are none.
        package let bent: [Int32]?
        /// The number that it worked with: the dynamic temperature, mirostat's limit in bits, adaptive-P's target, or
        /// whether XTC acted (1 or 0); nil if the settings say all.
        package let figure: Double?
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

extension FunnelResult.Stage {
    /// What the stage did besides cutting, in a few words; nil if there is nothing to say.
    package var remark: String? {
        switch stage {
        case .temperature: figure.map { "at \(Self.text($0))" }
        case .mirostat: figure.map { "limit \(Self.text($0)) bits" }
        case .adaptiveP: figure.map { "target \(Self.text($0))" }
        case .xtc: figure == 0 ? "not in this draw" : nil
        default: bent.map { "changes \($0.count)" }
        }
    }

    private static func text(_ number: Double) -> String {
        SettingsValue.number((number * 100).rounded() / 100).description
    }
}

/// Notes which stage cut each of the pool's candidates.
struct FunnelRecord {
    private(set) var kept: [(stage: FunnelStage, count: Int?, figure: Double?, bent: [Int32])] = []
    private(set) var cutBy: [FunnelStage?] = []
    private var left = 0..<0

    /// Notes the candidates that `stage` left.
    mutating func note(_ stage: FunnelStage, _ pool: FunnelPool) {
        if kept.isEmpty {
            cutBy = Array(repeating: nil, count: pool.listedCount)
            left = 0..<pool.listedCount
        }
        kept.append((stage, pool.keptCount, pool.figure, pool.bent))
        for index in left.lowerBound..<pool.range.lowerBound { cutBy[index] = stage }
        left = pool.range.lowerBound..<left.upperBound
        if pool.hasRest { return }
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
            stages: kept.map { stage, count, figure, bent in
                let changed = Set(bent + adjustments.tokens(changedBy: stage))
                let bent = listed.map(\.id).filter(changed.contains)
                return FunnelResult.Stage(
                    stage: stage, kept: count, cut: listed.filter { $0.cutBy == stage }.map(\.id),
                    bent: bent.isEmpty ? nil : bent, figure: figure)
            },
            candidates: Array(listed), keptCount: survivors.count, baseEntropy: row.entropy / bit,
            entropy: entropy / bit)
    }
}
