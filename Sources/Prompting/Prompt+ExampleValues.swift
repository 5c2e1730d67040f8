extension Prompt {
    /// Puts the values of examples into the input again, after one of both was changed.
    ///
    ///     // input: "Review: {{review}}", an example's values: ["review": "Loved it."]
    ///     prompt.refillExamples()    // the example's input: "Review: Loved it."
    package mutating func refillExamples() {
        for index in examples.indices {
            guard let values = examples[index].variables else { continue }
            examples[index].input = Template.filled(input, with: values)
        }
    }

    /// Puts the values of examples into a new input. If both inputs have one variable, the values follow it to its name.
    package mutating func replaceInput(with text: String) {
        let before = input
        input = text
        guard examples.contains(where: { $0.variables != nil }) else { return }
        let names = Template(text).variables
        let old = Template(before).variables
        for index in examples.indices {
            guard var values = examples[index].variables else { continue }
            if names.count == 1, old.count <= 1, values.count == 1, let value = values.first?.value {
                values = [names[0]: value]
                examples[index].variables = values
            }
            // An input that has no place for the values leaves the example as it is.
            guard values.keys.contains(where: names.contains) else { continue }
            examples[index].input = Template.filled(text, with: values)
        }
    }

    /// Sets the input of an example. Its values are read from the text, if it has some; where that can't be done, the
    /// input becomes a text of its own.
    package mutating func setInput(ofExample index: Int, to text: String) {
        examples[index].input = text
        guard examples[index].variables != nil else { return }
        if let frame = InputFrame(of: input), text.hasPrefix(frame.before), text.hasSuffix(frame.after),
            text.utf8.count >= frame.before.utf8.count + frame.after.utf8.count
        {
            // Space at its ends belongs to the value: another word may be on its way.
            let value = text.utf8.dropFirst(frame.before.utf8.count).dropLast(frame.after.utf8.count)
            let own = [frame.variable: String(decoding: Array(value), as: UTF8.self)]
            if Template.filled(input, with: own) == text {
                examples[index].variables = own
                return
            }
        }
        let values = Template(input).values(in: text)
        examples[index].variables = values.flatMap { Template.filled(input, with: $0) == text ? $0 : nil }
    }

    /// Returns the values of an example; nil if they don't make its input, or it has none.
    package func values(of example: Example) -> [String: String]? {
        example.variables.flatMap { Template.filled(input, with: $0) == example.input ? $0 : nil }
    }
}
