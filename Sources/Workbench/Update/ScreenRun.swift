import History
import Lanes
import Library
import Prompting
import Sampling

/// What stood on the screen once its lanes had ended: a run for the history.
package struct ScreenRun: Sendable, Hashable {
    /// A lane and what it generated.
    package struct Lane: Sendable, Hashable {
        /// What it asked.
        package var request: LaneRequest
        /// Where each setting came from.
        package var settings: ResolvedSettings
        /// The file of the model that it ran on.
        package var modelPath: String
        /// What came of it, with the tokens that were drawn.
        package var result: LaneResult
    }

    /// The prompt with its lanes, as they would be saved.
    package var prompt: Prompt
    /// The file that it is from; nil for one that was never saved.
    package var path: String?
    /// What it is called.
    package var name: String
    /// The lanes.
    package var lanes: [Lane]
}

/// What the history is asked to do.
package enum HistoryRequest: Sendable, Hashable {
    /// Gives some runs; only the answer to the newest `number` counts.
    case page(number: Int, HistoryFilter, HistoryPosition)
    /// Gives one run, or two to compare.
    case open(Int64), compare(Int64, Int64)
    /// Marks a run.
    case rate(Int64, Int?), setTags(Int64, [String]), note(Int64, String)
    /// Puts a run into the history.
    case record(ScreenRun)
    /// Writes what stands in the lanes to a file in the format that its ending names, or, as Markdown, to the clipboard.
    case export(ScreenRun, path: String?)
    /// The same of a run in the history.
    case exportRecorded(Int64, path: String?)
    /// Deletes a run, or brings it back.
    case delete(Int64), restore(Int64)
}

/// What the history answers.
package enum HistoryAnswer: Sendable {
    /// Some runs, to be put below others or in their place.
    case page(number: Int, HistoryPage, isMore: Bool)
    /// A run, with its prompt as far as that can be read.
    case run(RecordedRun, Prompt?)
    /// Two runs.
    case runs(RecordedRun, RecordedRun)
    /// A run was changed; the sentence says how.
    case changed(String)
    /// It failed.
    case failed(String)
}
