import Prompting
import Sampling

/// Names a lane for as long as it is on the screen, whatever it is called and wherever it stands.
package struct LaneID: Sendable, Hashable {
    let number: Int
}

/// Names a run of one lane.
package struct RunID: Sendable, Hashable {
    /// Counted up from 1.
    package let number: Int
}

/// One column.
struct LaneState: Sendable {
    let id: LaneID
    /// What differs from the prompt, as it is saved.
    var lane: Lane
    /// Tokens that its stages begin with, where it branched off another lane.
    var openings: [[Int32]] = []
    /// The word of the model whose tokens these are.
    var openingsModel: String?
    var output: Output
    /// The output of a run that has told nothing yet; until then the old one stays, dimmed.
    var incoming: Output?
    /// An output that stays beside the next ones.
    var pinned: Output?
    /// The run that goes on.
    var run: RunID?
    /// A run that was stopped, but may still tell how it ended.
    var stopped: RunID?
    /// Whether the last run was stopped before it had anything to show.
    var wasStopped = false
    /// The count of changes that the run under way was started with.
    var runRevision = 0
    /// What `output` was made of: counts of changes, as they were then.
    var outputRevision = 0
    /// Counted up whenever something changes that the output depends on.
    var revision = 1
    /// Why it can't run, or what went wrong.
    var problem: String?
    /// The token that the cursor is on; nil without one.
    var tokenCursor: Int?

    /// Whether the output belongs to an earlier state of prompt or settings.
    var isStale: Bool { outputRevision != revision && !output.isEmpty }
    var isRunning: Bool { run != nil }
}
