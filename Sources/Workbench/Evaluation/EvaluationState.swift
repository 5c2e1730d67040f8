import Evaluation
import Prompting

/// An evaluation to be made: the prompt with the screen's lanes, on some cases.
package struct EvaluationOrder: Sendable, Hashable {
    /// The prompt with the lanes of the screen.
    package var prompt: Prompt
    /// The prompt's name.
    package var name: String
    /// The words of the lanes' models; nil is the default one.
    package var models: [String?]
    /// The cases.
    package var data: DataChoice
    /// The folders of the prompt's images.
    package var images: ImageFolders
}

/// The results of an evaluation, or those so far.
package struct EvaluationResults: Sendable {
    /// The lanes and the cases.
    package var report: EvaluationReport
    /// How answers are read, in words.
    package var answer: String
    /// Sentences about the lanes.
    package var sentences: [String]
    /// True if the cases' variable `input` took the place of the prompt's whole input.
    package var replacesInput: Bool

    /// Creates results.
    package init(report: EvaluationReport, answer: String, sentences: [String], replacesInput: Bool) {
        self.report = report
        self.answer = answer
        self.sentences = sentences
        self.replacesInput = replacesInput
    }
}

/// News of an evaluation.
package enum EvaluationNews: Sendable {
    /// The progress from 0 to 1 and in words, with the results if they were counted again.
    case progress(Double, String, EvaluationResults?)
    /// It has ended, or was stopped.
    case ended(EvaluationResults, wasStopped: Bool)
    /// It can't be done.
    case failed(String)
}

/// The evaluation of this session, running or ended.
struct EvaluationState: Sendable {
    let number: Int
    let order: EvaluationOrder
    var isRunning = true
    /// True if it waits for a model to be loaded.
    var isWaiting = false
    /// The progress that is shown while it runs.
    var fraction = 0.0
    var progress = "reading the data"
    var results: EvaluationResults?
    var problem: String?
}
