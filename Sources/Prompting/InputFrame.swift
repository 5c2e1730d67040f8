/// The text around the only variable of an input, such as `Review: ` and nothing behind `{{review}}`.
///
/// Where examples are given without it, the model sees two forms of input and has to guess that they mean the same.
package struct InputFrame: Sendable, Hashable {
    /// The text before the variable.
    package let before: String
    /// The text behind the variable.
    package let after: String
    /// The name of the variable.
    package let variable: String
    /// Both texts without space at the ends: they are compared with each of many examples at each key.
    private let ends: [String]

    /// Finds the text in an input; nil if that doesn't have exactly one variable, or nothing but space around it.
    package init?(of input: String) {
        let parts = Template(input).parts
        let names = parts.indices.filter { if case .variable = parts[$0] { true } else { false } }
        guard names.count == 1, case .variable(let name) = parts[names[0]] else { return nil }
        func text(_ index: Int) -> String {
            if parts.indices.contains(index), case .text(let text) = parts[index] { text } else { "" }
        }
        before = text(names[0] - 1)
        after = text(names[0] + 1)
        variable = name
        ends = [before.trimmed, after.trimmed]
        guard ends != ["", ""] else { return nil }
    }

    /// Returns whether a text has it at both ends. Space at the ends doesn't count.
    package func isAround(_ text: String) -> Bool {
        let text = text.trimmed
        return text.hasPrefix(ends[0]) && text.hasSuffix(ends[1])
            && text.utf8.count >= ends[0].utf8.count + ends[1].utf8.count
    }

    /// Returns whether an example has an input, but not the text around it.
    package func isMissing(in example: Example) -> Bool { !example.input.isEmpty && !isAround(example.input) }

    /// Returns a text with it.
    package func around(_ text: String) -> String { before + text + after }
}

extension Prompt {
    /// The places of the examples that have an input, but not the text around the input's only variable.
    package var unframedExamples: [Int] {
        guard let frame = InputFrame(of: input) else { return [] }
        return examples.indices.filter { frame.isMissing(in: examples[$0]) }
    }
}
