import JSONText
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
        /// How well the values tell right outputs from wrong ones; nil if the metric isn't about that, or if all outputs with a
        /// value are right or all are wrong.
        package var telling: Telling?
        /// How many outputs are sure and wrong, and how many unsure; nil if the metric isn't the entropy of answers.
        package var sureness: Sureness?
    }

    /// How well a metric's values tell right outputs from wrong ones.
    package struct Telling: Sendable, Hashable, Codable {
        /// The probability that a right output has the better value of the two.
        package var area: Double
        /// The interval of that, of 95 %.
        package var interval: Interval
        /// The numbers of right and wrong outputs.
        package var right, wrong: Int

        init?(right: [Double], wrong: [Double], isLargerBetter: Bool) {
            guard let area = ReceiverOperating.area(positive: right, negative: wrong) else { return nil }
            self.area = isLargerBetter ? area : 1 - area
            interval = ReceiverOperating.interval(area: self.area, positive: right.count, negative: wrong.count)
            (self.right, self.wrong) = (right.count, wrong.count)
        }
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
    /// How well further samples support each output, if the metric is about that.
    package let supports: [OutputSupport]?

    /// Measures the first sample of every output; of two stages, the second.
    package init(
        _ metric: any Metric, of report: EvaluationReport, found: Findings = Findings(), seed: UInt64
    ) {
        name = metric.name
        var values: [String: [String: Double]] = [:]
        var measured: [String: [(output: MeasuredOutput, value: Double)]] = [:]
        var judged: [String: [Bool: [Double]]] = [:]
        var sureness: [String: Sureness] = [:]
        var supports: [OutputSupport] = []
        // Checks that hold leave no trace in an output; where one fails, all outputs were checked.
        let hasChecks = report.cases.contains { !$0.failedChecks.isEmpty }
        for (one, scored) in Self.outputs(of: report) {
            guard let output = Self.output(of: scored, one), let value = metric.value(output, found) else { continue }
            values[scored.output.lane, default: [:]][scored.output.id] = value
            measured[scored.output.lane, default: []].append((output, value))
            let isJudged = hasChecks || !scored.expected.isEmpty
            // Sentences are those of the first sample, and other samples may have voted it down.
            let isRight = metric is any SentenceMetric ? scored.isCorrectByCount.first == true : scored.isCorrect
            if isJudged { judged[scored.output.lane, default: [:]][isRight, default: []].append(value) }
            if metric is AnswerEntropy {
                sureness[scored.output.lane, default: Sureness()].add(entropy: value, isWrong: isJudged && !isRight)
            }
            guard let metric = metric as? any SentenceMetric else { continue }
            supports.append(
                OutputSupport(
                    id: scored.output.id, lane: scored.output.lane, samples: output.samples.count,
                    distinct: Set(output.samples.map(ExactText.init)).count,
                    sentences: metric.sentences(of: output, found)))
        }
        self.supports = metric is any SentenceMetric ? supports : nil
        lanes = report.lanes.map { lane in
            let own = measured[lane.name] ?? []
            let values = judged[lane.name] ?? [:]
            return Lane(
                name: lane.name, value: own.isEmpty ? nil : metric.overall(own, found), count: own.count,
                telling: metric.tellsRight.flatMap {
                    Telling(right: values[true] ?? [], wrong: values[false] ?? [], isLargerBetter: $0)
                }, sureness: sureness[lane.name])
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
            for (one, scored) in outputs(of: report) {
                if let output = output(of: scored, one) { needs.add(metric.needs(output)) }
            }
        }
        return needs
    }

    private static func outputs(of report: EvaluationReport) -> [(one: Case, scored: ScoredCase)] {
        report.rows.flatMap { row in row.lanes.compactMap { scored in scored.map { (row.one, $0) } } }
    }

    private static func output(of scored: ScoredCase, _ one: Case) -> MeasuredOutput? {
        let texts = scored.output.samples.map { sample in
            let text = sample.answer.map { ThoughtTags.usual.answer(in: $0) ?? "" } ?? sample.measuredText
            return text.trimmed
        }
        guard let first = texts.first else { return nil }
        var output = MeasuredOutput(
            first, references: scored.expected, columns: one.columns(of: scored.output.lane),
            seconds: scored.output.seconds)
        (output.samples, output.answers) = (Array(texts.dropFirst()), scored.answers)
        return output
    }
}
