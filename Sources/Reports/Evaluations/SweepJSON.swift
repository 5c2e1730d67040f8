import Evaluation
import Prompting

/// A sweep as JSON.
package struct SweepJSON: Encodable {
    struct Cell: Encodable {
        var settings: [String: String]
        var isBest: Bool
        var phrasing: Phrasing?
        var lane: EvaluationJSON.Lane
    }

    struct Axis: Encodable {
        var knob: String
        var values: [String]
    }

    struct Spread: Encodable {
        var with: [String: String]
        var n: Int
        var cases: Int
        /// Of a part of the grid: the outputs that were made, and all; and the estimates.
        var seen: Int?
        var cells: Int?
        var accuracies: [Double]?
        var quantiles: [String: Double]
        var maxP: Double
        var avgP: Double
        var saturation: Double
        var cps: Double
        var range: Double
        var expectedRange: Double?
        var pValue: Double?
        var test = "permutation within cases of the range"
        var sentences: [String]

        init(_ part: SweepPhrasings.Part, with values: [String: String]) {
            let (spread, fit) = (part.spread, part.fit)
            with = values
            (seen, cells, accuracies) = (fit?.seen, fit?.cells, fit?.accuracies)
            (n, cases) = (spread.count, spread.cases)
            quantiles = Dictionary(
                zip(PhrasingSpread.shares, spread.quantiles).map { ("\(Int(($0 * 100).rounded()))", $1) },
                uniquingKeysWith: { $1 })
            (maxP, avgP, saturation, cps) = (spread.best, spread.average, spread.saturation, spread.combined)
            (range, expectedRange, pValue) = (spread.range, spread.expectedRange, spread.pValue)
            sentences = part.findings
        }
    }

    struct Stair: Encodable {
        struct Model: Encodable {
            var name: String
            var family: String
            var parameters: Double
            var n: Int
            var accuracies: [Double]
            var gain: Double
            var interval: [Double]
            var adjustedPValue: Double
            var unread: [Double]
            var score: Score?
        }

        struct Score: Encodable {
            var name: String
            var values: [Double?]
            var difference: Double
            var interval: [Double]
        }

        var with: [String: String]
        var first: String
        var second: String
        var chance: Double?
        var models: [Model]
        var unsized: [String]
        var sentences: [String]

        init(_ part: SweepLadders.Part) {
            let ladder = part.ladder
            (with, first, second, chance) = (part.values, ladder.first, ladder.second, ladder.chance)
            models = ladder.steps.map { step in
                Model(
                    name: step.model, family: step.size.family, parameters: step.size.parameters,
                    n: step.outcomes.count, accuracies: [step.accuracies.first, step.accuracies.second],
                    gain: step.gain, interval: [step.interval.low, step.interval.high], adjustedPValue: step.pValue,
                    unread: [step.unread.first, step.unread.second],
                    score: step.score.map {
                        Score(
                            name: $0.name, values: [$0.first, $0.second], difference: $0.difference,
                            interval: [$0.interval.low, $0.interval.high])
                    })
            }
            (unsized, sentences) = (ladder.unsized, ladder.sentences)
        }
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
    var phrasings: [Spread]?
    var ladders: [Stair]?
    var best: Best
    var strictCheck: StrictCheck?
    var repeatNoise: RepeatNoise?
    var notices: [String]
    var results: String?
    var number: Int64?

    /// Creates the JSON of a whole sweep.
    package init(_ output: SweepOutput) {
        let whole = EvaluationJSON(output.evaluation)
        let names = whole.lanes.map(\.name)
        (prompt, answer, strictCheck) = (whole.prompt, whole.answer, whole.strictCheck)
        repeatNoise = whole.repeatNoise
        (notices, results, number) = (whole.notices, whole.results, whole.number)
        over = output.grid.axes.map { Axis(knob: $0.knob, values: $0.values) }
        cells = zip(output.grid.cells, whole.lanes).enumerated().map { index, pair in
            Cell(
                settings: Dictionary(
                    zip(output.grid.axes.map(\.knob), pair.0.values).map { ($0, $1) }, uniquingKeysWith: { $1 }),
                isBest: output.best.best.contains(index) && !output.isPart,
                phrasing: output.evaluation.record.lanes.indices.contains(index)
                    ? output.evaluation.record.lanes[index].phrasing : nil, lane: pair.1)
        }
        let axes = output.grid.axes
        phrasings = output.phrasings?.parts.map { part in
            let values = part.cells.first.map { output.grid.cells[$0].values } ?? []
            let others = zip(axes.map(\.knob), values).filter { $0.0 != SweepGrid.phrasing }
            return Spread(part, with: Dictionary(others.map { ($0, $1) }, uniquingKeysWith: { $1 }))
        }
        ladders = output.ladders?.parts.map { Stair($0) }
        best = Best(
            names: output.isPart ? [] : output.best.best.map { names[$0] }, correct: output.best.correct,
            n: output.best.count,
            pValue: output.best.pValue, betterThan: output.best.beaten.map { names[$0] },
            sentence: output.bestSentence)
    }
}
