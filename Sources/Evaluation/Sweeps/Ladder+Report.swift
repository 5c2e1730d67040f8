import Foundation

extension Ladder {
    /// A pair of lanes on one model.
    package struct Pair: Sendable {
        /// The model's name.
        package var model: String
        /// Its size; nil if it isn't known.
        package var size: ModelSize?
        /// The indices of the lanes with the first and the second technique.
        package var first, second: Int

        /// Creates a pair.
        package init(model: String, size: ModelSize?, first: Int, second: Int) {
            (self.model, self.size, self.first, self.second) = (model, size, first, second)
        }
    }

    /// Compares lanes of an evaluation, each pair on the cases that both have. The score without a threshold is the first
    /// of `metrics` that has values for a pair, else the likelihood of the right answer where that was read.
    package init(
        first: String, second: String, pairs: [Pair], of report: EvaluationReport, metrics: [MetricScores],
        chance: Double?
    ) {
        func share(_ lane: Int) -> Double {
            let lane = report.lanes[lane]
            return lane.count == 0 ? 0 : Double(lane.unparsed) / Double(lane.count)
        }
        let steps = pairs.compactMap { pair -> Step? in
            guard let size = pair.size else { return nil }
            let both = report.rows.compactMap { row -> (first: Bool, second: Bool)? in
                guard let one = row.lanes[pair.first], let other = row.lanes[pair.second] else { return nil }
                return (one.isCorrect, other.isCorrect)
            }
            return Step(
                model: pair.model, size: size,
                outcomes: PairedOutcomes(both.map(\.first), both.map(\.second)),
                unread: (share(pair.first), share(pair.second)),
                score: Self.score(of: pair, in: report, metrics: metrics) ?? Self.likelihood(of: pair, in: report))
        }
        self.init(
            first: first, second: second, steps: steps, chance: chance,
            unsized: pairs.filter { $0.size == nil }.map(\.model))
    }

    private static func score(of pair: Pair, in report: EvaluationReport, metrics: [MetricScores]) -> Score? {
        let (first, second) = (report.lanes[pair.first].name, report.lanes[pair.second].name)
        for scores in metrics {
            // Pairs are in the lanes' order, which may be the other way round.
            for found in scores.pairs where Set([found.first, found.second]) == [first, second] {
                let isTurned = found.first == second
                return Score(
                    name: scores.name, first: scores.lanes[pair.first].value, second: scores.lanes[pair.second].value,
                    difference: isTurned ? -found.difference : found.difference,
                    interval: isTurned
                        ? Interval(low: -found.interval.high, high: -found.interval.low) : found.interval)
            }
        }
        return nil
    }

    private static func likelihood(of pair: Pair, in report: EvaluationReport) -> Score? {
        func value(_ scored: ScoredCase?) -> Double? {
            guard let scored, scored.rightLabels.count == 1,
                scored.output.labels.indices.contains(scored.rightLabels[0])
            else {
                return nil
            }
            return log(max(scored.output.labels.shares[scored.rightLabels[0]], 1e-12))
        }
        let values = report.rows.compactMap { row -> (first: Double, second: Double)? in
            guard let one = value(row.lanes[pair.first]), let other = value(row.lanes[pair.second]) else { return nil }
            return (one, other)
        }
        guard !values.isEmpty else { return nil }
        let (ones, others) = (values.map(\.first), values.map(\.second))
        let count = Double(values.count)
        let (first, second) = (ones.reduce(0, +) / count, others.reduce(0, +) / count)
        return Score(
            name: "log share of the right answer", first: first, second: second, difference: second - first,
            interval: Bootstrap.differenceInterval(ones, others, seed: 1))
    }
}
