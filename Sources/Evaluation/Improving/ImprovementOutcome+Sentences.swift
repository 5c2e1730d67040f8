import Lanes

extension ImprovementOutcome {
    /// Sentences about the finding, the most important first.
    package var sentences: [String] {
        let groups = groupComparisons.map { "\($0.group.name): \($0.comparison.sentence)" }
        var sentences = groups.isEmpty ? [verdict] : groups
        if let comparison {
            let alone =
                groups.isEmpty
                ? "this comparison alone, so that its p value needs"
                : "these comparisons alone, so that their p values need"
            sentences.append(
                isHeldOutKnown
                    ? "An earlier search has used held-out cases too, so the p value is smaller than it should be. Compare the winner on new cases."
                    : "The \(comparison.outcomes.count) held-out cases were used for \(alone) no correction for the choice among \(candidates.count)."
            )
        }
        sentences.append(spending)
        if cost > 0 { sentences.append("Its requests to servers cost \(Dollars.text(cost)).") }
        if let failure {
            sentences.append("Outputs that failed count neither as right nor as wrong. The first: \(failure)")
        }
        switch interruption {
        case .cancelled: sentences.append("The search was interrupted; this is what is known so far.")
        case .tokens: sentences.append("The search ended early, because it may not take more tokens.")
        case .cost: sentences.append("The search ended early, because it may not cost more.")
        case .uncounted:
            sentences.append(
                "The search ended early, because its cost is limited and the server didn't count the tokens of an output."
            )
        case nil: break
        }
        return sentences
    }

    /// What was found, in a sentence.
    private var verdict: String {
        if let comparison { return comparison.sentence }
        guard race.leader != nil else { return "Nothing was compared." }
        guard let winner else {
            return "No candidate was better in the race than the prompt as it is, so no held-out case was used."
        }
        return
            "Candidate \(winner.name) leads the race. Whether it is better than the prompt as it is isn't known: it wasn't compared on held-out cases, and the best of many on the cases that chose it looks better than it is."
    }

    /// What the race took, and what all candidates on all cases would have taken.
    private var spending: String {
        let (schedule, raced) = (race.schedule, raced)
        let part = Wording.number(100 * Double(raced.outputs) / Double(max(1, schedule.allEvaluations)))
        let outputs =
            "The race took \(raced.outputs) outputs; all candidates on all its cases would be \(schedule.allEvaluations) (\(part) %)."
        guard raced.tokens > 0 else { return outputs }
        let tokens = "It took \(raced.tokens) tokens in place of about \(tokensOfAll)"
        let others = preparing.tokens + proving.tokens
        let kept =
            keptTokens > 0
            ? " \(keptTokens) of these tokens were spent by an earlier search, whose outputs are used again." : ""
        return "\(outputs) \(tokens)\(others > 0 ? "; the rest of the search \(others)" : "").\(kept)"
    }
}
