import Prompting
import Runtime
import Sampling
import Terminal
import TextLayout

/// What a lane has generated so far, ready to be shown.
struct Output: Sendable {
    /// A token and where it stands in the shown text.
    struct Token: Sendable {
        var drawn: DrawnToken
        /// UTF-8 bytes of the shown text.
        var range: Range<Int>
        var stage: Int
    }

    /// The word of the model whose tokens these are.
    var model: String?
    /// The stages' texts with the triggers between them.
    var text: WrappedText
    /// UTF-8 bytes of `text`.
    private(set) var length = 0
    /// Tokens of the first sample.
    var tokens: [Token] = []
    /// What each stage's first token follows.
    var histories: [[Int32]] = []
    /// Where each stage's text starts in `text`.
    var starts: [Int] = []
    /// Parts that weren't generated but stand between stages.
    var triggers: [Range<Int>] = []
    /// Prompt tokens that have been evaluated, of how many; nil before and after.
    var prefill: (done: Int, total: Int)?
    /// Samples that have ended.
    var endedSamples = 0
    /// How it ended; nil while it goes on.
    var result: LaneResult?
    /// What was asked, with settings from where, on which model's file; nil for what came out of the history.
    var request: LaneRequest?
    var settings: ResolvedSettings?
    var modelPath: String?
    /// Whether the history has it.
    var isRecorded = false
    /// The run that it came out of the history with.
    var recordedRun: Int64?

    /// Nothing yet.
    init(width: Int, glyphs: Glyphs, model: String? = nil) {
        self.model = model
        text = WrappedText(width: width, glyphs: glyphs)
    }

    /// Takes what the engine tells of the lane.
    mutating func take(_ event: RunEvent) {
        switch event {
        case .prefill(_, let done, let total): prefill = (done, total)
        case .stageStarted(_, 0, let stage, let prompt, let history):
            prefill = nil
            if stage > 0 {
                triggers.append(length..<length + prompt.utf8.count)
                append(prompt)
            }
            starts.append(length)
            histories.append(history)
        case .text(_, 0, let stage, let text, let drawn):
            prefill = nil
            guard starts.indices.contains(stage) else { return }
            append(text)
            for token in drawn {
                let start = max(tokens.last?.range.upperBound ?? 0, starts[stage])
                let end = max(start, starts[stage] + token.end)
                tokens.append(Token(drawn: token, range: start..<end, stage: stage))
            }
        case .stageFinished(_, let sample, _, _):
            prefill = nil
            if sample > 0 || endedSamples == 0 { endedSamples += 1 }
        case .laneFinished(_, let lane):
            prefill = nil
            result = lane
        default: break
        }
    }

    /// The tokens that the token at an index follows.
    func history(before index: Int) -> [Int32]? {
        guard let stage = tokens.indices.contains(index) ? tokens[index].stage : histories.indices.last,
            histories.indices.contains(stage)
        else { return nil }
        return histories[stage] + tokens[..<min(index, tokens.count)].filter { $0.stage == stage }.map(\.drawn.id)
    }

    /// What each stage begins with in a lane that branches off before the token at an index, with another in its place.
    func openings(branchingAt index: Int, to token: Int32) -> [[Int32]] {
        guard tokens.indices.contains(index) else { return [[token]] }
        let stage = tokens[index].stage
        var openings = Array(repeating: [Int32](), count: stage)
        openings.append(tokens[..<index].filter { $0.stage == stage }.map(\.drawn.id) + [token])
        return openings
    }

    /// Lets go of tokens, which say nothing to another model; the text stays.
    mutating func forgetTokens() {
        tokens = []
        histories = []
        result = nil
    }

    private mutating func append(_ more: String) {
        guard !more.isEmpty else { return }
        text.append(more)
        length += more.utf8.count
    }
}
