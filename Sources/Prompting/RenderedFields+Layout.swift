extension RenderedFields {
    /// The turns for a chat template. An empty instruction makes no system message.
    var chat: CompiledBody {
        var messages: [Message] = []
        if !instruction.isEmpty { messages.append(Message(role: .system, content: instruction)) }
        for example in examples {
            messages.append(question(example.input, about: example.images))
            let answer = answer(of: example).map(\.text).joined()
            messages.append(Message(role: .assistant, content: answer))
        }
        messages += turns.map { Message(role: $0.role, content: $0.text) }
        messages.append(question(input, about: images))
        return .chat(messages: messages, opening: opening)
    }

    /// Returns a turn of the user. Models are trained on images that come before the question about them.
    private func question(_ input: String, about images: [ImageFile]) -> Message {
        let text: [ContentPart] = input.isEmpty && !images.isEmpty ? [] : [.text(input)]
        return Message(role: .user, content: images.map { .image($0) } + text)
    }

    /// The text with labels. An empty label is left out with its colon and space. If the answer's label is empty and
    /// nothing opens the answer, the text ends with the input, which the model then continues.
    var completion: CompiledBody {
        var text = FragmentBuilder()
        if !instruction.isEmpty {
            text.field(instruction)
            text.layout("\n\n")
        }
        for example in examples {
            text.layout(question)
            text.field(example.input)
            text.layout(wording.between + answerHead)
            text.append(answer(of: example))
            text.layout("\n\n")
        }
        for turn in turns {
            text.layout(turn.role == .user ? question : answerHead)
            text.field(turn.text)
            text.layout(turn.role == .user ? wording.between : "\n\n")
        }
        text.layout(question)
        text.field(input)
        if !(answerHead.isEmpty && opening.isEmpty && examples.isEmpty && turns.isEmpty) {
            text.layout(wording.between + (opening.isEmpty ? answerHead.trimmedAtEnd : answerHead))
            text.append([Fragment(opening, isField: technique.traits.opening == nil)])
        }
        return .completion(text.fragments)
    }

    /// Stop strings that end an output if a base model goes on with another question.
    var layoutStops: [String] {
        guard !wording.questionLabel.isEmpty else { return [] }
        let mark = wording.separator.trimmedAtEnd
        return ["\n\(wording.questionLabel)\(mark.isEmpty ? wording.separator : mark)"]
    }

    private var question: String { headed(wording.questionLabel) }

    private var answerHead: String { headed(wording.answerLabel) }

    private func headed(_ label: String) -> String { label.isEmpty ? "" : label + wording.separator }

    /// Returns `{output}`, or `{reasoning} The answer is {output}.`. The full stop also follows an output that ends
    /// with one, as in the papers' prompts, and an output is never changed.
    private func answer(of example: Demonstration) -> [Fragment] {
        guard let reasoning = example.reasoning else { return [Fragment(example.output, isField: true)] }
        let sentence = wording.answerSentence.isEmpty ? " " : " \(wording.answerSentence) "
        return [
            Fragment(reasoning, isField: true), Fragment(sentence, isField: false),
            Fragment(example.output, isField: true), Fragment(".", isField: false),
        ]
    }
}

/// Collects fragments. Neighbours of the same kind are joined, and empty ones are left out.
private struct FragmentBuilder {
    private(set) var fragments: [Fragment] = []

    mutating func field(_ text: String) { append([Fragment(text, isField: true)]) }

    mutating func layout(_ text: String) { append([Fragment(text, isField: false)]) }

    mutating func append(_ more: [Fragment]) {
        for fragment in more where !fragment.text.isEmpty {
            if let last = fragments.indices.last, fragments[last].isField == fragment.isField {
                fragments[last].text += fragment.text
            } else {
                fragments.append(fragment)
            }
        }
    }
}
