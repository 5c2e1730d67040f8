/// How much a prompt's accuracy depends on its phrasing, over phrasings that ran over the same cases.
///
/// Quantiles describe the spread, because the distance from the worst to the best grows with the number of phrasings that are
/// tried (Polo et al. 2024, "Efficient multi-prompt evaluation of LLMs"). That distance is only compared with the one that
/// phrasings which are all alike would have by chance: see ``Dealing``.
package struct PhrasingSpread: Sendable, Hashable {
    /// The shares at which quantiles are told.
    package static let shares = [0.05, 0.25, 0.5, 0.75, 0.95]

    /// Number of phrasings.
    package let count: Int
    /// Number of cases.
    package let cases: Int
    /// The quantiles of the phrasings' accuracies at ``shares``.
    package let quantiles: [Double]
    /// The best accuracy: MaxP of Mizrahi et al. 2024, "State of What Art?".
    package let best: Double
    /// The mean accuracy: AvgP.
    package let average: Double
    /// The best accuracy less the worst.
    package let range: Double
    /// The mean of the ranges that phrasings which are all alike have by chance; nil if nothing was dealt.
    package let expectedRange: Double?
    /// The range that at most 5 % of such phrasings exceed; nil if nothing was dealt.
    package let largestRange: Double?
    /// The share of such phrasings with this range or a larger one; nil if nothing was dealt.
    package let pValue: Double?

    /// 1 less the distance of the mean from the best: Sat.
    package var saturation: Double { 1 - (best - average) }
    /// The combined score of phrasings that are good and alike: CPS, saturation times the best.
    package var combined: Double { saturation * best }

    /// Describes accuracies from 0 to 1, of which no single outcomes are known.
    package init(accuracies: [Double], cases: Int) {
        self.init(accuracies, cases: cases, dealt: nil)
    }

    /// Describes phrasings. `outcomes` has for each which cases are right, in the same order of cases.
    package init(_ outcomes: [[Bool]], seed: UInt64, resamples: Int = 9_999) {
        let cases = outcomes.first?.count ?? 0
        let counts = outcomes.map { $0.count { $0 } }
        let accuracies = counts.map { Double($0) / Double(max(1, cases)) }
        guard outcomes.count > 1, cases > 0 else {
            self.init(accuracies, cases: cases, dealt: nil)
            return
        }
        let own = (counts.max() ?? 0) - (counts.min() ?? 0)
        let dealing = Dealing(outcomes)
        var ranges: [Double] = []
        var asLarge = 1
        let resamples = dealing.resamples(upTo: resamples)
        dealing.deal(seed: seed, resamples: resamples) { _, counts in
            let range = (counts.max() ?? 0) - (counts.min() ?? 0)
            if range >= own { asLarge += 1 }
            ranges.append(Double(range) / Double(cases))
        }
        ranges.sort()
        self.init(
            accuracies, cases: cases,
            dealt: (
                ranges.reduce(0, +) / Double(resamples), quantile(0.95, of: ranges),
                Double(asLarge) / Double(resamples + 1)
            ))
    }

    private init(
        _ accuracies: [Double], cases: Int, dealt: (expected: Double, largest: Double, pValue: Double)?
    ) {
        let sorted = accuracies.sorted()
        count = accuracies.count
        self.cases = cases
        quantiles = Self.shares.map { quantile($0, of: sorted) }
        best = sorted.last ?? 0
        average = accuracies.isEmpty ? 0 : accuracies.reduce(0, +) / Double(accuracies.count)
        range = best - (sorted.first ?? 0)
        (expectedRange, largestRange, pValue) = (dealt?.expected, dealt?.largest, dealt?.pValue)
    }
}
