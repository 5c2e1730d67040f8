extension JudgeTrial {
    /// How often a judge prefers a lane to another.
    package struct LaneRate: Sendable, Hashable {
        /// The lane's name.
        package var lane: String
        /// The other lane's name.
        package var other: String
        /// The number of pairs of both that are scored in both orders.
        package var pairs: Int
        /// The win rate of `lane`, as it is and with the influence of length taken out.
        package var rate: LengthControl
    }

    /// Returns the win rate of a lane against another by pairs in both orders, as it is and with the length taken out.
    package func rate(of lane: String, against other: String, seed: UInt64) -> LengthControl {
        LengthControl(scores(of: lane, against: other), seed: seed)
    }

    /// Returns the win rates of each two lanes, each of the later one against the earlier one. Two lanes without a pair that is scored have
    /// none.
    package func rates(of lanes: [String], seed: UInt64) -> [LaneRate] {
        lanes.enumerated().flatMap { place, other in
            lanes[(place + 1)...].compactMap { lane in
                let scores = scores(of: lane, against: other)
                guard !scores.isEmpty else { return nil }
                return LaneRate(
                    lane: lane, other: other, pairs: scores.count, rate: LengthControl(scores, seed: seed))
            }
        }
    }

    /// Returns the points of a lane against another, clustered on the case.
    private func scores(of lane: String, against other: String) -> [LengthControl.Comparison] {
        var clusters: [String: Int] = [:]
        return comparisons.compactMap { one in
            guard let score = one.score, Set([one.one.lane, one.other.lane]) == Set([lane, other]) else { return nil }
            let isOne = one.one.lane == lane
            let cluster = clusters[one.caseID] ?? clusters.count
            clusters[one.caseID] = cluster
            let gap = Double(one.one.text.count - one.other.text.count)
            return LengthControl.Comparison(
                preference: isOne ? score : 1 - score, lengthDifference: isOne ? gap : -gap, cluster: cluster)
        }
    }
}
