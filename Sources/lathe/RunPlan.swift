import Foundation
import Lanes
import Library
import Prompting
import Remote
import Runtime
import Sampling

/// Where a lane runs.
enum Backend {
    /// On a model in this process.
    case local(LoadedModel)
    /// On a server.
    case remote(RemoteEngine)
    /// On another machine, which can't be reached.
    case missing(MissingEngine)

    var hasChatTemplate: Bool {
        switch self {
        case .local(let model): model.description.chatTemplate != nil
        case .remote, .missing: true
        }
    }

    var engine: any Engine {
        switch self {
        case .local(let model): model.engine
        case .remote(let engine): engine
        case .missing(let engine): engine
        }
    }

    /// Tells engines apart; lanes of one engine run together.
    var key: String {
        switch self {
        case .local(let model): model.description.path
        case .remote(let engine): "server \(engine.name)"
        case .missing(let engine): "missing \(engine.name)"
        }
    }
}

/// What a prompt, its lanes and the command line come to: the request, and what is to be said about it.
struct RunPlan {
    var promptName: String
    /// The prompt that all lanes were made of.
    var asked: AskedPrompt
    var request: RunRequest
    /// Where each lane runs.
    var backends: [Backend] = []
    /// Where each lane's settings came from.
    var settings: [ResolvedSettings] = []
    var notices: [String]

    /// Compiles every lane for its model. `lanes` replace the prompt's own; none leaves those.
    ///
    /// A lane's model is its own, else the command line's, else the prompt's, else the settings'.
    init(
        prompt: Prompt, name: String, lanes: [Lane], variables: [String: String], technique: Technique?,
        layout: Layout?, commandLine: SettingsPatch, models: LocalModels, mode: RunMode, notices: [String] = []
    ) throws {
        promptName = prompt.name.isEmpty ? name : prompt.name
        asked = AskedPrompt(prompt, variables: variables)
        self.notices = notices
        try prompt.checkAssigned(variables.keys)
        request = RunRequest(lanes: [], mode: mode)
        let planned = try PlannedLane.all(
            of: prompt, replacedBy: lanes, technique: technique, layout: layout, commandLine: commandLine,
            models: models)
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

    /// The first lane's model that runs here; nil where all run on servers.
    var model: LoadedModel? { backends.model }

    /// What a lane's column says of where it runs: its server, or its model where lanes are on several.
    func place(of index: Int) -> String? {
        guard backends.indices.contains(index) else { return nil }
        switch backends[index] {
        case .remote(let engine): return engine.name
        case .missing(let engine): return engine.name
        case .local(let model):
            return Set(backends.map(\.key)).count > 1 ? model.description.name : nil
        }
    }

    /// The server that a lane runs on; nil for a model here.
    func server(of index: Int) -> String? {
        if case .remote(let engine) = backends[index] { engine.name } else { nil }
    }

    /// Settings that the server of a lane can't be told.
    func lacking(of index: Int) -> Set<SettingsKey> {
        guard backends.indices.contains(index), case .remote(let engine) = backends[index] else { return [] }
        return engine.lacking
    }

    /// Starts the run.
    func start() -> Run { backends.start(request) }
}

extension [Backend] {
    /// The first model that runs here; nil where all are servers.
    var model: LoadedModel? { lazy.compactMap { if case .local(let model) = $0 { model } else { nil } }.first }

    /// Starts a run whose lanes are on these, in their order: one run for each engine, joined to one.
    func start(_ request: RunRequest) -> Run {
        var parts: [(key: String, engine: any Engine, lanes: [Int])] = []
        for (index, backend) in enumerated() {
            if let place = parts.firstIndex(where: { $0.key == backend.key }) {
                parts[place].lanes.append(index)
            } else {
                parts.append((backend.key, backend.engine, [index]))
            }
        }
        return .merging(
            parts.map { part in
                var some = request
                some.lanes = part.lanes.map { request.lanes[$0] }
                return RunPart(run: part.engine.start(some), lanes: part.lanes)
            }, mode: request.mode)
    }
}
