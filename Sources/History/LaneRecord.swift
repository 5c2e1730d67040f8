import Prompting
import Sampling

/// The model that a lane ran on.
public struct ModelRecord: Sendable, Hashable, Codable {
    /// Its name, such as `SmolLM2-135M-Instruct.Q4_1`.
    public var name: String
    /// The path of its file; empty for a server's.
    public var path: String
    /// The file's SHA-256 in lower-case hexadecimal digits; nil where it isn't known.
    public var sha256: String?
    /// Such as `llama`.
    public var architecture: String
    /// Such as `Q4_1`.
    public var quantization: String
    /// Tokens that all lanes together could take.
    public var contextLength: Int
    /// The llama.cpp that ran it, and what that was built for.
    public var build: String
    /// The server that it is on; nil for a file, and for a server of which only the name was kept.
    public var server: ServerRecord?
    /// Whether it is a server's.
    public var isRemote: Bool { path.isEmpty }

    /// A model.
    public init(
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

/// One generation of a lane's technique.
public struct StageRecord: Sendable, Hashable, Codable {
    /// What was sent, control tokens spelt out; for a second stage what it appended.
    public var prompt: String
    /// What was generated.
    public var text: String
    /// Why it ended: `end`, `stop`, `length`, `context`, `cancelled` or `error`.
    public var finish: String
    /// The tokens that were drawn; empty where nobody collected them.
    public var tokens: [TokenRecord]

    /// A stage.
    public init(prompt: String, text: String, finish: String, tokens: [TokenRecord] = []) {
        self.prompt = prompt
        self.text = text
        self.finish = finish
        self.tokens = tokens
    }
}

/// One output of a lane: its stages. What it says as a whole follows from them, see ``LaneRecord/text(of:)``.
public struct OutputRecord: Sendable, Hashable, Codable {
    /// The stages that ran.
    public var stages: [StageRecord]

    /// An output.
    public init(stages: [StageRecord]) {
        self.stages = stages
    }
}

/// Tokens that a lane took.
public struct LaneUsage: Sendable, Hashable, Codable {
    /// Tokens of the prompt.
    public var promptTokens = 0
    /// Of these, those that weren't evaluated for this lane.
    public var cachedTokens = 0
    /// Tokens drawn, of all outputs.
    public var generatedTokens = 0
    /// Of these, those drawn from kept rows.
    public var replayedTokens = 0
    /// Rows of the model evaluated for this lane.
    public var decodedRows = 0

    /// Nothing.
    public init() {}
}

/// Where a lane's time went, in seconds.
public struct LaneTimings: Sendable, Hashable, Codable {
    /// From the start of the run until the prompt was evaluated.
    public var prefillSeconds = 0.0
    /// From the start of the run until the first token.
    public var firstTokenSeconds = 0.0
    /// From the first token until the last.
    public var decodeSeconds = 0.0

    /// No time.
    public init() {}
}

/// One lane of a run: what it asked and what came of it.
public struct LaneRecord: Sendable, Hashable {
    /// Its name.
    public var name: String
    /// The model that it ran on.
    public var model: ModelRecord
    /// How many outputs were asked for, 1...1000.
    public var samples: Int
    /// Its settings, all of them.
    public var modelParameters: Settings
    /// Where each setting that isn't a default came from, by ``SettingsKey``'s spelling.
    public var sources: [String: SettingsSource]
    /// What it sent.
    public var compiled: CompiledPrompt
    /// Key of the case in an evaluation, 0 outside one.
    public var caseKey: UInt64
    /// Tokens that its stages began with instead of drawing them; empty unless it branched off another lane.
    public var openings: [[Int32]]
    /// The most frequent answer of its outputs.
    public var answer: String
    /// What went wrong; nil if nothing did.
    public var error: String?
    /// Its outputs, the first first.
    public var outputs: [OutputRecord]
    /// Tokens.
    public var usage: LaneUsage
    /// Times.
    public var timings: LaneTimings

    /// A lane.
    public init(
        name: String, model: ModelRecord, samples: Int = 1, modelParameters: Settings,
        sources: [String: SettingsSource] = [:], compiled: CompiledPrompt, caseKey: UInt64 = 0,
        openings: [[Int32]] = [], answer: String, error: String? = nil, outputs: [OutputRecord],
        usage: LaneUsage = LaneUsage(), timings: LaneTimings = LaneTimings()
    ) {
        self.name = name
        self.model = model
        self.samples = samples
        self.modelParameters = modelParameters
        self.sources = sources
        self.compiled = compiled
        self.caseKey = caseKey
        self.openings = openings
        self.answer = answer
        self.error = error
        self.outputs = outputs
        self.usage = usage
        self.timings = timings
    }

    /// How it asked.
    public var technique: Technique { compiled.technique }

    /// How the prompt became text.
    public var layout: Layout { compiled.layout }

    /// The text of an output's stages, with what stands between them.
    public func text(of output: OutputRecord) -> String {
        output.stages.map(\.text).joined(separator: compiled.answerTrigger ?? "")
    }

    /// The answer in an output.
    public func answer(of output: OutputRecord) -> String { compiled.answer(in: output.stages.map(\.text)) }

    /// The text of the first output; empty where there is none.
    public var text: String { outputs.first.map { text(of: $0) } ?? "" }
}

extension ResolvedSettings {
    /// Where each setting that isn't a default came from, as a ``LaneRecord`` keeps it.
    public var sources: [String: SettingsSource] {
        var sources: [String: SettingsSource] = [:]
        for key in SettingsKey.allCases where source(of: key) != .defaults { sources[key.rawValue] = source(of: key) }
        return sources
    }
}
