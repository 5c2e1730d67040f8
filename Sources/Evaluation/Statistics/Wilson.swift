import Foundation

/// Confidence intervals for a share of cases.
package enum Wilson {
    /// Returns the score interval of Wilson (1927), without continuity correction, for `correct` of `count`. It lies
    /// inside 0...1.
    ///
    /// Unlike the normal interval it is right for few cases and for shares near 0 and 1. Without cases it is 0 to 1.
    ///
    /// - Parameters:
    ///   - correct: Number of right cases, 0...count.
    ///   - count: Number of cases.
    ///   - confidence: The share of such intervals that hold the true share, between 0 and 1.
    /// - Returns: The interval, in shares of 1.
    package static func interval(correct: Int, of count: Int, confidence: Double = 0.95) -> Interval {
        guard count > 0 else { return Interval(low: 0, high: 1) }
        let n = Double(count)
        let share = Double(correct) / n
        let z = normalQuantile((1 + confidence) / 2)
        let scale = 1 + z * z / n
        let centre = (share + z * z / (2 * n)) / scale
        let half = z / scale * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
        // Rounding would make the ends a little more or less than 0 and 1.
        return Interval(
            low: correct == 0 ? 0 : max(0, centre - half), high: correct == count ? 1 : min(1, centre + half))
    }

    /// Returns the quantile of the standard normal distribution for a probability above 1/2, to about 1e-15.
    static func normalQuantile(_ probability: Double) -> Double {
        let upper = 1 - probability
        guard upper > 0 else { return .infinity }
        guard upper < 0.5 else { return 0 }
        // Abramowitz and Stegun 26.2.23, to 4.5e-4, then Newton's steps.
        let t = (-2 * log(upper)).squareRoot()
        let above = 2.515517 + t * (0.802853 + t * 0.010328)
        let below = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308))
        var z = t - above / below
        for _ in 0..<4 {
            let density = exp(-z * z / 2) / (2 * Double.pi).squareRoot()
            guard density > 0 else { break }
            z -= (upper - erfc(z / 2.0.squareRoot()) / 2) / density
        }
        return z
    }
}
