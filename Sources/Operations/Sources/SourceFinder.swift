import Evaluation
import Library
import Prompting
import Retrieval

/// Finds the passages that a prompt is sent for the values of its variables: the one place where ``PromptSources/variable`` is
/// filled.
package struct SourceFinder: Sendable {
    private let prompt: Prompt
    private let collection: SourceCollection
    /// Sentences about what of the sources isn't read.
    package let notices: [String]

    /// Opens the sources of a prompt and brings their indexes up to date. Nil if the prompt uses none.
    ///
    /// - Parameters:
    ///   - prompt: The prompt.
    ///   - folder: The folder that relative paths of sources begin in.
    ///   - tell: Gets the progress.
    /// - Throws: ``SourceError`` for a source that can't be read.
    package init?(_ prompt: Prompt, in folder: String, telling tell: ProgressTeller) throws(SourceError) {
        guard prompt.usesSources else { return nil }
        self.prompt = prompt
        defer { tell(nil) }
        collection = try SourceCollection(prompt.sources.paths, base: folder, in: Locations.current.sources)
        let updates = try collection.update { tell($0) }
        notices = collection.takeNotices() + updates.compactMap(\.update.skippedSentence)
    }

    /// Returns the passages for the values of variables, which replace the prompt's own of the same name.
    ///
    /// - Throws: ``PromptError`` if what is searched for has a variable without a value, or ``SourceError``.
    package func passages(for variables: [String: String]) throws -> [FoundPassage] {
        try collection.search(
            try prompt.sourceQuery(variables), count: prompt.sources.count ?? PromptSources.usualCount,
            tokens: prompt.sources.tokens ?? PromptSources.usualTokens)
    }

    /// Returns the values with the passages' text among them, unless it is there already.
    package func filled(_ variables: [String: String]) throws -> [String: String] {
        guard variables[PromptSources.variable] == nil else { return variables }
        var filled = variables
        filled[PromptSources.variable] = PassageText.text(of: try passages(for: variables).map(\.passage))
        return filled
    }

    /// Fills the variable of all cases, unless all of them get the same value.
    func fill(_ data: inout DataSet, _ shared: [String: String], telling tell: ProgressTeller) throws {
        guard shared[PromptSources.variable] == nil else { return }
        defer { tell(nil) }
        for index in data.cases.indices {
            let one = data.cases[index]
            guard one.variables[PromptSources.variable] == nil else { continue }
            tell("Searching the sources: \(index) of \(data.cases.count) cases")
            let text = try filled(shared.merging(one.variables) { $1 })[PromptSources.variable]
            data.cases[index].variables[PromptSources.variable] = text
            data.cases[index].columns[PromptSources.variable] = text
        }
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
