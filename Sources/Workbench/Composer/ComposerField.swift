import Library
import Prompting

/// One of the words around a prompt's fields; see ``Prompting/Wording``.
package enum WordingField: String, Sendable, Hashable, CaseIterable {
    case questionLabel, answerLabel, reasoningTrigger, answerTrigger, answerSentence, opening

    /// Its name on the screen.
    var title: String {
        switch self {
        case .questionLabel: "question label"
        case .answerLabel: "answer label"
        case .reasoningTrigger: "reasoning trigger"
        case .answerTrigger: "answer trigger"
        case .answerSentence: "answer sentence"
        case .opening: "opening"
        }
    }
}

/// What lists show of a prompt, and what it is found by.
package enum AboutField: String, Sendable, Hashable, CaseIterable {
    case name, description, tags
}

/// A part of the prompt's pane that is folded until it is asked for.
package enum ComposerSection: Sendable, Hashable {
    case about, wording, parts

    /// Its title on the screen.
    var title: String {
        switch self {
        case .about: "name, description and tags"
        case .wording: "labels and triggers"
        case .parts: "form of answers, checks, test data"
        }
    }

    /// Its fields, from top to bottom.
    var fields: [ComposerField] {
        switch self {
        case .about: AboutField.allCases.map { .about($0) }
        case .wording: WordingField.allCases.map { .wording($0) }
        case .parts: PromptPart.allCases.map { .part($0) }
        }
    }
}

/// A line or field of the prompt's pane that the cursor can be in.
package enum ComposerField: Sendable, Hashable {
    /// The instruction to the model.
    case instruction
    /// The line of an example; Enter opens it.
    case example(Int)
    /// A field of the open example.
    case exampleInput(Int), exampleReasoning(Int), exampleOutput(Int)
    /// The line that adds an example.
    case addExample
    /// The text of a turn before the input.
    case turn(Int)
    /// The line that adds turns.
    case addTurns
    /// The input to be answered.
    case input
    /// The value of a variable.
    case variable(String)
    /// The line that shows or hides a section.
    case title(ComposerSection)
    /// The name, the description or the tags.
    case about(AboutField)
    /// A label or trigger.
    case wording(WordingField)
    /// A part that is written as YAML.
    case part(PromptPart)

    /// True if it holds text, so that letters are typed.
    var isText: Bool {
        switch self {
        case .example, .addExample, .addTurns, .title: false
        default: true
        }
    }

    /// True if its text may have several lines.
    var isMultiline: Bool {
        switch self {
        case .instruction, .input, .exampleInput, .exampleReasoning, .exampleOutput, .turn, .variable, .part: true
        default: false
        }
    }

    /// The word above it; nil if it has none.
    var label: String? {
        switch self {
        case .about(let field): field == .tags ? "tags, with commas between them" : field.rawValue
        case .wording(let field): field.title
        case .part(.answer): "answer: how it is read"
        case .part(.evaluators): "evaluators: checks of every output"
        case .part(.testData): "testData: cases, each with its answer"
        default: nil
        }
    }

    /// The index of the example that it belongs to; nil if it belongs to none.
    var example: Int? {
        switch self {
        case .example(let index), .exampleInput(let index), .exampleReasoning(let index), .exampleOutput(let index):
            index
        default: nil
        }
    }
}

extension ComposerField {
    /// The index of the turn that it is the text of; nil if it is none's.
    var turn: Int? { if case .turn(let index) = self { index } else { nil } }
}

extension Wording {
    /// A label or trigger.
    subscript(field: WordingField) -> String {
        get { self[keyPath: Self.path(field)] }
        set { self[keyPath: Self.path(field)] = newValue }
    }

    private static func path(_ field: WordingField) -> WritableKeyPath<Wording, String> {
        switch field {
        case .questionLabel: \.questionLabel
        case .answerLabel: \.answerLabel
        case .reasoningTrigger: \.reasoningTrigger
        case .answerTrigger: \.answerTrigger
        case .answerSentence: \.answerSentence
        case .opening: \.opening
        }
    }
}
