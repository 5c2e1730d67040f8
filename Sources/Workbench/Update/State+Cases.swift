import Evaluation
import Foundation
import Prompting

extension State {
    /// The cases that can be put into the prompt: those of the last evaluation if they have its variables, else the
    /// prompt's own test data.
    ///
    /// `takesInput` says that their variable `input` takes the place of the prompt's whole input.
    private var cases: (all: [Case], takesInput: Bool) {
        let names = Set(composer.prompt.variableNames)
        if let results = evaluation?.results {
            let cases = results.report.rows.map(\.one)
            let isFor =
                results.replacesInput
                ? names.isEmpty : cases.first?.variables.keys.contains(where: names.contains) == true
            if isFor { return (cases, results.replacesInput) }
        }
        guard let data = try? DataSet(testDataOf: composer.prompt) else { return ([], false) }
        return (data.cases, data.replacesInput)
    }

    /// Puts the case that comes a number of places after the present one into the prompt; if none is in it, the first or
    /// the last.
    mutating func moveCase(by step: Int) {
        let (cases, takesInput) = cases
        guard !cases.isEmpty else {
            return say(
                "There are no cases to go through: the prompt has no test data, and no evaluated case has its variables."
            )
        }
        let now = evaluations.openedCase.flatMap { opened in
            opened.stands(in: composer.prompt) ? cases.firstIndex { $0.id == opened.one.id } : nil
        }
        let next = now.map { $0 + step } ?? (step > 0 ? 0 : cases.count - 1)
        guard cases.indices.contains(next) else {
            return say(step > 0 ? "This is the last of \(cases.count) cases." : "This is the first case.")
        }
        let pane = screen.pane
        open(cases[next], takesInput: takesInput)
        screen.pane = pane
    }

    /// Returns the prompt with the values of its first case for the variables that have none, and that case; nil if every
    /// variable has a value, or if the prompt has no test data.
    static func withFirstCase(_ prompt: Prompt) -> (prompt: Prompt, case: Case)? {
        guard !prompt.testData.isEmpty, let first = try? DataSet(testDataOf: prompt).cases.first else { return nil }
        var filled = prompt
        for name in prompt.variableNames where prompt.variables[name] == nil {
            filled.variables[name] = first.variables[name]
        }
        return filled.variables == prompt.variables ? nil : (filled, first)
    }

    /// Puts the values of a case into the prompt, so that the lanes have the same request as in the evaluation.
    mutating func open(_ one: Case, takesInput: Bool) {
        let names = Set(composer.prompt.variableNames)
        guard takesInput || one.variables.keys.contains(where: names.contains) else {
            say(
                "The open prompt has none of this case's variables. Open the prompt that was evaluated.",
                isError: true)
            return
        }
        layers.clear()
        evaluations.openedCase = OpenedCase(one, takesInput: takesInput)
        track { state in
            if takesInput {
                state.composer.prompt.input = one.variables["input"] ?? ""
            } else {
                for (name, value) in one.variables where names.contains(name) {
                    state.composer.prompt.variables[name] = value
                    state.session.assumed.values[name]?.insert(value)
                }
            }
            state.composer.readEditors()
            return [.changed(Change("case \(one.id) put into the prompt"))]
        }
        screen.pane = .lanes
        let expected = one.expected.isEmpty ? "" : " The right answer is \(one.expected.joined(separator: " or "))."
        say("Case \(one.id) is in the prompt now.\(expected) ^_ takes it out again.")
    }

    mutating func addExample(_ row: EvaluationReport.Row) {
        let one = row.one
        let takesInput = evaluation?.results?.replacesInput == true
        let prompt = composer.prompt
        let values = prompt.variables.merging(one.variables) { $1 }
        guard
            let input = takesInput
                ? one.variables["input"] : try? Template(prompt.input).rendered(with: values, in: .input),
            let output = one.expected.first
        else {
            say(
                one.expected.isEmpty
                    ? "The data has no right answer for this case, so it can't be an example."
                    : "The open prompt has variables for which this case has no values.", isError: true)
            return
        }
        let right = row.lanes.compactMap(\.self).first { $0.isCorrect }
        let reasoning = right?.winner.flatMap { sample in
            AnswerSentence(prompt.wording.answerSentence).text(beforeLastIn: sample.text)?.trimmingCharacters(
                in: .whitespacesAndNewlines)
        }
        let images = prompt.images.compactMap { one.path(ofImage: $0, with: values) }
        let example = Example(
            input: input, reasoning: reasoning?.isEmpty == false ? reasoning : nil, output: output, images: images)
        guard addExample(example, from: "The case") else { return }
        say(
            "Case \(one.id) is example \(composer.prompt.examples.count) of the prompt now; ^_ takes it out. Leave it out of the next evaluation: a case that is also an example proves nothing."
        )
    }

    /// Adds an example to the prompt, unless its input would hold a variable, or is an example's already; then says so and
    /// returns false. `source` is where it comes from, as the beginning of a sentence.
    mutating func addExample(_ example: Example, from source: String) -> Bool {
        if let name = Template(example.input).variables.first {
            say("\(source) has `{{\(name)}}` in its text, which would be a variable in an example.", isError: true)
            return false
        }
        guard !composer.prompt.examples.contains(where: { $0.input == example.input }) else {
            say("An example with the same input exists already.")
            return false
        }
        track { state in
            state.composer.prompt.examples.append(example)
            state.composer.readEditors()
            return [.changed(Change("an added example"))]
        }
        return true
    }
}
