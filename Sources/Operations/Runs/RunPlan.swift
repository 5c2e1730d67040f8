import Foundation
import Lanes
import Prompting
import Sampling

/// What a prompt, its lanes and the command line come to: the request, and what is to be said about it.
package struct RunPlan: Sendable {
    /// What the prompt is called.
    package var promptName: String
    /// The prompt that all lanes were made of.
    package let prompt: Prompt
    /// The values of its variables that were given.
    package let variables: [String: String]
    /// What the engines are asked.
    package var request: RunRequest
    /// Where each lane runs.
    package var backends: [Backend] = []
    /// Where each lane's settings came from.
    package var settings: [ResolvedSettings] = []
    /// What is to be said about it.
    package var notices: [String]

    /// Compiles every lane for its model. `lanes` replace the prompt's own; none leaves those.
    ///
    /// A lane's model is its own, else the command line's, else the prompt's, else the settings'.
    package init(
        prompt: Prompt, name: String, lanes: [Lane], variables: [String: String], technique: Technique?,
        layout: Layout?, commandLine: SettingsPatch, chat: ChatOptions = ChatOptions(), models: LocalModels,
        mode: RunMode, notices: [String] = []
    ) async throws {
        promptName = prompt.name.isEmpty ? name : prompt.name
        self.prompt = prompt
        self.variables = variables
        self.notices = notices
        try prompt.checkAssigned(variables.keys)
        request = RunRequest(lanes: [], mode: mode)
        let planned = try await PlannedLane.all(
            of: prompt, replacedBy: lanes, technique: technique, layout: layout, commandLine: commandLine,
            chat: chat, models: models)
        for lane in planned {
            let laneRequest = try lane.request(prompt, variables: variables)
            request.lanes.append(laneRequest)
            settings.append(lane.lane.settings)
            backends.append(lane.backend)
            let said = try lane.notices(for: laneRequest, mode: mode)
            self.notices += said.filter { !self.notices.contains($0) }
        }
        if let notice = planned.recommendation { self.notices.append(notice) }
    }

    /// The first lane's model that runs here; nil if all run on servers.
    package var model: LoadedModel? { backends.model }

    /// Returns what a lane's column says of where it runs: its server, or its model where lanes are on several.
    package func place(of index: Int) -> String? {
        guard backends.indices.contains(index) else { return nil }
        switch backends[index] {
        case .remote(let engine): return engine.name
        case .missing(let engine): return engine.name
        case .local(let model):
            return Set(backends.map(\.key)).count > 1 ? model.description.name : nil
        }
    }

    /// Returns the server that a lane runs on; nil for a model here.
    package func server(of index: Int) -> String? {
        if case .remote(let engine) = backends[index] { engine.name } else { nil }
    }

    /// Settings that the server of a lane can't be told.
    package func lacking(of index: Int) -> Set<SettingsKey> {
        guard backends.indices.contains(index), case .remote(let engine) = backends[index] else { return [] }
        return engine.lacking
    }

    /// Starts the run.
    package func start() -> Run { backends.start(request) }
}
