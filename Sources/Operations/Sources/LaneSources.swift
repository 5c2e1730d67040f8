import Prompting

/// The passages that the lanes of a run are sent, each by its own way of searching.
package struct LaneSources: Sendable {
    /// Sentences about what isn't read or found.
    package private(set) var notices: [String] = []
    private var texts: [SourceSearch: String] = [:]
    private let ways: [SourceSearch]
    private let isUsed: Bool
    private let isSearched: Bool

    /// Searches once for each way of the lanes, unless the variables have passages already or the prompt uses none.
    ///
    /// - Parameters:
    ///   - prompt: The prompt.
    ///   - variables: The values that were given to its variables.
    ///   - ways: How its lanes get passages.
    ///   - folder: The folder that relative paths of sources begin in.
    ///   - models: Models that are loaded, which may embed too.
    ///   - tell: Gets the progress.
    /// - Throws: The reason why the sources can't be searched.
    package init(
        of prompt: Prompt, _ variables: [String: String], ways: [SourceSearch], in folder: String,
        models: [LoadedModel],
        telling tell: @escaping ProgressTeller
    ) async throws {
        self.ways = ways
        isUsed = prompt.usesSources
        isSearched = isUsed && variables[PromptSources.variable] == nil
        guard isSearched, ways.contains(where: { $0 != .none }) else { return }
        let query = try prompt.sourceQuery(variables)
        let finder = try await SourceFinder(
            prompt.sources, ways: ways, in: folder, embedders: SourceEmbedders(lanes: models, telling: tell),
            telling: tell)
        notices = finder.notices
        for way in SourceSearch.allCases where way != .none && ways.contains(way) {
            let passages = try await finder.passages(matching: query, by: way)
            texts[way] = PassageText.text(of: passages.map(\.passage))
            guard passages.isEmpty else { continue }
            notices.append(
                way == .bm25
                    ? "No passage of the sources has a word of what is searched for and fits `sourceTokens`."
                    : "No passage of the sources fits `sourceTokens`, or there is none.")
        }
    }

    /// The values of variables that are kept with the run: the passages of the first lane that has some.
    package var usual: [String: String] {
        guard isSearched else { return [:] }
        return [PromptSources.variable: ways.lazy.compactMap { texts[$0] }.first ?? PassageText.none]
    }

    /// Returns the values of variables that a lane with this way gets besides the run's. A lane without sources gets none of those
    /// that were given either.
    package func values(for way: SourceSearch) -> [String: String] {
        guard isSearched || isUsed && way == .none else { return [:] }
        return [PromptSources.variable: texts[way] ?? PassageText.none]
    }
}
