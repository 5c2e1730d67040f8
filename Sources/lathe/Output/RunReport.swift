import Lanes
import Operations
import Prompting
import Reports
import Runtime
import Sampling

/// A run as `--format json` prints it.
struct RunReport: Codable {
    struct Model: Codable {
        var name: String
        var path: String
        var architecture: String
        var quantization: String
        var contextLength: Int
    }

    struct Sample: Codable {
        var text: String
        var answer: String
        var stages: [StageResult]
    }

    struct Lane: Codable {
        var name: String
        var technique: Technique
        var layout: Layout
        var modelParameters: Settings
        var stages: [StageResult]
        var text: String
        var answer: String
        var samples: [Sample]
        var error: String?
        var usage: Usage
        var timings: Timings
        /// `NAME/MODEL` of the server that it ran on; only such lanes have the key.
        var server: String?
        /// Its model, where lanes are on several here.
        var model: String?
        /// Settings that the server wasn't sent; only lanes that have such have the key.
        var notSent: [SettingsKey]?

        var lacking: Set<SettingsKey> { Set(notSent ?? []) }

        private enum CodingKeys: CodingKey {
            case name, technique, layout, modelParameters, stages, text, answer, samples, error, usage, timings, server,
                model, notSent
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(name, forKey: .name)
            try container.encode(technique, forKey: .technique)
            try container.encode(layout, forKey: .layout)
            try container.encode(modelParameters, forKey: .modelParameters)
            try container.encode(stages, forKey: .stages)
            try container.encode(text, forKey: .text)
            try container.encode(answer, forKey: .answer)
            try container.encode(samples, forKey: .samples)
            // Always there, so that a script need not ask whether it is.
            try container.encode(error, forKey: .error)
            try container.encode(usage, forKey: .usage)
            try container.encode(timings, forKey: .timings)
            try container.encodeIfPresent(server, forKey: .server)
            try container.encodeIfPresent(model, forKey: .model)
            try container.encodeIfPresent(notSent, forKey: .notSent)
        }
    }

    /// The request's id in a batch.
    var id: BatchID?
    var prompt: String
    var mode: RunMode
    var build: String
    /// How many rows batches of 1, 2, … rows were padded to.
    var padding: [Int]
    /// The model here; left out where every lane ran on a server.
    var model: Model?
    var notices: [String]
    /// What was asked; nil in results of before, and where it isn't known any more.
    var asked: AskedPrompt?
    var lanes: [Lane]

    init(id: BatchID? = nil, plan: RunPlan, summary: RunSummary) {
        self.id = id
        prompt = plan.promptName
        asked = AskedPrompt(plan.prompt, variables: plan.variables)
        mode = summary.mode
        build = LlamaBuild.current
        padding = summary.padding
        model = plan.model.map { model in
            Model(
                name: model.description.name, path: model.description.path,
                architecture: model.description.architecture, quantization: model.description.quantization,
                contextLength: model.engine.contextLength)
        }
        notices = plan.notices + summary.lanes.flatMap(\.notices)
        lanes = zip(plan.request.lanes, summary.lanes).enumerated().map { index, pair in
            let (request, result) = pair
            let first = result.samples.first
            var lane = Lane(
                name: result.name, technique: request.prompt.technique, layout: request.prompt.layout,
                modelParameters: request.settings, stages: first?.stages ?? [], text: first?.text ?? "",
                answer: result.answer,
                samples: result.samples.map { Sample(text: $0.text, answer: $0.answer, stages: $0.stages) },
                error: result.error?.description, usage: result.usage, timings: result.timings,
                server: plan.server(of: index), model: plan.server(of: index) == nil ? plan.place(of: index) : nil)
            let lacking = plan.lacking(of: index)
            if !lacking.isEmpty { lane.notSent = SettingsKey.allCases.filter(lacking.contains) }
            return lane
        }
    }
}
