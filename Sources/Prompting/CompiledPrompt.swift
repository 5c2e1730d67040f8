/// A piece of a prompt's text. Text of a field is data: if it looks like a control token, it stays text.
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

/// The content that a technique sends in its first step.
package enum CompiledBody: Sendable, Hashable, Codable {
    /// Turns for the model's chat template, and the opening of the turn that the model continues (often empty).
    case chat(messages: [Message], opening: String)
    /// Text, sent as it is.
    case completion([Fragment])
}

/// A prompt under one technique and layout, ready for a model.
package struct CompiledPrompt: Sendable, Hashable {
    /// The technique.
    package var technique: Technique
    /// The content of the first step.
    package var body: CompiledBody
    /// The generations, one after another. There is at least one, which continues `body`.
    package var steps: [Step]
    /// Stop strings that the layout adds to those of the settings.
    package var layoutStops: [String]
    /// The sentence that an answer follows. The answer begins after its last occurrence.
    package var answerSentence: String
    /// The options for rendering the chat template, and the tools. They have no effect in the completion layout.
    package var chat: ChatOptions

    /// True if the model is told of tools, and its answer is held to a form.
    package var hasToolsAndForm: Bool {
        layout == .chat && !chat.tools.isEmpty && steps.contains { $0.constraint != nil }
    }

    /// A sentence that says that a model on this machine can't call the prompt's tools where its answer is held to a form; nil if
    /// the prompt has only one of both.
    package var toolsNotice: String? {
        guard hasToolsAndForm else { return nil }
        return
            "The prompt has tools, and holds the answer to a form: within that the model can't call a tool. Give a prompt one or the other."
    }

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
    /// The text of the completion layout, byte for byte; nil in the chat layout, where the chat template makes it.
    package var text: String? {
        guard case .completion(let fragments) = self else { return nil }
        return fragments.map(\.text).joined()
    }
}
