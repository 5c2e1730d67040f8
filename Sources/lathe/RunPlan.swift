import Foundation
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

    var hasChatTemplate: Bool {
        switch self {
        case .local(let model): model.description.chatTemplate != nil
        case .remote: true
        }
    }

    var engine: any Engine {
        switch self {
        case .local(let model): model.engine
        case .remote(let engine): engine
        }
    }

    /// Tells engines apart; lanes of one engine run together.
    var key: String {
        switch self {
        case .local(let model): model.description.path
        case .remote(let engine): "server \(engine.name)"
        }
    }
}

/// What a prompt, its lanes and the command line come to: the request, and what is to be said about it.
struct RunPlan {
    var promptName: String
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
        self.notices = notices
        try prompt.checkAssigned(variables.keys)
        request = RunRequest(lanes: [], mode: mode)
        let chosen = lanes.isEmpty ? prompt.lanes : lanes
        func resolved(modelFile: SettingsPatch) throws -> [ResolvedLane] {
            try prompt.resolvedLanes(
                replacedBy: lanes, technique: technique, layout: layout, commandLine: commandLine,
                user: Configuration.current.modelParameters, modelFile: modelFile)
        }
        for index in try resolved(modelFile: SettingsPatch()).indices {
            let own = chosen.indices.contains(index) ? chosen[index].model : nil
            let word = own ?? models.word ?? prompt.model ?? Configuration.current.model
            let backend = try Backends.standard.remote(word).map { .remote($0) } ?? Backend.local(models.get(word))
            // What a model file recommends is no matter for a server.
            var recommended = SettingsPatch()
            if case .local(let model) = backend { recommended = model.description.settings }
            try add(try resolved(modelFile: recommended)[index], of: prompt, on: backend, variables: variables)
        }
        sayRecommended()
    }

    private mutating func add(
        _ lane: ResolvedLane, of prompt: Prompt, on backend: Backend, variables: [String: String]
    ) throws {
        let choice = try LayoutChoice(asked: lane.layout, hasChatTemplate: backend.hasChatTemplate)
        let compiled = try prompt.compile(
            technique: lane.technique, layout: choice.layout, hasChatTemplate: backend.hasChatTemplate,
            variables: variables, keepsLayoutStops: lane.keepsLayoutStops)
        try lane.settings.settings.check()
        let laneRequest = LaneRequest(
            name: lane.name, prompt: compiled, settings: lane.settings.settings, samples: lane.samples)
        request.lanes.append(laneRequest)
        settings.append(lane.settings)
        backends.append(backend)
        var said = [choice.notice].compactMap { $0 }
        switch backend {
        case .local(let model): said += try model.engine.render(compiled).notices
        case .remote(let engine):
            try engine.check(compiled)
            said += engine.notices(for: laneRequest, mode: request.mode)
        }
        notices += said.filter { !notices.contains($0) }
    }

    private mutating func sayRecommended() {
        let recommended = SettingsKey.allCases.filter { key in
            settings.contains { $0.source(of: key) == .modelFile }
        }
        guard !recommended.isEmpty else { return }
        let values = recommended.compactMap { key in
            settings.first { $0.source(of: key) == .modelFile }.map { "\(key.rawValue) \($0.settings[key])" }
        }.joined(separator: ", ")
        notices.append("From the model file: \(values).")
    }

    /// The first lane's model that runs here; nil where all run on servers.
    var model: LoadedModel? { backends.model }

    /// What a lane's column says of where it runs: its server, or its model where lanes are on several.
    func place(of index: Int) -> String? {
        guard backends.indices.contains(index) else { return nil }
        switch backends[index] {
        case .remote(let engine): return engine.name
        case .local(let model):
            return Set(backends.map(\.key)).count > 1 ? model.description.name : nil
        }
    }

    /// The server that a lane runs on; nil for a model here.
    func server(of index: Int) -> String? {
        if case .remote(let engine) = backends[index] { engine.name } else { nil }
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
