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

    struct Lane {
        var technique: Technique
        var layout: Layout
        var settings: Settings
        var result: LaneResult
        /// `NAME/MODEL` of the server that it ran on; nil for a model here.
        var server: String?
        /// Its model, where lanes are on several here; else nil.
        var model: String?
        /// Settings that its server wasn't sent.
        var lacking: Set<SettingsKey> = []

        var name: String { result.name }
        var samples: [SampleResult] { result.samples }
        /// The stages of the first output.
        var stages: [StageResult] { samples.first?.stages ?? [] }
        /// The text of the first output.
        var text: String { samples.first?.text ?? "" }
        var answer: String { result.answer }
        var error: String? { result.error?.description }
        var usage: Usage { result.usage }
        var timings: Timings { result.timings }
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
            return Lane(
                technique: request.prompt.technique, layout: request.prompt.layout, settings: request.settings,
                result: result, server: plan.server(of: index),
                model: plan.server(of: index) == nil ? plan.place(of: index) : nil, lacking: plan.lacking(of: index))
        }
    }
}
