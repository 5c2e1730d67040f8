import Evaluation

/// A sweep as JSON.
package struct SweepJSON: Encodable {
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
    var results: String?
    var number: Int64?

    /// Creates the JSON of a whole sweep.
    package init(_ output: SweepOutput) {
        let whole = EvaluationJSON(output.evaluation)
        let names = whole.lanes.map(\.name)
        (prompt, answer, strictCheck) = (whole.prompt, whole.answer, whole.strictCheck)
        (notices, results, number) = (whole.notices, whole.results, whole.number)
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
