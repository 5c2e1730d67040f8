import Prompting

/// A format of a prompt: how its labels are written and what stands around them (Sclar et al. 2024, "Quantifying Language
/// Models' Sensitivity to Spurious Features in Prompt Design").
struct PromptFormat: Sendable, Hashable {
    /// How a label is written.
    enum Casing: Sendable, CaseIterable {
        case asWritten, title, upper, lower

        func written(_ label: String) -> String {
            switch self {
            case .asWritten: label
            case .title:
                label.split(separator: " ", omittingEmptySubsequences: false)
                    .map { $0.prefix(1).uppercased() + $0.dropFirst().lowercased() }.joined(separator: " ")
            case .upper: label.uppercased()
            case .lower: label.lowercased()
            }
        }
    }

    var casing: Casing
    /// Stands between a label and its text.
    var separator: String
    /// Stands between a text and the next label.
    var between: String
    /// The label of a first choice.
    var choice: String

    /// What stands between label and text. The empty one of the paper is left out: `Reviewgood` has no label.
    static let separators = [
        "::: ", ":: ", ": ", " \n\t", "\n    ", " : ", " - ", " ", "\n ", "\n\t", ":", "::", "- ", "\t",
    ]
    /// What stands between fields. The empty one of the paper is left out.
    static let joints = [
        " ", "\n", " \n", " -- ", "  ", "; \n", " || ", " <sep> ", ", ", " \n ", " , ", "\n ", ". ", " ,  ",
    ]
    /// How choices are labelled. Other letters or numerals would make other answers right, so `A` stays a letter.
    static let choices = ["(A)", "A.", "A)", "A )", "[A]", "<A>"]

    /// All formats of the grammar, in an order that a seed decides. Where a separator begins a new line, so does each field.
    static func all(seed: UInt64) -> [PromptFormat] {
        var formats: [PromptFormat] = []
        for casing in Casing.allCases {
            for separator in separators {
                for between in joints where !separator.contains("\n") || between.contains("\n") {
                    formats += choices.map {
                        PromptFormat(casing: casing, separator: separator, between: between, choice: $0)
                    }
                }
            }
        }
        var random = SplitMix64(seed: seed)
        for index in formats.indices.dropLast() {
            formats.swapAt(index, index + Int(random.next(upperBound: UInt(formats.count - index))))
        }
        return formats
    }
}

/// Why a prompt has not so many formats.
package enum PromptFormatError: Error, CustomStringConvertible {
    /// Nothing in the prompt is written otherwise in another format.
    case noLabels
    /// There are only so many formats.
    case tooFew(Int)

    /// What is wrong, and what would help.
    package var description: String {
        switch self {
        case .noLabels:
            "The prompt has nothing that a format changes: its input has no label before a variable, such as `Review: {{review}}`, and only the completion layout sends `labels`."
        case .tooFew(let count):
            "The prompt has \(count) other format\(count == 1 ? "" : "s"): only labels, what stands around them, and labels of choices are varied."
        }
    }
}

extension Prompt {
    /// Returns phrasings that write the prompt's labels in other formats: the first of an order that is the same for every
    /// prompt, so that more of them include fewer. In the chat layout an input that is nothing but `{{review}}` is labelled with that name. The layout is the one that the prompt is sent in; nil for the model's.
    ///
    /// - Throws: ``PromptFormatError``.
    package func formats(_ count: Int, layout: Layout?) throws(PromptFormatError) -> [Phrasing] {
        let isCompletion = (layout ?? self.layout) == .completion
        let variables = Template(input).variables
        var labels = InputLabels(input)
        // An input that is nothing but a value gets that one's name as its label, unless `labels` are sent.
        if !isCompletion, labels.count == 0, variables.count == 1, Template(input).parts.count == 1 {
            labels = InputLabels("\(PromptFormat.Casing.title.written(variables[0])): \(input)")
        }
        let listed = variables.contains(where: ChoiceList.names.contains)
        // An input without variables or labels stays the prompt's own: data may replace it.
        let hasLabels = labels.count > 0 && !variables.isEmpty
        guard isCompletion || hasLabels || listed else { throw .noLabels }
        let own = Phrasing(name: "").including(
            formattedInput: hasLabels ? input : nil, wording, isCompletion: isCompletion, hasChoices: listed)
        var found: [Phrasing] = []
        var seen: Set<Phrasing> = [own]
        for format in PromptFormat.all(seed: 1) where found.count < count {
            var words = Prompting.Wording()
            words.questionLabel = format.casing.written(wording.questionLabel)
            words.answerLabel = format.casing.written(wording.answerLabel)
            (words.separator, words.between, words.choiceLabel) = (format.separator, format.between, format.choice)
            let text = labels.formatted(
                separator: format.separator, between: format.between, name: format.casing.written)
            var phrasing = Phrasing(name: "").including(
                formattedInput: hasLabels ? text : nil, words, isCompletion: isCompletion, hasChoices: listed)
            guard seen.insert(phrasing).inserted else { continue }
            phrasing.name = "format \(found.count + 1)"
            found.append(phrasing)
        }
        guard found.count == count else { throw .tooFew(found.count) }
        return found
    }
}

extension Phrasing {
    /// Returns the phrasing with what a format changes and what the layout sends.
    fileprivate func including(
        formattedInput input: String?, _ words: Prompting.Wording, isCompletion: Bool, hasChoices: Bool
    ) -> Phrasing {
        var phrasing = self
        phrasing.input = input
        if hasChoices { phrasing.wording.choiceLabel = words.choiceLabel }
        if isCompletion {
            phrasing.wording.questionLabel = words.questionLabel
            phrasing.wording.answerLabel = words.answerLabel
            phrasing.wording.separator = words.separator
            phrasing.wording.between = words.between
        }
        return phrasing
    }

    /// How the phrasing looks, on one line: its input with `…` for values, or the labels of the completion layout; for another
    /// order of examples, their numbers.
    package var looks: String {
        let input = self.input.map { input in
            Template(input).parts.map { if case .text(let text) = $0 { text } else { "…" } }.joined()
        }
        let labels = wording.questionLabel.map { question in
            let separator = wording.separator ?? Prompting.Wording().separator
            return question + separator + (input ?? "…") + (wording.between ?? Prompting.Wording().between)
                + (wording.answerLabel ?? Prompting.Wording().answerLabel) + separator + "…"
        }
        let choices = wording.choiceLabel.map { "\($0) …" }
        let listed = input == nil ? choices : [input, choices].compactMap(\.self).joined(separator: " ")
        let order = examples.map { "examples " + $0.map(String.init).joined(separator: ", ") }
        let texts = [labels ?? listed, instruction, order].compactMap(\.self)
        return (texts.first ?? "").replacing("\n", with: "⏎").replacing("\t", with: "⇥")
    }
}
