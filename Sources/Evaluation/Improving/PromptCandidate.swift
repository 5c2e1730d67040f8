import Prompting

/// A prompt in other words, or with other examples.
package struct PromptCandidate: Sendable, Hashable {
    /// Where a part of it comes from.
    package enum Origin: String, Sendable, Codable {
        /// The prompt as it is.
        case prompt
        /// A list of the user's.
        case list
        /// A model that saw failures.
        case model
        /// Right answers of the data.
        case data
    }

    /// Its name in tables.
    package var name: String
    /// The instruction.
    package var instruction: String
    /// Where the instruction comes from.
    package var wording: Origin
    /// The examples, in the order in which they are sent.
    package var examples: [Example]
    /// Where the examples come from.
    package var drawing: Origin

    /// Creates a candidate.
    package init(name: String, instruction: String, wording: Origin, examples: [Example], drawing: Origin) {
        (self.name, self.instruction, self.wording) = (name, instruction, wording)
        (self.examples, self.drawing) = (examples, drawing)
    }

    /// Takes a prompt as it is.
    package init(asIs prompt: Prompt) {
        self.init(
            name: "as it is", instruction: prompt.instruction, wording: .prompt, examples: prompt.examples,
            drawing: .prompt)
    }

    /// Returns the prompt with the candidate's instruction and examples.
    package func applied(to prompt: Prompt) -> Prompt {
        var prompt = prompt
        (prompt.instruction, prompt.examples) = (instruction, examples)
        return prompt
    }

    /// What differs from the prompt as it is, in a few words.
    package var differences: String {
        var parts: [String] = []
        if drawing == .data { parts.append("\(examples.count) \(examples.count == 1 ? "example" : "examples")") }
        switch wording {
        case .list: parts.append("an instruction of the list")
        case .model: parts.append("a proposed instruction")
        case .prompt, .data: break
        }
        return parts.isEmpty ? "nothing" : parts.joined(separator: ", ")
    }
}
