/// Chooses which two lanes are compared next.
package enum PairSchedule {
    /// The share of pairs that are drawn at random, so that no lane is left out because it looked weak at first.
    package static let randomShare = 0.2

    /// Returns the pair of lanes whose comparison makes the strengths' variances fall most, by expectation. Each strength
    /// is taken to be normal with variance 1 beforehand.
    ///
    /// - Parameters:
    ///   - candidates: The pairs of lanes that can be compared; at least one.
    ///   - duels: The comparisons so far.
    ///   - lanes: Number of lanes.
    /// - Returns: The index of the candidate.
    static func mostInformative(
        _ candidates: [(first: Int, second: Int)], after duels: [Duel], lanes: Int
    ) -> Int {
        func design(_ first: Int, _ second: Int) -> [Double] {
            (0..<lanes).map { $0 == first ? 1 : $0 == second ? -1 : 0 }
        }
        let rows = duels.map { duel in
            LogisticRegression.Row(
                values: design(duel.first, duel.second), target: duel.score, weight: duel.weight)
        }
        let nothing = LogisticRegression.Row(values: [Double](repeating: 0, count: lanes), target: 0.5, weight: 0)
        guard let fit = LogisticRegression(rows + [nothing], ridge: 1) else { return 0 }
        let falls = candidates.map { candidate -> Double in
            let (first, second) = (candidate.first, candidate.second)
            let share = LogisticRegression.share(fit.coefficients[first] - fit.coefficients[second])
            let weight = share * (1 - share)
            // The covariance times the pair's design, which is 1 for the first lane, -1 for the second, and else 0.
            let image = (0..<lanes).map { fit.covariance[$0, first] - fit.covariance[$0, second] }
            let fall = image.reduce(0) { $0 + $1 * $1 }
            return weight * fall / (1 + weight * (image[first] - image[second]))
        }
        return falls.indices.max { falls[$0] < falls[$1] } ?? 0
    }
}
