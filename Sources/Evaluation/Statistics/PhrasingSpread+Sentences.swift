extension PhrasingSpread {
    /// The finding in plain words: how the accuracies spread, their summary figures, and whether that is more than chance.
    package var sentences: [String] {
        guard count > 1, cases > 0 else { return ["There is nothing to compare."] }
        let percents = quantiles.map { Self.percent($0) }
        var sentences = [
            "Over \(count) phrasings, accuracy is \(percents[2]) % at the median; the middle half lies from \(percents[1]) to \(percents[3]) %, nine in ten from \(percents[0]) to \(percents[4]) %.",
            "Best \(Self.percent(best)) % (MaxP), mean \(Self.percent(average)) % (AvgP), best times its nearness to the mean \(Self.percent(combined)) % (CPS).",
        ]
        guard let expectedRange, let largestRange, let pValue else { return sentences }
        let chance =
            "From the worst to the best it is \(Wording.points(range)); \(count) phrasings that are all alike would show \(Wording.points(expectedRange)) on average and at most \(Wording.points(largestRange)) in 95 % of data sets (permutation within cases, p \(Wording.pValue(pValue)))."
        sentences.append(
            pValue < Comparison.level
                ? "The phrasing matters more than chance. \(chance)"
                : "The phrasing isn't shown to matter. \(chance)")
        return sentences
    }

    private static func percent(_ share: Double) -> String { Wording.number(share * 100) }
}
