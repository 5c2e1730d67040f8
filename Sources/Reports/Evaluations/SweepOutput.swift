import Evaluation
import History
import TextLayout

/// The result of a sweep: accuracy against the drawn knob, and the best cell.
package struct SweepOutput {
    let grid: SweepGrid
    /// The evaluation with one lane for each cell.
    package let evaluation: EvaluationOutcome
    let best: BestOfMany
    /// How accuracy spreads over phrasings; nil if they aren't one of the knobs.
    let phrasings: SweepPhrasings?
    /// Techniques against the size of models; nil if these aren't knobs.
    let ladders: SweepLadders?
    let isPart: Bool

    /// Finds the best cell of an evaluation whose lanes are the grid's cells. `sizes` has numbers of weights by models' names.
    /// `isPart` says that each lane had only a part of the cases.
    package init(
        grid: SweepGrid, evaluation: EvaluationOutcome, sizes: [String: Double] = [:], isPart: Bool = false
    ) {
        self.grid = grid
        self.isPart = isPart
        self.evaluation = evaluation
        let paired = evaluation.report.paired
        best = BestOfMany(paired, seed: 1)
        phrasings = SweepPhrasings(grid: grid, evaluation: evaluation, paired: paired, isPart: isPart)
        ladders = SweepLadders(grid: grid, evaluation: evaluation, sizes: sizes)
    }

    /// Which cell is best, and whether that is more than luck.
    var bestSentence: String {
        isPart
            ? "No best cell is named: the cells had different cases. Run those that look best on all cases."
            : best.sentence(names: evaluation.report.lanes.map(\.name))
    }

    /// True if a cell is the best, or one of the best.
    func isBest(_ index: Int) -> Bool {
        !isPart && best.best.contains(index) && best.best.count < grid.cells.count
    }

    /// Sentences about the cells.
    var sentences: [String] {
        (ladders?.sentences ?? []) + (phrasings?.sentences ?? []) + [bestSentence]
            + evaluation.sentences.map(commandLineText(of:))
            + [evaluation.promptShare].compactMap(\.self)
    }

    /// Returns a table of the cells for each combination of the other knobs, and all sentences.
    package func table(glyphs: Glyphs) -> String {
        let knob = grid.axes[grid.drawn]
        var lines = [
            "\(evaluation.record.prompt.name): \(evaluation.report.total) cases, \(evaluation.way), \(grid.cells.count) cells"
        ]
        let width = knob.values.map(\.displayWidth).max() ?? 0
        for series in grid.series {
            lines += ["", series.title.isEmpty ? knob.knob : "\(knob.knob), with \(series.title)"]
            for index in series.cells {
                let lane = evaluation.report.lanes[index]
                let value = grid.cells[index].values[grid.drawn].padded(toWidth: width, on: .left)
                let isBest = isBest(index)
                let unread = phrasings == nil ? "" : "  unread " + SweepPhrasings.unread(lane)
                lines.append(
                    [
                        "  \(value)", lane.bar(glyphs, cells: 40),
                        Figures.percent(lane.accuracy).padded(toWidth: 7, on: .left),
                        "\(Figures.percent(lane.interval.low)) to \(Figures.percent(lane.interval.high))"
                            + unread + (isBest ? "  best" : ""),
                    ].joined(separator: "  "))
            }
        }
        lines += ladders?.lines(glyphs) ?? []
        lines += evaluation.correctedTable + (phrasings?.lookLines ?? []) + [""] + sentences + evaluation.whereabouts
        return lines.joined(separator: "\n") + "\n"
    }

    /// A Markdown document with the tables and the sentences.
    package var markdown: String {
        let headings = grid.axes.map(\.knob) + ["right", "accuracy", "95 % interval", "unread", ""]
        var lines = [
            "# \(Markdown.cell(evaluation.record.prompt.name)): \(evaluation.report.total) cases, \(grid.cells.count) cells",
            "",
        ]
        lines.append("| " + headings.map(Markdown.cell).joined(separator: " | ") + " |")
        lines.append("|" + String(repeating: " ---: |", count: headings.count))
        for (index, (cell, lane)) in zip(grid.cells, evaluation.report.lanes).enumerated() {
            let columns =
                cell.values + [
                    "\(lane.correct) of \(lane.count)", Figures.percent(lane.accuracy),
                    "\(Figures.percent(lane.interval.low)) to \(Figures.percent(lane.interval.high))",
                    phrasings == nil ? "\(lane.unparsed)" : SweepPhrasings.unread(lane),
                    isBest(index) ? "best" : "",
                ]
            lines.append("| " + columns.map(Markdown.cell).joined(separator: " | ") + " |")
        }
        lines += ladders?.markdown ?? []
        for look in phrasings?.looks ?? [] { lines += ["", "\(Markdown.cell(look.name)): `\(look.text)`"] }
        lines += evaluation.correctedMarkdown + [""] + sentences.map { "- " + Markdown.cell($0) }
        return lines.joined(separator: "\n") + "\n"
    }
}
