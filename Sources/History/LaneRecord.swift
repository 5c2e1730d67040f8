import Lanes
import Prompting
import Sampling

/// The model that a lane ran on.
package struct ModelRecord: Sendable, Hashable, Codable {
    /// The model's name, such as `SmolLM2-135M-Instruct.Q4_1`.
    package var name: String
    /// The path of the model's file; empty for a server's model.
    package var path: String
    /// The file's SHA-256 in lower-case hexadecimal digits; nil if it isn't known.
    package var sha256: String?
    /// The architecture, such as `llama`.
    package var architecture: String
    /// The quantization, such as `Q4_1`.
    package var quantization: String
    /// Number of tokens that all lanes together could have.
    package var contextLength: Int
    /// The version of llama.cpp that ran it, and what it was built for.
    package var build: String
    /// The server that the model is on; nil for a file, and for a server of which only the name was kept.
    package var server: ServerRecord?
    /// True if the model is a server's.
    package var isRemote: Bool { path.isEmpty }

    /// Creates a record.
    package init(
        name: String, path: String, sha256: String?, architecture: String, quantization: String, contextLength: Int,
        build: String, server: ServerRecord? = nil
    ) {
        self.name = name
        self.path = path
        self.sha256 = sha256
        self.architecture = architecture
        self.quantization = quantization
        self.contextLength = contextLength
        self.build = build
        self.server = server
    }
}

/// One lane of a run in the history: its request, its model and its result.
package struct LaneRecord: Sendable, Hashable {
    /// The request.
    package var request: LaneRequest
    /// The model that it ran on.
    package var model: ModelRecord
    /// The origin of each setting that isn't a default, by ``SettingsKey``'s spelling.
    package var sources: [String: SettingsSource]
    /// The result with its tokens. Notices are in the run, images in the request, and the cost is ``cost``.
    package var result: LaneResult

    /// Creates a lane with what the history keeps; of an error it keeps the sentence.
    package init(
        _ request: LaneRequest, model: ModelRecord, sources: [String: SettingsSource] = [:], result: LaneResult
    ) {
        self.request = request
        self.model = model
        self.sources = sources
        self.result = result
        self.result.name = request.name
        self.result.error = result.error.map { .told($0.description) }
        self.result.usage.cost = nil
        self.result.notices = []
        // The history keeps images with the request, with what is known about them only since the run.
        self.request.prompt = request.prompt.replacingImages(with: result.images)
        self.result.images = []
    }

    /// The lane's name.
    package var name: String { request.name }

    /// The lane's settings, with defaults.
    package var settings: Settings { request.settings }

    /// The lane's technique.
    package var technique: Technique { request.prompt.technique }

    /// The lane's layout.
    package var layout: Layout { request.prompt.layout }

    /// What went wrong, in a sentence; nil if nothing did.
    package var error: String? { result.error?.description }

    /// The text of the first output; empty if there is none.
    package var text: String { result.samples.first?.text ?? "" }

    /// The cost in US dollars; nil if no price is known or the server didn't count tokens.
    package var cost: Double? {
        guard let price = model.server?.price, result.usage.promptTokens > 0 else { return nil }
        let (input, output) = (Double(result.usage.promptTokens), Double(result.usage.generatedTokens))
        return (input * price.input + output * price.output) / 1e6
    }

    /// The settings that the server wasn't sent, so that they had no effect.
    package var lacking: Set<SettingsKey> { Set(model.server?.lacks ?? []) }
}

extension ResolvedSettings {
    /// The origin of each setting that isn't a default, as a ``LaneRecord`` keeps it.
    package var sources: [String: SettingsSource] {
        var sources: [String: SettingsSource] = [:]
        for key in SettingsKey.allCases where source(of: key) != .defaults { sources[key.rawValue] = source(of: key) }
        return sources
    }
}
