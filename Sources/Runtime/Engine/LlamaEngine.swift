import Dispatch
import Foundation
import Lanes
import Models
import Prompting
import Sampling
import Synchronization

/// llama.cpp in this process, on a thread of its own. Only that thread touches the model's memory.
package final class LlamaEngine: Engine {
    private let core: EngineCore
    private let renderer: SharedRenderer

    /// True if the model carries a chat template.
    package var hasChatTemplate: Bool { renderer.renderer.hasChatTemplate }
    /// True if the model's chat template knows of thoughts.
    package var thinks: Bool { renderer.renderer.thinks }
    /// The number of tokens that all lanes together may have.
    package let contextLength: Int
    /// The way in which it computes, with the reasons.
    package let choices: EngineChoices

    /// Loads a model on a thread of its own and starts the engine there.
    ///
    /// Calls `progress` with 0...1 on that thread; if it returns false, loading is cancelled. Calls `measuring` when
    /// the model is read and its speed is measured, which takes up to two seconds. Calls `stepEnded` on the engine's
    /// thread after each batch, when its events have been reported.
    package static func load(
        path: String, options: EngineOptions = EngineOptions(),
        progress: @escaping @Sendable (Double) -> Bool = { _ in true },
        measuring: @escaping @Sendable () -> Void = {}, stepEnded: @escaping @Sendable () -> Void = {}
    ) async throws(EngineError) -> LlamaEngine {
        let core = EngineCore()
        let result: Result<LlamaEngine, EngineError> = await withCheckedContinuation { continuation in
            core.start(
                path: path, options: options, progress: progress, measuring: measuring, stepEnded: stepEnded
            ) {
                continuation.resume(returning: $0)
            }
        }
        return try result.get()
    }

    fileprivate init(core: EngineCore, renderer: SharedRenderer, contextLength: Int, choices: EngineChoices) {
        self.core = core
        self.renderer = renderer
        self.contextLength = contextLength
        self.choices = choices
    }

    deinit {
        core.mailbox.send(.shutDown)
    }

    /// Starts a run. It always ends with a summary. `report` is called on the engine's thread.
    package func start(
        _ request: RunRequest, report: @escaping @Sendable (RunEvent) -> Void
    ) -> @Sendable () -> Void {
        let flag = CancelFlag()
        var request = request
        request.date = request.date ?? Self.now
        core.mailbox.send(.run(request, flag, .now, report))
        return { [core] in
            flag.set()
            core.interrupt()
        }
    }

    /// Returns the text and tokens that a prompt becomes.
    package func render(_ prompt: CompiledPrompt, date: Int64?) throws(EngineError) -> SentPrompt {
        let rendered = try renderer.renderer.render(prompt, seconds: date ?? Self.now)
        var assembler = TextAssembler(stops: [])
        let names = Dictionary(
            rendered.images.compactMap { image in image.tokens.first { $0 < 0 }.map { ($0, image.file.summary) } }
        ) { first, _ in first }
        var before: Int32 = 0
        var tokens = rendered.tokens.map { token in
            defer { before = token }
            // Only the first of an image's vectors gets the image's name; the others get an empty text.
            guard token >= 0 else {
                let name = names[token].map { "[\($0)]" } ?? "[part of an image]"
                return SentPrompt.Token(id: token, text: token == before ? "" : name)
            }
            return SentPrompt.Token(
                id: token, text: assembler.append(renderer.model.bytes(of: token, showsSpecial: true)).text)
        }
        if !tokens.isEmpty { tokens[tokens.count - 1].text += assembler.flush().text }
        return SentPrompt(fragments: rendered.fragments, tokens: tokens, notices: rendered.notices)
    }

    /// Returns the distribution of the token after a prompt.
    package func next(_ prompt: CompiledPrompt, mode: RunMode = .fast) async throws(EngineError) -> NextToken {
        try await next(
            after: try renderer.renderer.render(prompt, seconds: Self.now).tokens,
            at: ConstrainedPlace(in: prompt, step: 0, outputTokens: 0), mode: mode, isWhole: true)
    }

    /// Returns the distribution of the token after `history`.
    package func next(
        after history: [Int32], at place: ConstrainedPlace? = nil, mode: RunMode = .fast, isWhole: Bool
    ) async throws(EngineError) -> NextToken {
        let result: Result<NextToken, EngineError> = await withCheckedContinuation { continuation in
            core.mailbox.send(
                .question(
                    Question(
                        history: history, mode: mode,
                        wish: .row(at: place, isWhole: isWhole) { continuation.resume(returning: $0) })))
        }
        return try result.get()
    }

    /// Returns how likely the model is to write each of some texts behind a prompt.
    package func likelihoods(_ request: LikelihoodRequest) async throws(EngineError) -> [Likelihood] {
        let history: [Int32]
        switch request.context {
        case .prompt(let prompt, let date):
            history = try renderer.renderer.render(prompt, seconds: date ?? Self.now).tokens
        case .tokens(let tokens): history = tokens
        }
        guard !history.isEmpty else { throw .emptyPrompt }
        // One list for all texts, and where each text's writings are in it.
        var writings: [(text: String, tokens: [Int32])] = []
        var ranges: [Range<Int>] = []
        for text in request.continuations {
            var own: [(text: String, tokens: [Int32])] = []
            for written in request.writings(of: text) {
                let tokens = try renderer.renderer.continuation(written)
                if !tokens.isEmpty, !own.contains(where: { $0.tokens == tokens }) { own.append((written, tokens)) }
            }
            ranges.append(writings.count..<writings.count + own.count)
            writings += own
        }
        let asked = writings.map(\.tokens)
        let result: Result<[[TokenLikelihood]], EngineError> = await withCheckedContinuation { continuation in
            core.mailbox.send(
                .question(
                    Question(
                        history: history, mode: request.mode,
                        wish: .likelihoods(of: asked) { continuation.resume(returning: $0) })))
        }
        let found = zip(writings, try result.get()).map { Likelihood.Writing(text: $0.text, tokens: $1) }
        return zip(request.continuations, ranges).map { Likelihood(text: $0, writings: Array(found[$1])) }
    }

    /// Seconds since 1970.
    private static var now: Int64 { Int64(Date.now.timeIntervalSince1970) }

    /// Returns the texts of tokens; control tokens are spelt out, and so are bytes that are no whole character.
    package func texts(of tokens: [Int32]) -> [String] {
        tokens.map { String(spelling: renderer.model.bytes(of: $0, showsSpecial: true)) }
    }

    /// Returns a model that measures texts with this one's weights. It goes on working after this engine is shut down.
    package func textModel(path: String, threads: Int? = nil) async throws(EngineError) -> TextModel {
        let model = renderer.model
        return try await TextModel.start(threads: threads) { count throws(EngineError) in
            try TextMeter(model: model, path: path, threads: count)
        }
    }

    /// Removes what earlier runs left: kept rows and evaluated prefixes. Waits until running requests have ended.
    package func forget() async {
        await withCheckedContinuation { continuation in
            core.mailbox.send(.forget { continuation.resume() })
        }
    }

    /// Ends all runs and waits until the engine's thread has freed the model's memory.
    package func shutDown() {
        core.mailbox.send(.shutDown)
        core.interrupt()
        core.waitUntilEnded()
    }
}

/// The renderer with its model. Both are immutable, so any thread may use them.
struct SharedRenderer: Sendable {
    let model: LlamaModel
    let renderer: PromptRenderer
}

/// The state that the engine shares with its thread.
private final class EngineCore: Sendable {
    enum Command: Sendable {
        case run(RunRequest, CancelFlag, ContinuousClock.Instant, @Sendable (RunEvent) -> Void)
        case question(Question)
        case forget(@Sendable () -> Void)
        case shutDown
    }

    let mailbox = ThreadMailbox<Command>()
    /// Interrupts the context; nil unless the context exists.
    private let interrupter = Mutex<Interrupt?>(nil)
    private let ended = DispatchSemaphore(value: 0)

    func interrupt() {
        interrupter.withLock { $0?() }
    }

    func waitUntilEnded() {
        ended.wait()
        ended.signal()
    }

    func start(
        path: String, options: EngineOptions, progress: @escaping @Sendable (Double) -> Bool,
        measuring: @escaping @Sendable () -> Void, stepEnded: @escaping @Sendable () -> Void,
        started: @escaping @Sendable (Result<LlamaEngine, EngineError>) -> Void
    ) {
        startModelThread("lathe engine") { [self] in
            do throws(EngineError) {
                let loaded = try LoadedContext.load(path, options: options, progress: progress, measuring: measuring)
                serve(loaded, stepEnded: stepEnded, started: started)
            } catch {
                started(.failure(error))
            }
            ended.signal()
        }
    }

    private func serve(
        _ loaded: LoadedContext, stepEnded: () -> Void, started: (Result<LlamaEngine, EngineError>) -> Void
    ) {
        let (model, context) = (loaded.model, loaded.context)
        let renderer = PromptRenderer(model: model, images: loaded.images)
        let scheduler = Scheduler(model: model, context: context, renderer: renderer, choices: loaded.choices)
        interrupter.withLock { $0 = context.interrupt }
        defer { interrupter.withLock { $0 = nil } }
        started(
            .success(
                LlamaEngine(
                    core: self, renderer: SharedRenderer(model: model, renderer: renderer),
                    contextLength: context.cells, choices: loaded.choices)))
        while true {
            for command in mailbox.take(waits: scheduler.isIdle) {
                switch command {
                case .run(let request, let flag, let start, let report):
                    scheduler.add(Job(request: request, flag: flag, start: start, emit: report))
                case .question(let question):
                    scheduler.ask(question)
                case .forget(let done):
                    scheduler.forget(then: done)
                case .shutDown:
                    scheduler.cancelAll()
                    return
                }
            }
            scheduler.step()
            stepEnded()
        }
    }
}
