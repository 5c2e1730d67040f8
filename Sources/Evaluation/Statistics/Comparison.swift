/// A comparison of two lanes on the same cases: how much they differ, and how sure that is.
package struct Comparison: Sendable, Hashable {
    /// The result of a comparison.
    package enum Verdict: Sendable, Hashable {
        /// The first lane is better.
        case firstIsBetter
        /// The second lane is better.
        case secondIsBetter
        /// Neither lane is shown to be better.
        case undecided
        /// They differ on so few cases that no outcome could have decided.
        case tooFew
    }

    /// The level of significance: an adjusted p value below it decides.
    package static let level = 0.05

    /// The name of the first lane.
    package var first: String
    /// The name of the second lane.
    package var second: String
    /// Number of cases on which both, one or neither of the two is right.
    package var outcomes: PairedOutcomes
    /// The 95 % interval of the difference by the paired bootstrap, not corrected for several comparisons.
    package var interval: Interval
    /// The two-sided p value of the exact McNemar test.
    package var pValue: Double
    /// The p value after Holm's correction over all comparisons that were made.
    package var adjustedPValue: Double

    /// Creates a comparison. Without an adjusted p value it is the only one that was made.
    package init(
        first: String, second: String, outcomes: PairedOutcomes, interval: Interval, pValue: Double,
        adjustedPValue: Double? = nil
    ) {
        self.first = first
        self.second = second
        self.outcomes = outcomes
        self.interval = interval
        self.pValue = pValue
        self.adjustedPValue = adjustedPValue ?? pValue
    }

    /// The second lane's accuracy less the first's, from -1 to 1.
    package var difference: Double { outcomes.difference }

    /// The lane that is better, by the adjusted p value alone.
    package var verdict: Verdict {
        if outcomes.differing < McNemar.fewestDiffering { return .tooFew }
        if adjustedPValue >= Self.level { return .undecided }
        return outcomes.onlySecond > outcomes.onlyFirst ? .secondIsBetter : .firstIsBetter
    }
}

/// Compares lanes that ran over the same cases.
package enum Comparisons {
    /// Returns the comparisons of all pairs in the lanes' order, with Holm's correction over them. `isCorrect` has the
    /// same order of cases for each lane; a case without an answer isn't right. All pairs use the same seed, so that an
    /// interval doesn't depend on which other lanes there are.
    package static func all(lanes: [(name: String, isCorrect: [Bool])], seed: UInt64) -> [Comparison] {
        of(
            lanes.enumerated().flatMap { index, first in
                lanes[(index + 1)...].map { second in
                    (first.name, second.name, PairedOutcomes(first.isCorrect, second.isCorrect))
                }
            }, seed: seed)
    }

    /// Returns the comparisons of these pairs, with Holm's correction over them.
    package static func of(
        _ pairs: [(first: String, second: String, outcomes: PairedOutcomes)], seed: UInt64
    ) -> [Comparison] {
        var comparisons = pairs.map { pair in
            Comparison(
                first: pair.first, second: pair.second, outcomes: pair.outcomes,
                interval: Bootstrap.differenceInterval(pair.outcomes, seed: seed),
                pValue: McNemar.pValue(onlyFirst: pair.outcomes.onlyFirst, onlySecond: pair.outcomes.onlySecond))
        }
        for (index, adjusted) in holmAdjusted(comparisons.map(\.pValue)).enumerated() {
            comparisons[index].adjustedPValue = adjusted
        }
        return comparisons
    }
}
