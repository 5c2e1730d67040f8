import Prompting

extension Prompt {
    /// Two worked sums and a third to do.
    static var sums: Prompt {
        var prompt = Prompt()
        prompt.instruction = "Answer the question."
        prompt.examples = [
            Example(input: "2 + 2?", reasoning: "Two and two make four.", output: "4"),
            Example(input: "3 + 4?", reasoning: "Three and four make seven.", output: "7"),
        ]
        prompt.input = "5 + 6?"
        return prompt
    }
}

extension CompiledPrompt {
    /// The opening of the assistant's turn in the chat layout.
    var opening: String? {
        guard case .chat(_, let opening) = body else { return nil }
        return opening
    }

    /// The turns of the chat layout, as `role: content`.
    var turns: [String]? {
        guard case .chat(let messages, _) = body else { return nil }
        return messages.map { "\($0.role.rawValue): \($0.text)" }
    }

    /// What came from fields in the completion layout.
    var fieldTexts: [String]? {
        guard case .completion(let fragments) = body else { return nil }
        return fragments.filter(\.isField).map(\.text)
    }
}
