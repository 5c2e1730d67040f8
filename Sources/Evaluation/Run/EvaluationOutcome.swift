import Lanes

/// What an evaluation found, and all that is said beside it.
package struct EvaluationOutcome: Sendable {
    /// What the prompt is called.
    package var promptName: String
    /// How many cases there are.
    package var cases: Int
    /// Rows of the data that were left out.
    package var badRows: [BadRow]
    /// How answers were read.
    package var answer: AnswerType
    /// The mode of the run.
    package var mode: RunMode
    /// Outputs that were under way at once.
    package var parallel: Int
    /// What was to be said beforehand.
    package var notices: [String]
    /// Which lane is right, how often and how surely.
    package var report: EvaluationReport
    /// What was asked for besides.
    package var metrics: [MetricScores]
    /// The models that measured texts.
    package var textModels: [TextModelUse]
    /// Outputs that weren't checked by what needs a model, because measuring was ended before.
    package var unmeasured: Int
    /// How outputs of fast mode differ from those of strict mode; nil if that wasn't tried.
    package var strictCheck: StrictCheck?
    /// The file that keeps the outputs.
    package var results: String

    /// An outcome of these parts.
    package init(
        promptName: String, cases: Int, badRows: [BadRow], answer: AnswerType, mode: RunMode, parallel: Int,
        notices: [String], report: EvaluationReport, metrics: [MetricScores], textModels: [TextModelUse],
        unmeasured: Int, strictCheck: StrictCheck?, results: String
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
