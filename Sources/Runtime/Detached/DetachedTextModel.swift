import Dispatch
import Lanes

/// A model that measures texts in an engine's process; see ``TextModel``.
package final class DetachedTextModel: Sendable {
    /// The way in which texts become vectors.
    package let pooling: TextPooling
    /// The largest number of tokens of a text that are read.
    package let longest: Int
    /// True if it generates texts, so that it can say how surprising a text is.
    package let isGenerator: Bool
    private let link: ModelLink

    /// Loads a model that embeds or generates. If an engine has the same file, its weights are shared. Check the file
    /// first: see ``Probe``.
    ///
    /// `reference` is another model with the same vocabulary, beside which ``predictability(of:)`` sees this one.
    ///
    /// Calls `progress` with 0...1 on a thread of its own; if that returns false, loading is cancelled.
    package static func load(
        path: String, reference: String? = nil, threads: Int? = nil, in host: EngineProcess = .own,
        progress: @escaping @Sendable (Double) -> Bool = { _ in true }
    ) async throws(EngineError) -> DetachedTextModel {
        let link = ModelLink(host: host, .loadTexts(path: path, reference: reference, threads: threads))
        let facts = ReplyBox<DetachedTextModel>()
        let report = { @Sendable (answer: EngineAnswer) -> Bool in
            switch answer {
            case .loading(let fraction): return progress(fraction)
            case .loadedTexts(let pooling, let longest, let isGenerator):
                facts.set(.success(DetachedTextModel(link, pooling, longest, isGenerator)))
            default: break
            }
            return true
        }
        let result: Result<ModelLink.Place, EngineError> = await withCheckedContinuation { continuation in
            link.use(report: report) { continuation.resume(returning: $0) }
        }
        _ = try result.get()
        return try (facts.reply ?? .failure(.shutDown)).get()
    }

    private init(_ link: ModelLink, _ pooling: TextPooling, _ longest: Int, _ isGenerator: Bool) {
        self.link = link
        self.pooling = pooling
        self.longest = longest
        self.isGenerator = isGenerator
    }

    /// Returns the embedding of a text; nil if it has no tokens.
    package func embedding(of text: String) async throws(EngineError) -> TextEmbedding? {
        try await link.answer({ .embedding(model: $0, of: text) }) { reply in
            if case .answer(.embedding(let embedding)) = reply { .some(embedding) } else { nil }
        }
    }

    /// Returns how surprising a text is.
    ///
    /// - Throws: ``EngineError/cannotPredict(path:)`` for an encoder.
    package func surprisal(of text: String) async throws(EngineError) -> TextSurprisal {
        try await link.answer({ .surprisal(model: $0, of: text) }) { reply in
            if case .answer(.surprisal(let surprisal)) = reply { surprisal } else { nil }
        }
    }

    /// Returns how predictable a text is, token by token; see ``TextModel/predictability(of:)``.
    ///
    /// - Throws: ``EngineError/notAGenerator(path:)`` for an encoder.
    package func predictability(of text: String) async throws(EngineError) -> TextPredictability {
        try await link.answer({ .predictability(model: $0, of: text) }) { reply in
            if case .answer(.predictability(let found)) = reply { found } else { nil }
        }
    }

    /// Ends running measurements, and waits until the model's memory is free. Later calls get ``EngineError/shutDown``.
    package func shutDown() {
        let freed = DispatchSemaphore(value: 0)
        link.free { freed.signal() }
        freed.wait()
    }
}
