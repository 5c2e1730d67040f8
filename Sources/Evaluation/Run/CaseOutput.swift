import Lanes
import Prompting
import Remedies

/// The output of one lane for one case. It holds all that scoring needs, so that outputs can be scored again without a
/// model.
package struct CaseOutput: Sendable, Hashable, Codable {
    /// One generated text.
    package struct Sample: Sendable, Hashable, Codable {
        /// The whole text, with the text between stages.
        package var text: String
        /// The model's thoughts before it; empty if it had none, or an older version wrote the output.
        package var thoughts: String
        /// The text of the step that gives the answer, or the calls that it ends in; nil if the technique has no such step,
        /// or it didn't run.
        package var answer: String?
        /// The calls of tools in it.
        package var calls: [ToolCall]
        /// The text without the model's own form of calls; nil if none stand in it.
        package var textBesideCalls: String?
        /// Why a call in it wasn't read; nil if all were.
        package var toolProblem: ToolUse.Problem?
        /// The perplexity of the last step's text to the model that wrote it: e to the power of minus the mean logarithm of
        /// the probabilities of its tokens, at temperature 1 and before the funnel. Nil if they aren't known.
        package var perplexity: Double?

        /// Creates a sample.
        package init(
            text: String, thoughts: String = "", answer: String? = nil, calls: [ToolCall] = [],
            textBesideCalls: String? = nil, toolProblem: ToolUse.Problem? = nil
        ) {
            self.text = text
            self.thoughts = thoughts
            self.answer = answer
            self.calls = calls
            self.textBesideCalls = textBesideCalls
            self.toolProblem = toolProblem
        }

        private enum CodingKeys: String, CodingKey {
            case text, thoughts, answer, textBesideCalls, toolProblem, perplexity
            case calls = "toolCalls"
        }

        /// Reads an object; one without `toolCalls` has no calls.
        package init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: CodingKeys.self)
            self.init(
                text: try values.decode(String.self, forKey: .text),
                thoughts: try values.decodeIfPresent(String.self, forKey: .thoughts) ?? "",
                answer: try values.decodeIfPresent(String.self, forKey: .answer),
                calls: try values.decodeIfPresent([ToolCall].self, forKey: .calls) ?? [],
                textBesideCalls: try values.decodeIfPresent(String.self, forKey: .textBesideCalls),
                toolProblem: try values.decodeIfPresent(ToolUse.Problem.self, forKey: .toolProblem))
            perplexity = try values.decodeIfPresent(Double.self, forKey: .perplexity)
        }

        /// Writes an object, with thoughts and calls if there are any.
        package func encode(to encoder: any Encoder) throws {
            var values = encoder.container(keyedBy: CodingKeys.self)
            try values.encode(text, forKey: .text)
            if !thoughts.isEmpty { try values.encode(thoughts, forKey: .thoughts) }
            try values.encodeIfPresent(answer, forKey: .answer)
            if !calls.isEmpty { try values.encode(calls, forKey: .calls) }
            try values.encodeIfPresent(textBesideCalls, forKey: .textBesideCalls)
            try values.encodeIfPresent(toolProblem, forKey: .toolProblem)
            try values.encodeIfPresent(perplexity, forKey: .perplexity)
        }

    }

    /// The case's id.
    package var id: String
    /// A hash of all that was asked; a later run takes the output over only if it asks the same. Empty if it must not
    /// be taken over.
    package var request = ""
    /// The lane's name.
    package var lane: String
    /// The samples, by their numbers; empty if the lane failed.
    package var samples: [Sample]
    /// How likely each possible answer is; empty if the lane generated. The sample is the likeliest one.
    package var labels: [LabelScore] = []
    /// Why the last stage of the first sample ended; nil if the lane failed.
    package var finish: String?
    /// What went wrong; nil if nothing did.
    package var error: String?
    /// What to do about that. It isn't kept.
    package var remedy: Remedy?
    /// Number of tokens generated, over all samples.
    package var tokens: Int
    /// Number of tokens of the prompt.
    package var promptTokens: Int
    /// Number of prompt tokens that were evaluated for this case; the others were shared.
    package var evaluatedTokens: Int
    /// Seconds from the case's turn until its end.
    package var seconds: Double
    /// The time that chat templates were told, in seconds since 1970; nil if an older version wrote the output.
    package var date: Int64?
    /// The build of the server's program that made it; nil if it ran on this machine, or the server doesn't tell its build.
    package var serverBuild: String?
    /// What the output cost in US dollars, over all samples; 0 for a model on this machine, nil if nobody knows.
    package var cost: Double?

    private enum CodingKeys: CodingKey {
        case id, lane, request, output, thoughts, answerStage, toolCalls, textBesideCalls, toolProblem, samples, finish,
            error, tokens, promptTokens, evaluatedTokens, seconds, date, serverBuild, cost, perplexity, labels
    }

    /// Reads what ``encode(to:)`` writes.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        var first = try container.decodeIfPresent(String.self, forKey: .output).map { text in
            Sample(
                text: text, thoughts: try container.decodeIfPresent(String.self, forKey: .thoughts) ?? "",
                answer: try container.decodeIfPresent(String.self, forKey: .answerStage),
                calls: try container.decodeIfPresent([ToolCall].self, forKey: .toolCalls) ?? [],
                textBesideCalls: try container.decodeIfPresent(String.self, forKey: .textBesideCalls),
                toolProblem: try container.decodeIfPresent(ToolUse.Problem.self, forKey: .toolProblem))
        }
        first?.perplexity = try container.decodeIfPresent(Double.self, forKey: .perplexity)
        self.init(
            id: try container.decode(String.self, forKey: .id), lane: try container.decode(String.self, forKey: .lane),
            samples: try container.decodeIfPresent([Sample].self, forKey: .samples) ?? first.map { [$0] } ?? [],
            finish: try container.decodeIfPresent(String.self, forKey: .finish),
            error: try container.decodeIfPresent(String.self, forKey: .error),
            tokens: try container.decode(Int.self, forKey: .tokens),
            promptTokens: try container.decode(Int.self, forKey: .promptTokens),
            evaluatedTokens: try container.decode(Int.self, forKey: .evaluatedTokens),
            seconds: try container.decode(Double.self, forKey: .seconds))
        request = try container.decodeIfPresent(String.self, forKey: .request) ?? ""
        labels = try container.decodeIfPresent([LabelScore].self, forKey: .labels) ?? []
        date = try container.decodeIfPresent(Int64.self, forKey: .date)
        serverBuild = try container.decodeIfPresent(String.self, forKey: .serverBuild)
        cost = try container.decodeIfPresent(Double.self, forKey: .cost)
    }

    /// Writes an object. Its key `output` always has the first sample's text.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(lane, forKey: .lane)
        try container.encode(request, forKey: .request)
        try container.encodeIfPresent(samples.first?.text, forKey: .output)
        if samples.count > 1 {
            try container.encode(samples, forKey: .samples)
        } else {
            if let thoughts = samples.first?.thoughts, !thoughts.isEmpty {
                try container.encode(thoughts, forKey: .thoughts)
            }
            try container.encodeIfPresent(samples.first?.answer, forKey: .answerStage)
            if let calls = samples.first?.calls, !calls.isEmpty { try container.encode(calls, forKey: .toolCalls) }
            try container.encodeIfPresent(samples.first?.textBesideCalls, forKey: .textBesideCalls)
            try container.encodeIfPresent(samples.first?.toolProblem, forKey: .toolProblem)
            try container.encodeIfPresent(samples.first?.perplexity, forKey: .perplexity)
        }
        if !labels.isEmpty { try container.encode(labels, forKey: .labels) }
        try container.encodeIfPresent(finish, forKey: .finish)
        try container.encodeIfPresent(error, forKey: .error)
        try container.encode(tokens, forKey: .tokens)
        try container.encode(promptTokens, forKey: .promptTokens)
        try container.encode(evaluatedTokens, forKey: .evaluatedTokens)
        try container.encode(seconds, forKey: .seconds)
        try container.encodeIfPresent(date, forKey: .date)
        try container.encodeIfPresent(serverBuild, forKey: .serverBuild)
        try container.encodeIfPresent(cost, forKey: .cost)
    }

    /// What went wrong and what to do about it; nil if nothing did.
    package var failure: Notice? { error.map { Notice($0, remedy) } }

    /// Creates an output.
    package init(
        id: String, lane: String, samples: [Sample], finish: String? = nil, error: String? = nil, tokens: Int = 0,
        promptTokens: Int = 0, evaluatedTokens: Int = 0, seconds: Double = 0
    ) {
        self.id = id
        self.lane = lane
        self.samples = samples
        self.finish = finish
        self.error = error
        self.tokens = tokens
        self.promptTokens = promptTokens
        self.evaluatedTokens = evaluatedTokens
        self.seconds = seconds
    }

    init(
        _ result: LaneResult, of prompt: CompiledPrompt, id: String, lane: String, isFree: Bool, seconds: Double
    ) {
        let stages = result.samples.first?.stages ?? []
        self.init(
            id: id, lane: lane,
            samples: result.error == nil
                ? result.samples.map { sample in
                    let hasAnswer = prompt.answerStage(of: sample.stages.count) != nil
                    let beside = sample.textBesideCalls
                    return Sample(
                        text: sample.text, thoughts: sample.thoughts, answer: hasAnswer ? sample.answer : nil,
                        calls: sample.calls, textBesideCalls: beside == sample.text ? nil : beside,
                        toolProblem: sample.stages.lazy.compactMap(\.toolUse?.problem).first)
                } : [],
            finish: result.error == nil ? stages.last?.finish.rawValue : nil, error: result.error?.description,
            tokens: result.usage.generatedTokens, promptTokens: result.usage.promptTokens,
            evaluatedTokens: result.usage.promptTokens - result.usage.cachedTokens, seconds: seconds)
        remedy = result.error?.remedy
        cost = result.usage.isCostPartial == true ? nil : result.usage.cost ?? (isFree ? 0 : nil)
    }
}
