/// How many texts of known origin have a figure in each of some steps, which are equally wide and go from the smallest figure of
/// all to the largest.
package struct FigureDistribution: Sendable, Hashable, Codable {
    /// The smallest figure.
    package private(set) var from: Double
    /// The largest figure.
    package private(set) var to: Double
    /// The number of human texts in each step.
    package private(set) var human: [Int]
    /// The number of the machine's texts in each step.
    package private(set) var machine: [Int]

    /// Counts figures in so many steps.
    init(human: [Double], machine: [Double], steps: Int) {
        let all = human + machine
        (from, to) = (all.min() ?? 0, all.max() ?? 0)
        (self.human, self.machine) = (Array(repeating: 0, count: steps), Array(repeating: 0, count: steps))
        for value in human { self.human[step(of: value)] += 1 }
        for value in machine { self.machine[step(of: value)] += 1 }
    }

    /// Returns the step in which a figure lies; the first or the last one if it lies outside of all.
    package func step(of value: Double) -> Int {
        guard to > from else { return value <= from ? 0 : human.count - 1 }
        let place = (value - from) / (to - from) * Double(human.count)
        guard !place.isNaN else { return 0 }
        return Int(min(max(place.rounded(.down), 0), Double(human.count - 1)))
    }
}

extension PredictabilityCalibration {
    /// Returns how the texts' figures are distributed, in so many steps.
    package func distribution(steps: Int) -> FigureDistribution {
        let sign = figure.growsWithPredictability ? 1.0 : -1
        return FigureDistribution(
            human: human.map { $0 * sign }, machine: machine.map { $0 * sign }, steps: max(1, steps))
    }
}
