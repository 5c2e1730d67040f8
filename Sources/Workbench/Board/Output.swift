import Lanes
import Prompting
import Sampling
import Terminal
import TextLayout

/// What a lane has generated so far, ready to be shown: all of its samples, of which one is seen.
struct Output: Sendable {
    /// The word of the model whose tokens these are.
    var model: String?
    /// All that have begun, the first first; never empty.
    private(set) var samples = [Sample()]
    /// Which of them is seen.
    private(set) var shown = 0
    /// Its text.
    var text: WrappedText
    /// UTF-8 bytes of `text`.
    private(set) var length = 0
    /// Prompt tokens that have been evaluated, of how many; nil before and after.
    var prefill: (done: Int, total: Int)?
    /// Seconds until a server is asked again, and why; nil if nothing waits for that.
    var waiting: (seconds: Int, reason: String)?
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

    /// The tokens of the sample that is seen.
    var tokens: [Sample.Token] { samples[shown].tokens }
    /// Pieces of text of the sample that is seen.
    var pieces: Int { samples[shown].pieces }
    /// What each stage's first token follows.
    var histories: [[Int32]] { samples[shown].histories }
    /// Parts that weren't generated but stand between stages.
    var triggers: [Range<Int>] { samples[shown].triggers }
    /// How many samples were asked for, or there are.
    var sampleCount: Int { max(samples.count, request?.samples ?? 0) }
    /// Whether no sample has a text.
    var isEmpty: Bool { length == 0 && samples.allSatisfy(\.text.isEmpty) }

    /// Nothing yet.
    init(width: Int, glyphs: Glyphs, model: String? = nil) {
        self.model = model
        text = WrappedText(width: width, glyphs: glyphs)
    }

    /// Takes what the engine tells of the lane.
    mutating func take(_ event: RunEvent) {
        waiting = nil
        switch event {
        case .waiting(_, let seconds, let reason): waiting = (seconds, reason)
        case .prefill(_, let done, let total): prefill = (done, total)
        case .stageStarted(_, let sample, let stage, let prompt, let history):
            prefill = nil
            while samples.count <= sample { samples.append(Sample()) }
            append(samples[sample].begin(stage: stage, prompt: prompt, history: history), of: sample)
        case .text(_, let sample, let stage, let text, let drawn):
            prefill = nil
            guard samples.indices.contains(sample), samples[sample].take(text, drawn, stage: stage) else { return }
            append(text, of: sample)
        case .stageFinished: prefill = nil
        case .laneFinished(_, let lane):
            prefill = nil
            result = lane
            for (sample, result) in lane.samples.enumerated() {
                if sample == samples.count { samples.append(Sample()) }
                if samples[sample].isWaiting, !result.text.isEmpty {
                    samples[sample] = Sample(result)
                    append(result.text, of: sample)
                }
            }
        default: break
        }
    }

    /// Shows another sample, at the same height.
    mutating func show(sample: Int) {
        guard sample != shown, samples.indices.contains(sample) else { return }
        shown = sample
        text.setText(samples[sample].text)
        length = samples[sample].text.utf8.count
    }

    /// The same sample as before is seen once it begins, where there will be one.
    mutating func keepShowing(_ sample: Int) {
        guard sample < sampleCount else { return }
        while samples.count <= sample { samples.append(Sample()) }
        show(sample: sample)
    }

    /// Returns the tokens that the token at an index follows.
    func history(before index: Int) -> [Int32]? {
        guard let stage = tokens.indices.contains(index) ? tokens[index].stage : histories.indices.last,
            histories.indices.contains(stage)
        else { return nil }
        return histories[stage] + tokens[..<min(index, tokens.count)].filter { $0.stage == stage }.map(\.drawn.id)
    }

    /// Returns what each stage begins with in a lane that branches off before the token at an index, with another in
    /// its place.
    func openings(branchingAt index: Int, to token: Int32) -> [[Int32]] {
        guard tokens.indices.contains(index) else { return [[token]] }
        let stage = tokens[index].stage
        var openings = Array(repeating: [Int32](), count: stage)
        openings.append(tokens[..<index].filter { $0.stage == stage }.map(\.drawn.id) + [token])
        return openings
    }

    /// Lets go of tokens, which say nothing to another model; the text stays.
    mutating func forgetTokens() {
        for sample in samples.indices { samples[sample].tokens = [] }
        forgetHistories()
        result = nil
    }

    /// Lets go of what the tokens follow.
    mutating func forgetHistories() {
        for sample in samples.indices { samples[sample].histories = [] }
    }

    private mutating func append(_ more: String, of sample: Int) {
        guard sample == shown, !more.isEmpty else { return }
        text.append(more)
        length += more.utf8.count
    }
}
