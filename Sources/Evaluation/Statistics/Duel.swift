/// Two competitors that were compared, in the order in which they were shown.
package struct Duel: Sendable, Hashable {
    /// The index of the one that was shown first.
    package var first: Int
    /// The index of the one that was shown second.
    package var second: Int
    /// 1 if the first won, 0 if the second did, 0.5 for a tie; a judge's probability may lie between.
    package var score: Double
    /// How often it happened.
    package var weight: Double
    /// The number of the case. Duels over one case aren't independent.
    package var cluster: Int
    /// Values of the first less those of the second, as of their lengths; as many in each duel.
    package var covariates: [Double]

    /// Creates a duel.
    package init(
        first: Int, second: Int, score: Double, weight: Double = 1, cluster: Int = 0, covariates: [Double] = []
    ) {
        self.first = first
        self.second = second
        self.score = score
        self.weight = weight
        self.cluster = cluster
        self.covariates = covariates
    }
}
