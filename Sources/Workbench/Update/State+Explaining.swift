import Lanes
import Prompting
import Sampling
import Terminal

extension State {
    /// Says in a few lines what the focused knob, lane or chart shows, and what it does now.
    mutating func explain() {
        let (title, lines) =
            switch screen.pane {
            case .knobs: explanation(of: Knob.all[board.knob])
            case .chart: chartExplanation
            case .lanes, .prompt: laneExplanation
            }
        layers.push(
            ChoiceLayer(
                choice: Choice(title: look.sentence(title), lines: lines.map(look.sentence), answers: [.back])))
    }

    private func explanation(of knob: Knob) -> (String, [String]) {
        let settings = setup.settings(of: focusedLane)
        let value = knob.text(settings, samples: setup.samples(of: focusedLane))
        if knob == .more {
            let stages = FunnelStage.allCases.filter { $0.settings.contains(where: \.isFurther) }.map(\.title)
            return (
                knob.title(in: look.shownLanguage),
                [
                    "The stages that are off unless somebody asks for them: \(stages.joined(separator: ", ")).",
                    "Enter shows them.",
                ]
            )
        }
        guard case .setting(let key) = knob else {
            return (
                knob.title(in: look.shownLanguage),
                [
                    "Makes the lane's output several times, each with draws of its own; the answers vote.",
                    "It takes \(knob.range).",
                    "Now: \(value)." + (settings.isBeamSearch ? " It has no effect now. \(Knob.samplesReason)" : ""),
                ]
            )
        }
        let lesson = DecoderLesson.lines(of: key, settings)
        var now = "Now: \(value)"
        if let resolved = try? setup.resolved(focusedLane).settings { now += ", from \(resolved.source(of: key))" }
        if let reason = settings.inactiveReason(of: key) {
            now += ". It has no effect now. \(reason)"
        } else if let stage = key.setting.stage,
            let step = tokenChart.result?.stages.first(where: { $0.stage == stage }),
            let kept = step.kept
        {
            let remark = step.remark.map { " (\($0))" } ?? ""
            now += ". At the token of the chart it leaves \(kept) \(kept == 1 ? "candidate" : "candidates")\(remark)."
        } else {
            now += "."
        }
        return (
            knob.title(in: look.shownLanguage),
            (lesson.isEmpty ? [key.setting.help.prefix(1).uppercased() + key.setting.help.dropFirst() + "."] : lesson)
                + ["It takes \(knob.range).", now]
        )
    }

    private var chartExplanation: (String, [String]) {
        let place = board.lane.tokenCursor.map { "token \($0 + 1) of the output" } ?? "the first token after the prompt"
        var lines = [
            "The candidates for \(place), the likeliest first. A bar and the number behind it are the probability with which a token is drawn; the number in brackets is the model's own, before the stages and at temperature 1.",
            "A line marks where a stage begins to cut. Enter on a candidate opens a lane that goes on with it.",
        ]
        if let result = tokenChart.result {
            lines.append(
                "Now: \(result.keptCount) \(result.keptCount == 1 ? "candidate is" : "candidates are") left, with an entropy of \(Knob.fixed(result.entropy, 2)) bits; before the stages it was \(Knob.fixed(result.baseEntropy, 2)). At 0 bits the draw is certain."
            )
        }
        return ("next token", lines)
    }

    private var laneExplanation: (String, [String]) {
        let lane = board.lane
        var lines = [
            "The line above the text has the settings, those that differ from other lanes in colour. Below it stand the tokens of the output, the seconds to the first one, the tokens a second after it, and why it ended."
        ]
        if let result = lane.output.result {
            let replayed = result.usage.replayedTokens
            if replayed > 0 {
                lines.append(
                    "\(replayed) of \(result.usage.generatedTokens) tokens were drawn from kept distributions of an earlier run, without asking the model."
                )
            }
            if let finish = result.samples.first?.stages.last?.finish { lines.append(finish.explanation) }
        }
        if lane.isStale {
            lines.append("The text is of an earlier state of the prompt or the settings: F5 runs it again.")
        }
        return ("lane \(lane.lane.name)", lines)
    }
}

extension Finish {
    /// What the reason for the end means.
    fileprivate var explanation: String {
        switch self {
        case .end: "It ended by itself: the model drew the token that ends an answer."
        case .length: "It ended at the limit of tokens: the knob “max tokens” allows more."
        case .stop: "It ended because a stop text came."
        case .context: "It ended because the model's context is full."
        case .cancelled: "It was stopped."
        case .error: "It ended with an error."
        }
    }
}
