import Evaluation

/// An evaluation with its results: a running one, one that has just ended, or one that was kept.
package struct EvaluationOutcome: Sendable {
    /// Its number in the history; nil if it isn't kept.
    package var number: Int64?
    /// What was asked of whom, and what was found out beside the scores.
    package var record: EvaluationRecord
    /// Accuracies, intervals, comparisons, and each case with its outputs.
    package var report: EvaluationReport
    /// The path of the file that has the outputs; nil if only the history has them.
    package var results: String?

    /// Creates an outcome.
    package init(
        number: Int64? = nil, record: EvaluationRecord, report: EvaluationReport, results: String? = nil
    ) {
        self.number = number
        self.record = record
        self.report = report
        self.results = results
    }

    /// The possible answers whose likelihoods were read; nil if lanes generated.
    package var labels: [AnswerLabel]? { record.likelihood?.labels }

    /// The corrections of their shares that are shown beside them.
    package var corrections: [CalibrationMethod] { record.likelihood?.corrections ?? [] }
}
