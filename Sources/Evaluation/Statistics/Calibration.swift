import Foundation

/// The shares that a lane gives to the possible answers of a case, and which of them is right.
package struct ForecastCase: Sendable, Hashable {
    /// The share of each possible answer; they add up to 1.
    package var shares: [Double]
    /// The index of the right answer.
    package var right: Int

    /// Creates a forecast. `right` is an index of `shares`.
    package init(shares: [Double], right: Int) {
        self.shares = shares
        self.right = right
    }

    /// The share of the likeliest answer.
    package var confidence: Double { shares.max() ?? 0 }

    /// True if the likeliest answer, the first one of equals, is right.
    package var isRight: Bool { shares.firstIndex(of: confidence) == right }
}

/// How well the shares that a lane gives to possible answers agree with how often those are right.
package struct Calibration: Sendable, Hashable, Codable {
    /// The cases whose likeliest answer has a share in a range.
    package struct Bin: Sendable, Hashable, Codable {
        /// The lower end of the range, which doesn't belong to it.
        package var low: Double
        /// The upper end of the range, which belongs to it.
        package var high: Double
        /// Number of cases.
        package var count: Int
        /// The mean share of their likeliest answers.
        package var confidence: Double
        /// The share of them that are right.
        package var accuracy: Double
    }

    /// Number of cases.
    package var count: Int
    /// The share of cases whose likeliest answer is right.
    package var accuracy: Double
    /// The mean of minus the natural logarithm of the right answer's share.
    package var logLoss: Double
    /// The mean squared difference between share and truth: of one of two answers, else summed over all answers (Brier
    /// 1950, scaled as scikit-learn scales it).
    package var brier: Double
    /// The expected calibration error: the mean distance between confidence and accuracy in the bins, weighted by their cases
    /// (Guo et al. 2017).
    package var expectedError: Double
    /// The area under the curve of true against false positives. Of more than two answers, the mean over the answers, each
    /// against the rest. Nil if all cases have the same right answer.
    package var auc: Double?
    /// The bins that have cases, from low to high.
    package var bins: [Bin]

    /// Measures forecasts in bins of equal width; nil if there are none, or if they aren't all about equally many answers.
    package init?(_ cases: [ForecastCase], bins number: Int = 10) {
        guard let answers = cases.first?.shares.count, answers > 1,
            cases.allSatisfy({ $0.shares.count == answers && $0.shares.indices.contains($0.right) })
        else { return nil }
        let n = Double(cases.count)
        count = cases.count
        accuracy = Double(cases.count(where: \.isRight)) / n
        // scikit-learn cuts at the smallest step of a double, too.
        logLoss = cases.reduce(0) { $0 - log(min(1, max(Double.ulpOfOne, $1.shares[$1.right]))) } / n
        brier =
            cases.reduce(0) { sum, one in
                let squares = one.shares.enumerated().reduce(0) { sum, share in
                    let difference = share.element - (share.offset == one.right ? 1 : 0)
                    return sum + difference * difference
                }
                return sum + (answers == 2 ? squares / 2 : squares)
            } / n
        bins = (0..<number).compactMap { index in
            let (low, high) = (Double(index) / Double(number), Double(index + 1) / Double(number))
            let inside = cases.filter {
                ($0.confidence > low || index == 0) && ($0.confidence <= high || index == number - 1)
            }
            guard !inside.isEmpty else { return nil }
            return Bin(
                low: low, high: high, count: inside.count,
                confidence: inside.reduce(0) { $0 + $1.confidence } / Double(inside.count),
                accuracy: Double(inside.count(where: \.isRight)) / Double(inside.count))
        }
        expectedError = bins.reduce(0) { $0 + Double($1.count) / n * abs($1.confidence - $1.accuracy) }
        // Shares that differ only by rounding are equal.
        let areas = (answers == 2 ? [1] : Array(0..<answers)).compactMap { answer in
            ReceiverOperating.area(
                positive: cases.filter { $0.right == answer }.map { ($0.shares[answer] * 1e12).rounded() },
                negative: cases.filter { $0.right != answer }.map { ($0.shares[answer] * 1e12).rounded() })
        }
        auc = areas.isEmpty ? nil : areas.reduce(0, +) / Double(areas.count)
    }
}
