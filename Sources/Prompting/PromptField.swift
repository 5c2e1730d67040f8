/// A field of a prompt that a person writes. Examples, turns and images are numbered from 1; examples that are off are counted too.
package enum PromptField: Sendable, Hashable, CustomStringConvertible {
    /// The instruction.
    case instruction
    /// The input of an example.
    case exampleInput(Int)
    /// The reasoning of an example.
    case exampleReasoning(Int)
    /// The output of an example.
    case exampleOutput(Int)
    /// The path of an image of an example.
    case exampleImage(Int, example: Int)
    /// The text of a turn.
    case turn(Int)
    /// The input.
    case input
    /// The path of an image.
    case image(Int)
    /// The prompt's own opening of the answer.
    case opening
    /// What is searched for in the sources.
    case sourceQuery

    /// Names the field in a sentence: `the input of example 2`.
    package var description: String {
        switch self {
        case .instruction: "the instruction"
        case .exampleInput(let number): "the input of example \(number)"
        case .exampleReasoning(let number): "the reasoning of example \(number)"
        case .exampleOutput(let number): "the output of example \(number)"
        case .exampleImage(let number, let example): "image \(number) of example \(example)"
        case .turn(let number): "turn \(number)"
        case .input: "the input"
        case .image(let number): "image \(number)"
        case .opening: "the opening"
        case .sourceQuery: "what is searched for in the sources"
        }
    }
}

/// A variable without a value.
package struct MissingVariable: Sendable, Hashable {
    /// Its name.
    package var name: String
    /// The field that uses it.
    package var field: PromptField

    /// Creates a missing variable.
    package init(name: String, field: PromptField) {
        self.name = name
        self.field = field
    }
}

/// An example that chain of thought can't send.
package struct ExampleWithoutReasoning: Sendable, Hashable {
    /// Its number, from 1; examples that are off are counted too.
    package var number: Int
    /// The first words of its input.
    package var firstWords: String

    /// Creates an example.
    package init(number: Int, firstWords: String) {
        self.number = number
        self.firstWords = firstWords
    }
}
