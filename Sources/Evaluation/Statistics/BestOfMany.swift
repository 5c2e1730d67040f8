/// The best of several lanes that ran over the same cases, and a test whether its lead is more than the luck of being
/// picked as the best.
///
/// If all lanes were alike, then for each case it would be chance which of the lanes are right, once their number is
/// given. So each resample deals every case's outcomes out anew among the lanes, and its best lane is compared with the
/// real best. This is a permutation test within cases whose statistic is the largest count (Westfall and Young 1993,
/// chapter 2); it takes into account that the best was chosen after looking.
package struct BestOfMany: Sendable, Hashable {
    /// The indices of the lanes with the most right cases; several if they are equal.
    package var best: [Int]
    /// Number of cases that they have right.
    package var correct: Int
    /// Number of all cases.
    package var count: Int
    /// Number of lanes.
    package var lanes: Int
    /// The share of resamples whose best lane is as good or better, with the data itself as one of them; from 0 to 1.
    package var pValue: Double
    /// Indices of the lanes that the best one beats by the exact McNemar test with Holm's correction over all pairs of
    /// lanes; empty if several are best.
    package var beaten: [Int]

    /// Tests the lanes.
    ///
    /// - Parameters:
    ///   - lanes: For each lane, which cases are right, in the same order of cases.
    ///   - seed: The seed of the resamples.
    ///   - resamples: Their number. Fewer are made, though never less than 999, if this many would deal out more than
    ///     300 million outcomes.
    package init(_ lanes: [[Bool]], seed: UInt64, resamples: Int = 9_999) {
        precondition(Set(lanes.map(\.count)).count <= 1, "Lanes are compared on the same cases")
        let counts = lanes.map { $0.count { $0 } }
        correct = counts.max() ?? 0
        count = lanes.first?.count ?? 0
        self.lanes = lanes.count
        let largest = correct
        best = counts.indices.filter { counts[$0] == largest }
        let dealing = Dealing(lanes)
        pValue = dealing.pValue(seed: seed, resamples: dealing.resamples(upTo: resamples)) { base, counts in
            base + (counts.max() ?? 0) >= largest
        }
        beaten = []
        guard best.count == 1, let winner = best.first else { return }
        var pairs: [(first: Int, second: Int, pValue: Double)] = []
        for first in lanes.indices {
            for second in lanes.indices where second > first {
                let outcomes = PairedOutcomes(lanes[first], lanes[second])
                pairs.append(
                    (first, second, McNemar.pValue(onlyFirst: outcomes.onlyFirst, onlySecond: outcomes.onlySecond)))
            }
        }
        for (pair, adjusted) in zip(pairs, holmAdjusted(pairs.map(\.pValue))) where adjusted < Comparison.level {
            if pair.first == winner { beaten.append(pair.second) }
            if pair.second == winner { beaten.append(pair.first) }
        }
        beaten.sort()
    }

    /// Returns the finding in plain words, with the lanes' names.
    package func sentence(names: [String]) -> String {
        guard count > 0, lanes > 1 else { return "There is nothing to compare." }
        let share = Wording.number(100 * Double(correct) / Double(count))
        let score = "\(correct) of \(count) right, \(share) %"
        if best.count == lanes { return "All \(lanes) are equally good: \(score)." }
        let who =
            best.count == 1
            ? "Best is \(names[best[0]])" : "Best are \(best.map { names[$0] }.joined(separator: " and "))"
        let often = pValue < 0.001 ? "fewer than 0.1" : Wording.number(pValue * 100)
        let chance =
            "if all \(lanes) were equally good, the best would look this good in \(often) % of data sets (permutation test, p \(Wording.pValue(pValue)))"
        guard pValue < Comparison.level else { return "\(who): \(score). That may be luck: \(chance)." }
        let verdict = "\(who): \(score). That is more than luck: \(chance)."
        guard best.count == 1 else { return verdict }
        let others = names.indices.filter { $0 != best[0] && !beaten.contains($0) }.map { names[$0] }
        let pairs = lanes * (lanes - 1) / 2
        let tests = pairs == 1 ? "exact McNemar test" : "exact McNemar tests, corrected for \(pairs) comparisons"
        switch (beaten.count, others.count) {
        case (_, 0): return "\(verdict) It is better than each of the others (\(tests))."
        case (0, _): return "\(verdict) It isn't shown to be better than any single one of the others (\(tests))."
        case (_, 1...6):
            return
                "\(verdict) It isn't shown to be better than \(others.joined(separator: "; ")); it is better than the rest (\(tests))."
        default: return "\(verdict) It is better than \(beaten.count) of the other \(lanes - 1) (\(tests))."
        }
    }
}
