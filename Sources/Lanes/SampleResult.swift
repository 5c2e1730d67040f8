import Prompting

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
            answer: stages.last?.toolUse?.calls.text ?? prompt.answer(in: stages.map(\.text)))
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
