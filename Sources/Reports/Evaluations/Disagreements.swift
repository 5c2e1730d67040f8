import Evaluation

/// The cases that some lanes have right and others wrong.
struct Disagreements {
    struct Row {
        var id: String
        var expected: String
        var answers: [(isCorrect: Bool, text: String)]
    }

    var rows: [Row] = []

    init(_ report: EvaluationReport) {
        self.init(report.rows.filter { $0.isDisputed && !$0.lanes.contains { $0 == nil } })
    }

    /// Takes these cases.
    init(_ cases: [EvaluationReport.Row]) {
        rows = cases.map { row in
            Row(
                id: row.one.id, expected: row.one.expected.joined(separator: " or "),
                answers: row.lanes.map { scored in scored.map { ($0.isCorrect, Self.text($0)) } ?? (false, "no output")
                })
        }
    }

    /// Returns the answer, and the reasons why checks of the output fail.
    private static func text(_ scored: ScoredCase) -> String {
        let reasons = scored.failedChecks.filter { !$0.reasons.isEmpty }.map { " (\($0.sentence))" }
        return (scored.answerWithVotes ?? "(\(scored.unread?.description ?? "none"))") + reasons.joined()
    }
}
