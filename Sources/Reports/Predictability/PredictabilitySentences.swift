import Evaluation

/// What can be said of a text's figures, in sentences. Without texts of known origin nothing is said of who wrote it.
struct PredictabilitySentences {
    let model: String
    let text: KnownTexts.Member?
    let known: KnownTexts?

    /// All sentences, the verdict first.
    var all: [String] {
        var sentences: [String] = []
        if let text {
            if text.found.tokens.isEmpty { return ["The text is too short: no token of it has a figure."] }
            sentences += verdict(on: text) + limits(of: text)
            if text.found.isCut {
                sentences.append("Only the beginning of the text was read, \(text.found.tokens.count + 1) tokens.")
            }
        }
        return sentences + limitsOfKnown
    }

    private func verdict(on text: KnownTexts.Member) -> [String] {
        guard let known else {
            return [
                "The figures say how predictable the text is for \(model), not who wrote it: that takes texts of known origin to compare with."
            ]
        }
        guard let calibration = known.decisive, let value = calibration.figure.value(of: text.found) else {
            return ["The text and the texts of known origin have no figure to compare, so there is no verdict."]
        }
        let standing = calibration.standing(of: value)
        let name = calibration.figure.title
        let direction = calibration.figure.growsWithPredictability ? "above" : "below"
        let (number, limit) = (Figures.decimal(value, 3), Figures.decimal(calibration.threshold, 3))
        let rates =
            "Of human texts of this kind \(Figures.percent(calibration.falseRate)) are \(direction) it on average (at most \(Figures.percent(calibration.falseBound)), with 95 % confidence), and \(calibration.found) of the \(calibration.machineCount) machine texts are (95 % interval \(Figures.decimal(calibration.foundInterval.low * 100, 1)) to \(Figures.percent(calibration.foundInterval.high)))."
        let place =
            "It is more predictable than \(standing.aboveHuman) of the \(calibration.humanCount) human texts and \(standing.aboveMachine) of the \(calibration.machineCount) machine texts."
        if standing.exceeds {
            return [
                "For \(model) the text is as predictable as machine texts are: its \(name) of \(number) is \(direction) the threshold, \(limit). \(rates)",
                place,
            ]
        }
        return [
            "For \(model) the text isn't more predictable than human texts are: its \(name) of \(number) isn't \(direction) the threshold, \(limit). \(rates) So this doesn't say that a person wrote it.",
            place,
        ]
    }

    private func limits(of text: KnownTexts.Member) -> [String] {
        guard let kind = known?.kind else {
            return text.found.tokens.count < TextKind.shortTokens
                ? [sentence(.short(tokens: text.found.tokens.count))] : []
        }
        return kind.differences(of: text.text, tokens: text.found.tokens.count).map(sentence)
    }

    private func sentence(_ difference: TextKind.Difference) -> String {
        switch difference {
        case .short(let tokens):
            "The text is short: the figures of \(tokens) tokens vary widely, and those below \(TextKind.shortTokens) say little."
        case .shorter(let tokens, let least):
            "With \(tokens) tokens it is shorter than all texts of the calibration (\(least) or more), so the rates above don't hold for it."
        case .longer(let tokens, let most):
            "With \(tokens) tokens it is longer than all texts of the calibration (\(most) or fewer), so the rates above may not hold for it."
        case .unlike(let likeness, let least):
            "Its letters are unlike those of the calibration (likeness \(Figures.decimal(likeness, 2)), its own texts at least \(Figures.decimal(least, 2))): it may be in another language, or no prose. Then the rates above don't hold for it."
        }
    }

    private var limitsOfKnown: [String] {
        guard let known, let calibration = known.decisive else { return [] }
        var sentences: [String] = []
        if !calibration.isStrict {
            sentences.append(
                "\(calibration.humanCount == 1 ? "1 human text is" : "\(calibration.humanCount) human texts are") too few for a threshold with \(Figures.percent(PredictabilityCalibration.wantedRate)) false alarms: that takes 99. This one has \(Figures.percent(calibration.falseRate))."
            )
        }
        if calibration.areaInterval.high < 0.5 {
            sentences.append(
                "With these texts \(calibration.figure.title) doesn't tell machine texts: the human ones are the more predictable, and the interval of its AUC lies below 0.5."
            )
        } else if calibration.areaInterval.low <= 0.5 {
            sentences.append(
                "With these texts \(calibration.figure.title) doesn't tell human and machine texts apart better than chance: the interval of its AUC holds 0.5."
            )
        }
        if known.cut > 0 {
            sentences.append(
                known.cut == 1
                    ? "Of 1 text of the calibration only the beginning was read, because it is too long."
                    : "Of \(known.cut) texts of the calibration only the beginning was read, because they are too long."
            )
        }
        return sentences
    }
}
