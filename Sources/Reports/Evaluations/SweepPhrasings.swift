import Evaluation
import History
import Prompting
import TextLayout

/// What a sweep over phrasings shows besides its bars: how accuracy spreads over them, for each combination of the other knobs.
struct SweepPhrasings {
    /// A combination of the other knobs, with its spread.
    struct Part {
        /// The other knobs' values; empty if there are no others.
        var title: String
        /// The indices of its cells.
        var cells: [Int]
        var spread: PhrasingSpread
        /// The estimate that the spread is of; nil if all cases were run.
        var fit: GridFit?

        /// The findings.
        var findings: [String] {
            let estimated = fit.map { fit in
                "These accuracies are estimated from \(fit.seen) of \(fit.cells) outputs, by Rasch's model as in PromptEval. Whether the phrasing matters more than chance can't be told from a part."
            }
            return spread.sentences + [estimated].compactMap(\.self)
        }

        /// The findings, each with the other knobs' values before it.
        var sentences: [String] { findings.map { title.isEmpty ? $0 : "\(title): \($0)" } }
    }

    let parts: [Part]
    /// What each phrasing looks like, by its name, in the order of the knob.
    let looks: [(name: String, text: String)]

    /// Describes the phrasings of a sweep; nil if they aren't one of its knobs. `paired` has the cells' outcomes on the cases that
    /// all cells have; with `isPart` there are few, and accuracies are estimated.
    init?(grid: SweepGrid, evaluation: EvaluationOutcome, paired: [[Bool]], isPart: Bool) {
        guard grid.axes[grid.drawn].knob == SweepGrid.phrasing else { return nil }
        parts = grid.series.map { series in
            guard isPart else {
                return Part(
                    title: series.title, cells: series.cells,
                    spread: PhrasingSpread(series.cells.map { paired[$0] }, seed: 1))
            }
            let fit = GridFit(series.cells.map { evaluation.report.outcomes(of: $0) })
            return Part(
                title: series.title, cells: series.cells,
                spread: PhrasingSpread(accuracies: fit.accuracies, cases: evaluation.report.total), fit: fit)
        }
        let phrasings = (grid.series.first?.cells ?? []).compactMap { cell in
            evaluation.record.lanes.indices.contains(cell) ? evaluation.record.lanes[cell].phrasing : nil
        }
        looks = phrasings.map { ($0.name, $0.looks) }.filter { !$0.1.isEmpty }
    }

    /// The findings, each with the other knobs' values before it.
    var sentences: [String] {
        parts.flatMap(\.sentences)
    }

    /// The lines that tell what phrasings look like, with an empty line before them.
    var lookLines: [String] {
        guard !looks.isEmpty else { return [] }
        let width = looks.map(\.name.displayWidth).max() ?? 0
        return [""] + looks.map { "\($0.name.padded(toWidth: width))  \($0.text)" }
    }

    /// Returns the share of a lane's outputs in which no answer was found.
    static func unread(_ lane: EvaluationReport.Lane) -> String {
        Figures.percent(lane.count == 0 ? 0 : Double(lane.unparsed) / Double(lane.count))
    }
}
