import Evaluation
import TextLayout

/// How often a judge prefers each of several lanes to each other one, with and without the influence of length.
struct LaneRateTable {
    private let rates: [JudgeTrial.LaneRate]

    init(_ rates: [JudgeTrial.LaneRate]) {
        self.rates = rates
    }

    /// The rows: headings, then one for each two lanes.
    private var rows: [[String]] {
        [["lane", "against", "pairs", "win rate", "95 % interval", "without length", "95 % interval"]]
            + rates.map { one in
                [
                    one.lane, one.other, "\(one.pairs)", Figures.percent(one.rate.raw),
                    Self.ends(one.rate.rawInterval), one.rate.controlled.map(Figures.percent) ?? "none finite",
                    one.rate.controlledInterval.map(Self.ends) ?? "-",
                ]
            }
    }

    /// Sentences about how to read it.
    var remarks: [String] {
        var sentences = ["The intervals are for one look at one row, and not corrected for several."]
        let extreme = rates.filter(\.rate.isExtreme).map { "\($0.lane) against \($0.other)" }
        if !extreme.isEmpty {
            sentences.append("Length changes much here: look at the texts of \(extreme.joined(separator: ", ")).")
        }
        return sentences
    }

    /// The table for a terminal.
    var text: String {
        let rows = rows
        let widths = rows[0].indices.map { column in rows.map { $0[column].displayWidth }.max() ?? 0 }
        return rows.map { row in
            row.indices.map { row[$0].padded(toWidth: widths[$0], on: $0 < 2 ? .right : .left) }.joined(separator: "  ")
        }.joined(separator: "\n")
    }

    /// The table as Markdown.
    var markdown: String {
        func line(_ cells: [String]) -> String { "| " + cells.map(Markdown.cell).joined(separator: " | ") + " |" }
        let rows = rows
        let rule = "| --- | --- |" + String(repeating: " ---: |", count: rows[0].count - 2)
        return ([line(rows[0]), rule] + rows.dropFirst().map(line)).joined(separator: "\n")
    }

    private static func ends(_ interval: Interval) -> String {
        "\(Figures.decimal(interval.low * 100, 1)) to \(Figures.decimal(interval.high * 100, 1)) %"
    }
}
