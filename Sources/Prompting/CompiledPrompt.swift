/// Who speaks in a chat.
public enum Role: String, Sendable, Codable {
    /// Says what is to be done.
    case system
    /// Asks.
    case user
    /// The model.
    case assistant
}

/// One turn of a chat.
public struct Message: Sendable, Hashable, Codable {
    /// Who speaks.
    public var role: Role
    /// What is said.
    public var content: String

    /// Creates a turn of `role`.
    public init(role: Role, content: String) {
        self.role = role
        self.content = content
    }
}

/// A piece of a prompt's text. What comes from a field is data: text in it that looks like a control token stays text.
public struct Fragment: Sendable, Hashable, Codable {
    /// The text.
    public var text: String
    /// True if a person wrote it into a field.
    public var isField: Bool

    /// Creates a piece of text.
    public init(_ text: String, isField: Bool) {
        self.text = text
        self.isField = isField
    }
}

/// What a technique sends in its first step.
public enum CompiledBody: Sendable, Hashable, Codable {
    /// Turns for the model's chat template, and the opening of the turn that the model continues (often empty).
    case chat(messages: [Message], opening: String)
    /// Text as it is.
    case completion([Fragment])
}

/// A prompt under one technique and layout, ready for a model.
public struct CompiledPrompt: Sendable, Hashable {
    /// The technique.
    public var technique: Technique
    /// What the first stage sends.
    public var body: CompiledBody
    /// The generations that it asks for, one after another; at least one, which goes on from `body`.
    public var steps: [Step]
    /// Stop strings that the layout adds to those of the settings.
    public var layoutStops: [String]
    /// The sentence after whose last occurrence an output's answer begins.
    public var answerSentence: String

    /// The layout of `body`.
    public var layout: Layout {
        switch body {
        case .chat: .chat
        case .completion: .completion
        }
    }

    /// Creates a compiled prompt.
    public init(
        technique: Technique, body: CompiledBody, steps: [Step] = [.first], layoutStops: [String] = [],
        answerSentence: String = "The answer is"
    ) {
        self.technique = technique
        self.body = body
        self.steps = steps.isEmpty ? [.first] : steps
        self.layoutStops = layoutStops
        self.answerSentence = answerSentence
    }
}

extension CompiledBody {
    /// The text of the completion layout, byte for byte; nil in the chat layout, whose text is the chat template's.
    public var text: String? {
        guard case .completion(let fragments) = self else { return nil }
        return fragments.map(\.text).joined()
    }
}
