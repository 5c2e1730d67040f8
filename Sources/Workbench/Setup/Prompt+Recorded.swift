import History
import Library
import Prompting
import Sampling

extension Prompt {
    /// Takes over the request of a recorded run: its variables, its lanes and their models. Lanes name a model only if
    /// the prompt's, or the default one, is another.
    mutating func take(_ run: RunRecord, _ models: ModelShelf) {
        variables.merge(run.prompt.variables) { $1 }
        if name.isEmpty { name = run.prompt.name }
        // One model becomes the prompt's. Several become the lanes' own, and so does one that the command line's model
        // would replace.
        let words = run.lanes.map(\.model.name)
        let isOne = Set(words).count == 1 && models.choice.commandLine == nil
        if isOne, models.states[models.choice.word(prompt: model)]?.facts?.name != words.first {
            model = words.first
        }
        let layouts = Set(run.lanes.map(\.layout))
        if let layout = layouts.first, layouts.count == 1 { self.layout = layout }
        let base = Settings().applying(modelParameters)
        let written = Dictionary(lanes.map { ($0.name, $0.sources) }, uniquingKeysWith: { first, _ in first })
        // Passages that are kept with the run are a value of the variable, which a lane without sources must not get.
        let hasPassages = !PassageText.passages(in: variables[PromptSources.variable] ?? "").isEmpty
        lanes = run.lanes.map { record in
            var lane = Lane(name: record.name)
            lane.technique = record.technique == technique ? nil : record.technique
            lane.layout = record.layout == self.layout ? nil : record.layout
            lane.model =
                isOne || models.states[models.choice.commandLine]?.facts?.name == record.model.name
                ? nil : record.model.name
            if let recorded = record.request.prompt.chat.projector, !recorded.isPath(to: projector) {
                lane.projector = recorded
            }
            lane.sources = written[record.name] ?? nil
            if lane.sources == nil, usesSources, hasPassages, record.request.prompt.body.has(PassageText.none) {
                lane.sources = SourceSearch.none
            }
            // Under beam search it follows from the settings.
            let isUsual = record.settings.isBeamSearch || record.request.samples == samples ?? 1
            lane.samples = isUsual ? nil : record.request.samples
            lane.modelParameters = SettingsPatch(record.settings, differingFrom: base)
            lane.templateArguments = record.request.prompt.chat.arguments.filter {
                templateArguments[$0.key] != $0.value
            }
            return lane
        }
    }
}

extension CompiledBody {
    /// Returns whether a text stands in what is sent.
    fileprivate func has(_ text: String) -> Bool {
        switch self {
        case .chat(let messages, _): messages.contains { $0.text.contains(text) }
        case .completion(let fragments): fragments.map(\.text).joined().contains(text)
        }
    }
}

extension String {
    /// Returns whether it is the path that a prompt's file writes as `other`.
    fileprivate func isPath(to other: String?) -> Bool {
        guard let other else { return false }
        return self == other.expandingHome || hasSuffix("/" + other)
    }
}
