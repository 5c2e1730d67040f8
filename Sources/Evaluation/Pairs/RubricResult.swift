/// Scores of single outputs by a rubric.
package struct RubricResult: Sendable, Hashable {
    /// A lane's scores.
    package struct Lane: Sendable, Hashable {
        /// The lane's name.
        package var name: String
        /// The number of scores.
        package var count: Int
        /// The number of outputs of which nothing was read.
        package var unscored: Int
        /// The mean score; nil without scores.
        package var mean: Double?
        /// Its 95 % interval, by bootstrap over cases.
        package var interval: Interval
        /// Number of outputs nearest to each score, 1 to 5.
        package var histogram: [Int]
    }

    /// The difference of two lanes on the cases that both have.
    package struct Difference: Sendable, Hashable {
        /// The first lane.
        package var first: String
        /// The second lane.
        package var second: String
        /// The mean of the second's scores less the first's.
        package var value: Double
        /// Its 95 % interval, by bootstrap over cases.
        package var interval: Interval
        /// The number of cases.
        package var cases: Int
    }

    /// The lanes.
    package let lanes: [Lane]
    /// The differences of all pairs of lanes.
    package let differences: [Difference]

    /// Adds scores up.
    package init(_ outputs: [ScoredOutput], lanes names: [String], seed: UInt64) {
        let byLane = Dictionary(grouping: outputs, by: \.output.lane)
        lanes = names.map { name in
            let values = (byLane[name] ?? []).compactMap(\.value)
            var histogram = [0, 0, 0, 0, 0]
            for value in values { histogram[min(4, max(0, Int(value.rounded()) - 1))] += 1 }
            return Lane(
                name: name, count: values.count, unscored: (byLane[name] ?? []).count - values.count,
                mean: values.isEmpty ? nil : values.reduce(0, +) / Double(values.count),
                interval: Bootstrap.differenceInterval(values.map { _ in 0 }, values, seed: seed), histogram: histogram)
        }
        var differences: [Difference] = []
        for (index, first) in names.enumerated() {
            for second in names[(index + 1)...] {
                let others = Dictionary(
                    (byLane[second] ?? []).compactMap { score in score.value.map { (score.caseID, $0) } },
                    uniquingKeysWith: { first, _ in first })
                let both = (byLane[first] ?? []).compactMap { score in
                    score.value.flatMap { mine in others[score.caseID].map { (mine, $0) } }
                }
                guard !both.isEmpty else { continue }
                differences.append(
                    Difference(
                        first: first, second: second,
                        value: both.reduce(0) { $0 + $1.1 - $1.0 } / Double(both.count),
                        interval: Bootstrap.differenceInterval(both.map(\.0), both.map(\.1), seed: seed),
                        cases: both.count))
            }
        }
        self.differences = differences
    }
}
