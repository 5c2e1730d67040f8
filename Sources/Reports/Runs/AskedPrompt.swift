import History
import Library
import Prompting

/// The prompt of a run as its report keeps it: its parts, and the values of the variables in them.
package struct AskedPrompt: Codable, Hashable {
    struct Demonstration: Codable, Hashable {
        var input: String
        var reasoning: String?
        var output: String
        /// The paths of the images, as the prompt has them; nil if it has none.
        var images: [String]?
    }

    var instruction: String
    /// The examples that are on.
    var examples: [Demonstration]
    /// The conversation before the input; nil if there is none.
    var turns: [Turn]?
    var input: String
    var opening: String
    /// The paths of the images, as the prompt has them; nil if it has none.
    var images: [String]?
    var variables: [String: String]

    /// Takes the parts of a prompt, with values for its variables.
    package init(_ prompt: Prompt, variables: [String: String]) {
        instruction = prompt.instruction
        examples = prompt.examples.filter(\.isOn).map {
            Demonstration(
                input: $0.input, reasoning: $0.reasoning, output: $0.output, images: $0.images.isEmpty ? nil : $0.images
            )
        }
        turns = prompt.turns.isEmpty ? nil : prompt.turns
        input = prompt.input
        opening = prompt.wording.opening
        images = prompt.images.isEmpty ? nil : prompt.images
        let names = prompt.variableNames
        self.variables = prompt.variables.merging(variables) { $1 }.filter { names.contains($0.key) }
    }

    /// Takes the prompt of a recorded run; nil if its file's text can't be read any more.
    init?(_ record: PromptRecord) {
        guard let file = try? PromptFile(text: record.text, name: record.name) else { return nil }
        self.init(file.prompt, variables: record.variables)
    }

    /// Returns a section of a Markdown document with the parts that lanes of these techniques are sent.
    func markdown(for techniques: Set<Technique>) -> String {
        var parts: [String] = []
        func add(_ name: String, _ text: String) {
            parts.append("**\(name):**\(Markdown.value(text))\n")
        }
        if !instruction.isEmpty { add("Instruction", instruction) }
        let traits = techniques.map(\.traits)
        if traits.contains(where: \.sendsExamples) {
            for (index, example) in examples.enumerated() {
                for image in example.images ?? [] { add("Image", image) }
                add("Example \(index + 1)", example.input)
                if traits.contains(where: \.sendsReasoning), let reasoning = example.reasoning {
                    add("Reasoning", reasoning)
                }
                add("Output", example.output)
            }
        }
        for turn in turns ?? [] { add(turn.role == .user ? "User" : "Assistant", turn.text) }
        for image in images ?? [] { add("Image", image) }
        add("Input", input)
        if !opening.isEmpty, traits.contains(where: { $0.opening == nil }) { add("Opening of the answer", opening) }
        for (name, value) in variables.sorted(by: { $0.key < $1.key }) {
            add("`{{\(name)}}`", value)
        }
        return "\n## Prompt\n\n" + parts.joined(separator: "\n")
    }
}
