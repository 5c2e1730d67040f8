import Lanes
import Remedies

/// The result of an evaluation, with all that is said beside it.
package struct EvaluationOutcome: Sendable {
    /// The prompt's name.
    package var promptName: String
    /// Number of cases.
    package var cases: Int
    /// Rows of the data that can't be used.
    package var badRows: [BadRow]
    /// The form in which answers were looked for.
    package var answer: AnswerType
    /// The mode of the run.
    package var mode: RunMode
    /// Number of samples that ran at once.
    package var parallel: Int
    /// Notices from before the run.
    package var notices: [Notice]
    /// Accuracies, intervals and comparisons.
    package var report: EvaluationReport
    /// The metrics that were asked for.
    package var metrics: [MetricScores]
    /// The models that measured texts.
    package var textModels: [TextModelUse]
    /// The checks that should have been made but weren't.
    package var unmeasured: [UnmeasuredCheck]
    /// How outputs of fast mode differ from those of strict mode; nil if that wasn't tried.
    package var strictCheck: StrictCheck?
    /// The path of the file that keeps the outputs.
    package var results: String

    /// Creates an outcome.
    package init(
        promptName: String, cases: Int, badRows: [BadRow], answer: AnswerType, mode: RunMode, parallel: Int,
        notices: [Notice], report: EvaluationReport, metrics: [MetricScores], textModels: [TextModelUse],
        unmeasured: [UnmeasuredCheck], strictCheck: StrictCheck?, results: String
    ) {
        self.promptName = promptName
        self.cases = cases
        self.badRows = badRows
        self.answer = answer
        self.mode = mode
        self.parallel = parallel
        self.notices = notices
        self.report = report
        self.metrics = metrics
        self.textModels = textModels
        self.unmeasured = unmeasured
        self.strictCheck = strictCheck
        self.results = results
    }
}
