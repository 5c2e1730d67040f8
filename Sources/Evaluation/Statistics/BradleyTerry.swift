import Foundation

/// Strengths of competitors that were compared in pairs (Bradley and Terry 1952), by maximum likelihood.
///
/// The logarithm of the odds that the first beats the second is the difference of their strengths, plus what it is worth
/// to be shown first, plus the covariates times their coefficients. A tie counts as half a win of each. The strengths'
/// mean is 0. Intervals hold also if the comparisons of one case depend on each other (Huber's sandwich).
package struct BradleyTerry: Sendable, Hashable {
    /// An estimate on the scale of log odds.
    package struct Estimate: Sendable, Hashable {
        /// The likeliest value.
        package var value: Double
        /// Its standard error; nil with fewer than two cases.
        package var error: Double?

        /// The 95 % interval.
        package var interval: Interval? {
            error.map { Interval(low: value - Self.quantile * $0, high: value + Self.quantile * $0) }
        }

        private static let quantile = Wilson.normalQuantile(0.975)
    }

    /// Why a competitor has no finite strength.
    package enum Obstacle: String, Sendable, Hashable, Codable {
        /// It won no point against the others that can be ranked, or none at all.
        case neverWon
        /// It lost no point against them.
        case neverLost
        /// No chain of wins leads both to it and from it: it wasn't compared, or only up and down.
        case notLinked
        /// Which was shown first, or a covariate, decides every comparison.
        case decidedOtherwise
    }

    /// The strengths, one for each competitor; nil where there is no finite estimate.
    package private(set) var strengths: [Estimate?]
    /// Why there is no finite estimate; nil where there is one.
    package private(set) var obstacles: [Obstacle?]
    /// What it is worth to be shown first; nil if it wasn't asked for or has no finite estimate.
    package private(set) var shownFirst: Estimate?
    /// The covariates' coefficients; empty if they have no finite estimate.
    package private(set) var covariates: [Estimate] = []
    private var covariance: SymmetricMatrix?
    /// Place of each competitor in the covariance.
    private var places: [Int?]

    /// How standard errors are found.
    package enum Errors: Sendable, Hashable {
        /// From the model, with all comparisons independent.
        case model
        /// By Huber's sandwich, clustered on the case.
        case clustered
    }

    /// Fits the strengths.
    ///
    /// - Parameters:
    ///   - duels: The comparisons.
    ///   - competitors: The number of competitors.
    ///   - shownFirst: Whether being shown first may be worth something.
    ///   - errors: How standard errors are found.
    package init(_ duels: [Duel], competitors: Int, shownFirst: Bool = true, errors: Errors = .clustered) {
        strengths = [Estimate?](repeating: nil, count: competitors)
        places = [Int?](repeating: nil, count: competitors)
        let ranking = Ranking(duels, competitors: competitors)
        obstacles = ranking.obstacles
        for (place, competitor) in ranking.core.enumerated() { places[competitor] = place }
        let count = ranking.core.count
        guard count > 1 else { return }
        let rows = duels.compactMap { duel -> LogisticRegression.Row? in
            guard let first = places[duel.first], let second = places[duel.second], first != second else { return nil }
            var values = [Double](repeating: 0, count: count)
            values[first] = 1
            values[second] = -1
            if shownFirst { values.append(1) }
            return LogisticRegression.Row(
                values: values + duel.covariates, target: duel.score, weight: duel.weight, cluster: duel.cluster)
        }
        guard let fit = LogisticRegression(rows, centred: count), fit.isFinite else {
            for competitor in ranking.core { obstacles[competitor] = .decidedOtherwise }
            return
        }
        covariance = errors == .model ? fit.covariance : fit.clusteredCovariance(rows)
        for competitor in ranking.core { strengths[competitor] = strength(places[competitor], of: fit, count) }
        var others = (count..<fit.coefficients.count).map { index in
            Estimate(
                value: fit.coefficients[index], error: covariance.map { max(0, $0[index, index]).squareRoot() })
        }
        if shownFirst { self.shownFirst = others.removeFirst() }
        covariates = others
    }

    /// Returns how much stronger `competitor` is than `other`; nil unless both have a finite strength.
    package func lead(of competitor: Int, over other: Int) -> Estimate? {
        guard let first = places[competitor], let second = places[other], let mine = strengths[competitor],
            let its = strengths[other]
        else { return nil }
        var vector = [Double](repeating: 0, count: covariance?.size ?? 0)
        if covariance != nil {
            vector[first] += 1
            vector[second] -= 1
        }
        return Estimate(
            value: mine.value - its.value, error: covariance.map { max(0, $0.variance(of: vector)).squareRoot() })
    }

    /// Returns a strength, which is its coefficient less the mean of all.
    private func strength(_ place: Int?, of fit: LogisticRegression, _ count: Int) -> Estimate? {
        guard let place else { return nil }
        var vector = [Double](repeating: 0, count: fit.coefficients.count)
        for index in 0..<count { vector[index] = -1 / Double(count) }
        vector[place] += 1
        return Estimate(
            value: fit.coefficients[place],
            error: covariance.map { max(0, $0.variance(of: vector)).squareRoot() })
    }
}

extension BradleyTerry.Estimate {
    /// The scale of Elo's ratings: 400 are odds of 10 to 1, and the mean is 1000.
    package var rating: Double { Self.rating(value) }

    /// The 95 % interval on the scale of Elo's ratings.
    package var ratingInterval: Interval? {
        interval.map { Interval(low: Self.rating($0.low), high: Self.rating($0.high)) }
    }

    private static func rating(_ value: Double) -> Double { 1000 + 400 / log(10) * value }
}
