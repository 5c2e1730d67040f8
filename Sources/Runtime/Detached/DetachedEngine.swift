import Dispatch
import Lanes
import Prompting
import Sampling
import Synchronization

/// An engine in another process, so that nothing that happens in llama.cpp ends this one.
///
/// When its process is lost, runs under way end with ``EngineError/engineLost(name:reason:)`` for the lanes that had begun, and
/// whatever is asked next loads the model again in a new process.
package final class DetachedEngine: Engine {
    /// Whether llama.cpp can render the model's chat template.
    package let hasChatTemplate: Bool
    /// Tokens that all lanes together may take.
    package let contextLength: Int
    /// How it computes, and why.
    package let choices: EngineChoices
    /// The llama.cpp that computes, and what it was built for.
    package let build: String
    private let link: ModelLink
    private let host: EngineProcess
    /// Texts of tokens that were asked for before.
    private let knownTexts = Mutex<[Int32: String]>([:])

    /// Loads a model in a process that has, or will have, others.
    ///
    /// `progress` is called with 0...1 on a thread of its own; where it returns false, loading is cancelled. `measuring` is called
    /// when the model is read and its speed is measured, which takes a second or more.
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
        contextLength = facts.contextLength
        choices = facts.choices
        build = facts.build
    }

    /// The process that the model is in; nil while it isn't in memory.
    package var process: Int32? { link.process }

    /// Starts a run; it ends with a summary whatever happens.
    package func start(
        _ request: RunRequest, report: @escaping @Sendable (RunEvent) -> Void
    ) -> @Sendable () -> Void {
        let run = DetachedRun(request, link: link, report: report)
        run.start()
        return { run.cancel() }
    }

    /// Returns what a prompt becomes.
    package func render(_ prompt: CompiledPrompt) throws(EngineError) -> SentPrompt {
        try waiting { [link] done in
            link.ask({ .render(model: $0, prompt) }, Self.rendered, then: done)
        }
    }

    /// Returns the distribution of the token after a prompt.
    package func next(_ prompt: CompiledPrompt, mode: RunMode = .fast) async throws(EngineError) -> NextToken {
        try await link.answer({ .nextToken(model: $0, prompt, mode) }, Self.nextToken)
    }

    /// Returns the distribution of the token after `history`.
    package func next(
        after history: [Int32], mode: RunMode = .fast, isWhole: Bool
    ) async throws(EngineError) -> NextToken {
        try await link.answer({ .nextTokenAfter(model: $0, history, mode, isWhole: isWhole) }, Self.nextToken)
    }

    /// Returns the texts of tokens; control tokens are spelt out, and so are bytes that are no whole character. Empty if
    /// the process is lost and can't be started again.
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

    /// Returns a model that measures texts with this one's weights; it lives on when the engine is shut down.
    package func textModel(path: String, threads: Int? = nil) async throws(EngineError) -> DetachedTextModel {
        try await DetachedTextModel.load(path: path, threads: threads, in: host)
    }

    /// Forgets what earlier runs left: kept rows and evaluated prefixes. Waits until runs under way have ended.
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

    @Sendable private static func tokenTexts(_ reply: EngineReply) -> [String]? {
        if case .answer(.tokenTexts(let texts)) = reply { texts } else { nil }
    }
}

/// Carries one reply from the connection's thread to the one that waits.
final class ReplyBox<Value: Sendable>: Sendable {
    private let held = Mutex<Result<Value, EngineError>?>(nil)

    var reply: Result<Value, EngineError>? { held.withLock { $0 } }

    func set(_ reply: Result<Value, EngineError>) { held.withLock { $0 = reply } }
}
