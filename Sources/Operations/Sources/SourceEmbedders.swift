import Evaluation
import Library
import Models
import Prompting
import Retrieval
import Synchronization

/// The models that embed the passages of sources, each loaded when it is first needed.
package final class SourceEmbedders: Sendable {
    private let lanes: [LoadedModel]
    private let tell: ProgressTeller
    private let known = Mutex<[String: SourceEmbedder]>([:])

    /// Creates an empty collection.
    ///
    /// - Parameters:
    ///   - lanes: Models that are loaded, whose weights are shared.
    ///   - tell: Gets the progress of loading and embedding.
    package init(lanes: [LoadedModel] = [], telling tell: @escaping ProgressTeller) {
        self.lanes = lanes
        self.tell = tell
    }

    /// Returns the model that a word names.
    ///
    /// - Parameter word: The prompt's word for it; nil for the settings' own.
    /// - Returns: The model, which is loaded when it is first asked.
    /// - Throws: ``SourceModelError`` if neither names one, or why it can't be used.
    func embedder(_ word: String?) throws -> SourceEmbedder {
        guard let word = word ?? Configuration.current.sourceModel else { throw SourceModelError.unnamed }
        if let embedder = known.withLock({ $0[word] }) { return embedder }
        let models = TextModels([.embedding: word], lanes: lanes, threads: nil)
        let embedder = try models.sourceEmbedder(telling: tell)
        known.withLock { $0[word] = embedder }
        return embedder
    }
}

extension TextModels {
    fileprivate func sourceEmbedder(telling tell: @escaping ProgressTeller) throws -> SourceEmbedder {
        SourceEmbedder(model: try Checksums().sha256(of: try path(for: .embedding))) { texts in
            var needs = Needs()
            needs.embed(texts)
            try await self.measure(needs, telling: tell)
            let found = self.findings
            var vectors: [[Float]] = []
            for text in texts {
                // What isn't measured was cancelled.
                guard let vector = found.embedding(of: text) else { throw CancellationError() }
                vectors.append(vector)
            }
            return vectors
        }
    }
}

extension SourceCollection {
    /// Returns the passages that fit a query best; embeds what must be with the model that `model` or the settings name.
    ///
    /// - Throws: ``SourceError``, ``SourceModelError``, or why the model can't be used.
    package func search(
        _ query: String, by way: SourceSearch, model: String?, count: Int, tokens: Int?,
        telling tell: @escaping ProgressTeller
    ) async throws -> [FoundPassage] {
        guard way.embeds else { return way == .none ? [] : try search(query, count: count, tokens: tokens) }
        defer { tell(nil) }
        let embedder = try SourceEmbedders(telling: tell).embedder(model)
        return try await EmbeddedSources(self, by: embedder) { tell($0) }
            .search(query, by: way, count: count, tokens: tokens)
    }
}

/// Why sources can't be searched by meaning.
package enum SourceModelError: Error, CustomStringConvertible {
    /// Neither the prompt nor the settings name a model.
    case unnamed

    /// What is wrong, in a sentence.
    package var description: String {
        """
        The sources are to be searched by meaning, and no model that embeds is named. Name one on this machine under \
        `sourceModel`, in the prompt or in your settings.
        """
    }
}
