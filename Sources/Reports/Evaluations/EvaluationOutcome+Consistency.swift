import Evaluation
import History

extension MetricScores {
    /// The headings of its columns in a table of lanes.
    var headings: [String] { [name] + (hasSureness ? ["sure and wrong", "unsure"] : []) }

    /// Returns the cells below the headings for a lane.
    func cells(ofLane index: Int) -> [String] {
        let lane = lanes[index]
        let value = lane.value.map(Figures.number) ?? "-"
        guard hasSureness else { return [value] }
        return [value] + (lane.sureness.map { ["\($0.sureAndWrong)", "\($0.unsure)"] } ?? ["-", "-"])
    }

    private var hasSureness: Bool { lanes.contains { $0.sureness != nil } }
}

extension EvaluationOutcome {
    /// The values of the metrics in sentences, where no table has a column for them: those of all lanes, metric by metric.
    package var metricSentences: [String] {
        record.metrics.map { scores in
            let values = scores.lanes.indices.map { index in
                let cells = zip(scores.headings, scores.cells(ofLane: index)).enumerated().map { place, cell in
                    place == 0 ? cell.1 : "\(cell.1) \(cell.0)"
                }
                return "\(scores.lanes[index].name) \(cells.joined(separator: ", "))"
            }
            return "\(scores.name): \(values.joined(separator: "; "))."
        }
    }

    /// Sentences about how far further samples differ, and how well metrics tell right outputs from wrong ones.
    var consistencySentences: [String] {
        var sentences: [String] = []
        for scores in record.metrics {
            for lane in scores.lanes {
                guard let telling = lane.telling else { continue }
                sentences.append(
                    "\(scores.name) tells \(lane.name)'s right outputs from wrong ones with an AUC of \(Figures.decimal(telling.area, 2)) (95 % interval \(Figures.decimal(telling.interval.low, 2)) to \(Figures.decimal(telling.interval.high, 2)); \(telling.right) right, \(telling.wrong) wrong)."
                )
            }
        }
        let supports = record.metrics.lazy.compactMap(\.supports).first ?? []
        for lane in report.lanes {
            let own = supports.filter { $0.lane == lane.name }
            guard !own.isEmpty else { continue }
            let (samples, distinct) = (own.reduce(0) { $0 + $1.samples }, own.reduce(0) { $0 + $1.distinct })
            let count = Double(own.count)
            sentences.append(
                "\(lane.name): of \(Figures.number(Double(samples) / count)) further samples a case, \(Figures.number(Double(distinct) / count)) are different."
            )
        }
        return sentences
    }
}
