import Prompting
import Sampling

/// Why a generation ended.
public enum Finish: String, Sendable, Codable {
    /// The model ended it.
    case end
    /// A stop string came.
    case stop
    /// It reached its limit of tokens.
    case length
    /// The context is full.
    case context
    /// It was cancelled.
    case cancelled
    /// It failed; the lane's error says why.
    case error
}

/// One generation that has ended: a step of a technique.
public struct StageResult: Sendable, Hashable {
    /// The prompt as it was sent, control tokens spelt out; for a later stage the text that it appended.
    public var prompt: String
    /// What was generated.
    public var text: String
    /// Why it ended.
    public var finish: Finish
    /// The tokens that were drawn. Engines tell them in events alone, so that this is empty until somebody collects them.
    public var tokens: [DrawnToken]

    /// Creates a stage that has ended.
    public init(prompt: String, text: String, finish: Finish, tokens: [DrawnToken] = []) {
        self.prompt = prompt
        self.text = text
        self.finish = finish
        self.tokens = tokens
    }
}

extension StageResult: Codable {
    private enum Key: CodingKey {
        case prompt, text, finish, tokens
    }

    /// Reads an object; a reason to end that isn't known is read as an error.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        self.init(
            prompt: try values.decode(String.self, forKey: .prompt),
            text: try values.decode(String.self, forKey: .text),
            finish: Finish(rawValue: try values.decode(String.self, forKey: .finish)) ?? .error,
            tokens: try values.decodeIfPresent([DrawnToken].self, forKey: .tokens) ?? [])
    }

    /// Writes an object; it has `tokens` where there are some.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(prompt, forKey: .prompt)
        try values.encode(text, forKey: .text)
        try values.encode(finish, forKey: .finish)
        if !tokens.isEmpty { try values.encode(tokens, forKey: .tokens) }
    }
}

/// One output of a lane: as many stages as its technique has steps.
public struct SampleResult: Sendable, Hashable, Codable {
    /// The stages that ran.
    public var stages: [StageResult]
    /// The text of all stages, with what stands between them.
    public var text: String
    /// The answer in it.
    public var answer: String

    /// Creates an output of these stages.
    public init(stages: [StageResult], text: String, answer: String) {
        self.stages = stages
        self.text = text
        self.answer = answer
    }

    /// Creates an output of these stages: between two texts stands what the later stage appended, and the prompt says where the answer is.
    public init(stages: [StageResult], of prompt: CompiledPrompt) {
        self.init(
            stages: stages,
            text: stages.enumerated().map { $0 == 0 ? $1.text : $1.prompt + $1.text }.joined(),
            answer: prompt.answer(in: stages.map(\.text)))
    }
}

/// Tokens that a lane took.
public struct Usage: Sendable, Hashable, Codable {
    /// Tokens of the prompt, triggers of later stages included.
    public var promptTokens = 0
    /// Of these, those that were not evaluated for this lane: shared with another, or kept from before.
    public var cachedTokens = 0
    /// Tokens drawn, of all samples.
    public var generatedTokens = 0
    /// Of these, those drawn from kept rows.
    public var replayedTokens = 0
    /// Rows of the model evaluated for this lane; a row that lanes share counts for the first of them.
    public var decodedRows = 0
    /// What they cost, in US dollars; nil if there is no price.
    public var cost: Double?

    /// Creates usage of nothing.
    public init() {}

    /// Adds what another sample took.
    public mutating func add(_ more: Usage) {
        promptTokens += more.promptTokens
        cachedTokens += more.cachedTokens
        generatedTokens += more.generatedTokens
        replayedTokens += more.replayedTokens
        decodedRows += more.decodedRows
        if let cost = more.cost { self.cost = (self.cost ?? 0) + cost }
    }
}

/// Where a lane's time went, in seconds, from the first of its samples to the last.
public struct Timings: Sendable, Hashable, Codable {
    /// From the start of the run until the prompt was evaluated.
    public var prefillSeconds = 0.0
    /// From the start of the run until the first token.
    public var firstTokenSeconds = 0.0
    /// From the first token until the last.
    public var decodeSeconds = 0.0

    /// Creates timings of no time.
    public init() {}

    /// Extends these times to those of another sample of the same run.
    public mutating func cover(_ other: Timings) {
        let end = max(firstTokenSeconds + decodeSeconds, other.firstTokenSeconds + other.decodeSeconds)
        prefillSeconds = min(prefillSeconds, other.prefillSeconds)
        firstTokenSeconds = min(firstTokenSeconds, other.firstTokenSeconds)
        decodeSeconds = end - firstTokenSeconds
    }
}

/// What a lane produced.
public struct LaneResult: Sendable, Hashable, Codable {
    /// The lane's name.
    public var name: String
    /// All samples, in order.
    public var samples: [SampleResult]
    /// The most frequent answer of the samples.
    public var answer: String
    /// What went wrong; nil if nothing did.
    public var error: EngineError?
    /// Tokens that the lane took.
    public var usage: Usage
    /// Times that the lane took.
    public var timings: Timings
    /// What came up on the way, in sentences.
    public var notices: [String] = []

    /// Creates the result of a lane.
    public init(
        name: String, samples: [SampleResult], answer: String, error: EngineError? = nil, usage: Usage = Usage(),
        timings: Timings = Timings()
    ) {
        self.name = name
        self.samples = samples
        self.answer = answer
        self.error = error
        self.usage = usage
        self.timings = timings
    }
}

/// What a run produced; its last event.
public struct RunSummary: Sendable, Hashable, Codable {
    /// One result for each lane, in the order of the request.
    public var lanes: [LaneResult]
    /// What the lanes shared.
    public var mode: RunMode
    /// How many rows batches of 1, 2, … rows were padded to; empty if nothing was padded.
    public var padding: [Int]
    /// True if the run was cancelled.
    public var isCancelled: Bool

    /// Creates the summary of a run.
    public init(lanes: [LaneResult], mode: RunMode, padding: [Int], isCancelled: Bool) {
        self.lanes = lanes
        self.mode = mode
        self.padding = padding
        self.isCancelled = isCancelled
    }
}

/// A token that was drawn.
public struct DrawnToken: Sendable, Hashable {
    /// The token's id.
    public var id: Int32
    /// Its probability at temperature 1 before the funnel; nil if it wasn't drawn but given.
    public var probability: Float?
    /// Where its text ends in the stage's text, in UTF-8 bytes.
    public var end: Int

    /// Creates a token that ends at this byte of its stage's text.
    public init(id: Int32, probability: Float?, end: Int) {
        self.id = id
        self.probability = probability
        self.end = end
    }
}

extension DrawnToken: Codable {
    /// Reads `[id, end, probability]`.
    public init(from decoder: any Decoder) throws {
        var values = try decoder.unkeyedContainer()
        id = try values.decode(Int32.self)
        end = try values.decode(Int.self)
        probability = try values.decodeNil() ? nil : try values.decode(Float.self)
    }

    /// Writes `[id, end, probability]`, the probability null if there is none that is a number.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.unkeyedContainer()
        try values.encode(id)
        try values.encode(end)
        try values.encode(probability.flatMap { $0.isFinite ? $0 : nil })
    }
}

/// An event of a run. The last one is always ``finished(_:)``.
public enum RunEvent: Sendable, Hashable, Codable {
    /// A lane's prompt is being evaluated: `done` of `total` tokens.
    case prefill(lane: Int, done: Int, total: Int)
    /// A lane's prompt, or a later stage's, is sent; `history` is every token that the stage's first one follows.
    case stageStarted(lane: Int, sample: Int, stage: Int, prompt: String, history: [Int32])
    /// Whole characters that no stop string can take back, and the tokens that are complete with them.
    case text(lane: Int, sample: Int, stage: Int, text: String, tokens: [DrawnToken])
    /// A server is asked again in so many seconds, because of what it said.
    case waiting(lane: Int, seconds: Int, reason: String)
    /// A stage has ended.
    case stageFinished(lane: Int, sample: Int, stage: Int, result: StageResult)
    /// All samples of a lane have ended.
    case laneFinished(lane: Int, result: LaneResult)
    /// The run has ended.
    case finished(RunSummary)
}
