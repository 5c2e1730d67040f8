import Prompting
import Sampling

/// A run that was started.
package struct Run: Sendable {
    /// The events in order. The last one is a ``RunEvent/finished(_:)``.
    package let events: AsyncStream<RunEvent>
    /// Ends the run within one token; what has been generated is kept. Dropping `events` does the same.
    package let cancel: @Sendable () -> Void

    /// Creates a run of its events and the closure that ends it.
    package init(events: AsyncStream<RunEvent>, cancel: @escaping @Sendable () -> Void) {
        self.events = events
        self.cancel = cancel
    }

    /// Waits for the end.
    package func summary() async -> RunSummary {
        var summary = RunSummary(lanes: [], mode: .fast, padding: [], isCancelled: true)
        for await event in events {
            if case .finished(let result) = event { summary = result }
        }
        return summary
    }
}

/// The exact text that a prompt becomes, and its tokens.
package struct SentPrompt: Sendable, Hashable, Codable {
    /// One token and its bytes as text; control tokens are spelt out.
    package struct Token: Sendable, Hashable, Codable {
        /// The token's id.
        package var id: Int32
        /// Its text, control tokens spelt out; a character that several tokens make up is the last one's.
        package var text: String

        /// Creates a token with this text.
        package init(id: Int32, text: String) {
            self.id = id
            self.text = text
        }
    }

    /// The text in stretches: those that the prompt's fields hold, and those that layout or template wrote.
    package var fragments: [Fragment]
    /// The tokens that the model sees.
    package var tokens: [Token]
    /// What the layout or the model added or assumed, in sentences.
    package var notices: [String]

    /// The whole text, byte for byte.
    package var text: String { fragments.map(\.text).joined() }

    /// Creates a prompt as it is sent.
    package init(fragments: [Fragment], tokens: [Token], notices: [String]) {
        self.fragments = fragments
        self.tokens = tokens
        self.notices = notices
    }
}

/// The distribution of the token after a prompt.
package struct NextToken: Sendable {
    /// The row of logits: whole, or what is kept of it for drawing again.
    package var row: Row
    /// The tokens before it, for the penalties.
    package var history: [Int32]
    /// The tokens that a grammar allows there; nil if all are allowed.
    package var allowed: TokenMask?

    /// Creates the distribution after `history`.
    package init(row: Row, history: [Int32], allowed: TokenMask? = nil) {
        self.row = row
        self.history = history
        self.allowed = allowed
    }

    /// Returns whether a grammar allows a token; nil if all are allowed.
    package var filter: TokenFilter? { allowed.map { allowed in { allowed[$0] } } }
}

/// Generates text: llama.cpp in this process or another one, a server elsewhere, or a script in tests.
package protocol Engine: Sendable {
    /// True if it can send prompts in the chat layout.
    var hasChatTemplate: Bool { get }

    /// Tokens that all lanes together may take.
    var contextLength: Int { get }

    /// Starts a run. It always ends with a summary.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - report: Gets every event in order, on the engine's own threads, up to the last one, a
    ///     ``RunEvent/finished(_:)``. It must not block.
    /// - Returns: A closure that ends the run within one token; what has been generated is kept.
    func start(_ request: RunRequest, report: @escaping @Sendable (RunEvent) -> Void) -> @Sendable () -> Void

    /// Returns the exact text and tokens of a prompt.
    ///
    /// `date` is the time that a chat template is told, in seconds since 1970; nil is now.
    func render(_ prompt: CompiledPrompt, date: Int64?) throws(EngineError) -> SentPrompt

    /// Returns the distribution of the token after a prompt.
    func next(_ prompt: CompiledPrompt, mode: RunMode) async throws(EngineError) -> NextToken

    /// Returns the distribution of the token after `history`. If `isWhole` is false, it may be the kept part of a row,
    /// for which the model needn't compute. `place` is the place in an output under a constraint; nil if the model is free.
    func next(
        after history: [Int32], at place: ConstrainedPlace?, mode: RunMode, isWhole: Bool
    ) async throws(EngineError) -> NextToken

    /// Returns how likely the model is to write each of some texts behind a prompt, from the model's own logits: no sampler
    /// and no constraint changes them. The prompt is evaluated once.
    func likelihoods(_ request: LikelihoodRequest) async throws(EngineError) -> [Likelihood]

    /// Returns the text of each token, control tokens spelt out.
    func texts(of tokens: [Int32]) -> [String]

    /// Asks which builds of a server's program answer now; nil if no server answers.
    func serverBuilds() async -> ServerBuilds?
}

extension Engine {
    /// Returns nil: the engine is Lathe's own.
    package func serverBuilds() async -> ServerBuilds? { nil }

    /// Returns the exact text and tokens that a prompt becomes now.
    package func render(_ prompt: CompiledPrompt) throws(EngineError) -> SentPrompt {
        try render(prompt, date: nil)
    }

    /// Returns the text of a token, control tokens spelt out.
    package func text(of token: Int32) -> String { texts(of: [token]).first ?? "" }

    /// Starts a run and returns its events as a stream. It always ends with a summary.
    package func start(_ request: RunRequest) -> Run {
        let (events, continuation) = AsyncStream.makeStream(of: RunEvent.self, bufferingPolicy: .unbounded)
        let cancel = start(request) { event in
            continuation.yield(event)
            if case .finished = event { continuation.finish() }
        }
        continuation.onTermination = { reason in
            if case .cancelled = reason { cancel() }
        }
        return Run(events: events, cancel: cancel)
    }
}
