import Prompting
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

        private enum CodingKeys: CodingKey {
            case name, technique, layout, modelParameters, stages, text, answer, samples, error, usage, timings
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
        }
    }

    /// The request's id in a batch.
    var id: BatchID?
    var prompt: String
    var mode: RunMode
    var build: String
    /// How many rows batches of 1, 2, … rows were padded to.
    var padding: [Int]
    var model: Model
    var notices: [String]
    var lanes: [Lane]

    init(id: BatchID? = nil, plan: RunPlan, model: LoadedModel, summary: RunSummary) {
        self.id = id
        prompt = plan.promptName
        mode = summary.mode
        build = LlamaBuild.current
        padding = summary.padding
        self.model = Model(
            name: model.description.name, path: model.description.path, architecture: model.description.architecture,
            quantization: model.description.quantization, contextLength: model.engine.contextLength)
        notices = plan.notices
        lanes = zip(plan.request.lanes, summary.lanes).map { request, result in
            let first = result.samples.first
            return Lane(
                name: result.name, technique: request.prompt.technique, layout: request.prompt.layout,
                modelParameters: request.settings, stages: first?.stages ?? [], text: first?.text ?? "",
                answer: result.answer,
                samples: result.samples.map { Sample(text: $0.text, answer: $0.answer, stages: $0.stages) },
                error: result.error?.description, usage: result.usage, timings: result.timings)
        }
    }
}
