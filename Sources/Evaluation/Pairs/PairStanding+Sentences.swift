extension PairStanding {
    /// The finding in plain words, and what more votes would show.
    package var sentences: [String] {
        guard verdicts > 0 else { return ["There are no verdicts."] }
        if let rate { return [finding(rate)] + [outlook(rate), lean].compactMap(\.self) }
        return [ranking, lean].compactMap(\.self)
    }

    /// What was taken out of the strengths besides the order, and what it is worth; nil if nothing was.
    package var covariateNote: String? {
        guard !covariates.isEmpty else { return nil }
        let found = zip(covariates, fit.covariates).map { covariate, estimate in
            let ends = estimate.interval.map { [$0.low, $0.high].map { Wording.number($0, digits: 2) } }
            let interval = ends.map { " (\($0[0]) to \($0[1]))" }
            return "\(covariate.rawValue) \(Wording.number(estimate.value, digits: 2))\(interval ?? "")"
        }
        return found.isEmpty
            ? "What was to be taken out of the strengths has no finite estimate."
            : "Taken out of the strengths: \(found.joined(separator: ", ")); above 0, more of it wins."
    }

    /// What the votes on two lanes say, valid however often one looks.
    private func finding(_ rate: SequentialRate) -> String {
        let isSecondAhead = rate.wins >= rate.losses
        let ahead = lanes[isSecondAhead ? 1 : 0].name
        let behind = lanes[isSecondAhead ? 0 : 1].name
        let votes = "After \(verdicts) \(verdicts == 1 ? "vote" : "votes")"
        let (most, all) = (max(rate.wins, rate.losses), rate.count)
        guard all > 0 else { return "\(votes) nothing is decided: none prefers one." }
        var interval = rate.interval()
        if !isSecondAhead { interval = Interval(low: 1 - interval.high, high: 1 - interval.low) }
        let share =
            "\(Wording.number(100 * Double(most) / Double(all))) %, interval \(Wording.number(interval.low * 100)) to "
            + "\(Wording.number(interval.high * 100)) % however often you look"
        let counts = "of \(all) that prefer one it wins \(most), \(share)"
        if rate.isDecided() {
            return "\(votes): \(ahead) is better than \(behind), error at most 5 % whenever you stop; \(counts)."
        }
        if rate.wins == rate.losses {
            return "\(votes) nothing is decided: each wins \(most) of \(all) that prefer one, \(share)."
        }
        return "\(votes) it isn't decided whether \(ahead) is better than \(behind): \(counts)."
    }

    /// How many more votes it takes; nil if it is decided.
    private func outlook(_ rate: SequentialRate) -> String? {
        guard !rate.isDecided() else { return nil }
        let needed = [0.6, 0.7, 0.8].map { rate.votesLeft(rate: $0).map(String.init) ?? "over 1500" }
        let ahead = rate.wins == rate.losses ? "one" : lanes[rate.wins > rate.losses ? 1 : 0].name
        return "If \(ahead) truly wins 60, 70 or 80 % of those, then with a probability of 80 % it takes at most "
            + "\(needed[0]), \(needed[1]) or \(needed[2]) more of them."
    }

    /// Which of several lanes is strongest, and by how much.
    private var ranking: String {
        let ranked = lanes.indices.filter { lanes[$0].strength != nil }.sorted {
            (lanes[$0].strength?.value ?? 0) > (lanes[$1].strength?.value ?? 0)
        }
        let without = lanes.filter { $0.strength == nil }
        let missing =
            without.isEmpty
            ? ""
            : " No finite estimate: \(without.map { "\($0.name) (\($0.obstacle?.sentence ?? ""))" }.joined(separator: "; "))."
        guard ranked.count > 1, let lead = fit.lead(of: ranked[0], over: ranked[1]) else {
            return "After \(verdicts) verdicts no strengths can be told.\(missing)"
        }
        let (best, next) = (lanes[ranked[0]].name, lanes[ranked[1]].name)
        let chance = "it would win \(Wording.number(100 * LogisticRegression.share(lead.value))) % against \(next)"
        guard let interval = lead.interval else { return "\(best) is strongest: \(chance).\(missing)" }
        let ends = [interval.low, interval.high].map { Wording.number(100 * LogisticRegression.share($0)) }
        let verdict =
            interval.low > 0
            ? "\(best) is strongest" : "\(best) is ahead, but isn't shown to be stronger than \(next)"
        return
            "\(verdict): \(chance), 95 % interval \(ends[0]) to \(ends[1]) % (for one look, not corrected for several lanes).\(missing)"
    }

    /// What being shown first is worth, if that is more than chance.
    private var lean: String? {
        guard let order = fit.shownFirst, let interval = order.interval, interval.low > 0 || interval.high < 0 else {
            return nil
        }
        return
            "What stood \(order.value > 0 ? "first" : "second") won more often because of its place; the strengths have that taken out."
    }
}

extension BradleyTerry.Obstacle {
    /// Why there is no finite estimate, as part of a sentence.
    package var sentence: String {
        switch self {
        case .neverWon: "it never won a point"
        case .neverLost: "it never lost a point"
        case .notLinked: "no chain of wins leads both to it and from it"
        case .decidedOtherwise: "the order alone explains every verdict so far"
        }
    }
}
