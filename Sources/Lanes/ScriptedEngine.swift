import Prompting
import Sampling

/// An engine without a model, for tests: each lane generates the text that a script has for its name, with a character
/// as a token.
package struct ScriptedEngine: Engine {
    /// The texts of a lane, stage by stage, and an error that it ends with instead.
    package struct Script: Sendable {
        /// The text of each stage.
        package var stages: [String]
        /// The error that ends the lane at once; nil if there is none.
        package var error: EngineError?

        /// Creates a script of these stages.
        package init(_ stages: [String], error: EngineError? = nil) {
            self.stages = stages
            self.error = error
        }
    }

    /// True if prompts may be sent in the chat layout.
    package let hasChatTemplate: Bool
    /// The number of tokens that all lanes together may have.
    package let contextLength: Int
    /// The builds that it tells, as a server's would; nil if it plays an engine of Lathe's.
    package var builds: ServerBuilds?
    private let scripts: [String: Script]
    private let logProbability: @Sendable (_ text: String, _ context: String) -> Double

    /// Creates an engine whose lanes follow the scripts with their names. A lane without a script generates nothing.
    ///
    /// `logProbability` is the logarithm of the probability of a text, without a leading blank, behind a context. By
    /// default each printable ASCII character is as likely as the next.
    package init(
        _ scripts: [String: Script], hasChatTemplate: Bool = true, contextLength: Int = 2048,
        logProbability: @escaping @Sendable (_ text: String, _ context: String) -> Double = { text, _ in
            -4.553876891600541 * Double(text.count)
        }
    ) {
        self.scripts = scripts
        self.logProbability = logProbability
        self.hasChatTemplate = hasChatTemplate
        self.contextLength = contextLength
    }

    /// Runs at once, on the caller's thread.
    package func start(
        _ request: RunRequest, report: @escaping @Sendable (RunEvent) -> Void
    ) -> @Sendable () -> Void {
        let lanes = request.lanes.indices.map { index in
            let result = perform(request.lanes[index], lane: index, emit: report)
            report(.laneFinished(lane: index, result: result))
            return result
        }
        report(.finished(RunSummary(lanes: lanes, mode: request.mode, padding: [], isCancelled: false)))
        return {}
    }

    /// Returns ``builds``.
    package func serverBuilds() async -> ServerBuilds? { builds }

    /// Returns the text of a prompt, with the roles written out, and its characters as tokens.
    package func render(_ prompt: CompiledPrompt, date: Int64?) throws(EngineError) -> SentPrompt {
        let fragments =
            switch prompt.body {
            case .completion(let own): own
            case .chat(let messages, let opening):
                messages.flatMap { message in
                    [
                        Fragment("<\(message.role.rawValue)>\n", isField: false),
                        Fragment(message.text, isField: true), Fragment("\n", isField: false),
                    ]
                } + [Fragment("<assistant>\n", isField: false), Fragment(opening, isField: true)]
            }
        let tokens = fragments.map(\.text).joined().unicodeScalars.map {
            SentPrompt.Token(id: Int32($0.value), text: String($0))
        }
        return SentPrompt(fragments: fragments, tokens: tokens, notices: [])
    }

    /// Returns a distribution in which each printable ASCII character is as likely as the next.
    package func next(_ prompt: CompiledPrompt, mode: RunMode) async throws(EngineError) -> NextToken {
        try await next(after: try render(prompt).tokens.map(\.id), at: nil, mode: mode, isWhole: true)
    }

    /// Returns the same distribution after any tokens.
    package func next(
        after history: [Int32], at place: ConstrainedPlace?, mode: RunMode, isWhole: Bool
    ) async throws(EngineError) -> NextToken {
        let logits: [Float] = (0..<128).map { $0 < 32 || $0 == 127 ? -.infinity : 0 }
        do throws(RowError) {
            let row = try logits.withUnsafeBufferPointer { logits throws(RowError) in try Row(whole: logits) }
            return NextToken(row: row, history: history)
        } catch {
            throw .badLogits(reason: "\(error)")
        }
    }

    /// Returns the probabilities of the script, each of a single token without a leading blank.
    package func likelihoods(_ request: LikelihoodRequest) async throws(EngineError) -> [Likelihood] {
        let context =
            switch request.context {
            case .prompt(let prompt, let date): try render(prompt, date: date).text
            case .tokens(let tokens): texts(of: tokens).joined()
            }
        return request.continuations.map { text in
            let written = request.writings(of: text)[0]
            let token = TokenLikelihood(
                token: 0, logProbability: logProbability(written, context), rank: 1, likeliest: 0)
            return Likelihood(text: text, writings: [Likelihood.Writing(text: written, tokens: [token])])
        }
    }

    /// Returns the characters with these numbers.
    package func texts(of tokens: [Int32]) -> [String] {
        tokens.map { Unicode.Scalar(UInt32(bitPattern: $0)).map(String.init) ?? "\u{FFFD}" }
    }

    private func perform(_ request: LaneRequest, lane: Int, emit: (RunEvent) -> Void) -> LaneResult {
        let script = scripts[request.name] ?? Script([])
        let samples = (0..<max(1, request.samples)).map { sample in
            var stages: [StageResult] = []
            for (stage, text) in script.stages.enumerated() {
                let opening = request.prompt.steps.indices.contains(stage) ? request.prompt.steps[stage].opening : ""
                emit(.stageStarted(lane: lane, sample: sample, stage: stage, prompt: opening, history: []))
                stages.append(
                    generate(text, request: request, stage: stage) { text, tokens in
                        emit(.text(lane: lane, sample: sample, stage: stage, text: text, tokens: tokens))
                    })
                emit(.stageFinished(lane: lane, sample: sample, stage: stage, result: stages[stage]))
            }
            return SampleResult(stages: stages, of: request.prompt)
        }
        return LaneResult(
            name: request.name, samples: samples, answer: samples.majorityAnswer, error: script.error,
            usage: Usage(), timings: Timings())
    }

    private func generate(
        _ text: String, request: LaneRequest, stage: Int, tell: (String, [DrawnToken]) -> Void
    ) -> StageResult {
        var assembler = TextAssembler(stops: request.settings.stop + request.prompt.layoutStops)
        var drawn: ArraySlice<Int32> = []
        func show(_ piece: TextAssembler.Piece) {
            guard piece != TextAssembler.Piece() else { return }
            let tokens = piece.tokenEnds.map { DrawnToken(id: drawn.popFirst() ?? 0, probability: 1, end: $0) }
            tell(piece.text, tokens)
        }
        let steps = request.prompt.steps
        let step = steps[min(stage, steps.count - 1)]
        let limit = step.limit(in: request.settings)
        for (index, character) in text.enumerated() {
            if index == limit { break }
            drawn.append(Int32(character.unicodeScalars.first?.value ?? 0))
            show(assembler.append(Array(String(character).utf8)))
            if assembler.isStopped { break }
        }
        if !assembler.isStopped { show(assembler.flush()) }
        let finish: Finish = assembler.isStopped ? .stop : text.count > limit ? .length : .end
        return StageResult(prompt: step.opening, text: assembler.text, finish: finish)
    }
}
