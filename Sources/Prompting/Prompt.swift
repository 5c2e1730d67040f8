import Sampling

/// An example: one demonstration.
package struct Example: Sendable, Hashable, Codable {
    /// The input.
    package var input: String
    /// The values that make the input of the prompt's, so that it follows the text around them; nil if the input is a
    /// text of its own.
    package var variables: [String: String]?
    /// The reasoning that leads to the output; only chain of thought sends it.
    package var reasoning: String?
    /// The right answer.
    package var output: String
    /// The paths of image files that are sent before its input's text, as ``Prompt/images``.
    package var images: [String]
    /// True if the example is sent.
    package var isOn: Bool
    /// How a model made it; nil if a person wrote it. It isn't sent.
    package var origin: String?

    /// The texts that may have variables.
    package var templates: [String] { [input, reasoning ?? "", output] + images }

    /// Creates an example that is sent unless `isOn` is false.
    package init(
        input: String, variables: [String: String]? = nil, reasoning: String? = nil, output: String,
        images: [String] = [], isOn: Bool = true, origin: String? = nil
    ) {
        self.origin = origin
        self.input = input
        self.variables = variables
        self.reasoning = reasoning
        self.output = output
        self.images = images
        self.isOn = isOn
    }
}

/// The labels and sentences around a prompt's fields. A prompt may change each of them.
package struct Wording: Sendable, Hashable, Codable {
    /// The label before an input in the completion layout.
    package var questionLabel = "Q"
    /// The label before an output in the completion layout.
    package var answerLabel = "A"
    /// Stands between a label and its text in the completion layout.
    package var separator = ": "
    /// Stands between input and answer in the completion layout.
    package var between = "\n"
    /// How the lists of choices in inputs label their first choice.
    package var choiceLabel = Wording.usualChoiceLabel
    /// Opens the reasoning of zero-shot chain of thought (Kojima et al. 2022).
    package var reasoningTrigger = "Let's think step by step."
    /// Opens the answer of zero-shot chain of thought.
    package var answerTrigger = "Therefore, the answer is"
    /// Stands between reasoning and output in chain of thought (Wei et al. 2022).
    package var answerSentence = "The answer is"
    /// Opens the answer in the other techniques; empty unless the prompt gives one.
    package var opening = ""

    /// How the data's lists of choices are labelled.
    package static let usualChoiceLabel = "A)"

    /// Creates the default words.
    package init() {}
}

/// The form of an answer, for extraction and scoring.
package struct AnswerForm: Sendable, Hashable, Codable {
    /// `number`, `choice`, `yes-no`, `letters`, `text`, `regex:…`, `json:path`, `tool`.
    package var type: String
    /// The choices of `choice`.
    package var choices: [String]
    /// The JSON schema of an answer in JSON, as JSON text; nil if it has none.
    package var schema: String?
    /// The path of the file that the schema was read from, as the prompt's file writes it; nil if that holds the schema itself.
    package var schemaFile: String?
    /// The grammar of an answer (GBNF); nil if it has none.
    package var grammar: String?
    /// The path of the file that the grammar was read from, as the prompt's file writes it; nil if that holds the grammar itself.
    package var grammarFile: String?
    /// True if the model can answer only in this form, false if it is free; nil if the form decides: a schema or grammar holds.
    package var isConstrained: Bool?
    /// The name of the tool that is called, for `tool`; nil if the data say it.
    package var name: String?
    /// The arguments of that call, a JSON object with `{{column}}` for values of the data; nil for any, or if the data
    /// say them.
    package var arguments: String?
    /// The sentences that announce an answer besides the prompt's answer sentence; nil for the usual ones.
    package var sentences: [String]?
    /// How far a `number` may be from the right one, `0.01` or `1%`; nil if their values must be equal.
    package var tolerance: String?

    /// Stands among sentences for the last `\\boxed{…}` of LaTeX, which comes before all others.
    package static let box = "\\boxed"
    /// The sentences that announce an answer in prompts that don't set their own. One with a colon is a label, which models
    /// also write as a heading, in bold, or with an equals sign.
    package static let usualSentences = [
        box, "The answer is", "answer is", "answer would be", "####", "Final answer:", "Answer:", "정답:", "정답은", "답:",
        "답은", "답변:",
    ]

    /// Creates a form of this type.
    package init(
        type: String, choices: [String] = [], sentences: [String]? = nil, schema: String? = nil,
        grammar: String? = nil, isConstrained: Bool? = nil, name: String? = nil, arguments: String? = nil
    ) {
        self.type = type
        self.choices = choices
        self.sentences = sentences
        self.schema = schema
        self.grammar = grammar
        self.isConstrained = isConstrained
        self.name = name
        self.arguments = arguments
    }
}

/// A lane: one column, with its differences from the prompt.
package struct Lane: Sendable, Hashable, Codable {
    /// The name above the column; unique within a run.
    package var name: String
    /// Replaces the prompt's technique.
    package var technique: Technique?
    /// Replaces the prompt's layout.
    package var layout: Layout?
    /// Name or path of the model; nil for the prompt's or the default one.
    package var model: String?
    /// The path of the projector (mmproj) with which the model reads images, written as ``Prompt/images`` are; nil for the
    /// prompt's.
    package var projector: String?
    /// Self-consistency (Wang et al. 2022): the number of outputs, 1...1000; nil for 1.
    package var samples: Int?
    /// How the lane gets passages of the prompt's sources; nil for the prompt's way.
    package var sources: SourceSearch?
    /// True if the lane isn't sent the passages that the data name right, so that it should say that the sources don't tell; nil
    /// for false.
    package var withholdsRight: Bool?
    /// Settings that replace the prompt's.
    package var modelParameters: SettingsPatch
    /// Values that the model's chat template reads, each written as JSON; they replace the prompt's of the same name.
    package var templateArguments: [String: String]
    /// The name of the prompt's phrasing that the lane sends, or ``Phrasing/own``; nil for the prompt's own words.
    package var phrasing: String?

    /// Creates a lane with these differences from its prompt.
    package init(
        name: String, technique: Technique? = nil, layout: Layout? = nil, model: String? = nil, samples: Int? = nil,
        sources: SourceSearch? = nil,
        modelParameters: SettingsPatch = SettingsPatch(), templateArguments: [String: String] = [:]
    ) {
        self.name = name
        self.technique = technique
        self.layout = layout
        self.model = model
        self.samples = samples
        self.sources = sources
        self.modelParameters = modelParameters
        self.templateArguments = templateArguments
    }
}

/// A prompt: instruction, examples and input, as one file holds them.
package struct Prompt: Sendable, Hashable, Codable {
    /// The prompt's name.
    package var name = ""
    /// What the prompt is for, in a sentence or two.
    package var description = ""
    /// Words to find it by.
    package var tags: [String] = []
    /// The instruction to the model.
    package var instruction = ""
    /// Demonstrations, in the order in which they are sent.
    package var examples: [Example] = []
    /// The conversation so far, which is sent after the examples and before the input.
    package var turns: [Turn] = []
    /// The input to be answered.
    package var input = ""
    /// The paths of image files that are sent before the input's text, in their order. They may have `{{name}}`s.
    package var images: [String] = []
    /// The path of the projector (mmproj) with which a model here reads images, relative as theirs are; nil for the one that
    /// the settings name, or that lies beside the model.
    package var projector: String?
    /// The files whose passages become the variable `sources`.
    package var sources = PromptSources()
    /// Values of the `{{name}}`s in instruction, examples, input and images.
    package var variables: [String: String] = [:]
    /// The technique of lanes that don't name their own; nil for few-shot if examples are on, else zero-shot.
    package var technique: Technique?
    /// The layout of lanes that don't name their own; nil for chat if the model has a chat template.
    package var layout: Layout?
    /// Name or path of the model; nil for the default one.
    package var model: String?
    /// Number of outputs that a lane draws; nil for 1.
    package var samples: Int?
    /// Labels and trigger sentences.
    package var wording = Wording()
    /// Other words for the same task.
    package var phrasings: [Phrasing] = []
    /// The form of an answer; nil if it isn't given.
    package var answer: AnswerForm?
    /// The tools that the model may ask for.
    package var tools: [Tool] = []
    /// Settings that differ from the defaults.
    package var modelParameters = SettingsPatch()
    /// Values that the model's chat template reads, each written as JSON: `["enable_thinking": "false"]`.
    package var templateArguments: [String: String] = [:]
    /// The lanes to compare; empty for one lane with the prompt's own settings.
    package var lanes: [Lane] = []
    /// Cases to try the prompt on: values of variables, and `expected`.
    package var testData: [[String: String]] = []
    /// What every output must fulfil: a list written as JSON, also with kinds that Lathe doesn't know; nil if there is none.
    package var evaluators: String?
    /// The parts, by key, that were typed and can't be read so far, as they were typed; nil if there are none. No file has
    /// them.
    package var unread: [String: String]?

    /// Creates an empty prompt.
    package init() {}

    /// True if the assistant spoke last and nobody has answered yet, so that there is nothing to ask the model.
    package var awaitsUser: Bool {
        guard input.isEmpty, images.isEmpty, wording.opening.isEmpty else { return false }
        // Turns without a text aren't sent.
        return turns.last(where: { turn in turn.text.contains { !$0.isWhitespace } })?.role == .assistant
    }

    /// The prompt with its schema or grammar written out, so that it names no file that holds one.
    package var selfContained: Prompt {
        var prompt = self
        if answer?.schema != nil { prompt.answer?.schemaFile = nil }
        if answer?.grammar != nil { prompt.answer?.grammarFile = nil }
        return prompt
    }
}

extension Example {
    /// Reads an example. One that was written before examples had images or values has none.
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            input: try values.decode(String.self, forKey: .input),
            variables: try values.decodeIfPresent([String: String].self, forKey: .variables),
            reasoning: try values.decodeIfPresent(String.self, forKey: .reasoning),
            output: try values.decode(String.self, forKey: .output),
            images: try values.decodeIfPresent([String].self, forKey: .images) ?? [],
            isOn: try values.decode(Bool.self, forKey: .isOn),
            origin: try values.decodeIfPresent(String.self, forKey: .origin))
    }
}

extension Wording {
    /// Reads the words. Those that an older version didn't have are the usual ones.
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        func read(_ key: CodingKeys, into word: inout String) throws {
            word = try values.decodeIfPresent(String.self, forKey: key) ?? word
        }
        try read(.questionLabel, into: &questionLabel)
        try read(.answerLabel, into: &answerLabel)
        try read(.separator, into: &separator)
        try read(.between, into: &between)
        try read(.choiceLabel, into: &choiceLabel)
        try read(.reasoningTrigger, into: &reasoningTrigger)
        try read(.answerTrigger, into: &answerTrigger)
        try read(.answerSentence, into: &answerSentence)
        try read(.opening, into: &opening)
    }
}

extension KeyedDecodingContainer {
    /// Reads phrasings; a prompt that an older version kept has none.
    func decode(_ type: [Phrasing].Type, forKey key: Key) throws -> [Phrasing] {
        try decodeIfPresent(type, forKey: key) ?? []
    }
}
