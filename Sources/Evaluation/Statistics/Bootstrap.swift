/// Intervals by drawing the cases again, with replacement (Efron 1979).
package enum Bootstrap {
    /// Returns the paired percentile interval of the mean of `second` less the mean of `first`. Both have a value for
    /// each case, in the same order. The result depends only on the pairs (in any order), the seed and the numbers;
    /// without cases it is 0 to 0.
    ///
    /// Each end is interpolated between the two nearest resampled means, like NumPy's `percentile`.
    package static func differenceInterval(
        _ first: [Double], _ second: [Double], seed: UInt64, resamples: Int = 10_000, confidence: Double = 0.95
    ) -> Interval {
        precondition(first.count == second.count, "Scores are compared on the same cases")
        let differences = zip(first, second).map { $1 - $0 }.sorted()
        let groups = Resampling(sorted: differences)
        if groups.values.count <= Resampling.few {
            return groups.interval(seed: seed, resamples: resamples, confidence: confidence)
        }
        var random = SplitMix64(seed: seed)
        let bound = UInt(differences.count)
        let means = (0..<resamples).map { _ in
            var sum = 0.0
            for _ in 0..<differences.count { sum += differences[Int(random.next(upperBound: bound))] }
            return sum / Double(differences.count)
        }
        return percentiles(of: means, confidence: confidence)
    }

    /// Returns the interval of the difference of two lanes' accuracies, from -1 to 1.
    package static func differenceInterval(
        _ outcomes: PairedOutcomes, seed: UInt64, resamples: Int = 10_000, confidence: Double = 0.95
    ) -> Interval {
        let groups = Resampling([
            (-1, outcomes.onlyFirst), (0, outcomes.both + outcomes.neither), (1, outcomes.onlySecond),
        ])
        return groups.interval(seed: seed, resamples: resamples, confidence: confidence)
    }

    /// Returns the middle part of `values` that holds the share `confidence` of them.
    static func percentiles(of values: [Double], confidence: Double) -> Interval {
        let sorted = values.sorted()
        let tail = (1 - confidence) / 2
        return Interval(low: quantile(tail, of: sorted), high: quantile(1 - tail, of: sorted))
    }
}

/// Resamples cases that have few different values by drawing only the number of cases of each value (a multinomial
/// distribution). Ten thousand resamples of ten thousand right-or-wrong cases take milliseconds.
private struct Resampling {
    /// The largest number of values for this; with more, drawing case by case is simpler and hardly slower.
    static let few = 8

    let values: [Double]
    private let counts: [Int]

    init(_ groups: [(value: Double, count: Int)]) {
        let present = groups.filter { $0.count > 0 }
        values = present.map(\.value)
        counts = present.map(\.count)
    }

    init(sorted: [Double]) {
        var groups: [(value: Double, count: Int)] = []
        for value in sorted {
            if groups.last?.value == value {
                groups[groups.count - 1].count += 1
            } else {
                groups.append((value, 1))
            }
        }
        self.init(groups)
    }

    func interval(seed: UInt64, resamples: Int, confidence: Double) -> Interval {
        let cases = counts.reduce(0, +)
        guard cases > 0 else { return Interval(low: 0, high: 0) }
        // One value after another: each of the cases that are left takes this value with its share of what is left.
        var rest = cases
        let draws = counts.map { count in
            defer { rest -= count }
            return BinomialDraws(probability: Double(count) / Double(rest), upTo: cases)
        }
        var random = SplitMix64(seed: seed)
        let means = (0..<resamples).map { _ in
            var left = cases
            var sum = 0.0
            for (value, draws) in zip(values, draws) {
                let count = draws.draw(left, &random)
                sum += value * Double(count)
                left -= count
            }
            return sum / Double(cases)
        }
        return Bootstrap.percentiles(of: means, confidence: confidence)
    }
}
