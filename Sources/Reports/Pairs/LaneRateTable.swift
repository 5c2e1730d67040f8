import Evaluation

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
    var text: String { TextTable.aligned(rows, texts: 2).joined(separator: "\n") }

    /// The table as Markdown.
    var markdown: String { Markdown.table(rows, texts: 2).joined(separator: "\n") }

    private static func ends(_ interval: Interval) -> String {
        "\(Figures.decimal(interval.low * 100, 1)) to \(Figures.decimal(interval.high * 100, 1)) %"
    }
}
