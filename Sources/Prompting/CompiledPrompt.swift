/// Who speaks in a chat.
package enum Role: String, Sendable, Codable {
    /// Says what is to be done.
    case system
    /// Asks.
    case user
    /// The model.
    case assistant
}

/// One turn of a chat.
package struct Message: Sendable, Hashable, Codable {
    /// Who speaks.
    package var role: Role
    /// What is said.
    package var content: String

    /// Creates a turn of `role`.
    package init(role: Role, content: String) {
        self.role = role
        self.content = content
    }
}

/// A piece of a prompt's text. What comes from a field is data: text in it that looks like a control token stays text.
package struct Fragment: Sendable, Hashable, Codable {
    /// The text.
    package var text: String
    /// True if a person wrote it into a field.
    package var isField: Bool

    /// Creates a piece of text.
    package init(_ text: String, isField: Bool) {
        self.text = text
        self.isField = isField
    }
}

/// What a technique sends in its first step.
package enum CompiledBody: Sendable, Hashable, Codable {
    /// Turns for the model's chat template, and the opening of the turn that the model continues (often empty).
    case chat(messages: [Message], opening: String)
    /// Text as it is.
    case completion([Fragment])
}

/// A prompt under one technique and layout, ready for a model.
package struct CompiledPrompt: Sendable, Hashable {
    /// The technique.
    package var technique: Technique
    /// What the first stage sends.
    package var body: CompiledBody
    /// The generations that it asks for, one after another; at least one, which goes on from `body`.
    package var steps: [Step]
    /// Stop strings that the layout adds to those of the settings.
    package var layoutStops: [String]
    /// The sentence after whose last occurrence an output's answer begins.
    package var answerSentence: String
    /// How the chat template is rendered; of no effect in the completion layout.
    package var chat: ChatOptions

    /// The layout of `body`.
    package var layout: Layout {
        switch body {
        case .chat: .chat
        case .completion: .completion
        }
    }

    /// Creates a compiled prompt.
    package init(
        technique: Technique, body: CompiledBody, steps: [Step] = [.first], layoutStops: [String] = [],
        answerSentence: String = "The answer is", chat: ChatOptions = ChatOptions()
    ) {
        self.technique = technique
        self.body = body
        self.steps = steps.isEmpty ? [.first] : steps
        self.layoutStops = layoutStops
        self.answerSentence = answerSentence
        self.chat = chat
    }
}

extension CompiledBody {
    /// The text of the completion layout, byte for byte; nil in the chat layout, whose text is the chat template's.
    package var text: String? {
        guard case .completion(let fragments) = self else { return nil }
        return fragments.map(\.text).joined()
    }
}
