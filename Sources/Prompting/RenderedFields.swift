/// The fields that a technique sends, with variables replaced, and trimmed at both ends.
struct RenderedFields {
    /// An example; it has `reasoning` only under chain of thought.
    struct Demonstration {
        var input: String
        var reasoning: String?
        var output: String
        /// The images that are sent with the input; their files aren't read yet.
        var images: [ImageFile]
    }

    var technique: Technique
    var instruction: String
    var examples: [Demonstration] = []
    /// The turns before the input, of user and assistant by turns. What the user says last is part of the input.
    private(set) var turns: [Turn] = []
    var input: String
    /// The images that are sent with the input; their files aren't read yet.
    var images: [ImageFile] = []
    /// True if an input, an example's or the prompt's, has images.
    var hasImages: Bool { !images.isEmpty || examples.contains { !$0.images.isEmpty } }
    /// The opening of the answer: the reasoning trigger or the prompt's own opening; often empty.
    var opening: String
    var wording: Wording

    /// Renders the fields. Throws if examples are missing, else if reasoning is, else if variables are, or if all is too
    /// long.
    init(_ prompt: Prompt, technique: Technique, variables: [String: String], folders: ImageFolders) throws(PromptError)
    {
        self.technique = technique
        var wording = prompt.wording
        for word in [
            \Wording.questionLabel, \.answerLabel, \.reasoningTrigger, \.answerTrigger, \.answerSentence, \.opening,
        ] {
            wording[keyPath: word] = wording[keyPath: word].trimmed
        }
        self.wording = wording

        var missing: [MissingVariable] = []
        var bytes = 0
        func render(_ text: String, _ field: PromptField) throws(PromptError) -> String {
            var names: [String] = []
            let template = Template(text)
            bytes += template.byteCount(with: variables)
            guard bytes <= Template.mostBytes else { throw .tooLong(field) }
            // Trimmed after replacing, because a value from a file ends with a line break.
            let rendered = template.rendered(with: variables, missing: &names).trimmed
            missing += names.map { MissingVariable(name: $0, field: field) }
            return rendered
        }
        func files(_ images: [String], _ field: (Int) -> PromptField) throws(PromptError) -> [ImageFile] {
            var files: [ImageFile] = []
            for (index, image) in images.enumerated() {
                let path = try render(image, field(index + 1))
                // A case without an image has an empty column.
                if !path.isEmpty { files.append(ImageFile(path: folders.path(of: path, from: image))) }
            }
            return files
        }
        instruction = try render(prompt.instruction, .instruction)
        let traits = technique.traits
        for (number, example) in try Self.examples(of: prompt, sentBy: technique) {
            examples.append(
                Demonstration(
                    input: ChoiceLines.labelled(
                        try render(example.input, .exampleInput(number)), like: wording.choiceLabel),
                    reasoning: traits.sendsReasoning
                        ? try render(example.reasoning ?? "", .exampleReasoning(number)) : nil,
                    output: try render(example.output, .exampleOutput(number)),
                    images: try files(example.images) { .exampleImage($0, example: number) }))
        }
        for (index, turn) in prompt.turns.enumerated() {
            turns.append(Turn(role: turn.role, text: try render(turn.text, .turn(index + 1))))
        }
        turns = Self.alternating(turns)
        input = ChoiceLines.labelled(try render(prompt.input, .input), like: wording.choiceLabel)
        if turns.last?.role == .user, let last = turns.popLast() {
            input = [last.text, input].filter { !$0.isEmpty }.joined(separator: "\n\n")
        }
        images = try files(prompt.images) { .image($0) }
        opening =
            if let own = traits.opening {
                wording[keyPath: own]
            } else {
                try render(prompt.wording.opening, .opening)
            }
        guard missing.isEmpty else { throw .missingVariables(missing, known: variables.keys.sorted()) }
    }

    /// Returns turns without the empty ones, and with neighbours of one role joined: many chat templates refuse others.
    private static func alternating(_ turns: [Turn]) -> [Turn] {
        var result: [Turn] = []
        for turn in turns where !turn.text.isEmpty {
            if result.last?.role == turn.role {
                result[result.count - 1].text += "\n\n" + turn.text
            } else {
                result.append(turn)
            }
        }
        return result
    }

    /// Returns the examples that a technique sends, each with its number in the prompt.
    private static func examples(
        of prompt: Prompt, sentBy technique: Technique
    ) throws(PromptError) -> [(number: Int, example: Example)] {
        guard technique.traits.sendsExamples else { return [] }
        let sent = prompt.examples.enumerated().filter { $1.isOn }.map { (number: $0 + 1, example: $1) }
        guard !sent.isEmpty else { throw .noExamples(technique, off: prompt.examples.count) }
        guard technique.traits.sendsReasoning else { return sent }
        let lacking = sent.filter { ($0.example.reasoning ?? "").trimmed.isEmpty }
        guard lacking.isEmpty else {
            throw .noReasoning(
                lacking.map { ExampleWithoutReasoning(number: $0.number, firstWords: firstWords(of: $0.example.input)) }
            )
        }
        return sent
    }

    /// Returns the first words of a text, on one line, to recognise it by.
    private static func firstWords(of text: String) -> String {
        let words = text.split(whereSeparator: \.isWhitespace)
        let start = words.prefix(6).joined(separator: " ")
        return start.count > 48 ? start.prefix(47) + "…" : start + (words.count > 6 ? "…" : "")
    }
}
