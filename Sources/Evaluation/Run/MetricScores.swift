/// What a metric says of each lane of an evaluation, and by how much lanes differ in it.
public struct MetricScores: Sendable {
    /// One lane.
    public struct Lane: Sendable, Hashable {
        /// The lane's name.
        public var name: String
        /// Its cases together, as ``Metric/overall(_:measures:)`` has it; nil where no case has a value.
        public var value: Double?
        /// Cases that have a value.
        public var count: Int
    }

    /// Two lanes on the cases that both have a value for.
    public struct Pair: Sendable, Hashable {
        /// The names of the lanes.
        public var first, second: String
        /// Cases that both have a value for.
        public var count: Int
        /// The second's mean less the first's.
        public var difference: Double
        /// Its 95 % interval by the paired bootstrap.
        public var interval: Interval
    }

    /// Which metric.
    public let metric: Metric
    /// The lanes, in their order.
    public let lanes: [Lane]
    /// All pairs of lanes.
    public let pairs: [Pair]

    /// Measures the first sample of every output, of two stages the second.
    public init(
        _ metric: Metric, of report: EvaluationReport, measures: TextMeasures = TextMeasures(), seed: UInt64
    ) {
        self.metric = metric
        var values: [String: [String: Double]] = [:]
        var texts: [String: [Metric.Measured]] = [:]
        for scored in report.cases {
            guard let text = Self.text(of: scored),
                let value = metric.value(text, expected: scored.expected, measures: measures)
            else { continue }
            values[scored.output.lane, default: [:]][scored.output.id] = value
            texts[scored.output.lane, default: []].append((text, scored.expected, value))
        }
        lanes = report.lanes.map { lane in
            let own = texts[lane.name] ?? []
            return Lane(name: lane.name, value: metric.overall(own, measures: measures), count: own.count)
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

    /// The texts that have to be measured first.
    public static func needs(_ metrics: [Metric], of report: EvaluationReport) -> TextNeeds {
        var needs = TextNeeds()
        for metric in metrics where metric.modelUse != nil {
            for scored in report.cases {
                guard let text = text(of: scored) else { continue }
                needs.add(metric.needs(text, expected: scored.expected))
            }
        }
        return needs
    }

    private static func text(of scored: ScoredCase) -> String? {
        scored.output.samples.first.map { ($0.answer ?? $0.text).trimmed }
    }
}
