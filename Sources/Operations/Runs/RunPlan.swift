import Foundation
import Lanes
import Prompting
import Sampling

/// The plan of a run, made from a prompt, its lanes and the command line: the request, and notices about it.
package struct RunPlan: Sendable {
    /// The prompt's name.
    package var promptName: String
    /// The prompt that all lanes were made of.
    package let prompt: Prompt
    /// The values that were given to its variables, and the passages that the first lane with sources gets.
    package let variables: [String: String]
    /// The request to the engines.
    package var request: RunRequest
    /// The engine of each lane.
    package var backends: [Backend] = []
    /// The settings of each lane with their origin.
    package var settings: [ResolvedSettings] = []
    /// Notices about the run.
    package var notices: [String]

    /// Compiles every lane for its model, and reads the images, in these folders. `lanes` replaces the prompt's own,
    /// unless it is empty.
    ///
    /// A lane's model is its own, else the command line's, else the prompt's, else the settings'.
    package init(
        prompt: Prompt, name: String, lanes: [Lane], variables: [String: String], technique: Technique?,
        layout: Layout?, commandLine: SettingsPatch, chat: ChatOptions = ChatOptions(), models: LocalModels,
        mode: RunMode, images: ImageFolders, notices: [String] = []
    ) async throws {
        promptName = prompt.name.isEmpty ? name : prompt.name
        self.prompt = prompt
        try prompt.checkAssigned(variables.keys)
        request = RunRequest(lanes: [], mode: mode)
        let planned = try await PlannedLane.all(
            of: prompt, replacedBy: lanes, technique: technique, layout: layout, commandLine: commandLine,
            chat: chat, models: models)
        let found = try await LaneSources(
            of: prompt, variables, ways: planned.map(\.lane.sources), in: images.prompt, models: models.loaded,
            telling: models.tell)
        (self.variables, self.notices) = (variables.merging(found.usual) { $1 }, notices + found.notices)
        for lane in planned {
            let values = variables.merging(found.values(for: lane.lane.sources)) { $1 }
            let laneRequest = try lane.request(prompt, variables: values, images: images).readingImages()
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

    /// Returns a lane's server, or its model if lanes are on several; nil if neither needs to be shown.
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

    /// Returns the settings that can't be sent to a lane's server.
    package func lacking(of index: Int) -> Set<SettingsKey> {
        guard backends.indices.contains(index), case .remote(let engine) = backends[index] else { return [] }
        return engine.lacking
    }

    /// Starts the run.
    package func start() -> Run { backends.start(request) }
}
