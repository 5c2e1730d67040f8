import Evaluation
import Foundation
import History
import Lanes
import Prompting
import Sampling

/// An evaluation as JSON.
package struct EvaluationJSON: Encodable {
    struct Lane: Encodable {
        var name: String
        var n: Int
        var correct: Int
        var accuracy: Double
        var interval: [Double]
        var unparsed: Int
        var failed: Int
        var tokens: Int
        var promptTokens: Int
        var evaluatedTokens: Int
        var seconds: Double
        var accuracyBySamples: [Double]?
        var metrics: [String: Double]?
        /// How well metrics that are about it tell right outputs from wrong ones.
        var tellsRight: [String: MetricScores.Telling]?
        /// The numbers of outputs that are sure and wrong, and of unsure ones, by the entropy of answers.
        var sureness: Sureness?
        var technique: Technique?
        var layout: Layout?
        var samples: Int?
        var settings: Settings?
        var sources: [String: SettingsSource]?
        var templateArguments: [String: String]?
        var projector: String?
        var model: ModelRecord?
        var likelihood: Likelihood?
    }

    struct EvaluatedPrompt: Encodable {
        var name: String
        var file: String?
        var version: Int?
        var sha256: String
        var text: String
        var variables: [String: String]
    }

    struct Likelihood: Encodable {
        /// The number of cases whose answer that is likeliest by character is right.
        var correctByCharacter: Int
        var accuracyByCharacter: Double
        /// The mean probability that all possible answers have together.
        var mass: Double
        /// The temperature of temperature scaling; omitted unless it was asked for.
        var temperature: Double?
        /// The figures by correction; `none` always has those of the model itself.
        var calibration: [String: Calibration]
    }

    struct Label: Encodable {
        var label: String
        var logProbability: Double
        var share: Double
        var prior: Double?
    }

    struct Pair: Encodable {
        var a: String
        var b: String
        var n: Int
        var onlyA: Int
        var onlyB: Int
        var difference: Double
        var interval: [Double]
        var pValue: Double
        var adjustedPValue: Double
        var test: String
        var sentence: String

        init(_ pair: Comparison) {
            (a, b, n) = (pair.first, pair.second, pair.outcomes.count)
            (onlyA, onlyB) = (pair.outcomes.onlyFirst, pair.outcomes.onlySecond)
            difference = pair.difference
            interval = [pair.interval.low, pair.interval.high]
            (pValue, adjustedPValue) = (pair.pValue, pair.adjustedPValue)
            test = "exact McNemar, Holm"
            sentence = pair.sentence
        }
    }

    struct MetricPair: Encodable {
        var metric: String
        var a: String
        var b: String
        var n: Int
        var difference: Double
        var interval: [Double]
        var test = "paired bootstrap"
    }

    struct OneCase: Encodable {
        var id: String
        var lane: String
        var variables: [String: String]
        var output: String
        var thoughts: String?
        var toolCalls: [ToolCall]?
        var samples: [CaseOutput.Sample]?
        var extracted: String?
        var reason: String?
        var expected: [String]
        var correct: Bool
        var labels: [Label]?
        var failedChecks: [FailedCheck]?
        var votes: [Votes]?
        var repairs: [String]?
        /// The entropy of the answers in its samples, in bits; omitted with one sample.
        var answerEntropy: Double?
        /// How well further samples support the output's sentences.
        var sentences: [SentenceSupport]?
        /// The number of different texts among the further samples.
        var distinctSamples: Int?
        var finish: String?
        var tokens: Int
        var promptTokens: Int
        var seconds: Double
        var cost: Double?
    }

    struct FailedCheck: Encodable {
        var name: String
        var reasons: [String]
    }

    struct Votes: Encodable {
        var answer: String
        var votes: Int
        var share: Double
    }

    struct Failed: Encodable {
        var id: String
        var lane: String
        var error: String
    }

    var number: Int64?
    var prompt: String
    var promptFile: EvaluatedPrompt
    var data: DataRecord
    var began: Date
    var ended: Date?
    var isFinished: Bool
    var origin: EvaluationOrigin
    var machine: MachineRecord
    var answer: String
    var checks: [String]
    var score: String
    var mode: String
    var parallel: Int
    var lanes: [Lane]
    var comparisons: [Pair]
    var metricComparisons: [MetricPair]?
    var textModels: [TextModelUse]?
    var cases: [OneCase]
    var failures: [Failed]
    var badRows: [BadRow]
    var strictCheck: StrictCheck?
    var repeatNoise: RepeatNoise?
    var notices: [String]
    var results: String?

    /// Creates the JSON of a whole outcome.
    package init(_ output: EvaluationOutcome) {
        let (report, record) = (output.report, output.record)
        (number, began, ended, isFinished) = (output.number, record.date, record.ended, record.isFinished)
        (origin, machine, checks) = (record.origin, record.machine, record.checks)
        score = (output.labels == nil ? ScoringWay.generation : .likelihood).rawValue
        prompt = record.prompt.name
        promptFile = EvaluatedPrompt(
            name: record.prompt.name, file: record.prompt.file, version: record.promptVersion,
            sha256: record.promptHash, text: record.prompt.text, variables: record.prompt.variables)
        data = record.data
        answer = record.answer
        mode = record.mode.rawValue
        parallel = record.parallel
        lanes = report.lanes.enumerated().map { index, lane in
            let own = record.lanes.indices.contains(index) ? record.lanes[index] : nil
            let metrics = record.metrics.compactMap { scores in
                scores.lanes[index].value.map { (scores.name, $0) }
            }
            let telling = record.metrics.compactMap { scores in
                scores.lanes[index].telling.map { (scores.name, $0) }
            }
            return Lane(
                name: lane.name, n: lane.count, correct: lane.correct, accuracy: lane.accuracy,
                interval: [lane.interval.low, lane.interval.high], unparsed: lane.unparsed, failed: lane.failed,
                tokens: lane.tokens, promptTokens: lane.promptTokens.all, evaluatedTokens: lane.promptTokens.evaluated,
                seconds: lane.seconds, accuracyBySamples: lane.accuracyByCount.isEmpty ? nil : lane.accuracyByCount,
                metrics: metrics.isEmpty ? nil : Dictionary(metrics, uniquingKeysWith: { $1 }),
                tellsRight: telling.isEmpty ? nil : Dictionary(telling, uniquingKeysWith: { $1 }),
                sureness: record.metrics.lazy.compactMap { $0.lanes[index].sureness }.first,
                technique: own?.technique, layout: own?.layout, samples: own?.samples, settings: own?.settings,
                sources: own?.sources, templateArguments: own?.templateArguments, projector: own?.projector,
                model: own?.model,
                likelihood: lane.likelihood.map { Self.likelihood($0, of: lane, output.corrections) })
        }
        comparisons = report.comparisons.map { Pair($0) }
        let metricPairs = record.metrics.flatMap { scores in
            scores.pairs.map { pair in
                MetricPair(
                    metric: scores.name, a: pair.first, b: pair.second, n: pair.count,
                    difference: pair.difference,
                    interval: [pair.interval.low, pair.interval.high])
            }
        }
        metricComparisons = metricPairs.isEmpty ? nil : metricPairs
        let used = record.textModels
        textModels = used.isEmpty ? nil : used
        let supports = output.supports
        cases = report.rows.flatMap { row in
            row.lanes.compactMap { scored in
                scored.map { scored in
                    var one = Self.case(scored, row.one.variables)
                    let support = supports[EvaluationRun.Key(lane: scored.output.lane, id: scored.output.id)]
                    (one.sentences, one.distinctSamples) = (support?.sentences, support?.distinct)
                    return one
                }
            }
        }
        failures = report.failures.map {
            Failed(id: $0.id, lane: $0.lane, error: $0.failure.map(commandLineText(of:)) ?? "")
        }
        badRows = record.data.badRows
        strictCheck = record.strictCheck
        repeatNoise = record.repeatNoise
        notices = record.notices.map(commandLineText(of:))
        results = output.results
    }

    private static func `case`(_ scored: ScoredCase, _ variables: [String: String]) -> OneCase {
        let count = scored.answers.count
        let first = scored.output.samples[0]
        return OneCase(
            id: scored.output.id, lane: scored.output.lane, variables: variables, output: first.text,
            thoughts: first.thoughts.isEmpty ? nil : first.thoughts,
            toolCalls: first.calls.isEmpty ? nil : first.calls, samples: count > 1 ? scored.output.samples : nil,
            extracted: scored.extracted, reason: scored.unread?.description, expected: scored.expected,
            correct: scored.isCorrect, labels: Self.labels(of: scored),
            failedChecks: scored.failedChecks.isEmpty
                ? nil : scored.failedChecks.map { FailedCheck(name: $0.name, reasons: $0.reasons) },
            votes: count < 2
                ? nil
                : scored.vote.counts.map {
                    Votes(answer: $0.answer, votes: $0.votes, share: Double($0.votes) / Double(count))
                },
            repairs: scored.repairs.isEmpty ? nil : scored.repairs, answerEntropy: scored.answerEntropy,
            finish: scored.output.finish,
            tokens: scored.output.tokens, promptTokens: scored.output.promptTokens,
            seconds: scored.output.seconds, cost: scored.output.cost)
    }

    private static func likelihood(
        _ result: LikelihoodResult, of lane: EvaluationReport.Lane, _ corrections: [CalibrationMethod]
    ) -> Likelihood {
        var calibration: [String: Calibration] = [:]
        calibration["none"] = result.plain
        for method in corrections { calibration[method.rawValue] = result.calibration(after: method) }
        return Likelihood(
            correctByCharacter: result.correctByCharacter,
            accuracyByCharacter: Double(result.correctByCharacter) / Double(max(1, lane.count)), mass: result.mass,
            temperature: corrections.contains(.temperature) ? result.temperature : nil, calibration: calibration)
    }

    private static func labels(of scored: ScoredCase) -> [Label]? {
        let labels = scored.output.labels
        guard !labels.isEmpty else { return nil }
        return zip(labels, labels.shares).map { score, share in
            Label(label: score.label, logProbability: score.logProbability, share: share, prior: score.prior)
        }
    }
}
