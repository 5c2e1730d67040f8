import Dispatch
import Lanes
import Prompting
import Sampling
import Synchronization

/// An engine in another process, so that no failure in llama.cpp ends this one.
///
/// If its process is lost, the lanes of running requests that had begun end with
/// ``EngineError/engineLost(name:reason:)``. The next request loads the model again in a new process.
package final class DetachedEngine: Engine {
    /// True if llama.cpp can render the model's chat template.
    package let hasChatTemplate: Bool
    /// True if the model's chat template knows of thoughts.
    package let thinks: Bool
    /// The number of tokens that all lanes together may have.
    package let contextLength: Int
    /// The way in which it computes, with the reasons.
    package let choices: EngineChoices
    /// The version of llama.cpp that computes, and what it was built for.
    package let build: String
    private let link: ModelLink
    private let host: EngineProcess
    /// The texts of tokens that were asked for before.
    private let knownTexts = Mutex<[Int32: String]>([:])

    /// Loads a model in the host's process, where other models may be.
    ///
    /// Calls `progress` with 0...1 on a thread of its own; if that returns false, loading is cancelled. Calls
    /// `measuring` when the model is read and its speed is measured, which takes a second or more.
    package static func load(
        path: String, options: EngineOptions = EngineOptions(), in host: EngineProcess = .own,
        progress: @escaping @Sendable (Double) -> Bool = { _ in true },
        measuring: @escaping @Sendable () -> Void = {}
    ) async throws(EngineError) -> DetachedEngine {
        let link = ModelLink(host: host, .load(path: path, options: options))
        let facts = Mutex<EngineFacts?>(nil)
        let report = { @Sendable (answer: EngineAnswer) -> Bool in
            switch answer {
            case .loading(let fraction): return progress(fraction)
            case .measuring: measuring()
            case .loaded(let found): facts.withLock { $0 = found }
            default: break
            }
            return true
        }
        let result: Result<ModelLink.Place, EngineError> = await withCheckedContinuation { continuation in
            link.use(report: report) { continuation.resume(returning: $0) }
        }
        _ = try result.get()
        guard let facts = facts.withLock({ $0 }) else { throw .shutDown }
        return DetachedEngine(link, host, facts)
    }

    private init(_ link: ModelLink, _ host: EngineProcess, _ facts: EngineFacts) {
        self.link = link
        self.host = host
        hasChatTemplate = facts.hasChatTemplate
        thinks = facts.thinks
        contextLength = facts.contextLength
        choices = facts.choices
        build = facts.build
    }

    /// The number of the process that the model is in; nil if it isn't in memory.
    package var process: Int32? { link.process }

    /// Starts a run. It always ends with a summary.
    package func start(
        _ request: RunRequest, report: @escaping @Sendable (RunEvent) -> Void
    ) -> @Sendable () -> Void {
        let run = DetachedRun(request, link: link, report: report)
        run.start()
        return { run.cancel() }
    }

    /// Returns the text and tokens that a prompt becomes.
    package func render(_ prompt: CompiledPrompt, date: Int64?) throws(EngineError) -> SentPrompt {
        try waiting { [link] done in
            link.ask({ .render(model: $0, prompt, date: date) }, Self.rendered, then: done)
        }
    }

    /// Returns the distribution of the token after a prompt.
    package func next(_ prompt: CompiledPrompt, mode: RunMode = .fast) async throws(EngineError) -> NextToken {
        try await link.answer({ .nextToken(model: $0, prompt, mode) }, Self.nextToken)
    }

    /// Returns the distribution of the token after `history`.
    package func next(
        after history: [Int32], at place: ConstrainedPlace? = nil, mode: RunMode = .fast, isWhole: Bool
    ) async throws(EngineError) -> NextToken {
        try await link.answer(
            { .nextTokenAfter(model: $0, history, at: place, mode, isWhole: isWhole) }, Self.nextToken)
    }

    /// Returns how likely the model is to write each of some texts behind a prompt.
    package func likelihoods(_ request: LikelihoodRequest) async throws(EngineError) -> [Likelihood] {
        try await link.answer({ .likelihoods(model: $0, request) }, Self.likelihoods)
    }

    /// Returns the texts of tokens. Control tokens are spelt out, and so are bytes that are no whole character. Empty
    /// if the process is lost and can't be started again.
    package func texts(of tokens: [Int32]) -> [String] {
        let missing = knownTexts.withLock { known in Array(Set(tokens.filter { known[$0] == nil })) }
        if !missing.isEmpty,
            let texts: [String] = try? waiting({ [link] done in
                link.ask({ .tokenTexts(model: $0, missing) }, Self.tokenTexts, then: done)
            })
        {
            knownTexts.withLock { known in
                for (token, text) in zip(missing, texts) { known[token] = text }
            }
        }
        return knownTexts.withLock { known in tokens.map { known[$0] ?? "" } }
    }

    /// Returns a model that measures texts with this one's weights. It goes on working after this engine is shut down.
    package func textModel(path: String, threads: Int? = nil) async throws(EngineError) -> DetachedTextModel {
        try await DetachedTextModel.load(path: path, threads: threads, in: host)
    }

    /// Removes what earlier runs left: kept rows and evaluated prefixes. Waits until running requests have ended.
    package func forget() async {
        _ = try? await link.answer({ .forget(model: $0) }, { $0.isLast ? true : nil })
    }

    /// Ends all runs, and waits until the model's memory is free.
    package func shutDown() {
        let freed = DispatchSemaphore(value: 0)
        link.free { freed.signal() }
        freed.wait()
    }

    private func waiting<Value: Sendable>(
        _ ask: (@escaping @Sendable (Result<Value, EngineError>) -> Void) -> Void
    ) throws(EngineError) -> Value {
        let done = DispatchSemaphore(value: 0)
        let box = ReplyBox<Value>()
        ask { reply in
            box.set(reply)
            done.signal()
        }
        done.wait()
        return try (box.reply ?? .failure(.shutDown)).get()
    }

    @Sendable private static func rendered(_ reply: EngineReply) -> SentPrompt? {
        if case .answer(.rendered(let prompt)) = reply { prompt } else { nil }
    }

    @Sendable private static func nextToken(_ reply: EngineReply) -> NextToken? {
        if case .nextToken(let next) = reply { next } else { nil }
    }

    @Sendable private static func likelihoods(_ reply: EngineReply) -> [Likelihood]? {
        if case .answer(.likelihoods(let found)) = reply { found } else { nil }
    }

    @Sendable private static func tokenTexts(_ reply: EngineReply) -> [String]? {
        if case .answer(.tokenTexts(let texts)) = reply { texts } else { nil }
    }
}

/// Hands one reply from the connection's thread to a thread that waits for it.
final class ReplyBox<Value: Sendable>: Sendable {
    private let held = Mutex<Result<Value, EngineError>?>(nil)

    var reply: Result<Value, EngineError>? { held.withLock { $0 } }

    func set(_ reply: Result<Value, EngineError>) { held.withLock { $0 = reply } }
}
