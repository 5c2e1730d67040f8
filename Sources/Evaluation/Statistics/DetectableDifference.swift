import Foundation

/// The difference between two lanes that a number of cases can show, for a sentence before the run.
///
/// Assumes the share of cases, from 0 to 1, on which the lanes will differ (one right, the other wrong), each case
/// independently. The more cases differ, the larger a difference must be to be found. The power is exact: it sums over
/// all counts of differing cases, with the two-sided McNemar test. Only finding the better lane counts as finding the
/// difference.
package enum DetectableDifference {
    /// Returns the smallest difference of accuracies, from 0 to 1, that the test finds at `level` with a probability of
    /// at least `power`, at most 0.00001 too large. Nil if it wouldn't even find a lane that is right on all differing
    /// cases.
    package static func smallest(
        cases: Int, differing: Double, level: Double = Comparison.level, power: Double = 0.8
    ) -> Double? {
        let test = Test(cases: cases, differing: differing, level: level)
        var low = 0.0
        var high = min(differing, 1)
        guard high > 0, test.power(difference: high) >= power else { return nil }
        while high - low > 1e-5 {
            let middle = (low + high) / 2
            if test.power(difference: middle) >= power { high = middle } else { low = middle }
        }
        return high
    }

    /// Returns the probability that the test finds the better lane if its accuracy is higher by `difference`, at most
    /// `differing`.
    package static func power(cases: Int, differing: Double, difference: Double, level: Double = Comparison.level)
        -> Double
    {
        Test(cases: cases, differing: differing, level: level).power(difference: difference)
    }

    /// Returns the fewest cases that can show any difference if the share `differing` of them differs; nil if a million
    /// can't.
    package static func fewestCases(differing: Double, level: Double = Comparison.level) -> Int? {
        func enough(_ cases: Int) -> Bool {
            Test(cases: cases, differing: differing, level: level).power(difference: differing) >= 0.8
        }
        var high = 1
        while !enough(high) {
            high *= 2
            if high > 1_000_000 { return nil }
        }
        var low = high / 2
        while high - low > 1 {
            let middle = (low + high) / 2
            if enough(middle) { high = middle } else { low = middle }
        }
        return high
    }

    /// Returns a sentence that says what `cases` cases can show, with the assumption. For several comparisons the level
    /// is divided by their number, as Holm's correction does for the smallest p value.
    package static func sentence(cases: Int, differing: Double = 0.2, comparisons: Int = 1) -> String {
        let level = Comparison.level / Double(max(1, comparisons))
        let test = "exact McNemar test at 5 %\(comparisons > 1 ? " over \(comparisons) comparisons" : ""), 80 % power"
        let share = "two lanes differ on \(Wording.number(differing * 100)) % of them"
        let counted = "\(cases) \(cases == 1 ? "case" : "cases")"
        if let difference = smallest(cases: cases, differing: differing, level: level) {
            // Rounded upwards, because a smaller difference isn't shown.
            let points = Wording.points((difference * 1000).rounded(.up) / 1000)
            return "\(counted) can show a difference of \(points) or more if \(share) (\(test))."
        }
        let needed = fewestCases(differing: differing, level: level).map { "; at least \($0) are needed" } ?? ""
        return "\(counted) can't show any difference if \(share)\(needed) (\(test))."
    }
}

/// The outcomes that the test rejects, for each count of differing cases that is at all likely.
private struct Test {
    private let differing: Double
    /// A count of differing cases, its probability, and the largest count of the rarer outcome that is still rejected.
    private var rejections: [(count: Int, probability: Double, rarer: Int)] = []

    init(cases: Int, differing: Double, level: Double) {
        let (cases, differing) = (max(0, cases), min(max(0, differing), 1))
        self.differing = differing
        let mean = Double(cases) * differing
        // Less than 10^-15 lies beyond nine standard deviations.
        let reach = 9 * (mean * (1 - differing)).squareRoot() + 9
        let first = max(0, Int(mean - reach))
        let last = min(cases, Int(mean + reach))
        var rarer = -1
        guard first <= last else { return }
        for count in first...last {
            // From one count to the next it grows by 1 at most; at the first count it must catch up.
            while rarer < count / 2, 2 * Binomial.atMost(rarer + 1, of: count, probability: 0.5) < level {
                rarer += 1
                if count > first { break }
            }
            guard rarer >= 0 else { continue }
            rejections.append((count, Binomial.exactly(count, of: cases, probability: differing), rarer))
        }
    }

    func power(difference: Double) -> Double {
        let better = min(1, (1 + difference / max(differing, .leastNormalMagnitude)) / 2)
        return rejections.reduce(0) {
            $0 + $1.probability * Binomial.atMost($1.rarer, of: $1.count, probability: 1 - better)
        }
    }
}
