import Lanes
import Prompting
import Sampling

/// A run's result as `--format json` prints it.
package struct RunReport: Codable {
    /// A model on this machine.
    package struct Model: Codable {
        var name: String
        var path: String
        var architecture: String
        var quantization: String
        var contextLength: Int

        /// Creates a model. `contextLength` is the number of tokens that all lanes together may have.
        package init(name: String, path: String, architecture: String, quantization: String, contextLength: Int) {
            self.name = name
            self.path = path
            self.architecture = architecture
            self.quantization = quantization
            self.contextLength = contextLength
        }
    }

    /// A lane with its result.
    package struct Lane {
        var technique: Technique
        var layout: Layout
        var settings: Settings
        var result: LaneResult
        /// The server that it ran on, as `NAME/MODEL`; nil for a model here.
        var server: String?
        /// The lane's model, if lanes are on several models here; else nil.
        var model: String?
        /// Settings that its server wasn't sent.
        var lacking: Set<SettingsKey>

        /// Creates a lane from its request and result.
        package init(
            _ request: LaneRequest, _ result: LaneResult, server: String?, model: String?, lacking: Set<SettingsKey>
        ) {
            technique = request.prompt.technique
            layout = request.prompt.layout
            settings = request.settings
            self.result = result
            if result.images.isEmpty { self.result.images = request.prompt.images }
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
        package var error: String? { result.error.map { commandLineText(of: $0) } }
        var usage: Usage { result.usage }
        /// A line for each image that was sent: `photo.png 1280x960 → 256 tokens`.
        package var images: [String] { result.images.map(\.summary) }
        var timings: Timings { result.timings }
    }

    /// The request's id in a batch.
    var id: BatchID?
    var prompt: String
    var mode: RunMode
    var build: String
    /// The number of rows that batches of 1, 2, … rows were padded to.
    var padding: [Int]
    /// The model here; nil if every lane ran on a server.
    var model: Model?
    /// Notices about the run.
    package var notices: [String]
    /// The prompt; nil in older results, and if it isn't known any more.
    var asked: AskedPrompt?
    /// The lanes, in order.
    package var lanes: [Lane]

    /// Creates the report of a run. What is said about single lanes follows the notices.
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
        self.notices =
            notices
            + summary.lanes.flatMap { lane in
                lane.notices.filter { !notices.contains($0) }
                    .map { summary.lanes.count > 1 ? "Lane \(lane.name): \($0)" : $0 }
            }
    }
}
