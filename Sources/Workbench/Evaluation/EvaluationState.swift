import Evaluation
import Prompting

/// What is to be evaluated: the prompt with the screen's lanes, on some cases.
package struct EvaluationOrder: Sendable, Hashable {
    /// The prompt, its lanes those of the screen.
    package var prompt: Prompt
    /// What the prompt is called.
    package var name: String
    /// The words of the lanes' models; nil is the default one.
    package var models: [String?]
    /// The cases.
    package var data: DataChoice
}

/// What an evaluation found, or has found so far.
package struct EvaluationResults: Sendable {
    /// The lanes and the cases.
    package var report: EvaluationReport
    /// How answers are read.
    package var answer: String
    /// What can be said about the lanes, a sentence each.
    package var sentences: [String]
    /// Whether the cases' variable `input` took the place of the prompt's whole input.
    package var replacesInput: Bool

    /// Results.
    package init(report: EvaluationReport, answer: String, sentences: [String], replacesInput: Bool) {
        self.report = report
        self.answer = answer
        self.sentences = sentences
        self.replacesInput = replacesInput
    }
}

/// What becomes of an evaluation.
package enum EvaluationNews: Sendable {
    /// How far it is, 0...1 and in words; with what was found where that was counted anew.
    case progress(Double, String, EvaluationResults?)
    /// It is over, or was stopped.
    case ended(EvaluationResults, wasStopped: Bool)
    /// It can't be done.
    case failed(String)
}

/// The evaluation of this session, under way or done.
struct EvaluationState: Sendable {
    let number: Int
    let order: EvaluationOrder
    var isRunning = true
    /// Whether it hasn't begun because a model isn't loaded yet.
    var isWaiting = false
    /// What is shown while it runs.
    var fraction = 0.0
    var progress = "reading the data"
    var results: EvaluationResults?
    var problem: String?
}
