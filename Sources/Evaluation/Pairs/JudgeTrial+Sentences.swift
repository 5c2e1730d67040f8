extension JudgeTrial {
    /// How good an instrument the judge is, in plain words.
    package var measurements: [String] {
        [held, place, unread, length, people].compactMap(\.self)
    }

    private var held: String {
        guard let share = holdingShare else { return "No pair was read in both orders." }
        let turning = scored - holding
        let directions = "\(primacy) always the first place, \(recency) always the second"
        return "Both orders say the same in \(holding) of \(scored) pairs, \(percent(share))"
            + (turning == 0 ? "." : "; \(turning) turn with the order (\(directions)).")
    }

    private var place: String? {
        guard decided.all > 0 else { return nil }
        return "The first place wins \(decided.first) of \(decided.all) verdicts, "
            + "\(percent(Double(decided.first) / Double(decided.all)))."
    }

    private var unread: String? {
        unscored == 0 ? nil : "Nothing could be read from \(unscored) of \(verdicts) verdicts; they count as unscored."
    }

    private var length: String? {
        let (count, all) = longerWins
        guard all > 0 else { return nil }
        let share = percent(Double(count) / Double(all))
        return "Where one wins in both orders, the longer text does in \(count) of \(all): "
            + "it agrees with “the longer wins” in \(share)."
    }

    private var people: String? {
        guard voted > 0 else { return nil }
        guard let share = agreement.share else {
            return "People prefer one in \(voted) of these pairs; the judge holds in none of them."
        }
        let interval = Wilson.interval(correct: agreement.agreements, of: agreement.count)
        let kappa = agreement.value.map { ", kappa \(Wording.number($0, digits: 2))" } ?? ""
        let ends = "\(Wording.number(interval.low * 100)) to \(Wording.number(interval.high * 100)) %"
        let baseline = lengthAgreement.share.map { "; “the longer wins” agrees in \(percent($0))" } ?? ""
        return
            "It agrees with people's votes in \(agreement.agreements) of the \(agreement.count) pairs in which it holds "
            + "(of \(voted) with votes), \(percent(share)), 95 % interval \(ends)\(kappa)\(baseline)."
    }

    /// Says that a judge of this name can't be believed; nil if it can be, or if no pair was read in both orders.
    package func doubt(about judge: String) -> String? {
        guard let share = holdingShare, !isBelievable else { return nil }
        return "\(judge) can't be believed: only \(percent(share)) of its pairs hold in both orders."
    }

    /// The result for two lanes, or why none is told.
    package func headline(of lanes: [String], seed: UInt64) -> String {
        guard verdicts > 0 else { return "There is no result: the judge gave no verdict." }
        guard isBelievable else {
            guard let share = holdingShare else { return "There is no result: the judge's verdicts couldn't be read." }
            return
                "No result is told: this judge reads the order, not the texts. Only \(percent(share)) of the pairs hold in "
                + "both orders; it takes \(percent(Self.leastHolding))."
        }
        guard lanes.count == 2 else { return "" }
        let rate = rate(of: lanes[1], against: lanes[0], seed: seed)
        let isSecondAhead = rate.raw >= 0.5
        func told(_ share: Double, _ interval: Interval) -> String {
            let (low, high) = isSecondAhead ? (interval.low, interval.high) : (1 - interval.high, 1 - interval.low)
            return
                "\(percent(isSecondAhead ? share : 1 - share)) (\(Wording.number(low * 100)) to \(Wording.number(high * 100)) %)"
        }
        let (ahead, behind) = isSecondAhead ? (lanes[1], lanes[0]) : (lanes[0], lanes[1])
        // The exact test decides, because a bootstrap of few cases is too sure.
        let won = [ahead, behind].map { name in comparisons.count { $0.winner?.lane == name } }
        let isShown = McNemar.pValue(onlyFirst: won[0], onlySecond: won[1]) < Evaluation.Comparison.level
        let verdict =
            isShown
            ? "The judge prefers \(ahead) to \(behind)" : "The judge isn't shown to prefer \(ahead) to \(behind)"
        var text = "\(verdict): win rate \(told(rate.raw, rate.rawInterval))"
        if let controlled = rate.controlled, let interval = rate.controlledInterval {
            text += ", \(told(controlled, interval)) with the influence of length taken out"
        } else {
            text += "; without the influence of length there is no finite estimate"
        }
        text += " (95 % intervals over cases; a pair that turns counts as a tie; the exact sign test decides)."
        if rate.isExtreme { text += " Length changes much here: look at the texts." }
        return text
    }

    private func percent(_ share: Double) -> String { "\(Wording.number(share * 100)) %" }
}
