import Foundation

extension EvaluationReport.Lane {
    /// Returns sentences about the likelihoods of its answers, and about these corrections of their shares; none if it generated.
    package func likelihoodSentences(_ corrections: [CalibrationMethod]) -> [String] {
        guard let likelihood else { return [] }
        var sentences = [
            "\(name): the possible answers have \(Wording.percent(likelihood.mass)) of the probability, on average"
                + (likelihood.mass < 0.5 ? ": the model would mostly write something else." : ".")
        ]
        if let plain = likelihood.plain, plain.count < count {
            sentences.append(
                "\(name): calibration is measured on the \(plain.count) of \(count) cases that have exactly one right answer among the possible ones."
            )
        }
        for method in corrections where likelihood.plain != nil && likelihood.calibration(after: method) == nil {
            sentences.append(
                method == .contextual
                    ? "\(name): there is no contextual calibration, because the prompt can't be made without a case's values."
                    : "\(name): temperature scaling takes at least two cases.")
        }
        if corrections.contains(.temperature), let temperature = likelihood.temperature,
            !TemperatureScaling.isInside(temperature)
        {
            let ends = (TemperatureScaling.range.lowerBound, TemperatureScaling.range.upperBound)
            let range = String(format: "%.2f to %.0f", ends.0, ends.1)
            let meaning =
                temperature > 1 ? "the shares hardly tell which answers are right." : "all likeliest answers are right."
            sentences.append(
                "\(name): the temperature of the correction is at the end of its range, \(range): \(meaning)")
        }
        return sentences
    }
}
