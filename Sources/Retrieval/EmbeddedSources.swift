import Prompting
import Synchronization

/// Sources whose passages are known to a model that embeds, so that they are found by what they mean.
package struct EmbeddedSources: Sendable {
    private let collection: SourceCollection
    private let embedder: SourceEmbedder
    private let known: KnownVectors

    /// The number of texts that a model is given at once.
    private static let batch = 32

    /// Embeds what isn't embedded yet. Vectors are kept in the indexes by the hashes of text and model, so that a text is embedded
    /// once, wherever it moves.
    ///
    /// - Parameters:
    ///   - collection: The sources, brought up to date.
    ///   - embedder: The model.
    ///   - tell: Gets a sentence about the progress.
    /// - Throws: ``SourceError``, or what the model throws.
    package init(
        _ collection: SourceCollection, by embedder: SourceEmbedder,
        telling tell: @escaping @Sendable (String) -> Void = { _ in }
    ) async throws {
        self.collection = collection
        self.embedder = embedder
        known = KnownVectors(sources: collection.sources.count)
        let before = collection.repairs
        try await embedAll(telling: tell)
        if collection.repairs != before {
            // An index was damaged, and is empty now.
            _ = try collection.update(telling: tell)
            try await embedAll(telling: tell)
        }
    }

    private func embedAll(telling tell: @Sendable (String) -> Void) async throws {
        for number in collection.sources.indices { try await embed(number, telling: tell) }
    }

    /// Embeds the chunks of a source that have no vector, unless its index is as it was the last time.
    private func embed(_ number: Int, telling tell: @Sendable (String) -> Void = { _ in }) async throws {
        let (name, index) = collection.sources[number]
        let generation = try Self.explaining(name) { try index.generation() }
        guard known[number].embedded != generation else { return }
        let missing = try Self.explaining(name) { try index.unembedded(by: embedder.model) }
        for start in stride(from: 0, to: missing.count, by: Self.batch) {
            let part = missing[start..<min(start + Self.batch, missing.count)]
            tell("Embedding \(name): \(start) of \(missing.count) passages")
            let found = try await embedder.vectors(part.map(\.text))
            try Self.explaining(name) {
                try index.keep(zip(part, found).map { ($0.hash, $1) }, of: embedder.model)
            }
        }
        known[number].embedded = generation
    }

    /// Does work with an index, and explains what it throws.
    private static func explaining<Value>(_ source: String, _ work: () throws -> Value) throws -> Value {
        do {
            return try work()
        } catch {
            throw SourceIndex.explained(error, source)
        }
    }

    /// Returns the passages that fit a query best, numbered from 1, as ``SourceCollection/search(_:count:tokens:)`` does.
    ///
    /// Embeddings rank by the cosine of query and passage. With ``SourceSearch/both`` the ranks by words and by embeddings are
    /// joined by ``ReciprocalRanks``.
    ///
    /// - Throws: ``SourceError``, or what the model throws.
    package func search(
        _ query: String, by search: SourceSearch, count: Int, tokens: Int? = nil,
        leavingOut isLeftOut: @Sendable (Passage) -> Bool = { _ in false }
    ) async throws -> [FoundPassage] {
        if search == .none { return [] }
        if search == .bm25 {
            return try collection.search(query, count: count, tokens: tokens, leavingOut: isLeftOut)
        }
        let most = SourceCollection.most(for: count)
        let before = collection.repairs
        var found = try await ranked(query, by: search, most: most)
        if collection.repairs != before {
            // An index was damaged, and is empty now.
            _ = try collection.update()
            found = try await ranked(query, by: search, most: most)
        }
        return SourceCollection.chosen(found, count: count, tokens: tokens, leavingOut: isLeftOut)
    }

    /// Returns the passages that are near to a query, and with ``SourceSearch/both`` those that have its words too, the best first.
    private func ranked(_ query: String, by search: SourceSearch, most: Int) async throws -> [FoundPassage] {
        let near = try await nearest(query, most: most)
        if search == .embeddings { return near.map(\.passage) }
        let words = try Self.explaining(collection.sources.first?.name ?? "") {
            try collection.ranked(query, most: most).prefix(most)
        }
        let passages = Dictionary((words + near).map { ($0.key, $0.passage) }, uniquingKeysWith: { first, _ in first })
        let fused = ReciprocalRanks.fused([words.map(\.key), near.map(\.key)])
        return fused.compactMap { fused in
            passages[fused.item].map { passage in
                var passage = passage
                passage.score = fused.score
                return passage
            }
        }
    }

    /// Returns the passages whose vectors are nearest to a query's. Another program may have changed an index since the last search.
    private func nearest(_ query: String, most: Int) async throws -> [SourceCollection.Ranked] {
        guard let vector = try await embedder.vectors([query]).first else { return [] }
        var found: [SourceCollection.Ranked] = []
        for (number, source) in collection.sources.enumerated() {
            try await embed(number)
            var vectors = known[number].vectors
            let near = try Self.explaining(source.name) {
                try source.index.nearest(to: vector, of: embedder.model, most: most, known: &vectors)
            }
            known[number].vectors = vectors
            found += near.map { chunk, cosine in
                SourceCollection.Ranked(
                    key: ChunkKey(source: number, chunk: chunk),
                    passage: FoundPassage(
                        number: 0, source: source.name, isFile: source.index.isFile, chunk, score: cosine))
            }
        }
        found.sort(by: SourceCollection.Ranked.isBetter)
        return Array(found.prefix(most))
    }
}

/// What is known of the vectors of sources, by the numbers of the sources.
private final class KnownVectors: Sendable {
    struct Source {
        /// The vectors as they were read last; nil if they weren't.
        var vectors: ChunkVectors?
        /// The generation of the index in which all chunks were embedded; nil if they never were.
        var embedded: String?
    }

    private let sources: Mutex<[Source]>

    init(sources count: Int) { sources = Mutex(Array(repeating: Source(), count: count)) }

    subscript(number: Int) -> Source {
        get { sources.withLock { $0[number] } }
        set { sources.withLock { $0[number] = newValue } }
    }
}
