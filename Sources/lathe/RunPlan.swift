import Foundation
import Prompting
import Runtime
import Sampling

/// What a prompt, its lanes and the command line come to: the request, and what is to be said about it.
struct RunPlan {
    var promptName: String
    var request: RunRequest
    /// Where each lane's settings came from.
    var settings: [ResolvedSettings]
    var notices: [String]

    /// Compiles every lane for a model. `lanes` replace the prompt's own; none leaves those.
    init(
        prompt: Prompt, name: String, lanes: [Lane], variables: [String: String], technique: Technique?,
        layout: Layout?, commandLine: SettingsPatch, model: LoadedModel, mode: RunMode, notices: [String] = []
    ) throws {
        promptName = prompt.name.isEmpty ? name : prompt.name
        self.notices = notices
        settings = []
        try prompt.checkAssigned(variables.keys)
        request = RunRequest(lanes: [], mode: mode)
        for lane in lanes.isEmpty ? prompt.lanes : lanes {
            guard let word = lane.model, try ModelStore().path(of: word) != model.description.path else { continue }
            throw Failure(
                "Lane `\(lane.name)` asks for the model \(word), and \(model.description.name) is loaded: a run has one model "
                    + "so far. Give it with --model, or run the lane by itself.")
        }
        let resolved = try prompt.resolvedLanes(
            replacedBy: lanes, technique: technique, layout: layout, commandLine: commandLine,
            modelFile: model.description.settings)
        for lane in resolved {
            let choice = try LayoutChoice(asked: lane.layout, hasChatTemplate: model.description.chatTemplate != nil)
            let compiled = try prompt.compile(
                technique: lane.technique, layout: choice.layout,
                hasChatTemplate: model.description.chatTemplate != nil, variables: variables,
                keepsLayoutStops: lane.keepsLayoutStops)
            try lane.settings.settings.check()
            request.lanes.append(
                LaneRequest(
                    name: lane.name, prompt: compiled, settings: lane.settings.settings, samples: lane.samples))
            settings.append(lane.settings)
            let own = [choice.notice].compactMap { $0 } + (try model.engine.render(compiled).notices)
            self.notices += own.filter { !self.notices.contains($0) }
        }
        let recommended = SettingsKey.allCases.filter { key in
            settings.contains { $0.source(of: key) == .modelFile }
        }
        if !recommended.isEmpty {
            let values = recommended.map { "\($0.rawValue) \(settings[0].settings[$0])" }.joined(separator: ", ")
            self.notices.append("From the model file: \(values).")
        }
    }
}
