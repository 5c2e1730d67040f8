import Evaluation
import Foundation
import Prompting

/// What examples and cases are made for: a prompt, seen as a task with inputs and outputs.
package struct MakingTask: Sendable {
    /// The prompt; one whose input has no variables takes `{{input}}` as its input.
    package let prompt: Prompt
    /// The variables that an input gives values to.
    package let names: [String]
    /// The possible outputs; empty if there is no list of them.
    package let labels: [String]
    /// Finds the answer in an output; nil if an output is the answer as it is.
    package let extractor: AnswerExtractor?

    /// Sees a prompt as a task.
    ///
    /// - Throws: `Failure` if its inputs are images, or `AnswerTypeError` if the form of its answers can't be read.
    package init(_ given: Prompt) throws {
        var prompt = given
        guard prompt.images.isEmpty else {
            throw Failure("\(prompt.name) sends images, and inputs with images can't be made.")
        }
        var names = Template(prompt.input).variables
        if names.isEmpty { names = Template(prompt.instruction).variables }
        if names.isEmpty {
            names = ["input"]
            prompt.input = "{{input}}"
        }
        (self.prompt, self.names) = (prompt, names)
        let type = try prompt.answer.map { try AnswerType($0) }
        switch type {
        case .choice(let choices)?: labels = choices
        case .yesNo?: labels = ["Yes", "No"]
        default: labels = []
        }
        switch type {
        case nil, .text?: extractor = nil
        case let type?:
            extractor = try AnswerExtractor(
                type, answerSentence: prompt.wording.answerSentence,
                sentences: prompt.answer?.sentences ?? AnswerForm.usualSentences)
        }
    }

    /// The task in words: the instruction, and the input's own text if it has any.
    package var text: String {
        var values = prompt.variables
        for name in names { values[name] = "(\(name))" }
        let instruction = Template.filled(prompt.instruction, with: values).trimmingCharacters(
            in: .whitespacesAndNewlines)
        let frame = Template(prompt.input).parts.contains {
            if case .text(let text) = $0 { text.contains(where: \.isLetter) } else { false }
        }
        let input = frame ? Template.filled(prompt.input, with: values) : ""
        let parts = [instruction, input].filter { !$0.isEmpty }
        return parts.isEmpty ? prompt.description : parts.joined(separator: "\n")
    }

    /// Returns an input as the prompt sends it.
    package func input(of values: [String: String]) -> String {
        Template.filled(
            prompt.input.isEmpty ? "{{\(names[0])}}" : prompt.input, with: prompt.variables.merging(values) { $1 })
    }

    /// Returns what is compared of an input: its variables' values, without the text around them.
    package func content(of values: [String: String]) -> String {
        names.compactMap { values[$0] }.joined(separator: "\n")
    }

    /// Returns whether two outputs are the same answer.
    package func isSame(_ one: String, _ other: String) -> Bool {
        guard let extractor else { return one == other }
        guard let first = extractor.canonical(one), let second = extractor.canonical(other) else { return one == other }
        return extractor.isSame(first, second)
    }

    /// The inputs of the prompt's examples, as far as their variables' values can be told.
    package var exampleSeeds: [MakingSeed] {
        guard names.count == 1, !prompt.input.isEmpty else { return [] }
        let frame = InputFrame(of: prompt.input)
        return prompt.examples.compactMap { example in
            guard example.images.isEmpty, !example.input.isEmpty else { return nil }
            var text = Template.filled(example.input, with: prompt.variables)
            if let frame, frame.isAround(text) {
                let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
                let before = frame.before.trimmingCharacters(in: .whitespacesAndNewlines)
                let after = frame.after.trimmingCharacters(in: .whitespacesAndNewlines)
                text = trimmed.dropFirst(before.count).dropLast(after.count)
                    .trimmingCharacters(in: .whitespacesAndNewlines)
            }
            return MakingSeed(values: [names[0]: text], output: example.output, isMade: example.origin != nil)
        }
    }

    /// The inputs of the prompt's own test data.
    package var testSeeds: [MakingSeed] {
        prompt.testData.compactMap { row in
            seed(row, output: row["expected"], isMade: row[Candidate.originKey] != nil)
        }
    }

    /// Returns the inputs of a data set.
    package func seeds(of data: DataSet) -> [MakingSeed] {
        data.cases.compactMap { one in
            seed(one.variables, output: one.expected.first, isMade: one.columns[Candidate.originKey] != nil)
        }
    }

    private func seed(_ values: [String: String], output: String?, isMade: Bool) -> MakingSeed? {
        let own = values.filter { names.contains($0.key) }
        return own.count == names.count ? MakingSeed(values: own, output: output, isMade: isMade) : nil
    }
}
