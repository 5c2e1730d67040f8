import Remedies
import Sampling

/// Why a prompt can't be sent.
package enum PromptError: Remediable, Sendable, Hashable, CustomStringConvertible {
    /// Variables without a value, never empty; `known` are the names that have one, sorted.
    case missingVariables([MissingVariable], known: [String])
    /// The technique sends examples, and none is on. `off` is the number of those that are switched off.
    case noExamples(Technique, off: Int)
    /// Chain of thought with examples that lack reasoning, never empty.
    case noReasoning([ExampleWithoutReasoning])
    /// The chat layout was asked for, and the model has no chat template.
    case noChatTemplate
    /// Answers of this type can't be constrained.
    case cannotConstrain(String)
    /// With its variables the prompt is longer than any model reads; the field is the one that made it so.
    case tooLong(PromptField)
    /// The prompt has images, and the completion layout holds only text.
    case imagesNeedChat
    /// An image's file can't be sent.
    case image(ImageFileError)

    /// What happened and where.
    package var description: String {
        switch self {
        case .missingVariables(let missing, let known):
            Self.sentence(missing: missing, known: known)
        case .noExamples(let technique, let off):
            Self.sentence(technique: technique, off: off)
        case .noReasoning(let examples):
            Self.sentence(withoutReasoning: examples)
        case .noChatTemplate:
            "The chat layout was asked for, but the model has no chat template (it is probably a base model)."
        case .cannotConstrain(let type):
            "`answer.constrain` holds for the types number, choice (with choices), yes-no and json; for `\(type)` give `answer.grammar`."
        case .tooLong(let field):
            "With its variables the prompt is longer than \(Template.mostBytes >> 20) MB, which no model reads (in \(field))."
        case .imagesNeedChat:
            "The prompt has images, and the `completion` layout sends only text; images need the `chat` layout, and a model with a chat template."
        case .image(let error): error.description
        }
    }

    /// What to do about it.
    package var remedy: Remedy? {
        switch self {
        case .missingVariables(let missing, let known):
            .giveValues(
                missing.map(\.name).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }, known: known)
        case .noChatTemplate: .freeLayout
        case .imagesNeedChat: .chooseImageModel
        case .noExamples, .noReasoning, .image, .cannotConstrain, .tooLong: nil
        }
    }

    private static func sentence(missing: [MissingVariable], known: [String]) -> String {
        missing.map { variable in
            let meant = nearest(to: variable.name, in: known).map { "; did you mean `{{\($0)}}`?" } ?? "."
            return "The variable `{{\(variable.name)}}` in \(variable.field) has no value\(meant)"
        }.joined(separator: " ")
    }

    private static func sentence(technique: Technique, off: Int) -> String {
        let isChain = technique.traits.sendsReasoning
        let state =
            switch off {
            case 0: "this prompt has none"
            case 1: "this prompt's only one is switched off"
            default: "all \(off) of this prompt are switched off"
            }
        let remedy = off == 0 ? "Add an example" : "Switch an example on"
        return
            "The technique `\(technique.rawValue)` needs at least one example\(isChain ? " with reasoning" : ""), and "
            + "\(state). \(remedy), or choose `\(isChain ? "zero-shot-cot" : "zero-shot")`, which needs none."
    }

    private static func sentence(withoutReasoning examples: [ExampleWithoutReasoning]) -> String {
        let list = examples.map { "\($0.number) (“\($0.firstWords)”)" }
        let subject =
            list.count == 1
            ? "example \(list[0]) has none"
            : "examples \(list.dropLast().joined(separator: ", ")) and \(list[list.count - 1]) have none"
        let them = list.count == 1 ? "it" : "them"
        return
            "The technique `cot` sends each example with its reasoning, and \(subject). Write the `reasoning`, switch "
            + "\(them) off, or choose `few-shot`, which needs none."
    }
}
