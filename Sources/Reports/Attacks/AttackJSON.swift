import Evaluation

/// What attacks came to as JSON.
package struct AttackJSON: Encodable {
    struct Pair: Encodable {
        var title: String
        var comparison: EvaluationJSON.Pair
    }

    var prompt: String
    var suite: String
    var lanes: [AttackReport.Lane]
    var comparisons: [Pair]
    var tries: [AttackReport.Try]
    var answers: [AttackReport.Answer]
    var failures: [String]

    /// Creates the JSON of a whole report, with all outputs.
    package init(_ report: AttackReport) {
        (prompt, suite, lanes) = (report.prompt, report.suite, report.lanes)
        comparisons = report.comparisons.map {
            Pair(title: $0.title, comparison: EvaluationJSON.Pair($0.comparison))
        }
        (tries, answers, failures) = (report.tries, report.answers, report.failures)
    }
}
