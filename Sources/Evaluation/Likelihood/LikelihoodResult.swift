import Foundation

/// A way of correcting the shares of possible answers.
package enum CalibrationMethod: String, Sendable, Hashable, Codable, CaseIterable {
    /// All logarithms are divided by one number, found on other cases (Guo et al. 2017).
    case temperature
    /// Each share is divided by the answer's share where the case's values say nothing (Zhao et al. 2021).
    case contextual
}

/// What the likelihoods of possible answers say of a lane, over all its cases.
package struct LikelihoodResult: Sendable, Hashable {
    /// Number of cases whose answer that is likeliest by character is right, as `acc_norm` of lm-evaluation-harness counts.
    package var correctByCharacter: Int
    /// The mean probability that all possible answers have together: the rest goes to outputs that begin with none.
    package var mass: Double
    /// The calibration as the model gives the shares; nil if no case has exactly one right answer among the possible ones.
    package var plain: Calibration?
    /// The calibration after temperature scaling, each case at the temperature of the others; its `auc` is that at the
    /// temperature of all cases.
    package var scaled: Calibration?
    /// The temperature of temperature scaling, from all cases.
    package var temperature: Double?
    /// The calibration after contextual calibration; nil if the shares without a case's values aren't known.
    package var contextual: Calibration?

    /// Sums up cases; nil if they weren't scored by likelihood.
    init?(_ scored: [ScoredCase]) {
        let read = scored.filter { !$0.output.labels.isEmpty }
        guard !read.isEmpty else { return nil }
        correctByCharacter = read.count(where: \.isCorrectByCharacter)
        mass = read.reduce(0) { $0 + $1.output.labels.mass } / Double(read.count)
        let cases = read.compactMap { scored in
            scored.rightLabels.count == 1 ? (labels: scored.output.labels, right: scored.rightLabels[0]) : nil
        }
        plain = Calibration(cases.map { ForecastCase(shares: $0.labels.shares, right: $0.right) })
        let logarithms = cases.map { (values: $0.labels.map(\.logProbability), right: $0.right) }
        temperature = TemperatureScaling.temperature(of: logarithms)
        scaled = TemperatureScaling.forecasts(of: logarithms).flatMap { Calibration($0) }
        // Shares of folds with temperatures of their own can't be ranked together.
        scaled?.auc = temperature.flatMap { temperature in
            Calibration(
                logarithms.map {
                    ForecastCase(shares: scaledShares($0.values, temperature: temperature), right: $0.right)
                })?.auc
        }
        let corrected = cases.compactMap { one in
            one.labels.contextualShares.map { ForecastCase(shares: $0, right: one.right) }
        }
        contextual = corrected.count == cases.count ? Calibration(corrected) : nil
    }
}
