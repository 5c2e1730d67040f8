import Lanes
import Prompting

extension CaseOutput.Sample {
    /// True if the output is nothing but thoughts, so that there is no answer to read.
    package var isUnanswered: Bool { !thoughts.isEmpty && text.isEmpty && calls.isEmpty }

    /// The text without thoughts that stand in it. Empty if it is nothing but thoughts.
    package var textWithoutThoughts: String { ThoughtTags.usual.answer(in: text) ?? "" }

    /// The calls of tools that are its answer, each on a line; nil if it ends in a text.
    package var answeringCalls: String? {
        guard let calls = calls.text else { return nil }
        // Calls of a step before the one that answers don't count.
        guard let answer, !answer.allSatisfy(\.isWhitespace) else { return calls }
        return calls.hasSuffix(answer) ? answer : nil
    }

    /// The text that is measured and checked: without thoughts, and the calls if there is no text.
    package var measuredText: String {
        let text = textWithoutThoughts
        return text.isEmpty ? calls.text ?? "" : text
    }

    /// Returns the text as a person reads it: calls of tools are trees below it, in place of the model's own form of them.
    package func shown(mark: String = "→") -> String { calls.shown(below: textBesideCalls ?? text, mark: mark) }

    /// The text as people and judges compare it: as ``shown(mark:)`` returns it, without thoughts that stand in it.
    package var shownWithoutThoughts: String {
        calls.shown(below: ThoughtTags.usual.answer(in: textBesideCalls ?? text) ?? "")
    }
}
