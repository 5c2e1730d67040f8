import Evaluation

extension PairStanding {
    /// The rows of the table: headings, then one for each lane.
    var rows: [[String]] {
        [["lane", "won", "lost", "ties", "win rate", "strength", "95 % interval"]]
            + lanes.map { lane in
                [
                    lane.name, "\(lane.wins)", "\(lane.losses)", "\(lane.ties)",
                    lane.rate.map(Figures.percent) ?? "-",
                    lane.strength.map { Figures.decimal($0.rating, 0) } ?? "none finite",
                    lane.strength?.ratingInterval.map {
                        "\(Figures.decimal($0.low, 0)) to \(Figures.decimal($0.high, 0))"
                    } ?? "-",
                ]
            }
    }

    /// What was counted besides wins, in a sentence; nil if nothing was.
    var counts: String? {
        let counts = [(ties, ties == 1 ? "tie" : "ties"), (bothBad, "both bad"), (unscored, "unscored")]
            .filter { $0.0 > 0 }
        return counts.isEmpty ? nil : "Among them: " + counts.map { "\($0.0) \($0.1)" }.joined(separator: ", ") + "."
    }

    /// A table of the lanes.
    var table: String { TextTable.aligned(rows).joined(separator: "\n") }

    /// A table of the lanes, and the finding in sentences.
    package var text: String {
        let remarks = [counts, covariateNote].compactMap(\.self)
        return ([table, ""] + sentences + remarks).joined(separator: "\n") + "\n"
    }

    /// A Markdown table of the lanes.
    var markdownTable: String { Markdown.table(rows).joined(separator: "\n") }

    /// A Markdown table of the lanes, and the finding in a list.
    package var markdown: String {
        let remarks = (sentences + [counts, covariateNote].compactMap(\.self)).map { "- " + Markdown.cell($0) }
        return ([markdownTable, ""] + remarks).joined(separator: "\n") + "\n"
    }
}
