import Foundation

/// What a technique gains over another, against the size of the model (Wei et al. 2022, "Emergent Abilities of Large Language
/// Models").
///
/// A sharp turn can come from the metric alone (Schaeffer et al. 2023), so a score that has no threshold stands beside the
/// accuracy where there is one. Models are joined by a line only within their family.
package struct Ladder: Sendable, Hashable {
    /// A score of both techniques that isn't right or wrong.
    package struct Score: Sendable, Hashable {
        /// What is scored.
        package var name: String
        /// The mean with the first and with the second technique; nil if it isn't known.
        package var first, second: Double?
        /// The mean of the differences, second less first.
        package var difference: Double
        /// Its 95 % interval by the paired bootstrap.
        package var interval: Interval

        /// Creates a score.
        package init(name: String, first: Double?, second: Double?, difference: Double, interval: Interval) {
            (self.name, self.first, self.second) = (name, first, second)
            (self.difference, self.interval) = (difference, interval)
        }
    }

    /// One model with both techniques.
    package struct Step: Sendable, Hashable {
        /// The model's name.
        package var model: String
        /// Its size.
        package var size: ModelSize
        /// On how many cases which technique is right.
        package var outcomes: PairedOutcomes
        /// The 95 % interval of the gain by the paired bootstrap.
        package var interval: Interval
        /// The p value of the exact McNemar test after Holm's correction over all models.
        package var pValue = 1.0
        /// The shares of outputs in which no answer was found, with the first and the second technique.
        package var unread: (first: Double, second: Double) { (firstUnread, secondUnread) }
        /// A score without a threshold; nil if there is none.
        package var score: Score?

        private var firstUnread, secondUnread: Double

        /// Creates the step of a model.
        package init(
            model: String, size: ModelSize, outcomes: PairedOutcomes, unread: (first: Double, second: Double) = (0, 0),
            score: Score? = nil
        ) {
            (self.model, self.size, self.outcomes, self.score) = (model, size, outcomes, score)
            (firstUnread, secondUnread) = unread
            interval = Bootstrap.differenceInterval(outcomes, seed: 1)
        }

        /// The gain: the second technique's accuracy less the first's.
        package var gain: Double { outcomes.difference }
        /// The accuracies of the first and the second technique.
        package var accuracies: (first: Double, second: Double) {
            let count = Double(max(1, outcomes.count))
            return (
                Double(outcomes.both + outcomes.onlyFirst) / count, Double(outcomes.both + outcomes.onlySecond) / count
            )
        }
        /// True if the second technique is shown to be better.
        package var isCertain: Bool { pValue < Comparison.level && gain > 0 }
        /// True if the second technique is shown to be worse.
        package var isCertainLoss: Bool { pValue < Comparison.level && gain < 0 }
    }

    /// The models of a family, the smallest first.
    package struct Line: Sendable, Hashable {
        /// The family.
        package var family: String
        /// Its models.
        package var steps: [Step]
    }

    /// The technique that is compared with.
    package let first: String
    /// The technique whose gain is told.
    package let second: String
    /// The families, in the order of their smallest models.
    package let lines: [Line]
    /// The accuracy of guessing; nil if it isn't known.
    package let chance: Double?
    /// The names of models whose size isn't known.
    package let unsized: [String]

    /// Makes a ladder of the models.
    package init(first: String, second: String, steps: [Step], chance: Double? = nil, unsized: [String] = []) {
        (self.first, self.second, self.chance, self.unsized) = (first, second, chance, unsized)
        var steps = steps
        let values = steps.map {
            McNemar.pValue(onlyFirst: $0.outcomes.onlyFirst, onlySecond: $0.outcomes.onlySecond)
        }
        for (index, value) in holmAdjusted(values).enumerated() { steps[index].pValue = value }
        steps.sort { ($0.size.parameters, $0.model) < ($1.size.parameters, $1.model) }
        var lines: [Line] = []
        for step in steps {
            if let index = lines.firstIndex(where: { $0.family == step.size.family }) {
                lines[index].steps.append(step)
            } else {
                lines.append(Line(family: step.size.family, steps: [step]))
            }
        }
        self.lines = lines
    }

    /// All models, family by family.
    package var steps: [Step] { lines.flatMap(\.steps) }
}

extension Ladder.Line {
    /// The index of the smallest model from which on every model of the family gains for certain; nil if there is none.
    package var certainFrom: Int? {
        let tail = steps.reversed().prefix(while: \.isCertain).count
        return tail == 0 ? nil : steps.count - tail
    }

    /// The size at which the gain last turns from a loss, or nothing, to a gain, where it grows evenly with the logarithm
    /// of the size between two models; with the models' indices. Nil if it doesn't.
    package var crossing: (size: Double, after: Int)? {
        guard
            let after = steps.indices.dropLast().last(where: { steps[$0].gain <= 0 && steps[$0 + 1].gain > 0 })
        else { return nil }
        let (low, high) = (steps[after], steps[after + 1])
        let share = -low.gain / (high.gain - low.gain)
        let (a, b) = (log(low.size.parameters), log(high.size.parameters))
        return (exp(a + share * (b - a)), after)
    }
}
