import Prompting

/// Sources whose passages are known to a model that embeds, so that they are found by what they mean.
package struct EmbeddedSources: Sendable {
    private let collection: SourceCollection
    private let embedder: SourceEmbedder
    /// For each source the vectors of its chunks.
    private let vectors: [ChunkVectors]

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
        let before = collection.repairs
        var vectors = try await Self.vectors(collection, embedder, tell)
        if collection.repairs != before {
            // An index was damaged, and is empty now.
            _ = try collection.update(telling: tell)
            vectors = try await Self.vectors(collection, embedder, tell)
        }
        self.vectors = vectors
    }

    private static func vectors(
        _ collection: SourceCollection, _ embedder: SourceEmbedder, _ tell: @Sendable (String) -> Void
    ) async throws -> [ChunkVectors] {
        var all: [ChunkVectors] = []
        for (name, index) in collection.sources {
            let missing = try explaining(name) { try index.unembedded(by: embedder.model) }
            for start in stride(from: 0, to: missing.count, by: batch) {
                let part = missing[start..<min(start + batch, missing.count)]
                tell("Embedding \(name): \(start) of \(missing.count) passages")
                let found = try await embedder.vectors(part.map(\.text))
                try explaining(name) {
                    try index.keep(zip(part, found).map { ($0.hash, $1) }, of: embedder.model)
                }
            }
            all.append(try explaining(name) { try index.vectors(of: embedder.model) })
        }
        return all
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
        let near = try await nearest(query, most: most)
        if search == .embeddings {
            return SourceCollection.chosen(near.map(\.passage), count: count, tokens: tokens, leavingOut: isLeftOut)
        }
        let words = try Self.explaining(collection.sources.first?.name ?? "") {
            try collection.ranked(query, most: most).prefix(most)
        }
        let passages = Dictionary((words + near).map { ($0.key, $0.passage) }, uniquingKeysWith: { first, _ in first })
        let fused = ReciprocalRanks.fused([words.map(\.key), near.map(\.key)])
        let ranked = fused.compactMap { fused in
            passages[fused.item].map { passage in
                var passage = passage
                passage.score = fused.score
                return passage
            }
        }
        return SourceCollection.chosen(ranked, count: count, tokens: tokens, leavingOut: isLeftOut)
    }

    /// Returns the passages whose vectors are nearest to a query's.
    private func nearest(_ query: String, most: Int) async throws -> [SourceCollection.Ranked] {
        guard let vector = try await embedder.vectors([query]).first else { return [] }
        var found: [SourceCollection.Ranked] = []
        for (number, source) in collection.sources.enumerated() {
            let near = vectors[number].nearest(to: vector, most: most)
            let chunks = try Self.explaining(source.name) { try source.index.chunks(near.map(\.chunk)) }
            for (chunk, cosine) in near {
                guard let indexed = chunks[chunk] else { continue }
                found.append(
                    SourceCollection.Ranked(
                        key: ChunkKey(source: number, chunk: chunk),
                        passage: FoundPassage(
                            number: 0, source: source.name, isFile: source.index.isFile, indexed, score: cosine)))
            }
        }
        found.sort(by: SourceCollection.Ranked.isBetter)
        return Array(found.prefix(most))
    }
}
