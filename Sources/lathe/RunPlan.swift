import Foundation
import Library
import Prompting
import Remote
import Runtime
import Sampling

/// What a prompt, its lanes and the command line come to: the request, and what is to be said about it.
struct RunPlan {
    var promptName: String
    var request: RunRequest
    /// The server's engine that each lane runs on; nil is the model here.
    var engines: [RemoteEngine?]
    /// Where each lane's settings came from.
    var settings: [ResolvedSettings]
    var notices: [String]

    /// Compiles every lane for the model here or its server. `lanes` replace the prompt's own; none leaves those.
    /// `modelWord` is the command line's word for a model; `model` may be nil where every lane runs on a server.
    init(
        prompt: Prompt, name: String, lanes: [Lane], variables: [String: String], technique: Technique?,
        layout: Layout?, commandLine: SettingsPatch, modelWord: String? = nil, model: LoadedModel?, mode: RunMode,
        notices: [String] = []
    ) throws {
        promptName = prompt.name.isEmpty ? name : prompt.name
        self.notices = notices
        settings = []
        engines = []
        try prompt.checkAssigned(variables.keys)
        request = RunRequest(lanes: [], mode: mode)
        let backends = Backends.standard
        for lane in lanes.isEmpty ? prompt.lanes : lanes {
            guard let model, let word = lane.model, backends.remote(word) == nil,
                try ModelStore.standard.path(of: word) != model.description.path
            else { continue }
            throw Failure(
                "Lane `\(lane.name)` asks for the model \(word), and \(model.description.name) is loaded: a run has one model "
                    + "so far. Give it with --model, or run the lane by itself.")
        }
        func resolved(modelFile: SettingsPatch) throws -> [ResolvedLane] {
            try prompt.resolvedLanes(
                replacedBy: lanes, technique: technique, layout: layout, commandLine: commandLine,
                user: Configuration.current.modelParameters, modelFile: modelFile)
        }
        let chosen = lanes.isEmpty ? prompt.lanes : lanes
        let here = try resolved(modelFile: model?.description.settings ?? SettingsPatch())
        // What a model file recommends is no matter for a server.
        for (index, there) in try resolved(modelFile: SettingsPatch()).enumerated() {
            let own = chosen.indices.contains(index) ? chosen[index] : nil
            let remote = backends.remote(for: own, of: prompt, commandLine: modelWord)
            let lane = remote == nil ? here[index] : there
            let hasChatTemplate = remote != nil || model?.description.chatTemplate != nil
            let choice = try LayoutChoice(asked: lane.layout, hasChatTemplate: hasChatTemplate)
            let compiled = try prompt.compile(
                technique: lane.technique, layout: choice.layout, hasChatTemplate: hasChatTemplate,
                variables: variables, keepsLayoutStops: lane.keepsLayoutStops)
            try lane.settings.settings.check()
            let laneRequest = LaneRequest(
                name: lane.name, prompt: compiled, settings: lane.settings.settings, samples: lane.samples)
            request.lanes.append(laneRequest)
            settings.append(lane.settings)
            engines.append(remote)
            var said = [choice.notice].compactMap { $0 }
            if let remote {
                try remote.check(compiled)
                said += remote.notices(for: laneRequest, mode: mode)
            } else if let model {
                said += try model.engine.render(compiled).notices
            }
            self.notices += said.filter { !self.notices.contains($0) }
        }
        let recommended = SettingsKey.allCases.filter { key in
            settings.contains { $0.source(of: key) == .modelFile }
        }
        if !recommended.isEmpty {
            let values = recommended.compactMap { key in
                settings.first { $0.source(of: key) == .modelFile }.map { "\(key.rawValue) \($0.settings[key])" }
            }.joined(separator: ", ")
            self.notices.append("From the model file: \(values).")
        }
    }

    /// Starts the run; `model` may be nil where every lane runs on a server.
    func start(model: LoadedModel?) -> Run {
        Backends.start(request, on: engines, local: model?.engine)
    }
}
