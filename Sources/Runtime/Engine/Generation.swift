import Lanes
import Prompting
import Sampling

/// One running sample of a lane: its tokens, its stage, and how it takes another token.
final class Generation {
    let lane: Int
    var sample: Int
    let request: LaneRequest
    /// True if the rows that it draws from are kept for replay.
    let keepsRows: Bool
    private let model: LlamaModel
    private let renderer: PromptRenderer
    private let cells: Int
    /// The images of the prompt, which stay in memory as long as they may be evaluated.
    let images: [ImageTable.Entry]
    let emit: (RunEvent) -> Void

    private var sent: SentTokens
    private(set) var stages: [StageResult] = []
    private var counts = Usage()
    private var promptRanges: [Range<Int>] = []
    /// The number of tokens in the prompt of the first stage.
    var promptLength: Int { promptRanges.first?.upperBound ?? 0 }
    /// The rows that were evaluated for it; beams of a lane count them together.
    private let evaluated: EvaluatedRows
    private(set) var error: EngineError?
    var isFinished = false
    var branch: Branch?
    /// The search that it is a beam of; nil if its tokens are drawn.
    var search: BeamLane?
    /// The tokens that it may go on with as a beam; nil until the row after its history is there.
    var offers: [BeamSearch.Offer]?
    /// The events of a beam, which are reported when it is kept; nil if they are reported at once.
    var heldEvents: [RunEvent]?
    /// The event that began the first stage.
    var beginning: RunEvent?
    /// What ends a beam's thoughts if it goes on with the technique's next step; nil if it can't.
    var nextClosing: [Int32]?
    private var funnel: Funnel
    /// What stages with a memory remember of the tokens of this generation.
    private var memory: FunnelMemory
    /// What steered the draw of the next token.
    private var steering: Double?

    private var prompt: String
    private var output: OutputSplitter
    /// How to separate thoughts from the answer; nil if thoughts aren't looked for.
    private let thoughts: ThoughtFormat?
    /// True if thoughts may come before the answer: the template knows of them, and the settings don't forbid them.
    private let thinks: Bool
    private let grammars: GrammarStore
    /// What keeps this stage's output within a grammar; nil if the model is free.
    var outputGuard: OutputGuard?
    /// What may hold calls of tools; nil if none are looked for.
    private var calls: CallCollection?
    private var unsent = UnsentText()
    /// True while the tokens that cut thoughts off are being added.
    private var isClosing = false
    /// The tokens that the stage begins with, as far as they are still to be taken.
    private var given: ArraySlice<Int32> = []
    private var drawn = 0
    /// The tokens of each step's opening; none for the first.
    private var openingTokens: [[Int32]] = []
    /// The time of the first row; the others are those of the first and the last token.
    var rowTime: ContinuousClock.Instant?
    private(set) var firstTokenTime: ContinuousClock.Instant?
    private(set) var lastTokenTime: ContinuousClock.Instant?

    init(
        lane: Int, sample: Int, request: LaneRequest, mode: RunMode, keepsRows: Bool, model: LlamaModel,
        renderer: PromptRenderer, grammars: GrammarStore, seconds: Int64, cells: Int, emit: @escaping (RunEvent) -> Void
    ) throws(EngineError) {
        let rendered = try renderer.render(request.prompt, seconds: seconds)
        guard rendered.tokens.count < cells else {
            throw .promptTooLong(tokens: rendered.tokens.count, context: cells)
        }
        self.lane = lane
        self.keepsRows = keepsRows
        self.sample = sample
        self.request = request
        self.model = model
        self.renderer = renderer
        self.grammars = grammars
        self.cells = cells
        self.emit = emit
        sent = SentTokens(rendered.tokens, mode: mode, images: renderer.images)
        prompt = rendered.text
        funnel = Funnel(request.settings)
        memory = FunnelMemory(request.settings)
        thoughts = rendered.thoughts
        thinks = request.settings.thinking != 0 && renderer.thinks(under: request.prompt)
        calls = rendered.calls.map(CallCollection.init)
        output = OutputSplitter(
            tags: rendered.thoughts?.tags, isOpen: rendered.thoughts?.isOpen ?? false,
            stops: request.settings.stop + request.prompt.layoutStops)
        // All are made now, so that a mistake in one is told before anything is generated.
        let guards = try request.prompt.steps.enumerated().map { stage, step throws(EngineError) in
            try grammars.outputGuard(for: step, stage: stage)
        }
        outputGuard = guards.first ?? nil
        for step in request.prompt.steps {
            openingTokens.append(step.opening.isEmpty ? [] : try renderer.continuation(step.opening))
        }
        images = rendered.images
        evaluated = EvaluatedRows()
        countPrompt(history.count)
        let event = RunEvent.stageStarted(lane: lane, sample: sample, stage: 0, prompt: prompt, history: history)
        beginning = event
        emit(event)
        if request.settings.isBeamSearch { heldEvents = [] }
        takeOpening()
    }

    /// Creates a beam that goes on from another one.
    init(from other: Generation) {
        lane = other.lane
        sample = other.sample
        request = other.request
        keepsRows = other.keepsRows
        model = other.model
        renderer = other.renderer
        cells = other.cells
        images = other.images
        emit = other.emit
        sent = other.sent
        stages = other.stages
        counts = other.counts
        promptRanges = other.promptRanges
        evaluated = other.evaluated
        search = other.search
        heldEvents = other.heldEvents
        beginning = other.beginning
        funnel = other.funnel
        memory = other.memory
        prompt = other.prompt
        output = other.output
        thoughts = other.thoughts
        thinks = other.thinks
        grammars = other.grammars
        outputGuard = other.outputGuard
        calls = other.calls
        unsent = other.unsent
        drawn = other.drawn
        openingTokens = other.openingTokens
        rowTime = other.rowTime
        firstTokenTime = other.firstTokenTime
        lastTokenTime = other.lastTokenTime
    }

    /// All tokens that the model has been or will be sent, in order.
    var history: [Int32] { sent.tokens }

    /// The key of ``history`` among the kept rows.
    var key: RowKey { sent.key }

    /// The number of the running stage, from 0.
    var stage: Int { stages.count }

    /// The key of the noise for the next token.
    var noise: NoiseKey {
        NoiseKey(
            seed: request.settings.seed, case: request.caseKey, sample: sample, stage: stage, index: drawn)
    }

    /// Tokens whose raw logits are kept besides the largest: those that penalties or a bias change, or may change in a
    /// replay.
    var movable: [Int32] {
        let settings = request.settings
        let window = max(settings.window, keepsRows ? Settings().repeatLastN : 0)
        let latest = settings.window < 0 ? history[...] : history.suffix(window)
        return Array(latest) + settings.logitBias.keys
    }

    /// True if rows are kept with what top-n-sigma needs: it is on, or may be switched on in a replay.
    var needsSpread: Bool { keepsRows || request.settings.topNSigma > 0 }

    /// Returns whether the grammar allows a token now; nil if all tokens are allowed.
    var filter: TokenFilter? {
        outputGuard?.filter(
            behind: output, thoughts, mayThink: thinks && stage == 0, budget: request.settings.thinking)
    }

    /// True if the lane branched off another one with a token that the grammar doesn't allow, so that the model was free behind it.
    var hasLeftGrammar: Bool { !request.openings.isEmpty && outputGuard?.hasLeft == true }

    /// Returns the candidates of a row that the settings and the grammar leave.
    func survivors(of row: Row) -> FunnelOutcome {
        outputGuard?.prepare()
        let model = model
        let place = FunnelPlace(
            noise: noise, steering: memory.steering, spelling: { model.bytes(of: $0, showsSpecial: true) })
        let outcome = funnel.apply(to: row, history: history[...], allowing: filter, at: place)
        return outputGuard?.hasFailed == true ? .unproven(.allRuledOut(row.candidateCount)) : outcome
    }

    /// Draws a token, which is to be accepted next.
    func draw(from survivors: Survivors) -> Int32 {
        let token = survivors.draw(noise)
        steering = memory.steering
        memory.note(token, from: survivors)
        return token
    }

    /// Ends the generation because the grammar allows no token.
    func endWithoutChoice() { end(.error, error: deadEnd) }

    /// Cells to reserve for the tokens to come, so that lanes wait which would leave others no room.
    var reserve: Int { min(limit - drawn, 256) * (search != nil && drawn == 0 ? request.settings.beams : 1) }

    /// The largest number of tokens that this stage may draw. If stages follow, room is left for them.
    private var limit: Int {
        let steps = request.prompt.steps
        let own = steps[min(stage, steps.count - 1)].limit(in: request.settings)
        guard stage + 1 < steps.count else { return own }
        let later = (stage + 1..<steps.count).reduce(0) {
            $0 + openingTokens[$1].count + steps[$1].limit(in: request.settings)
        }
        let room = cells - (history.count - drawn) - later
        return room > 0 ? min(own, room) : own
    }

    /// Takes a drawn token. Afterwards the generation has ended, or `history` has the tokens that the next row follows.
    ///
    /// The text is reported by ``showText()``, not here: a replay draws thousands of tokens in the time that an event
    /// for each would take.
    func accept(_ token: Int32, probability: Float?, isReplayed: Bool) {
        lastTokenTime = .now
        firstTokenTime = firstTokenTime ?? lastTokenTime
        if model.isEnd(token) {
            finishStage(.end)
            return
        }
        counts.generatedTokens += 1
        if isReplayed { counts.replayedTokens += 1 }
        drawn += 1
        sent.append([token])
        unsent.draw(DrawnToken(id: token, probability: probability, end: 0, steering: steering))
        steering = nil
        let isOfCall = calls?.contains(token) == true
        let showsTag = isOfCall || (output.expectsTags && thoughts?.controls.contains(token) == true)
        let bytes = model.bytes(of: token, showsSpecial: showsTag)
        unsent.add(output.append(bytes))
        calls?.append(bytes)
        outputGuard?.accept(token, answer: output.answer)
        if output.isStopped {
            finishStage(.stop)
        } else if outputGuard?.mustEnd == true {
            finishStage(.end)
        } else if drawn >= limit {
            finishStage(.length)
        } else if history.count >= cells {
            finishStage(.context)
        } else if isOverBudget {
            closeThoughts()
        }
    }

    /// True if the thoughts have used up their tokens and end with a whole character.
    private var isOverBudget: Bool {
        let budget = request.settings.thinking
        return output.isThinking && !isClosing && output.isWhole && output.hasUsedUp(budget: budget)
    }

    /// Adds the tokens that cut thoughts off, so that the answer begins.
    private func closeThoughts() {
        let (stage, closing) = (stage, thoughts?.closing ?? [])
        // A lane that branches off an output is given them with it; one that branches off a tree of beams isn't.
        let common = min(given.count, closing.count)
        if given.prefix(common) == closing.prefix(common) { given.removeFirst(common) }
        isClosing = true
        for token in closing where !isFinished && self.stage == stage {
            accept(token, probability: nil, isReplayed: true)
        }
        isClosing = false
    }

    /// Counts rows that were evaluated for this generation.
    func countRows(at positions: Range<Int>) {
        evaluated.all += positions.count
        evaluated.ofPrompt += promptRanges.reduce(0) { $0 + $1.clamped(to: positions).count }
    }

    /// Returns the size of the batch in which strict mode evaluates the tokens from `position` on.
    func chunk(at position: Int) -> Int { sent.chunk(at: position) }

    /// Reports how much of the prompt has been evaluated.
    func showProgress(_ done: Int) {
        emit(.prefill(lane: lane, done: done, total: history.count))
    }

    /// Ends the generation early; what it has stays.
    func end(_ finish: Finish, error: EngineError? = nil) {
        guard !isFinished else { return }
        self.error = error
        finishStage(finish)
    }

    /// The tokens counted so far.
    var usage: Usage {
        var usage = counts
        usage.decodedRows = evaluated.all
        usage.cachedTokens = max(0, counts.promptTokens - evaluated.ofPrompt)
        return usage
    }

    /// The output, once the generation has ended.
    var result: SampleResult { SampleResult(stages: stages, of: request.prompt) }

    /// Reports the text that was generated since the last call.
    func showText() {
        for event in unsent.events(lane: lane, sample: sample, stage: stage) { tell(event) }
    }

    private func tell(_ event: RunEvent) {
        if heldEvents == nil { emit(event) } else { heldEvents?.append(event) }
    }

    /// The error for a search that has found no token to go on with.
    var deadEnd: EngineError { outputGuard?.deadEnd ?? .badLogits(reason: "no candidate is left") }

    /// Takes the tokens that the stage begins with.
    private func takeOpening() {
        let stage = stage
        given = request.openings.indices.contains(stage) ? request.openings[stage][...] : []
        while !isFinished, self.stage == stage, let token = given.popFirst() {
            accept(token, probability: nil, isReplayed: true)
        }
    }

    private func countPrompt(_ count: Int) {
        promptRanges.append(history.count - count..<history.count)
        counts.promptTokens += count
    }

    private func finishStage(_ finish: Finish) {
        let isUnanswered = output.isThinking
        unsent.add(output.flush())
        unsent.forgetHidden()
        showText()
        let result = StageResult(
            prompt: prompt, text: output.text, thoughts: output.thoughts, thoughtTokens: output.thoughtTokens,
            toolUse: toolUse(), finish: finish)
        tell(.stageFinished(lane: lane, sample: sample, stage: stage, result: result))
        stages.append(result)
        let isComplete = finish == .end || finish == .stop || finish == .length
        guard isComplete, request.prompt.steps.indices.contains(stage) else {
            isFinished = true
            return
        }
        let closing = isUnanswered ? thoughts?.closing ?? [] : []
        if heldEvents != nil {
            // Its search decides whether it goes on.
            nextClosing = closing
            isFinished = true
        } else {
            start(request.prompt.steps[stage], closing: closing)
        }
    }

    /// Reads the calls in the stage that ends.
    private func toolUse() -> ToolUse? {
        guard let calls, drawn > 0, !output.isThinking else { return nil }
        return calls.use(isStopped: output.isStopped, stops: stops)
    }

    /// The stop strings of the settings and of the layout.
    private var stops: [String] { request.settings.stop + request.prompt.layoutStops }

    /// Begins the next step in the same sequence, which is cut back to the last whole token before a stop string. `closing` ends
    /// thoughts that are still open.
    func start(_ step: Step, closing: [Int32]) {
        var tokens = closing + openingTokens[stage]
        let ending = closing.isEmpty ? "" : thoughts?.tags.closing ?? ""
        calls?.begin(
            ending + step.opening, after: stages.last?.toolUse?.calls.count ?? 0, isStopped: output.isStopped,
            stops: stops)
        if output.isStopped {
            let (all, kept, rest) = output.cut
            sent.removeLast(all - kept)
            do throws(EngineError) {
                tokens = try renderer.continuation(rest + step.opening)
            } catch {
                self.error = error
                isFinished = true
                return
            }
        }
        guard history.count + tokens.count < cells else {
            stages.append(StageResult(prompt: step.opening, text: "", finish: .context))
            isFinished = true
            return
        }
        sent.append(tokens)
        countPrompt(tokens.count)
        prompt = step.opening
        drawn = 0
        memory = FunnelMemory(request.settings)
        output = OutputSplitter(tags: thoughts?.tags, isOpen: false, stops: stops)
        do throws(EngineError) {
            outputGuard = try grammars.outputGuard(for: step, stage: stage)
        } catch {
            self.error = error
            isFinished = true
            return
        }
        tell(.stageStarted(lane: lane, sample: sample, stage: stage, prompt: step.opening, history: history))
        takeOpening()
    }
}
