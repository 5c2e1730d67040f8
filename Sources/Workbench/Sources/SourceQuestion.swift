import Library
import Prompting

/// What the sources of a lane are searched for. Lanes with equal questions get the same passages.
package struct SourceQuestion: Sendable, Hashable {
    /// The prompt's sources.
    package var sources: PromptSources
    /// What is searched for, with variables filled in.
    package var query: String
    /// How passages are found.
    package var way: SourceSearch
    /// The folder that relative paths of sources begin in.
    package var folder: String
}

extension FoundPassage {
    /// Returns the path of its file, if sources that were named with relative paths begin in a folder.
    func path(in folder: String) -> String {
        let file = self.file.expandingHome
        return file.hasPrefix("/") || folder.isEmpty ? file : folder + "/" + file
    }
}

/// Why there are no passages, in a sentence.
package struct SourceProblem: Error, Sendable, Hashable, CustomStringConvertible {
    /// The sentence.
    package var description: String

    /// Creates a problem of a sentence.
    package init(_ description: String) { self.description = description }
}

extension Setup {
    /// Returns what the sources of a lane must be searched for; nil if the prompt has none, the lane gets none, or the variable
    /// has a value of its own.
    ///
    /// - Throws: ``PromptError`` if what is searched for has a variable without a value.
    func sourceQuestion(of index: Int) throws(PromptError) -> SourceQuestion? {
        guard prompt.usesSources, (prompt.variables[PromptSources.variable] ?? "").isEmpty else { return nil }
        let way = prompt.search(of: lanes[index])
        guard way != .none else { return nil }
        return SourceQuestion(
            sources: prompt.sources, query: try prompt.sourceQuery([:]), way: way, folder: images.prompt)
    }

    /// Returns the values of variables that a lane gets besides the prompt's: the passages that were found for it.
    ///
    /// - Throws: ``PromptError``, or ``SourceProblem`` if the sources can't be searched or aren't searched yet.
    func sourceValues(of index: Int) throws -> [String: String] {
        guard prompt.usesSources else { return [:] }
        if prompt.search(of: lanes[index]) == .none { return [PromptSources.variable: PassageText.none] }
        guard let question = try sourceQuestion(of: index) else { return [:] }
        guard let answer = passages.answer(to: question) else {
            throw SourceProblem("The sources aren't searched yet: F5 runs the lanes.")
        }
        return [PromptSources.variable: PassageText.text(of: try answer.get().map(\.passage))]
    }

    /// Returns the values of variables that a lane sends, without passages if there are none yet.
    func sentValues(of index: Int) -> [String: String] {
        prompt.variables.merging((try? sourceValues(of: index)) ?? [:]) { $1 }
    }
}
