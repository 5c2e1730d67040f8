import Evaluation
import Library
import Prompting
import Remedies

/// Puts the texts of attacks into variables: each into its place, and what comes from a source among the passages that are found.
struct AttackPassages: Sendable {
    private let place: AttackPlace
    private let prompt: Prompt
    private let variables: [String: String]
    /// The sources, and how they are searched; nil if no passages are sent.
    private let finder: (sources: SourceFinder, way: SourceSearch)?
    /// The passages beside attacks that are passages themselves: the question is the same for all.
    private var beside: [Passage] = []

    /// True if passages are sent beside the attacks.
    var areSent: Bool { finder != nil || place.isPassage }

    /// Opens the sources.
    ///
    /// - Throws: The reason why no attack reaches a lane, or why the sources can't be searched.
    init(
        _ place: AttackPlace, in prompt: Prompt, _ variables: [String: String], lanes: [PlannedLane], folder: String,
        embedders: SourceEmbedders, telling tell: @escaping ProgressTeller
    ) async throws {
        (self.place, self.prompt, self.variables) = (place, prompt, variables)
        let way = lanes.lazy.map(\.lane.sources).first { $0 != .none }
        if place.isPassage, prompt.usesSources, way == nil {
            throw Failure("The prompt's lanes are sent no passages of sources, so no attack would reach them.")
        }
        let given = variables[PromptSources.variable]
        let isUsed = !place.isWholeInput || Template(prompt.instruction).variables.contains(PromptSources.variable)
        guard isUsed, prompt.usesSources, given == nil, let way else {
            finder = nil
            if place.isPassage {
                beside = PassageText.passages(in: given ?? prompt.variables[PromptSources.variable] ?? "")
            }
            return
        }
        let sources = try await SourceFinder(
            prompt.sources, ways: [way], in: folder, embedders: embedders, telling: tell)
        finder = (sources, way)
        if place.isPassage { beside = try await found(for: [:]) }
    }

    /// Says which lanes attacks that are passages don't reach.
    func notices(for lanes: [PlannedLane]) -> [Notice] {
        guard place.isPassage, prompt.usesSources else { return [] }
        return lanes.filter { $0.lane.sources == .none }.map {
            Notice("\($0.lane.name) is sent no passages of sources, so no attack reaches it.")
        }
    }

    /// Returns the values of variables with a text in its place, and with a passage among those that the text finds; without
    /// sources, the passage stands before the text.
    func values(of text: String, passage: String? = nil) async throws -> [String: String] {
        var values = place.isPassage ? [:] : [place.variable: text]
        let added = [passage].compactMap(\.self) + (place.isPassage ? [text] : [])
        guard !added.isEmpty else { return values }
        let found = place.isPassage ? beside : try await found(for: values)
        let all = PassageText.text(
            of: found
                + added.enumerated().map {
                    Passage(number: (found.last?.number ?? 0) + 1 + $0.offset, title: "notes.md", text: $0.element)
                })
        if areSent {
            values[PromptSources.variable] = all
        } else {
            values[place.variable] = "\(all)\n\n\(text)"
        }
        return values
    }

    private func found(for values: [String: String]) async throws -> [Passage] {
        guard let finder else { return [] }
        let query = try prompt.sourceQuery(variables.merging(values) { $1 })
        return try await finder.sources.passages(matching: query, by: finder.way).map(\.passage)
    }
}
