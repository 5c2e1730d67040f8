import Prompting
import Sampling

/// Why a generation ended.
package enum Finish: String, Sendable, Codable {
    /// The model ended it.
    case end
    /// It reached a stop string.
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
package struct StageResult: Sendable, Hashable {
    /// The prompt as it was sent, control tokens spelt out; for a later stage the text that it appended.
    package var prompt: String
    /// The generated text, without thoughts.
    package var text: String
    /// The model's thoughts before the text; empty if it had none.
    package var thoughts: String
    /// The number of tokens of the thoughts. They are the first of the tokens that were drawn, and their ends refer to
    /// `thoughts`, not to `text`.
    package var thoughtTokens: Int
    /// The calls of tools in it; nil if there are none, and none went wrong.
    package var toolUse: ToolUse?
    /// Why it ended.
    package var finish: Finish
    /// The tokens that were drawn. Engines report them only in events, so this is empty until somebody collects them.
    package var tokens: [DrawnToken]

    /// Creates a stage that has ended.
    package init(
        prompt: String, text: String, thoughts: String = "", thoughtTokens: Int = 0, toolUse: ToolUse? = nil,
        finish: Finish, tokens: [DrawnToken] = []
    ) {
        self.prompt = prompt
        self.text = text
        self.thoughts = thoughts
        self.thoughtTokens = thoughtTokens
        self.toolUse = toolUse?.isEmpty == false ? toolUse : nil
        self.finish = finish
        self.tokens = tokens
    }
}

extension StageResult: Codable {
    private enum Key: CodingKey {
        case prompt, text, thoughts, thoughtTokens, toolUse, finish, tokens
    }

    /// Reads an object. An unknown reason of the end is read as an error.
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        self.init(
            prompt: try values.decode(String.self, forKey: .prompt),
            text: try values.decode(String.self, forKey: .text),
            thoughts: try values.decodeIfPresent(String.self, forKey: .thoughts) ?? "",
            thoughtTokens: try values.decodeIfPresent(Int.self, forKey: .thoughtTokens) ?? 0,
            toolUse: try values.decodeIfPresent(ToolUse.self, forKey: .toolUse),
            finish: Finish(rawValue: try values.decode(String.self, forKey: .finish)) ?? .error,
            tokens: try values.decodeIfPresent([DrawnToken].self, forKey: .tokens) ?? [])
    }

    /// Writes an object, with thoughts, calls of tools and `tokens` if there are any.
    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(prompt, forKey: .prompt)
        try values.encode(text, forKey: .text)
        if !thoughts.isEmpty { try values.encode(thoughts, forKey: .thoughts) }
        if thoughtTokens > 0 { try values.encode(thoughtTokens, forKey: .thoughtTokens) }
        try values.encodeIfPresent(toolUse, forKey: .toolUse)
        try values.encode(finish, forKey: .finish)
        if !tokens.isEmpty { try values.encode(tokens, forKey: .tokens) }
    }
}

/// One output of a lane: as many stages as its technique has steps.
package struct SampleResult: Sendable, Hashable, Codable {
    /// The stages that ran.
    package var stages: [StageResult]
    /// The model's thoughts in all stages; empty if it had none.
    package var thoughts: String { stages.map(\.thoughts).filter { !$0.isEmpty }.joined(separator: "\n\n") }
    /// The calls of tools in all stages.
    package var calls: [ToolCall] { stages.flatMap { $0.toolUse?.calls ?? [] } }
    /// The text of all stages, with the text between them.
    package var text: String
    /// The answer in it. If the last stage calls tools, these calls are the answer, each on a line.
    package var answer: String
    /// The probability of its last stage as a beam; nil if it was drawn.
    package var beam: BeamScore?

    /// Creates an output of these stages.
    package init(stages: [StageResult], text: String, answer: String) {
        self.stages = stages
        self.text = text
        self.answer = answer
    }

    /// Creates an output of these stages. Between two texts stands what the later stage appended; the prompt decides
    /// which part is the answer.
    package init(stages: [StageResult], of prompt: CompiledPrompt) {
        self.init(
            stages: stages,
            text: stages.enumerated().map { $0 == 0 ? $1.text : $1.prompt + $1.text }.joined(),
            answer: stages.last?.toolUse.flatMap { use in
                use.calls.isEmpty ? nil : use.calls.map(\.text).joined(separator: "\n")
            } ?? prompt.answer(in: stages.map(\.text)))
    }
}

/// How likely a beam is under the model's own probabilities.
package struct BeamScore: Sendable, Hashable, Codable {
    /// The sum of the natural logarithms of its tokens' probabilities, with that of a token that ends it.
    package var logProbability: Double
    /// The number of these tokens.
    package var length: Int
    /// The sum divided by the length to the power of the length penalty.
    package var score: Double

    /// Creates a score.
    package init(logProbability: Double, length: Int, score: Double) {
        self.logProbability = logProbability
        self.length = length
        self.score = score
    }
}

extension SampleResult {
    /// True if the output has only thoughts, so that there is no answer to read.
    package var isUnanswered: Bool { !thoughts.isEmpty && text.isEmpty && calls.isEmpty }
}

extension [SampleResult] {
    /// The most frequent answer. Samples with only thoughts have none.
    package var majorityAnswer: String { majority(of: filter { !$0.isUnanswered }.map(\.answer)) }

    /// The answer of their lane: that of the best beam, else the most frequent one.
    package var laneAnswer: String { first?.beam == nil ? majorityAnswer : first?.answer ?? "" }

    /// A sentence that says how many samples have thoughts but no answer; nil if none has.
    package var unansweredNotice: String? {
        let number = count(where: \.isUnanswered)
        guard number > 0 else { return nil }
        let outputs = count == 1 ? "The output is" : "\(number) of \(count) outputs are"
        return
            "\(outputs) thoughts without an answer. More `maxTokens` leave room for one, or a number as `thinking` ends the thoughts."
    }
}

extension [SampleResult] {
    /// Sentences about what the samples lack: answers behind thoughts, and calls of tools that couldn't be read.
    package var notices: [String] {
        [unansweredNotice, toolNotice(.cut), toolNotice(.malformed)].compactMap { $0 }
    }

    /// A sentence that says how many samples have a call that wasn't read, for one reason; nil if none has.
    private func toolNotice(_ problem: ToolUse.Problem) -> String? {
        let number = count { $0.stages.contains { $0.toolUse?.problem == problem } }
        guard number > 0 else { return nil }
        let outputs =
            count == 1 ? "The output" : number == 1 ? "One of \(count) outputs" : "\(number) of \(count) outputs"
        let isOne = count == 1 || number == 1
        switch problem {
        case .cut:
            return
                "\(outputs) \(isOne ? "ends" : "end") in the middle of a call of a tool, which doesn't count. More `maxTokens` leave room for it."
        case .malformed:
            return
                "\(outputs) \(isOne ? "isn't" : "aren't") in the form that the model has for answers and calls of tools, or \(isOne ? "calls" : "call") a tool with arguments that aren't a JSON object: such a call doesn't count."
        }
    }
}

/// Tokens that a lane took.
package struct Usage: Sendable, Hashable, Codable {
    /// Tokens of the prompt, triggers of later stages included.
    package var promptTokens = 0
    /// The number of them that weren't evaluated for this lane: shared with another, or kept from before.
    package var cachedTokens = 0
    /// Tokens drawn, of all samples.
    package var generatedTokens = 0
    /// The number of them that were drawn from kept rows.
    package var replayedTokens = 0
    /// Rows of the model that were evaluated for this lane. A row that lanes share counts for the first of them.
    package var decodedRows = 0
    /// The cost in US dollars; nil if there is no price.
    package var cost: Double?
    /// True if a part of the cost isn't known, because the server didn't count all tokens; nil if none is missing.
    package var isCostPartial: Bool?

    /// Creates a usage without tokens.
    package init() {}

    /// Adds the usage of another sample.
    package mutating func add(_ more: Usage) {
        promptTokens += more.promptTokens
        cachedTokens += more.cachedTokens
        generatedTokens += more.generatedTokens
        replayedTokens += more.replayedTokens
        decodedRows += more.decodedRows
        if let cost = more.cost { self.cost = (self.cost ?? 0) + cost }
        if more.isCostPartial == true { isCostPartial = true }
    }
}

/// A lane's times in seconds, from the first of its samples to the last.
package struct Timings: Sendable, Hashable, Codable {
    /// The time from the start of the run until the prompt was evaluated.
    package var prefillSeconds = 0.0
    /// The time from the start of the run until the first token.
    package var firstTokenSeconds = 0.0
    /// The time from the first token until the last.
    package var decodeSeconds = 0.0

    /// Creates timings of zero.
    package init() {}

    /// Extends the times to those of another sample of the same run.
    package mutating func cover(_ other: Timings) {
        let end = max(firstTokenSeconds + decodeSeconds, other.firstTokenSeconds + other.decodeSeconds)
        prefillSeconds = min(prefillSeconds, other.prefillSeconds)
        firstTokenSeconds = min(firstTokenSeconds, other.firstTokenSeconds)
        decodeSeconds = end - firstTokenSeconds
    }
}

/// The result of a lane.
package struct LaneResult: Sendable, Hashable, Codable {
    /// The lane's name.
    package var name: String
    /// All samples, in order.
    package var samples: [SampleResult]
    /// The most frequent answer of the samples.
    package var answer: String
    /// What went wrong; nil if nothing did.
    package var error: EngineError?
    /// The tokens of the lane.
    package var usage: Usage
    /// The times of the lane.
    package var timings: Timings
    /// Notices from the run, in sentences.
    package var notices: [String] = []
    /// The search for the beams, one for each stage; nil if tokens were drawn, or if the request keeps no rows.
    package var trees: [BeamTree]?
    /// The images that were sent, with what their files held and the tokens that they took.
    package var images: [ImageFile] = []

    /// Creates the result of a lane.
    package init(
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

/// The result of a run; its last event.
package struct RunSummary: Sendable, Hashable, Codable {
    /// One result for each lane, in the order of the request.
    package var lanes: [LaneResult]
    /// The mode of the run.
    package var mode: RunMode
    /// The number of rows that batches of 1, 2, … rows were padded to; empty if nothing was padded.
    package var padding: [Int]
    /// True if the run was cancelled.
    package var isCancelled: Bool

    /// Creates the summary of a run.
    package init(lanes: [LaneResult], mode: RunMode, padding: [Int], isCancelled: Bool) {
        self.lanes = lanes
        self.mode = mode
        self.padding = padding
        self.isCancelled = isCancelled
    }
}

/// A token that was drawn.
package struct DrawnToken: Sendable, Hashable {
    /// The token's id.
    package var id: Int32
    /// The probability at temperature 1 before the funnel; nil if the token was given, not drawn.
    package var probability: Float?
    /// The end of its text in the stage's text, in UTF-8 bytes.
    package var end: Int
    /// Mirostat's limit or adaptive-P's target for its draw; nil if neither acted. It isn't part of records.
    package var steering: Double?

    /// Creates a token that ends at this byte of its stage's text.
    package init(id: Int32, probability: Float?, end: Int, steering: Double? = nil) {
        self.steering = steering
        self.id = id
        self.probability = probability
        self.end = end
    }
}

extension DrawnToken: Codable {
    /// Reads `[id, end, probability]`.
    package init(from decoder: any Decoder) throws {
        var values = try decoder.unkeyedContainer()
        id = try values.decode(Int32.self)
        end = try values.decode(Int.self)
        probability = try values.decodeNil() ? nil : try values.decode(Float.self)
    }

    /// Writes `[id, end, probability]`. The probability is null if there is none or it isn't finite.
    package func encode(to encoder: any Encoder) throws {
        var values = encoder.unkeyedContainer()
        try values.encode(id)
        try values.encode(end)
        try values.encode(probability.flatMap { $0.isFinite ? $0 : nil })
    }
}

/// An event of a run. The last one is always ``finished(_:)``.
package enum RunEvent: Sendable, Hashable, Codable {
    /// A lane's prompt is being evaluated: `done` of `total` tokens.
    case prefill(lane: Int, done: Int, total: Int)
    /// A lane's prompt, or that of a later stage, is sent. `history` has all tokens before the stage's first one.
    case stageStarted(lane: Int, sample: Int, stage: Int, prompt: String, history: [Int32])
    /// Whole characters of a model's thoughts, with the tokens that they complete. The tokens' ends refer to all
    /// thoughts of the stage.
    case thoughts(lane: Int, sample: Int, stage: Int, text: String, tokens: [DrawnToken])
    /// Whole characters that no stop string can take back, with the tokens that they complete.
    case text(lane: Int, sample: Int, stage: Int, text: String, tokens: [DrawnToken])
    /// Beam search has looked at the candidates of another step.
    case searched(lane: Int, stage: Int, candidates: [BeamTree.Candidate])
    /// A server will be asked again in some seconds, for this reason.
    case waiting(lane: Int, seconds: Int, reason: String)
    /// A stage has ended.
    case stageFinished(lane: Int, sample: Int, stage: Int, result: StageResult)
    /// All samples of a lane have ended.
    case laneFinished(lane: Int, result: LaneResult)
    /// The run has ended.
    case finished(RunSummary)

    /// Returns the event as one of another sample.
    package func of(sample: Int) -> RunEvent {
        switch self {
        case .stageStarted(let lane, _, let stage, let prompt, let history):
            .stageStarted(lane: lane, sample: sample, stage: stage, prompt: prompt, history: history)
        case .thoughts(let lane, _, let stage, let text, let tokens):
            .thoughts(lane: lane, sample: sample, stage: stage, text: text, tokens: tokens)
        case .text(let lane, _, let stage, let text, let tokens):
            .text(lane: lane, sample: sample, stage: stage, text: text, tokens: tokens)
        case .stageFinished(let lane, _, let stage, let result):
            .stageFinished(lane: lane, sample: sample, stage: stage, result: result)
        case .prefill, .searched, .waiting, .laneFinished, .finished: self
        }
    }
}
