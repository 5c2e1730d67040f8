import Prompting

/// The values of a metric for each lane of an evaluation, and the differences between lanes.
package struct MetricScores: Sendable, Hashable, Codable {
    /// The value of one lane.
    package struct Lane: Sendable, Hashable, Codable {
        /// The lane's name.
        package var name: String
        /// The value over all its cases, from ``Metric/overall(_:_:)``; nil if no case has one.
        package var value: Double?
        /// Number of cases that have a value.
        package var count: Int
    }

    /// The difference of two lanes, over the cases that have a value for both.
    package struct Pair: Sendable, Hashable, Codable {
        /// The lanes' names.
        package var first, second: String
        /// Number of cases that have a value for both.
        package var count: Int
        /// The second lane's mean less the first's.
        package var difference: Double
        /// The 95 % interval of the difference by the paired bootstrap.
        package var interval: Interval
    }

    /// The name of the metric.
    package let name: String
    /// The lanes, in their order.
    package let lanes: [Lane]
    /// The differences of all pairs of lanes.
    package let pairs: [Pair]

    /// Measures the first sample of every output; of two stages, the second.
    package init(
        _ metric: any Metric, of report: EvaluationReport, found: Findings = Findings(), seed: UInt64
    ) {
        name = metric.name
        var values: [String: [String: Double]] = [:]
        var measured: [String: [(output: MeasuredOutput, value: Double)]] = [:]
        for scored in report.cases {
            guard let output = Self.output(of: scored), let value = metric.value(output, found) else { continue }
            values[scored.output.lane, default: [:]][scored.output.id] = value
            measured[scored.output.lane, default: []].append((output, value))
        }
        lanes = report.lanes.map { lane in
            let own = measured[lane.name] ?? []
            return Lane(name: lane.name, value: own.isEmpty ? nil : metric.overall(own, found), count: own.count)
        }
        var pairs: [Pair] = []
        for (index, first) in report.lanes.enumerated() {
            for second in report.lanes[(index + 1)...] {
                let (left, right) = (values[first.name] ?? [:], values[second.name] ?? [:])
                let ids = left.keys.filter { right[$0] != nil }.sorted()
                guard !ids.isEmpty else { continue }
                let (one, other) = (ids.compactMap { left[$0] }, ids.compactMap { right[$0] })
                pairs.append(
                    Pair(
                        first: first.name, second: second.name, count: ids.count,
                        difference: (other.reduce(0, +) - one.reduce(0, +)) / Double(ids.count),
                        interval: Bootstrap.differenceInterval(one, other, seed: seed)))
            }
        }
        self.pairs = pairs
    }

    /// Returns what models must be asked before metrics have values.
    package static func needs(_ metrics: [any Metric], of report: EvaluationReport) -> Needs {
        var needs = Needs()
        for metric in metrics where metric.modelUse != nil {
            for scored in report.cases {
                if let output = output(of: scored) { needs.add(metric.needs(output)) }
            }
        }
        return needs
    }

    private static func output(of scored: ScoredCase) -> MeasuredOutput? {
        scored.output.samples.first.map {
            MeasuredOutput(
                (ThoughtTags.usual.answer(in: $0.answer ?? $0.text) ?? "").trimmed, references: scored.expected,
                seconds: scored.output.seconds)
        }
    }
}
