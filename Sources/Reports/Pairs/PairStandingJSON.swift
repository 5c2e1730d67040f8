import Evaluation

/// What verdicts say of lanes, as JSON.
package struct PairStandingJSON: Encodable {
    private let standing: PairStanding
    private let isOfJudge: Bool

    /// Wraps a standing. That of a judge is without the rate that may be looked at after each verdict: two verdicts on one
    /// pair, in both orders, aren't two votes.
    package init(_ standing: PairStanding, ofJudge isOfJudge: Bool = false) {
        (self.standing, self.isOfJudge) = (standing, isOfJudge)
    }

    private enum Key: CodingKey {
        case lanes, verdicts, ties, bothBad, unscored, firstShare, shownFirst, covariates, sequential, sentences
    }

    private struct Lane: Encodable {
        var name: String
        var wins: Int
        var losses: Int
        var ties: Int
        var winRate: Double?
        var strength: Double?
        var error: Double?
        var rating: Double?
        var ratingInterval: [Double]?
        var withoutStrengthBecause: String?
    }

    private struct Effect: Encodable {
        var coefficient: Double
        var error: Double?

        init(_ estimate: BradleyTerry.Estimate) {
            (coefficient, error) = (estimate.value, estimate.error)
        }
    }

    /// Two lanes, looked at after each vote.
    private struct Sequential: Encodable {
        var wins: Int
        var losses: Int
        var rate: Double
        var interval: [Double]
        var evidence: Double
        var isDecided: Bool

        init(_ rate: SequentialRate) {
            let ends = rate.interval()
            (wins, losses, self.rate) = (rate.wins, rate.losses, rate.rate)
            interval = [ends.low, ends.high]
            evidence = min(rate.evidence, .greatestFiniteMagnitude)
            isDecided = rate.isDecided()
        }
    }

    /// Writes an object.
    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        let lanes = standing.lanes.map { lane in
            Lane(
                name: lane.name, wins: lane.wins, losses: lane.losses, ties: lane.ties, winRate: lane.rate,
                strength: lane.strength?.value, error: lane.strength?.error, rating: lane.strength?.rating,
                ratingInterval: lane.strength?.ratingInterval.map { [$0.low, $0.high] },
                withoutStrengthBecause: lane.obstacle?.rawValue)
        }
        try values.encode(lanes, forKey: .lanes)
        try values.encode(standing.verdicts, forKey: .verdicts)
        try values.encode(standing.ties, forKey: .ties)
        try values.encode(standing.bothBad, forKey: .bothBad)
        try values.encode(standing.unscored, forKey: .unscored)
        try values.encodeIfPresent(standing.firstShare, forKey: .firstShare)
        try values.encodeIfPresent(standing.fit.shownFirst.map(Effect.init), forKey: .shownFirst)
        let covariates = zip(standing.covariates, standing.fit.covariates).map { ($0.rawValue, Effect($1)) }
        if !covariates.isEmpty {
            try values.encode(Dictionary(uniqueKeysWithValues: covariates), forKey: .covariates)
        }
        if isOfJudge { return }
        try values.encodeIfPresent(standing.rate.map(Sequential.init), forKey: .sequential)
        try values.encode(standing.sentences, forKey: .sentences)
    }
}
