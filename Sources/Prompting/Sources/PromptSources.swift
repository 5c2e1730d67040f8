/// The files that a prompt's answers are to stand on: passages of them are found for each input, and become the variable
/// ``variable``.
package struct PromptSources: Sendable, Hashable, Codable {
    /// The paths of files and folders, as the prompt's file writes them.
    package var paths: [String]
    /// What is searched for, with variables; nil for the prompt's input.
    package var query: String?
    /// The most passages; nil for ``usualCount``.
    package var count: Int?
    /// The most tokens of all passages together, estimated by ``TokenEstimate``; nil for ``usualTokens``.
    package var tokens: Int?
    /// How passages are found for lanes that don't say it themselves; nil for ``SourceSearch/bm25``.
    package var search: SourceSearch?
    /// The name or path of the model that embeds passages; nil for the settings' own.
    package var model: String?

    /// The name of the variable that the passages become.
    package static let variable = "sources"
    /// The number of passages in prompts that don't set their own.
    package static let usualCount = 4
    /// The number of tokens in prompts that don't set their own.
    package static let usualTokens = 1000
    /// The numbers of passages that a prompt may ask for.
    package static let countRange = 1...50
    /// The numbers of tokens that a prompt may ask for.
    package static let tokenRange = 50...100_000

    /// True if there are no sources.
    package var isEmpty: Bool { paths.isEmpty }

    /// Creates the sources of a prompt.
    package init(
        _ paths: [String] = [], query: String? = nil, count: Int? = nil, tokens: Int? = nil,
        search: SourceSearch? = nil,
        model: String? = nil
    ) {
        self.paths = paths
        self.query = query
        self.count = count
        self.tokens = tokens
        self.search = search
        self.model = model
    }
}

extension KeyedDecodingContainer {
    /// Decodes a prompt's sources; of a prompt that was written before there were any, none.
    package func decode(_ type: PromptSources.Type, forKey key: Key) throws -> PromptSources {
        try decodeIfPresent(type, forKey: key) ?? PromptSources()
    }
}

/// How a lane gets passages of the prompt's sources.
package enum SourceSearch: String, Sendable, Hashable, Codable, CaseIterable {
    /// It gets none, so that others can be compared with it.
    case none
    /// By the words that question and passage share, weighted by BM25.
    case bm25
    /// By what question and passage mean, as a model embeds them.
    case embeddings
    /// By words and by meaning, joined by their ranks.
    case both

    /// True if a model must embed question and passages.
    package var embeds: Bool { self == .embeddings || self == .both }
}

extension Prompt {
    /// True if passages must be found: the prompt has sources, and a field that has their variable.
    package var usesSources: Bool { !sources.isEmpty && variableNames.contains(PromptSources.variable) }

    /// Returns what is searched for in the sources: the sources' own query, else the input, with these values of variables.
    ///
    /// - Throws: ``PromptError`` if a variable has no value.
    package func sourceQuery(_ variables: [String: String]) throws(PromptError) -> String {
        var values = self.variables.merging(variables) { $1 }
        // The input may stand beside the passages.
        if values[PromptSources.variable] == nil { values[PromptSources.variable] = "" }
        return try Template(sources.query ?? input).rendered(with: values, in: .sourceQuery).trimmed
    }
}
