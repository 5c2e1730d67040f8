import Evaluation
import Foundation
import History
import TextLayout

extension EvaluationOutcome {
    /// The headings of the table's columns.
    var headings: [String] {
        ["lane", "right", "accuracy", "95 % interval"] + record.metrics.flatMap(\.headings)
            + (labels == nil ? ["unread", "tokens"] : ["by character"] + Calibration.headings) + ["s a case"]
    }

    /// The rows of the table, one for each lane.
    var rows: [[String]] {
        report.lanes.enumerated().map { index, lane in
            [
                lane.name, "\(lane.correct) of \(lane.count)", Figures.percent(lane.accuracy),
                "\(Figures.percent(lane.interval.low)) to \(Figures.percent(lane.interval.high))",
            ] + record.metrics.flatMap { $0.cells(ofLane: index) } + lastCells(of: lane) + [
                String(format: "%.2f", lane.seconds / Double(max(1, lane.count)))
            ]
        }
    }

    /// Returns the cells about a lane's outputs, or about the likelihoods of its answers.
    private func lastCells(of lane: EvaluationReport.Lane) -> [String] {
        guard labels != nil else { return ["\(lane.unparsed)", "\(lane.tokens)"] }
        let byCharacter = lane.likelihood.map {
            Figures.percent(Double($0.correctByCharacter) / Double(max(1, lane.count)))
        }
        return [byCharacter ?? "-"] + Calibration.cells(of: lane.likelihood?.plain)
    }

    /// Returns a table of the lanes, with each accuracy drawn as a bar, and all sentences.
    package func table(glyphs: Glyphs) -> String {
        var lines = ["\(record.prompt.name): \(report.total) cases, \(way)", ""]
        lines += TextTable.aligned([headings] + rows).enumerated().map { index, line in
            index > 0 ? line + "  " + report.lanes[index - 1].bar(glyphs) : line
        }
        lines += correctedTable
        for lane in report.lanes {
            guard let plain = lane.likelihood?.plain else { continue }
            lines += ["", "\(lane.name), how often the likeliest answer is right, by its share:"]
            lines += plain.diagram(glyphs)
        }
        lines += accuracyByCount
        lines += [""] + sentences.map(commandLineText(of:)) + [promptShare].compactMap(\.self) + whereabouts
        return lines.joined(separator: "\n") + "\n"
    }

    /// The table of corrections, with an empty line before it; empty if none was asked for.
    var correctedTable: [String] { corrected.isEmpty ? [] : [""] + TextTable.aligned([correctedHeadings] + corrected) }

    /// The same table in Markdown.
    var correctedMarkdown: [String] {
        guard !corrected.isEmpty else { return [] }
        let rows = corrected.map { "| " + $0.map(Markdown.cell).joined(separator: " | ") + " |" }
        return [
            "", "| " + correctedHeadings.joined(separator: " | ") + " |",
            "| --- | --- |" + String(repeating: " ---: |", count: correctedHeadings.count - 2),
        ] + rows
    }

    /// Sentences about where the outputs and results are kept.
    var whereabouts: [String] {
        [
            results.map { "Outputs: \($0)" },
            number.map { "Kept as evaluation \($0): `lathe evaluations show \($0)` shows it again." },
        ].compactMap(\.self)
    }

    /// How answers were found out.
    var way: String {
        guard let labels else { return "answers read as \(record.answer)" }
        return "the likelihoods of \(labels.count) answers (\(record.answer))"
    }

    /// Sentences about the accuracy as the number of samples grows.
    var accuracyByCount: [String] {
        report.lanes.filter { !$0.accuracyByCount.isEmpty }.map { lane in
            let counts = lane.accuracyByCount.indices.filter { index in
                let count = index + 1
                return count & (count - 1) == 0 || count == lane.accuracyByCount.count
            }
            let steps = counts.map { "\($0 + 1): \(Figures.percent(lane.accuracyByCount[$0]))" }
            return "\(lane.name), by number of samples: " + steps.joined(separator: ", ")
        }
    }
}
