/// A place in a prompt where a person writes. Examples are numbered from 1, those that are off among them.
package enum PromptField: Sendable, Hashable, CustomStringConvertible {
    /// What the model is to do.
    case instruction
    /// What an example asks.
    case exampleInput(Int)
    /// How an example's output comes about.
    case exampleReasoning(Int)
    /// An example's answer.
    case exampleOutput(Int)
    /// What is asked.
    case input
    /// The prompt's own opening of the answer.
    case opening

    /// Names the field in a sentence: `the input of example 2`.
    package var description: String {
        switch self {
        case .instruction: "the instruction"
        case .exampleInput(let number): "the input of example \(number)"
        case .exampleReasoning(let number): "the reasoning of example \(number)"
        case .exampleOutput(let number): "the output of example \(number)"
        case .input: "the input"
        case .opening: "the opening"
        }
    }
}

/// A variable without a value.
package struct MissingVariable: Sendable, Hashable {
    /// Its name.
    package var name: String
    /// Where it is used.
    package var field: PromptField

    /// Creates a variable that is used in `field`.
    package init(name: String, field: PromptField) {
        self.name = name
        self.field = field
    }
}

/// An example that chain of thought can't send.
package struct ExampleWithoutReasoning: Sendable, Hashable {
    /// Its number, from 1, examples that are off counted.
    package var number: Int
    /// The first words of its input.
    package var firstWords: String

    /// Creates the example with this number.
    package init(number: Int, firstWords: String) {
        self.number = number
        self.firstWords = firstWords
    }
}
