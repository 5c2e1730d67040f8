import Evaluation
import Foundation
import History
import Lanes
import Library
import Prompting
import Sampling

/// A run for the history: the lanes on the screen when they have ended.
package struct ScreenRun: Sendable, Hashable {
    /// A lane with its output.
    package struct Lane: Sendable, Hashable {
        /// The request.
        package var request: LaneRequest
        /// The settings with their origin.
        package var settings: ResolvedSettings
        /// The path of the model's file.
        package var modelPath: String
        /// The result, with the tokens that were drawn.
        package var result: LaneResult
    }

    /// A number of its own, by which the screen knows it before it is in the history; 0 if it isn't to be kept.
    package var number = 0
    /// The prompt with its lanes, as they would be saved.
    package var prompt: Prompt
    /// The path of its file; nil if it was never saved.
    package var path: String?
    /// The prompt's name.
    package var name: String
    /// The lanes.
    package var lanes: [Lane]
    /// True if somebody asked for it, false if lanes ran by themselves after a change.
    package var isByHand = false
}

/// What the screen calls a run by: the number of a ``ScreenRun`` that it recorded, or the one in the history.
package enum RunReference: Sendable, Hashable {
    /// A run that this screen recorded.
    case screen(Int)
    /// A run of the history.
    case history(Int64)
}

/// A request to the history.
package enum HistoryRequest: Sendable, Hashable {
    /// Asks for some runs. Only the answer to the newest `number` counts.
    case page(number: Int, HistoryFilter, HistoryPosition)
    /// Asks for the tokens of today.
    case usage
    /// Asks for one run, or for two to compare.
    case open(Int64), compare(Int64, Int64)
    /// Changes the marks of a run.
    case rate(Int64, Int?), setTags(Int64, [String]), note(Int64, String)
    /// Rates a run by so many stars more or less; from three stars if it has no rating.
    case turnRating(RunReference, by: Int)
    /// Puts a run into the history.
    case record(ScreenRun)
    /// Writes the lanes to a file, in the format of its ending; if `path` is nil, to the clipboard as Markdown.
    case export(ScreenRun, path: String?)
    /// Writes a run in the history, in the same way.
    case exportRecorded(Int64, path: String?)
    /// Deletes a run, or restores it.
    case delete(Int64), restore(Int64)
    /// Asks for the evaluations that have these words, or the deleted ones, for one of them, or for two to compare.
    case evaluations(String), deletedEvaluations(String), openEvaluation(Int64), compareEvaluations(Int64, Int64)
    /// Deletes an evaluation, or restores it.
    case deleteEvaluation(Int64), restoreEvaluation(Int64)
    /// Keeps a vote, with the time at which it came and took, or removes one that was taken back.
    case keepPair(Pair), removePair(UUID)
    /// Asks for the pairs that pass a filter, in the order of their verdicts.
    case pairs(PairFilter)
    /// Asks for the newest evaluation that has an output.
    case findEvaluation(PairOutput)
    /// Notes that the voter sees two outputs from now on, for the time that a vote on them takes.
    case pairShown
    /// Writes an evaluation to a file, in the format of its ending.
    case exportEvaluation(Int64, path: String)
}

/// An answer of the history.
package enum HistoryAnswer: Sendable {
    /// Some runs. With `isMore` they go below those in the list, else in their place. `evaluations` is the number of
    /// evaluations that have the same words.
    case page(number: Int, HistoryPage, isMore: Bool, evaluations: Int = 0)
    /// The tokens of today, by model.
    case usage([TokenUsage])
    /// A vote that couldn't be kept, and why.
    case pairRefused(UUID, String)
    /// The pairs that pass a filter.
    case pairs([Pair], of: PairFilter)
    /// The number of an evaluation that has an output which was looked for, and its prompt's name.
    case evaluationFound(Int64, prompt: String)
    /// A run with its prompt; the prompt is nil if it can't be read.
    case run(RecordedRun, Prompt?)
    /// Two runs.
    case runs(RecordedRun, RecordedRun)
    /// The evaluations that have these words.
    case evaluations([EvaluationEntry], for: String)
    /// An evaluation, or two that are compared.
    case evaluation(KeptEvaluation)
    /// A run or an evaluation was changed; the sentence says how.
    case changed(String)
    /// The request failed; the sentence says why.
    case failed(String)
}
