import Evaluation
import TextLayout

/// Scores by a rubric, as text, Markdown and JSON.
package struct RubricReport: Encodable {
    private let promptName: String
    private let judge: String
    private let kinship: String?
    private let result: RubricResult

    /// Collects a report.
    package init(_ result: RubricResult, promptName: String, judge: String, kinship: String?) {
        (self.result, self.promptName, self.judge, self.kinship) = (result, promptName, judge, kinship)
    }

    private var rows: [[String]] {
        [["lane", "mean", "95 % interval", "1", "2", "3", "4", "5", "unscored"]]
            + result.lanes.map { lane in
                [
                    lane.name, lane.mean.map { Figures.decimal($0, 2) } ?? "-",
                    lane.mean == nil
                        ? "-" : "\(Figures.decimal(lane.interval.low, 2)) to \(Figures.decimal(lane.interval.high, 2))",
                ] + lane.histogram.map(String.init) + ["\(lane.unscored)"]
            }
    }

    private var sentences: [String] {
        result.differences.map { one in
            let size =
                "\(Figures.decimal(abs(one.value), 2)) on \(one.cases) cases, 95 % interval of the difference "
                + "\(Figures.decimal(one.interval.low, 2)) to \(Figures.decimal(one.interval.high, 2))"
            let (ahead, behind) = one.value >= 0 ? (one.second, one.first) : (one.first, one.second)
            return one.interval.low > 0 || one.interval.high < 0
                ? "\(ahead) scores higher than \(behind): by \(size)."
                : "\(ahead) isn't shown to score higher than \(behind): by \(size)."
        } + [kinship].compactMap(\.self) + [
            "Scores say how one judge uses a scale; which output is better, pairs in both orders say more surely."
        ]
    }

    /// The report for a terminal.
    package var text: String {
        let widths = rows[0].indices.map { column in rows.map { $0[column].displayWidth }.max() ?? 0 }
        let table = rows.map { row in
            row.indices.map { row[$0].padded(toWidth: widths[$0], on: $0 == 0 ? .right : .left) }.joined(
                separator: "  ")
        }
        return (["\(promptName): scored by \(judge)", ""] + table + [""] + sentences).joined(separator: "\n") + "\n"
    }

    /// The report as Markdown.
    package var markdown: String {
        func line(_ cells: [String]) -> String { "| " + cells.map(Markdown.cell).joined(separator: " | ") + " |" }
        let rule = "| --- |" + String(repeating: " ---: |", count: rows[0].count - 1)
        return
            (["# \(Markdown.cell(promptName)): scored by \(Markdown.cell(judge))", "", line(rows[0]), rule]
            + rows.dropFirst().map(line) + [""] + sentences.map { "- " + Markdown.cell($0) }).joined(separator: "\n")
            + "\n"
    }

    private enum Key: CodingKey {
        case prompt, judge, kinship, scores, lanes, sentences
    }

    private struct Lane: Encodable {
        var name: String
        var mean: Double?
        var interval: [Double]
        var histogram: [Int]
        var unscored: Int
    }

    /// Writes an object.
    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(promptName, forKey: .prompt)
        try values.encode(judge, forKey: .judge)
        try values.encodeIfPresent(kinship, forKey: .kinship)
        try values.encode(result.scores, forKey: .scores)
        try values.encode(
            result.lanes.map {
                Lane(
                    name: $0.name, mean: $0.mean, interval: [$0.interval.low, $0.interval.high],
                    histogram: $0.histogram,
                    unscored: $0.unscored)
            }, forKey: .lanes)
        try values.encode(sentences, forKey: .sentences)
    }
}
