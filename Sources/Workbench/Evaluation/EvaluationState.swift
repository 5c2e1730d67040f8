import Evaluation
import Prompting

/// An evaluation to be made: the prompt with the screen's lanes, on some cases.
package struct EvaluationOrder: Sendable, Hashable {
    /// The prompt with the lanes of the screen.
    package var prompt: Prompt
    /// The prompt's name.
    package var name: String
    /// The path of the prompt's file; nil if it was never saved.
    package var path: String?
    /// The words of the lanes' models; nil is the default one.
    package var models: [String?]
    /// The cases.
    package var data: DataChoice
    /// The folders of the prompt's images.
    package var images: ImageFolders
    /// How the lanes are evaluated.
    package var way = EvaluationWay()
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
    /// How far further samples support each output, as far as that was measured.
    package var supports: [EvaluationRun.Key: OutputSupport]

    /// Creates results.
    package init(
        report: EvaluationReport, answer: String, sentences: [String], replacesInput: Bool,
        supports: [EvaluationRun.Key: OutputSupport] = [:]
    ) {
        self.report = report
        self.answer = answer
        self.sentences = sentences
        self.replacesInput = replacesInput
        self.supports = supports
    }
}

/// An evaluation that was kept, or two that are compared, to be looked at.
package struct KeptEvaluation: Sendable {
    /// Its number; nil if two are compared.
    package var number: Int64?
    /// What it is, in a few words.
    package var title: String
    /// What was evaluated, as far as the screen needs it.
    package var order: EvaluationOrder
    /// The results.
    package var results: EvaluationResults
    /// A sentence about how the prompt's file has changed since; nil if it hasn't.
    package var change: String?

    /// Creates an evaluation of a prompt.
    package init(
        number: Int64?, title: String, prompt: Prompt, path: String?, data: DataChoice, results: EvaluationResults,
        change: String? = nil
    ) {
        self.number = number
        self.title = title
        order = EvaluationOrder(
            prompt: prompt, name: prompt.name, path: path, models: [], data: data, images: ImageFolders())
        self.results = results
        self.change = change
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

/// The evaluation of this session, running or ended, or one that was kept.
struct EvaluationState: Sendable {
    let number: Int
    let order: EvaluationOrder
    /// What was kept of it; nil for the one of this session.
    var kept: KeptEvaluation?
    var isRunning = true
    /// True if it waits for a model to be loaded.
    var isWaiting = false
    /// The progress that is shown while it runs.
    var fraction = 0.0
    var progress = "reading the data"
    var results: EvaluationResults?
    var problem: String?

    /// The names of its lanes.
    var laneNames: [String] { results?.report.lanes.map(\.name) ?? order.prompt.lanes.map(\.name) }
}

extension EvaluationState {
    /// Shows an evaluation that was kept.
    init(_ kept: KeptEvaluation) {
        self.init(number: 0, order: kept.order, kept: kept, isRunning: false, progress: "", results: kept.results)
    }
}
