import Evaluation

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
        var output: String
        var thoughts: String?
        var extracted: String?
        var reason: String?
        var expected: [String]
        var correct: Bool
        var failedChecks: [FailedCheck]?
        var votes: [Votes]?
        var tokens: Int
        var seconds: Double
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

    var prompt: String
    var answer: String
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
    var notices: [String]
    var results: String

    /// Creates the JSON of a whole outcome.
    package init(_ output: EvaluationOutcome) {
        let report = output.report
        prompt = output.promptName
        answer = "\(output.answer)"
        mode = output.mode.rawValue
        parallel = output.parallel
        lanes = report.lanes.enumerated().map { index, lane in
            let metrics = output.metrics.compactMap { scores in
                scores.lanes[index].value.map { (scores.metric.name, $0) }
            }
            return Lane(
                name: lane.name, n: lane.count, correct: lane.correct, accuracy: lane.accuracy,
                interval: [lane.interval.low, lane.interval.high], unparsed: lane.unparsed, failed: lane.failed,
                tokens: lane.tokens, promptTokens: lane.promptTokens.all, evaluatedTokens: lane.promptTokens.evaluated,
                seconds: lane.seconds, accuracyBySamples: lane.accuracyByCount.isEmpty ? nil : lane.accuracyByCount,
                metrics: metrics.isEmpty ? nil : Dictionary(metrics, uniquingKeysWith: { $1 }))
        }
        comparisons = report.comparisons.map { pair in
            Pair(
                a: pair.first, b: pair.second, n: pair.outcomes.count, onlyA: pair.outcomes.onlyFirst,
                onlyB: pair.outcomes.onlySecond, difference: pair.difference,
                interval: [pair.interval.low, pair.interval.high], pValue: pair.pValue,
                adjustedPValue: pair.adjustedPValue, test: "exact McNemar, Holm", sentence: pair.sentence)
        }
        let metricPairs = output.metrics.flatMap { scores in
            scores.pairs.map { pair in
                MetricPair(
                    metric: scores.metric.name, a: pair.first, b: pair.second, n: pair.count,
                    difference: pair.difference,
                    interval: [pair.interval.low, pair.interval.high])
            }
        }
        metricComparisons = metricPairs.isEmpty ? nil : metricPairs
        let used = output.textModels
        textModels = used.isEmpty ? nil : used
        cases = report.cases.map { scored in
            let count = scored.answers.count
            let first = scored.output.samples[0]
            return OneCase(
                id: scored.output.id, lane: scored.output.lane, output: first.text,
                thoughts: first.thoughts.isEmpty ? nil : first.thoughts,
                extracted: scored.extracted, reason: scored.unread?.description, expected: scored.expected,
                correct: scored.isCorrect,
                failedChecks: scored.failedChecks.isEmpty
                    ? nil : scored.failedChecks.map { FailedCheck(name: $0.name, reasons: $0.reasons) },
                votes: count < 2
                    ? nil
                    : scored.vote.counts.map {
                        Votes(answer: $0.answer, votes: $0.votes, share: Double($0.votes) / Double(count))
                    },
                tokens: scored.output.tokens, seconds: scored.output.seconds)
        }
        failures = report.failures.map {
            Failed(id: $0.id, lane: $0.lane, error: $0.failure.map(commandLineText(of:)) ?? "")
        }
        badRows = output.badRows
        strictCheck = output.strictCheck
        notices = output.notices.map(commandLineText(of:))
        results = output.results
    }
}
