import Prompting

extension Composer {
    mutating func openField() -> [Request] {
        switch field {
        case .example(let index):
            openExample = openExample == index ? nil : index
            if openExample != nil { field = .exampleInput(index) }
        case .addExample: return addExample()
        case .title(let section): openSections.formSymmetricDifference([section])
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
        return [.changed(Change("an added example")), .focus(.prompt)]
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

    /// Removes the editors of examples, which go by the examples' numbers: those have changed.
    private mutating func forgetExampleEditors() {
        for field in editors.keys where field.example != nil { editors[field] = nil }
        readEditors()
    }
}
