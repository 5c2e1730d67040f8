import Prompting
import Sampling

/// A lane: one column of the screen.
struct LaneState: Sendable {
    let id: LaneID
    /// The lane's differences from the prompt, as they are saved.
    var lane: Lane
    /// The tokens that its stages begin with, if it branched off another lane.
    var openings: [[Int32]] = []
    /// The lane that it branched off; nil if it didn't, or was opened from the history.
    var parent: LaneID?
    /// The word of the model that these tokens belong to.
    var openingsModel: String?
    var output: Output
    /// The text that the run before wrote in the same sample; nil if there was no such run.
    var earlier: String?
    /// The text that its run in the history sent, if it was opened from there; else nil.
    var recorded: RecordedSending?
    /// The output of a run that has nothing to show yet; until then the old output stays, dimmed. Nil if there is none.
    var incoming: Output?
    /// An output that stays beside the next ones; nil if none is pinned.
    var pinned: Output?
    /// The running run; nil if there is none.
    var run: RunID?
    /// A run that was stopped but whose end may still come.
    var stopped: RunID?
    /// True if the last run was stopped before it had anything to show.
    var wasStopped = false
    /// What the lane's sources are being searched for, before it can run; nil if it doesn't wait for that.
    var awaited: SourceQuestion?
    /// The value of ``revision`` when the lane was last run, or failed to.
    var runRevision = 0
    /// The value of ``revision`` that `output` was made with.
    var outputRevision = 0
    /// A counter of changes that the output depends on.
    var revision = 1
    /// Why the lane can't run, or what went wrong; nil if nothing did.
    var problem: String?
    /// How likely each possible answer is where the output begins; nil if the prompt lists none.
    var answers: AnswerBars?
    /// The index of the token that the cursor is on; nil if it is on none.
    var tokenCursor: Int?

    /// True if the output belongs to an earlier state of prompt or settings.
    var isStale: Bool { outputRevision != revision && !output.isEmpty }
    var isRunning: Bool { run != nil }
    /// The place in the output of the token with which the lane parted from the one that it branched off; nil if it
    /// didn't, or has no output of its own yet.
    var parting: Range<Int>? {
        guard let opening = openings.last, let token = opening.last else { return nil }
        let stage = openings.count - 1
        let tokens = output.tokens
        guard let first = stage == 0 ? 0 : tokens.firstIndex(where: { $0.stage == stage }) else { return nil }
        // An opening begins with the tokens of thoughts, which aren't among those of the text.
        let index = first + opening.count - 1 - (output.samples[output.shown].thoughtTokens[stage]?.count ?? 0)
        guard index >= first, tokens.indices.contains(index), tokens[index].drawn.id == token else { return nil }
        return tokens[index].range
    }
    /// True if the last run wrote the same as the one before, and nothing went wrong.
    var isUnchanged: Bool { problem == nil && output.result != nil && output.answer == earlier }
}
