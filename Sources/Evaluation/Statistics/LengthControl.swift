import Foundation

/// A lane's win rate against another, as it is and with the influence of length taken out.
///
/// The preference is explained by a logistic regression on a constant and on the hyperbolic tangent of the length
/// difference, divided by its standard deviation (Dubois and others 2024, "Length-controlled AlpacaEval", without the
/// term for the instructions' difficulty). The controlled rate is what the constant alone predicts.
package struct LengthControl: Sendable, Hashable {
    /// One comparison.
    package struct Comparison: Sendable, Hashable {
        /// The preference for the lane: 1 if it won, 0 if it lost, 0.5 for a tie, or a probability.
        package var preference: Double
        /// Characters of its text less those of the other's.
        package var lengthDifference: Double
        /// The number of the case. All comparisons of a case are drawn together.
        package var cluster: Int

        /// Creates a comparison.
        package init(preference: Double, lengthDifference: Double, cluster: Int) {
            self.preference = preference
            self.lengthDifference = lengthDifference
            self.cluster = cluster
        }
    }

    /// The mean preference; 1/2 without comparisons.
    package let raw: Double
    /// The 95 % interval of the mean preference, by bootstrap over cases; Wilson's if all cases say the same, because then no
    /// draw differs from another. A single case whose comparisons differ says nothing of others: then it is everything.
    package let rawInterval: Interval
    /// The win rate without the influence of length; nil if it has no finite estimate.
    package let controlled: Double?
    /// Its 95 % interval, by bootstrap over cases; everything with a single case.
    package let controlledInterval: Interval?
    /// The regression's coefficient of the length: above 0, longer texts win more often.
    package let influence: Double?

    /// Computes both rates.
    package init(_ comparisons: [Comparison], seed: UInt64, resamples: Int = 1000) {
        let spread = Self.deviation(of: comparisons.map(\.lengthDifference))
        let rows = comparisons.map { one in
            LogisticRegression.Row(
                values: [1, spread > 0 ? tanh(one.lengthDifference / spread) : 0], target: one.preference,
                cluster: one.cluster)
        }
        raw = Self.mean(rows)
        let fit = Self.fit(rows, hasLengths: spread > 0)
        controlled = fit.map { LogisticRegression.share($0.coefficients[0]) }
        influence = spread > 0 ? fit?.coefficients[1] : nil
        let groups = Dictionary(grouping: rows.indices, by: { rows[$0].cluster }).sorted { $0.key < $1.key }
            .map(\.value)
        var random = SplitMix64(seed: seed)
        var (raws, controls) = ([Double](), [Double]())
        var drawn = rows
        for _ in 0..<(groups.count < 2 ? 0 : resamples) {
            for index in drawn.indices { drawn[index].weight = 0 }
            for _ in groups.indices {
                for index in groups[Int(random.next(upperBound: UInt(groups.count)))] { drawn[index].weight += 1 }
            }
            raws.append(Self.mean(drawn))
            guard let fit else { continue }
            // Where a draw has no finite estimate, the rate is the end that it goes to.
            let found = LogisticRegression(
                spread > 0 ? drawn : drawn.map(\.withoutLength), start: fit.coefficients)
            if let found { controls.append(LogisticRegression.share(found.coefficients[0])) }
        }
        if Set(rows.map(\.target)).count < 2 {
            rawInterval = Wilson.interval(correct: Int((raw * Double(groups.count)).rounded()), of: groups.count)
        } else {
            rawInterval = raws.isEmpty ? Interval(low: 0, high: 1) : Bootstrap.percentiles(of: raws, confidence: 0.95)
        }
        if groups.count == 1, controlled != nil {
            controlledInterval = Interval(low: 0, high: 1)
        } else {
            controlledInterval = controls.isEmpty ? nil : Bootstrap.percentiles(of: controls, confidence: 0.95)
        }
    }

    /// True if taking out the length changes the rate by more than 10 points and by more than a quarter of what it
    /// could: then the regression may have failed.
    package var isExtreme: Bool {
        guard let controlled else { return false }
        return controlled < min(raw * 0.75, raw - 0.1) || controlled > max(raw + (1 - raw) / 4, raw + 0.1)
    }

    private static func fit(_ rows: [LogisticRegression.Row], hasLengths: Bool) -> LogisticRegression? {
        guard let fit = LogisticRegression(hasLengths ? rows : rows.map(\.withoutLength)), fit.isFinite else {
            return nil
        }
        return fit
    }

    private static func mean(_ rows: [LogisticRegression.Row]) -> Double {
        let count = rows.reduce(0) { $0 + $1.weight }
        return count == 0 ? 0.5 : rows.reduce(0) { $0 + $1.weight * $1.target } / count
    }

    private static func deviation(of values: [Double]) -> Double {
        guard values.count > 1 else { return 0 }
        let mean = values.reduce(0, +) / Double(values.count)
        return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)).squareRoot()
    }
}

extension LogisticRegression.Row {
    /// The row with its constant only.
    fileprivate var withoutLength: LogisticRegression.Row {
        LogisticRegression.Row(values: [values[0]], target: target, weight: weight, cluster: cluster)
    }
}
