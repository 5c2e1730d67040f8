import ArgumentParser
import Evaluation
import TextLayout

/// How a sweep is printed.
enum SweepFormat: String, CaseIterable, ExpressibleByArgument {
    case table, json, markdown
}

/// What a sweep found: accuracy against the drawn knob, and the best cell.
struct SweepOutput {
    let grid: SweepGrid
    let evaluation: EvaluationOutput
    let best: BestOfMany

    init(grid: SweepGrid, evaluation: EvaluationOutput) {
        self.grid = grid
        self.evaluation = evaluation
        best = BestOfMany(evaluation.report.paired, seed: 1)
    }

    func print(as format: SweepFormat) throws {
        switch format {
        case .table:
            try printOutput(harmless(table))
            for notice in evaluation.plan.notices { printError(harmless(notice)) }
        case .json: try printJSON(SweepJSON(self), pretty: true)
        case .markdown: try printOutput(markdown)
        }
    }

    /// What is said about the cells, a sentence each.
    var sentences: [String] {
        [best.sentence(names: evaluation.report.lanes.map(\.name))] + evaluation.sentences
            + [evaluation.promptShare].compactMap(\.self)
    }

    private var table: String {
        let plan = evaluation.plan
        let knob = grid.axes[grid.drawn]
        let glyphs = TerminalSize.current.glyphs
        var lines = [
            "\(plan.promptName): \(plan.data.cases.count) cases, answers read as \(plan.answer), \(grid.cells.count) cells"
        ]
        let width = knob.values.map(\.displayWidth).max() ?? 0
        for series in grid.series {
            lines += ["", series.title.isEmpty ? knob.knob : "\(knob.knob), with \(series.title)"]
            for index in series.cells {
                let lane = evaluation.report.lanes[index]
                let value = grid.cells[index].values[grid.drawn].padded(toWidth: width, on: .left)
                let isBest = best.best.contains(index) && best.best.count < grid.cells.count
                lines.append(
                    [
                        "  \(value)", EvaluationOutput.bar(lane, glyphs, cells: 40),
                        EvaluationOutput.percent(lane.accuracy).padded(toWidth: 7, on: .left),
                        "\(EvaluationOutput.percent(lane.interval.low)) to \(EvaluationOutput.percent(lane.interval.high))"
                            + (isBest ? "  best" : ""),
                    ].joined(separator: "  "))
            }
        }
        lines += [""] + sentences + ["Outputs: \(evaluation.results)"]
        return lines.joined(separator: "\n") + "\n"
    }

    private var markdown: String {
        func escaped(_ text: String) -> String { EvaluationOutput.escapedForMarkdown(text) }
        let plan = evaluation.plan
        let headings = grid.axes.map(\.knob) + ["right", "accuracy", "95 % interval", "unread", ""]
        var lines = ["# \(escaped(plan.promptName)): \(plan.data.cases.count) cases, \(grid.cells.count) cells", ""]
        lines.append("| " + headings.map(escaped).joined(separator: " | ") + " |")
        lines.append("|" + String(repeating: " ---: |", count: headings.count))
        for (index, (cell, lane)) in zip(grid.cells, evaluation.report.lanes).enumerated() {
            let columns =
                cell.values + [
                    "\(lane.correct) of \(lane.count)", EvaluationOutput.percent(lane.accuracy),
                    "\(EvaluationOutput.percent(lane.interval.low)) to \(EvaluationOutput.percent(lane.interval.high))",
                    "\(lane.unparsed)", best.best.contains(index) && best.best.count < grid.cells.count ? "best" : "",
                ]
            lines.append("| " + columns.map(escaped).joined(separator: " | ") + " |")
        }
        lines += [""] + sentences.map { "- " + escaped($0) }
        return lines.joined(separator: "\n") + "\n"
    }
}

/// A sweep as JSON.
struct SweepJSON: Encodable {
    struct Cell: Encodable {
        var settings: [String: String]
        var isBest: Bool
        var lane: EvaluationJSON.Lane
    }

    struct Axis: Encodable {
        var knob: String
        var values: [String]
    }

    struct Best: Encodable {
        var names: [String]
        var correct: Int
        var n: Int
        var pValue: Double
        var test = "permutation of the best count"
        var betterThan: [String]
        var sentence: String
    }

    var prompt: String
    var answer: String
    var over: [Axis]
    var cells: [Cell]
    var best: Best
    var strictCheck: StrictCheck?
    var notices: [String]
    var results: String

    init(_ output: SweepOutput) {
        let whole = EvaluationJSON(output.evaluation)
        let names = whole.lanes.map(\.name)
        (prompt, answer, strictCheck) = (whole.prompt, whole.answer, whole.strictCheck)
        (notices, results) = (whole.notices, whole.results)
        over = output.grid.axes.map { Axis(knob: $0.knob, values: $0.values) }
        cells = zip(output.grid.cells, whole.lanes).enumerated().map { index, pair in
            Cell(
                settings: Dictionary(
                    zip(output.grid.axes.map(\.knob), pair.0.values).map { ($0, $1) }, uniquingKeysWith: { $1 }),
                isBest: output.best.best.contains(index), lane: pair.1)
        }
        best = Best(
            names: output.best.best.map { names[$0] }, correct: output.best.correct, n: output.best.count,
            pValue: output.best.pValue, betterThan: output.best.beaten.map { names[$0] },
            sentence: output.best.sentence(names: names))
    }
}
