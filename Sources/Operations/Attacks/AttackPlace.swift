import Prompting

/// Where in a prompt's input attacks stand.
struct AttackPlace: Sendable {
    /// The variable that is filled with them.
    let variable: String
    /// True if it takes the place of the whole input.
    let isWholeInput: Bool
    /// True if they are passages among those of the sources.
    var isPassage: Bool { variable == PromptSources.variable }

    /// Finds the place: the variable that is wanted, else the last one of the input that isn't the passages of sources, else
    /// among these passages, else the whole input. With `replacesInput`, the prompt's own cases take the place of the input too.
    ///
    /// - Throws: The reason why there is no such place.
    init(in prompt: Prompt, wanted: String?, replacesInput: Bool) throws {
        let open = Template(prompt.input).variables
        if let wanted {
            guard open.contains(wanted), !replacesInput else {
                throw Failure(
                    "The prompt's input has no variable `\(wanted)`\(open.isEmpty ? "" : "; it has \(open.joined(separator: ", "))")."
                )
            }
            (variable, isWholeInput) = (wanted, false)
        } else if !replacesInput, let last = open.last(where: { $0 != PromptSources.variable }) {
            (variable, isWholeInput) = (last, false)
        } else if !replacesInput, open.contains(PromptSources.variable) {
            (variable, isWholeInput) = (PromptSources.variable, false)
        } else {
            (variable, isWholeInput) = ("input", true)
        }
    }

    /// Says where attacks stand.
    var sentence: String {
        isPassage
            ? "Attacks stand among the passages of `{{\(variable)}}`, as another one."
            : "Attacks take the place of \(isWholeInput ? "the input" : "`{{\(variable)}}`")."
    }
}
