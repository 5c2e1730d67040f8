import Foundation
import Sampling

/// Divides the logarithms of all shares by one number, so that they agree better with how often answers are right (Guo et al.
/// 2017). The likeliest answer stays the likeliest.
package enum TemperatureScaling {
    /// The logarithms of a case's possible answers, and the index of the right one.
    package typealias Logarithms = (values: [Double], right: Int)

    /// The range in which the temperature is looked for.
    package static let range = 0.05...20.0

    /// Returns whether a temperature that was found lies within the range, not at one of its ends.
    package static func isInside(_ temperature: Double) -> Bool {
        temperature > range.lowerBound * 1.001 && temperature < range.upperBound / 1.001
    }

    /// Returns the temperature at which the log loss of these cases is least; nil for no cases.
    package static func temperature(of cases: [Logarithms]) -> Double? {
        guard !cases.isEmpty else { return nil }
        func loss(_ inverse: Double) -> Double {
            cases.reduce(0) { sum, one in
                let scaled = one.values.map { $0 * inverse }
                return sum + logSumExp(scaled) - scaled[one.right]
            }
        }
        // The loss has one valley over the inverse of the temperature: golden section.
        let ratio = (5.0.squareRoot() - 1) / 2
        var (low, high) = (log(1 / range.upperBound), log(1 / range.lowerBound))
        var (left, right) = (high - ratio * (high - low), low + ratio * (high - low))
        var (leftLoss, rightLoss) = (loss(exp(left)), loss(exp(right)))
        while high - low > 1e-9 {
            if leftLoss <= rightLoss {
                (high, right, rightLoss) = (right, left, leftLoss)
                left = high - ratio * (high - low)
                leftLoss = loss(exp(left))
            } else {
                (low, left, leftLoss) = (left, right, rightLoss)
                right = low + ratio * (high - low)
                rightLoss = loss(exp(right))
            }
        }
        return exp(-(low + high) / 2)
    }

    /// Returns the scaled forecasts of all cases, each at the temperature of the cases outside its own fold, so that no case
    /// is judged by a temperature that it took part in. Nil for fewer than two cases.
    package static func forecasts(of cases: [Logarithms], folds: Int = 5) -> [ForecastCase]? {
        let folds = min(folds, cases.count)
        guard folds > 1 else { return nil }
        let temperatures = (0..<folds).map { fold in
            temperature(of: cases.enumerated().filter { $0.offset % folds != fold }.map(\.element)) ?? 1
        }
        return cases.enumerated().map { index, one in
            ForecastCase(
                shares: scaledShares(one.values, temperature: temperatures[index % folds]), right: one.right)
        }
    }
}
