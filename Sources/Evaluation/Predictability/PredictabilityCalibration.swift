import Foundation

/// What a figure says on texts of known origin, some by people and some by a machine. Only that makes a figure of another text
/// mean something, and only for texts of the same kind.
package struct PredictabilityCalibration: Sendable, Hashable {
    /// The largest rate of false alarms that the threshold is to have.
    package static let wantedRate = 0.01

    /// The figure.
    package let figure: PredictabilityFigure
    /// The figures of the human and of the machine's texts, the larger the more predictable.
    let human: [Double]
    let machine: [Double]

    /// The probability that a machine's text is more predictable than a human one.
    package let area: Double
    /// The interval of that, of 95 %.
    package let areaInterval: Interval
    /// The number that a text must exceed to be called as predictable as a machine's, in the figure's own direction.
    package let threshold: Double
    /// The rate of false alarms that a human text of the same kind has on average. It is at most ``wantedRate`` if there are 99
    /// human texts or more: the threshold is one of them.
    package let falseRate: Double
    /// The rate that isn't exceeded, with a confidence of 95 %.
    package let falseBound: Double
    /// The number of human texts that exceed the threshold.
    package let falseAlarms: Int
    /// The number of the machine's texts that exceed the threshold.
    package let found: Int
    /// The interval of the share of the machine's texts that exceed the threshold, of 95 %.
    package let foundInterval: Interval

    /// Number of human texts.
    package var humanCount: Int { human.count }
    /// Number of the machine's texts.
    package var machineCount: Int { machine.count }
    /// True if the threshold's rate of false alarms is as small as wanted.
    package var isStrict: Bool { falseRate <= Self.wantedRate }

    /// Calibrates a figure; nil if there are no texts of one kind.
    package init?(_ figure: PredictabilityFigure, human: [Double], machine: [Double]) {
        let sign = figure.growsWithPredictability ? 1.0 : -1
        self.figure = figure
        self.human = human.map { $0 * sign }.sorted(by: >)
        self.machine = machine.map { $0 * sign }.sorted(by: >)
        guard let area = ReceiverOperating.area(positive: self.machine, negative: self.human) else { return nil }
        self.area = area
        areaInterval = ReceiverOperating.interval(area: area, positive: machine.count, negative: human.count)
        // Of n + 1 human texts of the same kind each is equally likely to be the k + 1 most predictable.
        let allowed = max(0, Int((Self.wantedRate * Double(human.count + 1) + 1e-9).rounded(.down)) - 1)
        let limit = self.human[allowed]
        threshold = limit * sign
        falseRate = Double(allowed + 1) / Double(human.count + 1)
        falseBound = Self.bound(allowed, of: human.count)
        falseAlarms = self.human.count { $0 > limit }
        let found = self.machine.count { $0 > limit }
        self.found = found
        foundInterval = Wilson.interval(correct: found, of: machine.count)
    }

    /// Returns the rate that human texts above the `allowed + 1`st of `count` have at most, with a confidence of 95 %: an order
    /// statistic's tail has a beta distribution.
    private static func bound(_ allowed: Int, of count: Int) -> Double {
        var (low, high) = (0.0, 1.0)
        for _ in 0..<60 {
            let middle = (low + high) / 2
            if Binomial.atLeast(allowed + 1, of: count, probability: middle) < 0.95 {
                low = middle
            } else {
                high = middle
            }
        }
        return high
    }

    /// Where a text stands among those of known origin.
    package struct Standing: Sendable, Hashable {
        /// The text's figure.
        package var value: Double
        /// Number of human texts that are less predictable.
        package var aboveHuman: Int
        /// Number of the machine's texts that are less predictable.
        package var aboveMachine: Int
        /// True if the figure exceeds the threshold.
        package var exceeds: Bool
    }

    /// Returns where a text with this figure stands.
    package func standing(of value: Double) -> Standing {
        let sign = figure.growsWithPredictability ? 1.0 : -1
        return Standing(
            value: value, aboveHuman: human.count { $0 < value * sign },
            aboveMachine: machine.count { $0 < value * sign },
            exceeds: value * sign > threshold * sign)
    }
}
