import Lanes
import Prompting
import Sampling

/// A run as `--format json` prints it.
package struct RunReport: Codable {
    /// A model here.
    package struct Model: Codable {
        var name: String
        var path: String
        var architecture: String
        var quantization: String
        var contextLength: Int

        /// What a model's file says, and how many tokens all lanes together may take.
        package init(name: String, path: String, architecture: String, quantization: String, contextLength: Int) {
            self.name = name
            self.path = path
            self.architecture = architecture
            self.quantization = quantization
            self.contextLength = contextLength
        }
    }

    /// One lane and what came of it.
    package struct Lane {
        var technique: Technique
        var layout: Layout
        var settings: Settings
        var result: LaneResult
        /// `NAME/MODEL` of the server that it ran on; nil for a model here.
        var server: String?
        /// Its model, if lanes are on several here; else nil.
        var model: String?
        /// Settings that its server wasn't sent.
        var lacking: Set<SettingsKey>

        /// What came of a request; see the properties.
        package init(
            _ request: LaneRequest, _ result: LaneResult, server: String?, model: String?, lacking: Set<SettingsKey>
        ) {
            technique = request.prompt.technique
            layout = request.prompt.layout
            settings = request.settings
            self.result = result
            self.server = server
            self.model = model
            self.lacking = lacking
        }

        var name: String { result.name }
        var samples: [SampleResult] { result.samples }
        /// The stages of the first output.
        var stages: [StageResult] { samples.first?.stages ?? [] }
        /// The text of the first output.
        var text: String { samples.first?.text ?? "" }
        var answer: String { result.answer }
        /// Why it failed, in a sentence; nil if it didn't.
        package var error: String? { result.error?.description }
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
    /// What is to be said about it.
    package var notices: [String]
    /// What was asked; nil in results of before, and where it isn't known any more.
    var asked: AskedPrompt?
    /// The lanes, in order.
    package var lanes: [Lane]

    /// What came of a run; what its lanes say themselves follows the notices.
    package init(
        id: BatchID? = nil, prompt: String, asked: AskedPrompt, build: String, model: Model?, notices: [String],
        lanes: [Lane], _ summary: RunSummary
    ) {
        self.id = id
        self.prompt = prompt
        self.asked = asked
        self.build = build
        self.model = model
        self.lanes = lanes
        mode = summary.mode
        padding = summary.padding
        self.notices = notices + summary.lanes.flatMap(\.notices)
    }
}
