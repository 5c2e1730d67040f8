import Lanes
import Library
import Prompting
import Sampling

/// A lane with all defaults filled in, and the engine that it runs on. With the variables' values it makes a request.
package struct PlannedLane: Sendable {
    /// The lane with defaults filled in.
    package var lane: ResolvedLane
    /// The engine that it runs on.
    package var backend: Backend
    /// The layout, as its model has it.
    private(set) var layout: LayoutChoice
    private var chat: ChatOptions

    /// The projector that the lane or its prompt names for images, as it is written there; nil if neither does.
    package var projector: String? { chat.projector }

    /// Returns the lanes of a prompt. `lanes` replaces the prompt's own, unless it is empty.
    ///
    /// `chat` replaces the template and, by name, what it reads. A lane's model is its own, else the command line's, else the prompt's, else the settings'.
    package static func all(
        of prompt: Prompt, replacedBy lanes: [Lane], technique: Technique?, layout: Layout?,
        commandLine: SettingsPatch, chat: ChatOptions = ChatOptions(), models: LocalModels
    ) async throws -> [PlannedLane] {
        let chosen = lanes.isEmpty ? prompt.lanes : lanes
        let planned = try await all(
            of: prompt, replacedBy: lanes, technique: technique, layout: layout, commandLine: commandLine, chat: chat,
            choice: models.choice
        ) { index in
            let own = chosen.indices.contains(index) ? chosen[index].model : nil
            let word = models.choice.word(lane: own, prompt: prompt.model)
            if let remote = Backends.standard.remote(word) { return .remote(remote) }
            do {
                return .local(try await models.get(word))
            } catch let error as EngineError {
                guard let word, Configuration.current.machine(for: word) != nil else { throw error }
                return .missing(MissingEngine(name: word, error: error))
            }
        }
        let missing = planned.compactMap { if case .missing(let engine) = $0.backend { engine } else { nil } }
        if let first = missing.first, missing.count == planned.count { throw first.error }
        return planned
    }

    /// Returns the lanes of a prompt; `backend` returns the engine for each lane, and `choice` says whether the command line
    /// names a projector.
    package static func all(
        of prompt: Prompt, replacedBy lanes: [Lane], technique: Technique?, layout: Layout?,
        commandLine: SettingsPatch, chat: ChatOptions = ChatOptions(), choice: ModelChoice = ModelChoice(),
        backend: (Int) async throws -> Backend
    ) async throws -> [PlannedLane] {
        func resolved(modelFile: SettingsPatch) throws -> [ResolvedLane] {
            try prompt.resolvedLanes(
                replacedBy: lanes, technique: technique, layout: layout, commandLine: commandLine,
                user: Configuration.current.modelParameters, modelFile: modelFile,
                userArguments: Configuration.current.templateArguments)
        }
        var planned: [PlannedLane] = []
        for index in try resolved(modelFile: SettingsPatch()).indices {
            let backend = try await backend(index)
            // The recommendations of a model's file don't apply to a server.
            let lane = try resolved(modelFile: backend.model?.description.settings ?? SettingsPatch())[index]
            try lane.settings.settings.check()
            planned.append(
                PlannedLane(
                    lane: lane, backend: backend,
                    layout: try LayoutChoice(
                        asked: lane.layout, hasChatTemplate: backend.hasChatTemplate || chat.template != nil),
                    chat: ChatOptions(
                        template: chat.template, arguments: lane.templateArguments.merging(chat.arguments) { $1 },
                        projector: backend.isRemote
                            ? nil
                            : choice.projector(lane: lane.projector, prompt: prompt.projector)?.expandingHome)))
        }
        return planned
    }

    /// Returns the request of the lane for these values of the variables. The images' files, in these folders, aren't
    /// read yet.
    package func request(
        _ prompt: Prompt, variables: [String: String], images: ImageFolders
    ) throws(PromptError) -> LaneRequest {
        var chat = chat
        chat.thinks = lane.settings.settings.thinks
        var variables = variables
        if prompt.usesSources, lane.sources == .none { variables[PromptSources.variable] = PassageText.none }
        var compiled = try prompt.phrased(lane.phrasing).compile(
            technique: lane.technique, layout: layout.layout,
            hasChatTemplate: backend.hasChatTemplate || chat.template != nil, variables: variables,
            keepsLayoutStops: lane.keepsLayoutStops, chat: chat, images: images)
        compiled.chat.projector = compiled.chat.projector?.absolutePath
        return LaneRequest(
            name: lane.name, prompt: compiled, settings: lane.settings.settings, samples: lane.samples)
    }

    /// Returns notices about a request of this lane.
    ///
    /// - Throws: The reason why the engine can't take the request.
    package func notices(for request: LaneRequest, mode: RunMode) throws -> [String] {
        let said = [layout.notice].compactMap { $0 }
        switch backend {
        case .local(let model): return said + (try model.engine.render(request.prompt).notices)
        case .missing: return said
        case .remote(let engine):
            try engine.check(request.prompt)
            try engine.check(request.settings)
            return said + engine.notices(for: request, mode: mode)
        }
    }
}

extension [PlannedLane] {
    /// A sentence about the settings that the model files recommended; nil if none did.
    package var recommendation: String? {
        let values = SettingsKey.allCases.compactMap { key in
            first { $0.lane.settings.source(of: key) == .modelFile }.map {
                "\(key.rawValue) \(key.setting.text(of: $0.lane.settings.settings[key]))"
            }
        }
        return isEmpty || values.isEmpty ? nil : "From the model file: \(values.joined(separator: ", "))."
    }
}
