import Lanes
import Prompting
import Sampling

/// The model that a lane ran on.
package struct ModelRecord: Sendable, Hashable, Codable {
    /// Its name, such as `SmolLM2-135M-Instruct.Q4_1`.
    package var name: String
    /// The path of its file; empty for a server's.
    package var path: String
    /// The file's SHA-256 in lower-case hexadecimal digits; nil if it isn't known.
    package var sha256: String?
    /// Such as `llama`.
    package var architecture: String
    /// Such as `Q4_1`.
    package var quantization: String
    /// Tokens that all lanes together could take.
    package var contextLength: Int
    /// The llama.cpp that ran it, and what that was built for.
    package var build: String
    /// The server that it is on; nil for a file, and for a server of which only the name was kept.
    package var server: ServerRecord?
    /// Whether it is a server's.
    package var isRemote: Bool { path.isEmpty }

    /// A model.
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

/// One lane of a run in the history: what it asked, of what, and what came of it.
package struct LaneRecord: Sendable, Hashable {
    /// What it asked.
    package var request: LaneRequest
    /// The model that it ran on.
    package var model: ModelRecord
    /// Where each setting that isn't a default came from, by ``SettingsKey``'s spelling.
    package var sources: [String: SettingsSource]
    /// What came of it, tokens with it; without notices, which the run has, and without a cost, which is ``cost``.
    package var result: LaneResult

    /// A lane of which all is kept that the history keeps: of an error its sentence.
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
    }

    /// Its name.
    package var name: String { request.name }

    /// Its settings, all of them.
    package var settings: Settings { request.settings }

    /// How it asked.
    package var technique: Technique { request.prompt.technique }

    /// How the prompt became text.
    package var layout: Layout { request.prompt.layout }

    /// What went wrong, in a sentence; nil if nothing did.
    package var error: String? { result.error?.description }

    /// The text of the first output; empty if there is none.
    package var text: String { result.samples.first?.text ?? "" }

    /// What it cost in US dollars; nil if no price was set or the server didn't count.
    package var cost: Double? {
        guard let price = model.server?.price, result.usage.promptTokens > 0 else { return nil }
        let (input, output) = (Double(result.usage.promptTokens), Double(result.usage.generatedTokens))
        return (input * price.input + output * price.output) / 1e6
    }

    /// Settings that say nothing about it, because its server wasn't sent them.
    package var lacking: Set<SettingsKey> { Set(model.server?.lacks ?? []) }
}

extension ResolvedSettings {
    /// Where each setting that isn't a default came from, as a ``LaneRecord`` keeps it.
    package var sources: [String: SettingsSource] {
        var sources: [String: SettingsSource] = [:]
        for key in SettingsKey.allCases where source(of: key) != .defaults { sources[key.rawValue] = source(of: key) }
        return sources
    }
}
