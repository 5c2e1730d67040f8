/// What verdicts on pairs say of the lanes.
package struct PairStanding: Sendable, Hashable {
    /// A lane with its points.
    package struct Lane: Sendable, Hashable {
        /// The lane's name.
        package var name: String
        /// Verdicts for it.
        package var wins = 0
        /// Verdicts for the other.
        package var losses = 0
        /// Ties, and pairs of which both were bad.
        package var ties = 0
        /// Its strength; nil if it has no finite estimate.
        package var strength: BradleyTerry.Estimate?
        /// Why it has none.
        package var obstacle: BradleyTerry.Obstacle?

        /// The number of verdicts on it.
        package var count: Int { wins + losses + ties }
        /// The share of points, a tie as half of one; nil without verdicts.
        package var rate: Double? { count == 0 ? nil : (Double(wins) + Double(ties) / 2) / Double(count) }
    }

    /// The lanes, in the order that was given.
    package private(set) var lanes: [Lane]
    /// The number of verdicts, with ties and without unscored ones.
    package private(set) var verdicts = 0
    /// The number of ties.
    package private(set) var ties = 0
    /// The number of pairs of which both were bad.
    package private(set) var bothBad = 0
    /// The number of pairs of which nothing was read.
    package private(set) var unscored = 0
    /// The share of the first place among verdicts for one; nil without any.
    package private(set) var firstShare: Double?
    /// The strengths of all lanes.
    package let fit: BradleyTerry
    /// What was taken out of the strengths besides the order.
    package let covariates: [PairCovariate]

    /// Counts verdicts and fits the strengths.
    ///
    /// - Parameters:
    ///   - pairs: The pairs. Those with a lane that isn't among `lanes` are left out.
    ///   - names: The lanes' names.
    ///   - covariates: What is taken out of the strengths besides the order.
    package init(_ pairs: [Pair], lanes names: [String], covariates: [PairCovariate] = []) {
        // A covariate that is named twice is one.
        let covariates = PairCovariate.allCases.filter(covariates.contains)
        self.covariates = covariates
        lanes = names.map { Lane(name: $0) }
        let places = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        var clusters: [String: Int] = [:]
        var duels: [Duel] = []
        var decided = (first: 0, all: 0)
        for pair in pairs {
            guard let first = places[pair.first.lane], let second = places[pair.second.lane], first != second else {
                continue
            }
            guard let score = pair.verdict.score else {
                unscored += 1
                continue
            }
            verdicts += 1
            switch pair.verdict {
            case .first, .second:
                let (winner, loser) = pair.verdict == .first ? (first, second) : (second, first)
                lanes[winner].wins += 1
                lanes[loser].losses += 1
                decided.all += 1
                if pair.verdict == .first { decided.first += 1 }
            default:
                if pair.verdict == .bothBad { bothBad += 1 } else { ties += 1 }
                lanes[first].ties += 1
                lanes[second].ties += 1
            }
            let cluster = clusters[pair.caseID] ?? clusters.count
            clusters[pair.caseID] = cluster
            duels.append(
                Duel(
                    first: first, second: second, score: score, cluster: cluster,
                    covariates: covariates.map { $0.value(pair.first.text, pair.second.text) }))
        }
        firstShare = decided.all == 0 ? nil : Double(decided.first) / Double(decided.all)
        fit = BradleyTerry(duels, competitors: names.count)
        for index in lanes.indices {
            lanes[index].strength = fit.strengths[index]
            lanes[index].obstacle = fit.obstacles[index]
        }
    }

    /// How often the second of two lanes won; nil unless there are two.
    package var rate: SequentialRate? {
        lanes.count == 2 ? SequentialRate(wins: lanes[1].wins, losses: lanes[0].wins) : nil
    }
}
