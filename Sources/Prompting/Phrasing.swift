/// Other words for the task of a prompt: what it says replaces the prompt's own, and the rest stays.
package struct Phrasing: Sendable, Hashable, Codable {
    /// The phrasing's name, unique among the prompt's.
    package var name: String
    /// False if it is left out where all phrasings are tried.
    package var isOn = true
    /// Replaces the instruction.
    package var instruction: String?
    /// Replaces the input. Examples that have the text around the variables of the prompt's input get this one's.
    package var input: String?
    /// The numbers of the prompt's examples, from 1, in the order in which they are sent; the others are left out. Nil for all
    /// in the prompt's order.
    package var examples: [Int]?
    /// How a model or a grammar made it; nil if a person wrote it. It isn't sent.
    package var origin: String?
    /// Replaces labels and sentences.
    package var wording = WordingPatch()

    /// Stands for the prompt's own words where a phrasing is named.
    package static let own = "own"

    /// Creates a phrasing that replaces nothing yet.
    package init(name: String) { self.name = name }
}

/// Labels and sentences that replace a prompt's; nil where its own stays. See ``Wording``.
package struct WordingPatch: Sendable, Hashable, Codable {
    /// Replaces the label before an input.
    package var questionLabel: String?
    /// Replaces the label before an output.
    package var answerLabel: String?
    /// Replaces the text between a label and its text.
    package var separator: String?
    /// Replaces the text between input and answer.
    package var between: String?
    /// Replaces the label of a first choice.
    package var choiceLabel: String?
    /// Replaces the opening of the reasoning.
    package var reasoningTrigger: String?
    /// Replaces the opening of the answer after reasoning.
    package var answerTrigger: String?
    /// Replaces the sentence between reasoning and output.
    package var answerSentence: String?
    /// Replaces the prompt's own opening of the answer.
    package var opening: String?

    /// Creates a patch that replaces nothing.
    package init() {}

    /// Replaces words.
    package func apply(to wording: inout Wording) {
        wording.questionLabel = questionLabel ?? wording.questionLabel
        wording.answerLabel = answerLabel ?? wording.answerLabel
        wording.separator = separator ?? wording.separator
        wording.between = between ?? wording.between
        wording.choiceLabel = choiceLabel ?? wording.choiceLabel
        wording.reasoningTrigger = reasoningTrigger ?? wording.reasoningTrigger
        wording.answerTrigger = answerTrigger ?? wording.answerTrigger
        wording.answerSentence = answerSentence ?? wording.answerSentence
        wording.opening = opening ?? wording.opening
    }
}

extension Prompt {
    /// Returns the phrasing of this name; nil for no name and for ``Phrasing/own``.
    ///
    /// - Throws: ``LaneError/unknownPhrasing(_:known:)``.
    package func phrasing(named name: String?) throws(LaneError) -> Phrasing? {
        guard let name, name != Phrasing.own else { return nil }
        guard let phrasing = phrasings.first(where: { $0.name == name }) else {
            throw .unknownPhrasing(name, known: phrasings.map(\.name))
        }
        return phrasing
    }

    /// Returns the prompt in other words. Numbers of examples that it doesn't have are skipped.
    package func phrased(_ phrasing: Phrasing?) -> Prompt {
        guard let phrasing else { return self }
        var prompt = self
        prompt.instruction = phrasing.instruction ?? instruction
        phrasing.wording.apply(to: &prompt.wording)
        if let input = phrasing.input {
            let (own, other) = (Template(self.input), Template(input))
            for index in examples.indices {
                guard let values = own.values(in: examples[index].input), let text = other.text(with: values) else {
                    continue
                }
                prompt.examples[index].input = text
            }
            prompt.input = input
        }
        if let numbers = phrasing.examples {
            prompt.examples = numbers.filter { examples.indices.contains($0 - 1) }.map { prompt.examples[$0 - 1] }
        }
        return prompt
    }
}
