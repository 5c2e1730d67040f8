import Library
import Prompting
import Retrieval

/// Finds the passages that a prompt's lanes are sent.
package struct SourceFinder: Sendable {
    private let sources: PromptSources
    private let collection: SourceCollection
    /// The sources as a model knows them; nil if no lane searches by meaning.
    private let embedded: EmbeddedSources?
    /// Sentences about what of the sources isn't read.
    package let notices: [String]

    /// Opens sources, brings their indexes up to date, and embeds what must be.
    ///
    /// - Parameters:
    ///   - sources: The sources of a prompt.
    ///   - ways: How its lanes get passages.
    ///   - folder: The folder that relative paths of sources begin in.
    ///   - embedders: The models that embed.
    ///   - tell: Gets the progress.
    /// - Throws: ``SourceError`` for a source that can't be read, ``SourceModelError``, or why the model can't be used.
    package init(
        _ sources: PromptSources, ways: [SourceSearch], in folder: String, embedders: SourceEmbedders,
        telling tell: @escaping ProgressTeller
    ) async throws {
        self.sources = sources
        defer { tell(nil) }
        let collection = try SourceCollection(sources.paths, base: folder, in: Locations.current.sources)
        let updates = try collection.update { tell($0) }
        self.collection = collection
        if ways.contains(where: \.embeds) {
            embedded = try await EmbeddedSources(collection, by: try embedders.embedder(sources.model)) { tell($0) }
        } else {
            embedded = nil
        }
        notices = collection.takeNotices() + updates.compactMap(\.update.skippedSentence)
    }

    /// Returns the passages that fit a query, without those that are left out.
    ///
    /// - Throws: ``SourceError``, or why the model can't be used.
    package func passages(
        matching query: String, by way: SourceSearch, leavingOut isLeftOut: @Sendable (Passage) -> Bool = { _ in false }
    ) async throws -> [FoundPassage] {
        let count = sources.count ?? PromptSources.usualCount
        let tokens = sources.tokens ?? PromptSources.usualTokens
        if let embedded {
            return try await embedded.search(query, by: way, count: count, tokens: tokens, leavingOut: isLeftOut)
        }
        return way == .none
            ? [] : try collection.search(query, count: count, tokens: tokens, leavingOut: isLeftOut)
    }
}

extension SourceUpdate {
    /// A sentence about the files that can't be read; nil if all can be.
    package var skippedSentence: String? {
        guard let first = skipped.first else { return nil }
        let more = skipped.count > 1 ? ", and \(skipped.count - 1) more can't be read" : ""
        return "Of the sources, \(first.name) isn't read: \(first.reason)\(more)."
    }
}
