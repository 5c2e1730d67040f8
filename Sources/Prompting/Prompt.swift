import Sampling

/// One demonstration.
public struct Example: Sendable, Hashable, Codable {
    /// What is asked.
    public var input: String
    /// How the output comes about; only chain of thought sends it.
    public var reasoning: String?
    /// The right answer.
    public var output: String
    /// True if the example is sent.
    public var isOn: Bool

    /// Creates an example that is sent unless `isOn` is false.
    public init(input: String, reasoning: String? = nil, output: String, isOn: Bool = true) {
        self.input = input
        self.reasoning = reasoning
        self.output = output
        self.isOn = isOn
    }
}

/// The words around a prompt's fields, each of which a prompt may change.
public struct Wording: Sendable, Hashable, Codable {
    /// Stands before an input in the completion layout.
    public var questionLabel = "Q"
    /// Stands before an output in the completion layout.
    public var answerLabel = "A"
    /// Opens the reasoning of zero-shot chain of thought (Kojima et al. 2022).
    public var reasoningTrigger = "Let's think step by step."
    /// Opens the answer of zero-shot chain of thought.
    public var answerTrigger = "Therefore, the answer is"
    /// Stands between reasoning and output in chain of thought (Wei et al. 2022).
    public var answerSentence = "The answer is"
    /// Opens the answer in the other techniques; empty unless the prompt gives one.
    public var opening = ""

    /// Creates the default words.
    public init() {}
}

/// What form an answer has, for extraction and scoring.
public struct AnswerForm: Sendable, Hashable, Codable {
    /// `number`, `choice`, `yes-no`, `letters`, `text`, `regex:…`, `json:path`.
    public var type: String
    /// The choices of `choice`.
    public var choices: [String]

    /// Creates a form of this type.
    public init(type: String, choices: [String] = []) {
        self.type = type
        self.choices = choices
    }
}

/// One column: what differs from the prompt it belongs to.
public struct Lane: Sendable, Hashable, Codable {
    /// Shown above the column; unique within a run.
    public var name: String
    /// Replaces the prompt's technique.
    public var technique: Technique?
    /// Replaces the prompt's layout.
    public var layout: Layout?
    /// Name or path of the model; nil for the prompt's or the default one.
    public var model: String?
    /// Self-consistency (Wang et al. 2022): the number of outputs, 1...1000; nil for 1.
    public var samples: Int?
    /// Settings that replace the prompt's.
    public var modelParameters: SettingsPatch

    /// Creates a lane that differs from its prompt in what is given.
    public init(
        name: String, technique: Technique? = nil, layout: Layout? = nil, model: String? = nil, samples: Int? = nil,
        modelParameters: SettingsPatch = SettingsPatch()
    ) {
        self.name = name
        self.technique = technique
        self.layout = layout
        self.model = model
        self.samples = samples
        self.modelParameters = modelParameters
    }
}

/// Instruction, examples and input, as one file holds them.
public struct Prompt: Sendable, Hashable, Codable {
    /// What the prompt is called on the screen.
    public var name = ""
    /// What it is for, in a sentence or two.
    public var description = ""
    /// Words to find it by.
    public var tags: [String] = []
    /// What the model is to do.
    public var instruction = ""
    /// Demonstrations, in the order in which they are sent.
    public var examples: [Example] = []
    /// What is asked.
    public var input = ""
    /// Values of the `{{name}}`s in instruction, examples and input.
    public var variables: [String: String] = [:]
    /// The technique of lanes that don't name their own; nil for few-shot if examples are on, else zero-shot.
    public var technique: Technique?
    /// The layout of lanes that don't name their own; nil for chat if the model has a chat template.
    public var layout: Layout?
    /// Name or path of the model; nil for the default one.
    public var model: String?
    /// Number of outputs that a lane draws; nil for 1.
    public var samples: Int?
    /// Labels and trigger sentences.
    public var wording = Wording()
    /// What an answer looks like.
    public var answer: AnswerForm?
    /// Settings that differ from the defaults.
    public var modelParameters = SettingsPatch()
    /// Columns that are compared; empty for one lane with the prompt's own settings.
    public var lanes: [Lane] = []
    /// Cases to try the prompt on: values of variables, and `expected`.
    public var testData: [[String: String]] = []

    /// Creates an empty prompt.
    public init() {}
}
