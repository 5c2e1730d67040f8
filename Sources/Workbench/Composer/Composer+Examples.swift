import Prompting

extension Composer {
    mutating func openField() -> [Request] {
        switch field {
        case .example(let index):
            openExample = openExample == index ? nil : index
            if openExample != nil { field = .exampleInput(index) }
        case .addExample: return addExample()
        case .addTurns: return addTurns()
        case .title(let section):
            openSections.formSymmetricDifference([section])
            readParts()
        default: break
        }
        return []
    }

    mutating func addExample() -> [Request] {
        let index = field.example.map { $0 + 1 } ?? prompt.examples.count
        prompt.examples.insert(Example(input: "", output: ""), at: index)
        forgetExampleEditors()
        openExample = index
        field = .exampleInput(index)
        return [.changed(Change("an added example")), .focus(.prompt)] + offerOfExamples
    }

    /// Says with the first example that the technique sends none, and which one does.
    private var offerOfExamples: [Request] {
        let technique = prompt.technique ?? prompt.defaultTechnique
        guard prompt.examples.count == 1, !technique.traits.sendsExamples else { return [] }
        return [.say("\(technique.title) sends no examples: Alt-t chooses \(Technique.fewShot.title).")]
    }

    mutating func changeExample(_ action: Action) -> [Request] {
        guard let index = field.example else { return [] }
        switch action {
        case .toggleExample:
            prompt.examples[index].isOn.toggle()
            return [.changed(Change("an example switched on or off"))]
        case .deleteExample:
            prompt.examples.remove(at: index)
            forgetExampleEditors()
            openExample = nil
            field = prompt.examples.isEmpty ? .addExample : .example(min(index, prompt.examples.count - 1))
            return [.changed(Change("a deleted example")), .say("Example deleted. ^_ brings it back.")]
        case .moveExampleUp, .moveExampleDown:
            let other = action == .moveExampleUp ? index - 1 : index + 1
            guard prompt.examples.indices.contains(other) else { return [] }
            prompt.examples.swapAt(index, other)
            forgetExampleEditors()
            if openExample == index { openExample = nil }
            field = .example(other)
            return [.changed(Change("a moved example"))]
        default: return []
        }
    }

    /// Puts the text around the input's only variable around the inputs of examples that lack it.
    mutating func frameExamples() -> [Request] {
        guard let frame = InputFrame(of: prompt.input) else {
            return [.say("The input has no text around a single variable that examples could lack.")]
        }
        let lacking = prompt.unframedExamples
        guard !lacking.isEmpty else { return [.say("All examples have the text around {{\(frame.variable)}}.")] }
        for index in lacking { prompt.examples[index].variables = [frame.variable: prompt.examples[index].input] }
        prompt.refillExamples()
        forgetExampleEditors()
        let count = lacking.count == 1 ? "1 example has" : "\(lacking.count) examples have"
        return [
            .changed(Change("the text around the examples")),
            .say("\(count) the text around {{\(frame.variable)}} now. ^_ takes it away again."),
        ]
    }

    /// Removes the editors of examples, which go by the examples' numbers: those have changed.
    private mutating func forgetExampleEditors() {
        for field in editors.keys where field.example != nil { editors[field] = nil }
        readEditors()
    }
}
