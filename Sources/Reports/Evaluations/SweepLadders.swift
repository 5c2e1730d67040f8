import Evaluation
import History
import TextLayout

/// What a sweep over models and techniques shows besides its bars: each technique's gain over the first one, against the size
/// of the model.
struct SweepLadders {
    /// A ladder, with the values of the other knobs.
    struct Part {
        /// The other knobs with their values in words; empty if there are no others.
        var title: String
        /// The other knobs' values.
        var values: [String: String]
        var ladder: Ladder
    }

    let parts: [Part]

    /// Makes the ladders of a sweep; nil if models and techniques aren't among its knobs, each with several values. `sizes` has
    /// numbers of weights by the models' names on their knob; they replace those of the files.
    init?(grid: SweepGrid, evaluation: EvaluationOutcome, sizes: [String: Double]) {
        func axis(_ knob: String) -> Int? { grid.axes.firstIndex { $0.knob == knob && $0.values.count > 1 } }
        guard let model = axis("model"), let technique = axis("technique"),
            evaluation.record.lanes.count == grid.cells.count
        else { return nil }
        let chance =
            evaluation.record.likelihood.map { 1 / Double($0.labels.count) }
            ?? (try? AnswerType(evaluation.record.answer))?.chance
        let others = grid.axes.indices.filter { $0 != model && $0 != technique }
        func title(_ cell: SweepGrid.Cell) -> String {
            others.map { "\(grid.axes[$0].knob) \(cell.values[$0])" }.joined(separator: ", ")
        }
        func values(_ cell: SweepGrid.Cell) -> [String: String] {
            Dictionary(others.map { (grid.axes[$0].knob, cell.values[$0]) }, uniquingKeysWith: { $1 })
        }
        var known: Set<String> = []
        let firsts = grid.cells.filter { known.insert(title($0)).inserted }
        let techniques = grid.axes[technique].values
        parts = firsts.flatMap { cell -> [Part] in
            let own = title(cell)
            return techniques.dropFirst().map { second -> Part in
                let pairs = grid.axes[model].values.compactMap { name -> Ladder.Pair? in
                    func lane(_ value: String) -> Int? {
                        grid.cells.firstIndex {
                            $0.values[model] == name && $0.values[technique] == value && title($0) == own
                        }
                    }
                    guard let one = lane(techniques[0]), let other = lane(second) else { return nil }
                    let record = evaluation.record.lanes[one]
                    let given = sizes[name].map {
                        ModelSize(
                            parameters: $0,
                            family: record.size?.family ?? ModelSize.family(ofName: record.model.name))
                    }
                    return Ladder.Pair(
                        model: record.model.name, size: given ?? record.size, first: one, second: other)
                }
                return Part(
                    title: own, values: values(cell),
                    ladder: Ladder(
                        first: techniques[0], second: second, pairs: pairs, of: evaluation.report,
                        metrics: evaluation.record.metrics, chance: chance))
            }
        }
    }

    /// The findings, each with the other knobs' values before it.
    var sentences: [String] {
        parts.flatMap { part in part.ladder.sentences.map { part.title.isEmpty ? $0 : "\(part.title): \($0)" } }
    }

    /// Returns the pictures and tables for the terminal, each with an empty line before it.
    func lines(_ glyphs: Glyphs) -> [String] {
        parts.flatMap { part in
            let ladder = part.ladder
            let with = part.title.isEmpty ? "" : ", with \(part.title)"
            let heading = "\(ladder.second) less \(ladder.first), in points, against the size of the model\(with)"
            let table = LadderTable(ladder)
            return ["", heading] + LadderChart(ladder).lines(glyphs) + [""]
                + TextTable.aligned([table.headings] + table.rows)
        }
    }

    /// The tables in Markdown, each with an empty line before it.
    var markdown: [String] {
        parts.flatMap { part in
            let table = LadderTable(part.ladder)
            let with = part.title.isEmpty ? "" : ", with \(part.title)"
            let title = "\(part.ladder.second) less \(part.ladder.first), by size\(with)"
            return ["", Markdown.cell(title), ""] + Markdown.table([table.headings] + table.rows)
        }
    }
}

/// The figures of a ladder, a row for each model.
struct LadderTable {
    let headings: [String]
    let rows: [[String]]

    init(_ ladder: Ladder) {
        let score = ladder.steps.lazy.compactMap(\.score?.name).first
        headings =
            ["model", "size", ladder.first, ladder.second, "gain", "95 % interval", "unread", ""]
            + (score.map { [$0, "95 % interval"] } ?? [])
        rows = ladder.steps.map { step in
            let (accuracies, unread) = (step.accuracies, step.unread)
            let verdict = step.isCertain ? "better" : step.isCertainLoss ? "worse" : "not shown"
            let cells = [
                step.model, ModelSize.text(of: step.size.parameters), Figures.percent(accuracies.first),
                Figures.percent(accuracies.second), Self.points(step.gain), Self.range(step.interval, Self.points),
                "\(Figures.percent(unread.first)) / \(Figures.percent(unread.second))", verdict,
            ]
            guard score != nil else { return cells }
            return cells
                + (step.score.map { [Figures.number($0.difference), Self.range($0.interval, Figures.number)] }
                    ?? ["-", "-"])
        }
    }

    /// Returns a share as points with a sign.
    static func points(_ share: Double) -> String { (share > 0 ? "+" : "") + Figures.decimal(share * 100, 1) }

    private static func range(_ interval: Interval, _ text: (Double) -> String) -> String {
        "\(text(interval.low)) to \(text(interval.high))"
    }
}
