import Lanes
import Prompting
import Sampling
import Terminal
import TextLayout

/// The output of a lane so far, ready to be shown: all of its samples, one of which is seen.
struct Output: Sendable {
    /// The word of the model that made the tokens.
    var model: String?
    /// The samples that have begun, in their order; never empty.
    private(set) var samples = [Sample()]
    /// The index of the sample that is seen.
    private(set) var shown = 0
    /// The text of the sample that is seen.
    var text: WrappedText
    /// The number of UTF-8 bytes of `text`.
    private(set) var length = 0
    /// The number of prompt tokens that are evaluated, and of all; nil before and after.
    var prefill: (done: Int, total: Int)?
    /// The searches for beams so far, by stage; nil if tokens are drawn.
    private(set) var searched: [BeamTree]?
    /// True while the leading beam's text is shown, before the kept beams are known.
    private var isPreview = false
    /// Seconds until a server is asked again, and the reason; nil if nothing waits for that.
    var waiting: (seconds: Int, reason: String)?
    /// The result; nil while it runs.
    var result: LaneResult?
    /// The request, with the origin of its settings and the file of its model; nil for an output from the history.
    var request: LaneRequest?
    var settings: ResolvedSettings?
    var modelPath: String?
    /// The request of an output from the history; nil for another one.
    var recordedRequest: LaneRequest?
    /// The number of the ``ScreenRun`` with which it went into the history; nil if it hasn't.
    var recording: Int?
    /// True if it is in the history.
    var isRecorded: Bool { run != nil }
    /// The run that has it; nil if it isn't in the history.
    var run: RunReference? {
        if let recordedRun { return .history(recordedRun) }
        return recording.map { RunReference.screen($0) }
    }
    /// The number of the run in the history that it was taken from; nil if it wasn't.
    var recordedRun: Int64?

    /// The tokens of the sample that is seen.
    var tokens: [Sample.Token] { samples[shown].tokens }
    /// The number of pieces of text of the sample that is seen.
    var pieces: Int { samples[shown].pieces }
    /// True if thoughts are shown in full, and calls of tools as the model wrote them.
    private(set) var isUnfolded = false
    private let glyphs: Glyphs
    /// The number of UTF-8 bytes of `text` that show thoughts.
    var fold: Int { samples[shown].fold }
    /// The text without its thoughts.
    var answer: String {
        showsCalls ? String(decoding: shownText.utf8.dropFirst(fold), as: UTF8.self) : samples[shown].answer
    }
    /// True if the sample on the screen calls tools.
    var hasCalls: Bool { samples[shown].hasCalls }
    /// True if calls are shown as trees. The places of tokens are then not those on the screen.
    var showsCalls: Bool { hasCalls && !isUnfolded }
    /// The text on the screen.
    private var shownText: String { showsCalls ? samples[shown].shownWithCalls(glyphs) : samples[shown].text }
    /// True if the sample on the screen has thoughts.
    var hasThoughts: Bool { samples[shown].hasThoughts }
    /// The tokens before each stage's first token.
    var histories: [[Int32]] { samples[shown].histories }
    /// The ranges of text that stand between stages and weren't generated.
    var triggers: [Range<Int>] { showsCalls ? [] : samples[shown].triggers }
    /// The number of samples that were asked for, or that there are.
    var sampleCount: Int { max(samples.count, result?.samples.count ?? request?.samples ?? 0) }
    /// The images that were sent, with what is known of them.
    var images: [ImageFile] {
        let told = result?.images ?? []
        return told.isEmpty ? request?.prompt.images ?? [] : told
    }
    /// True if the sample that is seen hasn't begun, and no beam leads.
    var isWaiting: Bool { samples[shown].isWaiting && !isPreview }
    /// True if no sample has a text.
    var isEmpty: Bool { length == 0 && samples.allSatisfy(\.text.isEmpty) }

    /// Creates an empty output.
    init(width: Int, glyphs: Glyphs, model: String? = nil) {
        self.model = model
        self.glyphs = glyphs
        text = WrappedText(width: width, glyphs: glyphs)
    }

    /// Takes an event of the lane.
    mutating func take(_ event: RunEvent) {
        waiting = nil
        switch event {
        case .waiting(_, let seconds, let reason): waiting = (seconds, reason)
        case .prefill(_, let done, let total): prefill = (done, total)
        case .stageStarted(_, let sample, let stage, let prompt, let history):
            prefill = nil
            while samples.count <= sample { samples.append(Sample()) }
            append(samples[sample].begin(stage: stage, prompt: prompt, history: history), of: sample)
        case .searched(_, let stage, let candidates):
            prefill = nil
            search(candidates, stage: stage)
        case .thoughts(_, let sample, let stage, let text, let drawn):
            prefill = nil
            guard samples.indices.contains(sample) else { return }
            samples[sample].think(text, drawn, stage: stage)
            refold(sample)
        case .text(_, let sample, let stage, let text, let drawn):
            prefill = nil
            guard samples.indices.contains(sample) else { return }
            let endsThoughts = samples[sample].isThinking && !text.isEmpty
            guard samples[sample].take(text, drawn, stage: stage) else { return }
            if endsThoughts { refold(sample) } else { append(text, of: sample) }
        case .stageFinished(_, let sample, let stage, let result):
            prefill = nil
            guard samples.indices.contains(sample), result.toolUse != nil else { return }
            samples[sample].call(result.toolUse, stage: stage)
            refold(sample)
        case .laneFinished(_, let lane):
            prefill = nil
            result = lane
            for (sample, result) in lane.samples.enumerated() {
                if sample == samples.count { samples.append(Sample()) }
                if samples[sample].isWaiting, !result.text.isEmpty || !result.calls.isEmpty {
                    samples[sample] = Sample(result)
                    append(result.text, of: sample)
                }
                // A server's template began them: what came as text turned out to be thoughts.
                if !result.thoughts.isEmpty, !samples[sample].hasThoughts { samples[sample] = Sample(result) }
                samples[sample].take(result)
                refold(sample)
            }
            if isPreview { showAgain() }
        default: break
        }
    }

    /// Shows the thoughts of all samples in full and calls as the model wrote them, or folds thoughts into one line and
    /// shows calls as trees.
    mutating func toggleThoughts() {
        isUnfolded.toggle()
        for sample in samples.indices { refold(sample) }
    }

    private mutating func refold(_ sample: Int) {
        guard samples[sample].hasThoughts || samples[sample].hasCalls else { return }
        samples[sample].fold(isOpen: isUnfolded, glyphs: glyphs, hasEnded: result != nil)
        if sample == shown { showAgain() }
    }

    private mutating func showAgain() {
        isPreview = false
        let shownText = shownText
        text.setText(shownText)
        length = shownText.utf8.count
    }

    /// Shows another sample, at the same scroll position.
    mutating func show(sample: Int) {
        guard sample != shown, samples.indices.contains(sample) else { return }
        shown = sample
        showAgain()
    }

    /// Shows the sample with the same number as before, if there will be one.
    mutating func keepShowing(_ sample: Int) {
        guard sample < sampleCount else { return }
        while samples.count <= sample { samples.append(Sample()) }
        show(sample: sample)
    }

    /// Returns the tokens before the token at an index; nil if they aren't known.
    func history(before index: Int) -> [Int32]? {
        guard let stage = tokens.indices.contains(index) ? tokens[index].stage : histories.indices.last,
            histories.indices.contains(stage)
        else { return nil }
        return histories[stage] + thoughtIDs(of: stage)
            + tokens[..<min(index, tokens.count)].filter { $0.stage == stage }.map(\.drawn.id)
    }

    /// Returns the place before the token at an index under the constraint of its stage; nil if the model was free there.
    func constrainedPlace(before index: Int) -> ConstrainedPlace? {
        guard let stage = tokens.indices.contains(index) ? tokens[index].stage : histories.indices.last,
            let request
        else { return nil }
        return ConstrainedPlace(
            in: request.prompt, step: stage,
            outputTokens: thoughtIDs(of: stage).count
                + tokens[..<min(index, tokens.count)].count { $0.stage == stage },
            thinking: request.settings.thinking)
    }

    /// Returns what the funnel needs to know of the place before the token at an index, besides its tokens. `seed` is that
    /// of the lane.
    func spot(before index: Int, seed: UInt64) -> FunnelSpot {
        let stage = tokens.indices.contains(index) ? tokens[index].stage : max(0, histories.count - 1)
        let drawn = thoughtIDs(of: stage).count + tokens[..<min(index, tokens.count)].count { $0.stage == stage }
        // A token that was given, not drawn, leaves the memory as it is, so that the next draw has that of its place.
        let steered = tokens.dropFirst(index).first { $0.stage == stage && $0.drawn.steering != nil }
        return FunnelSpot(
            noise: NoiseKey(
                seed: seed, case: (request ?? recordedRequest)?.caseKey ?? 0, sample: shown, stage: stage,
                index: drawn),
            steering: steered?.drawn.steering)
    }

    /// Returns the tokens that each stage begins with in a lane that branches off before the token at an index and
    /// continues with another one.
    func openings(branchingAt index: Int, to token: Int32) -> [[Int32]] {
        guard tokens.indices.contains(index) else { return [[token]] }
        let stage = tokens[index].stage
        var openings = Array(repeating: [Int32](), count: stage)
        openings.append(thoughtIDs(of: stage) + tokens[..<index].filter { $0.stage == stage }.map(\.drawn.id) + [token])
        return openings
    }

    /// Removes the tokens, which mean nothing to another model. The text stays.
    mutating func forgetTokens() {
        for sample in samples.indices { samples[sample].forgetTokens() }
        forgetHistories()
        result = nil
    }

    /// Removes the tokens before the stages.
    mutating func forgetHistories() {
        for sample in samples.indices { samples[sample].histories = [] }
    }

    /// Takes the candidates of a step, and shows the text of the leading beam.
    private mutating func search(_ candidates: [BeamTree.Candidate], stage: Int) {
        var trees = searched ?? []
        while trees.count <= stage { trees.append(BeamTree()) }
        trees[stage].append(candidates)
        searched = trees
        guard let leader = trees[stage].leader else { return }
        let preview = trees[stage].text(to: leader)
        isPreview = true
        text.setText(preview)
        length = preview.utf8.count
    }

    /// Returns the tokens of a stage's thoughts, which come before those of its text.
    private func thoughtIDs(of stage: Int) -> [Int32] { (samples[shown].thoughtTokens[stage] ?? []).map(\.id) }

    private mutating func append(_ more: String, of sample: Int) {
        guard sample == shown, !more.isEmpty else { return }
        if isPreview {
            isPreview = false
            text.setText("")
            length = 0
        }
        text.append(more)
        length += more.utf8.count
    }
}
