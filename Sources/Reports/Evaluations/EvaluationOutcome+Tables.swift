import Evaluation
import Foundation
import TextLayout

extension EvaluationOutcome {
    /// The headings of the table's columns.
    var headings: [String] {
        ["lane", "right", "accuracy", "95 % interval"] + metrics.map(\.metric.name) + [
            "unread", "tokens", "s a case",
        ]
    }

    /// The rows of the table, one for each lane.
    var rows: [[String]] {
        report.lanes.enumerated().map { index, lane in
            [
                lane.name, "\(lane.correct) of \(lane.count)", Figures.percent(lane.accuracy),
                "\(Figures.percent(lane.interval.low)) to \(Figures.percent(lane.interval.high))",
            ] + metrics.map { $0.lanes[index].value.map(Figures.number) ?? "-" } + [
                "\(lane.unparsed)",
                "\(lane.tokens)", String(format: "%.2f", lane.seconds / Double(max(1, lane.count))),
            ]
        }
    }

    /// Returns a table of the lanes, with each accuracy drawn as a bar, and all sentences.
    package func table(glyphs: Glyphs) -> String {
        let rows = [headings] + rows
        let widths = headings.indices.map { column in rows.map { $0[column].displayWidth }.max() ?? 0 }
        var lines = ["\(promptName): \(cases) cases, answers read as \(answer)", ""]
        for (index, row) in rows.enumerated() {
            let cells = row.indices.map { column in
                row[column].padded(toWidth: widths[column], on: column == 0 ? .right : .left)
            }
            var line = cells.joined(separator: "  ")
            if index > 0 { line += "  " + report.lanes[index - 1].bar(glyphs) }
            lines.append(line)
        }
        lines += accuracyByCount
        lines += [""] + sentences.map(commandLineText(of:)) + [promptShare, "Outputs: \(results)"].compactMap(\.self)
        return lines.joined(separator: "\n") + "\n"
    }

    /// Sentences about the accuracy as the number of samples grows.
    private var accuracyByCount: [String] {
        report.lanes.filter { !$0.accuracyByCount.isEmpty }.map { lane in
            let counts = lane.accuracyByCount.indices.filter { index in
                let count = index + 1
                return count & (count - 1) == 0 || count == lane.accuracyByCount.count
            }
            let steps = counts.map { "\($0 + 1): \(Figures.percent(lane.accuracyByCount[$0]))" }
            return "\(lane.name), by number of samples: " + steps.joined(separator: ", ")
        }
    }

    /// A Markdown document with the tables, the sentences and the cases on which lanes differ.
    package var markdown: String {
        var lines = ["# \(Markdown.cell(promptName)): \(cases) cases", ""]
        lines.append("| " + headings.joined(separator: " | ") + " |")
        lines.append("| --- |" + String(repeating: " ---: |", count: headings.count - 1))
        lines += rows.map { "| " + $0.map(Markdown.cell).joined(separator: " | ") + " |" }
        lines +=
            [""]
            + (accuracyByCount + sentences.map(commandLineText(of:)) + [promptShare].compactMap(\.self)).map {
                "- " + Markdown.cell($0)
            }
        let differing = Disagreements(report)
        if !differing.rows.isEmpty {
            lines += ["", "## Cases on which lanes differ", ""]
            lines.append(
                "| case | expected | " + report.lanes.map { Markdown.cell($0.name) }.joined(separator: " | ") + " |")
            lines.append("| --- | --- |" + String(repeating: " --- |", count: report.lanes.count))
            lines += differing.rows.map { row in
                "| \(Markdown.cell(row.id)) | \(Markdown.cell(row.expected)) | "
                    + row.answers.map { ($0.isCorrect ? "✓ " : "✗ ") + Markdown.cell($0.text) }.joined(separator: " | ")
                    + " |"
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
