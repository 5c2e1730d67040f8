extension Comparison {
    /// The comparison in plain words, from the side of the lane that is ahead.
    ///
    ///     "B is better: right where A is wrong on 29 of 200 cases, the reverse on 14; 7.5 points, 95 % interval 1 to 14, p = .03."
    ///
    /// The adjusted exact test decides the verdict. If the interval disagrees, a second sentence says so.
    package var sentence: String {
        let isSecondAhead = outcomes.onlySecond >= outcomes.onlyFirst
        let (ahead, behind) = isSecondAhead ? (second, first) : (first, second)
        let more = max(outcomes.onlyFirst, outcomes.onlySecond)
        let fewer = min(outcomes.onlyFirst, outcomes.onlySecond)
        let cases = "\(outcomes.count) \(outcomes.count == 1 ? "case" : "cases")"
        let counts = "right where \(behind) is wrong on \(more) of \(cases), the reverse on \(fewer)"
        let (low, high) = isSecondAhead ? (interval.low, interval.high) : (-interval.high, -interval.low)
        let size =
            "\(Wording.points(abs(difference))), 95 % interval \(Wording.number(low * 100)) to \(Wording.number(high * 100))"
        let tested = "\(size), p \(Wording.pValue(pValue))\(correction)"

        switch verdict {
        case .firstIsBetter, .secondIsBetter:
            return "\(ahead) is better: \(counts); \(tested).\(disagreement)"
        case .undecided where more == fewer:
            return
                "Neither \(first) nor \(second) is shown to be better: each is right where the other is wrong on \(more) of "
                + "\(cases); \(tested).\(disagreement)"
        case .undecided:
            return "\(ahead) isn't shown to be better than \(behind): \(counts); \(tested).\(disagreement)"
        case .tooFew:
            let noTest = "No test can decide between \(first) and \(second):"
            if outcomes.count == 0 { return "\(noTest) there are no cases." }
            if more == 0 { return "\(noTest) they are right on the same \(outcomes.both) of \(cases)." }
            return
                "\(noTest) they differ on \(outcomes.differing) of \(cases), and fewer than \(McNemar.fewestDiffering) never "
                + "suffice. \(ahead) is \(counts); \(size).\(disagreement)"
        }
    }

    private var correction: String {
        adjustedPValue == pValue
            ? "" : ", \(Wording.pValue(adjustedPValue).trimmingEquals) corrected for several comparisons"
    }

    /// A sentence for an interval that seems to contradict the test; else empty.
    private var disagreement: String {
        let leavesOutZero = interval.low > 0 || interval.high < 0
        switch verdict {
        case .firstIsBetter, .secondIsBetter:
            return leavesOutZero ? "" : " The interval includes 0; the exact test decides."
        case .undecided where leavesOutZero && pValue < Self.level:
            return " The interval leaves out 0, but it isn't corrected for several comparisons."
        case .undecided:
            return leavesOutZero ? " The interval leaves out 0; the exact test decides." : ""
        case .tooFew:
            return leavesOutZero
                ? " The interval leaves out 0, but it can't be trusted with so few differing cases." : ""
        }
    }
}

extension String {
    /// The text without `= ` before it: `.03` of `= .03`. `< .001` stays.
    fileprivate var trimmingEquals: Substring { hasPrefix("= ") ? dropFirst(2) : self[...] }
}
