import Evaluation
import Foundation
import Prompting

extension State {
    // MARK: a case in the prompt

    /// The values of a case become the prompt's, so that the lanes ask what they were asked in the evaluation.
    mutating func open(_ one: Case) {
        let takesInput = evaluation?.results?.replacesInput == true
        let names = Set(prompt.variableNames)
        guard takesInput || one.variables.keys.contains(where: names.contains) else {
            say(
                "The open prompt has none of the variables of this case; open the one that was evaluated.",
                isError: true)
            return
        }
        layers.clear()
        evaluations.openedCase = OpenedCase(one, takesInput: takesInput)
        change("case \(one.id) put into the prompt") { state in
            if takesInput {
                state.prompt.input = one.variables["input"] ?? ""
            } else {
                for (name, value) in one.variables where names.contains(name) { state.prompt.variables[name] = value }
            }
            state.readEditors()
        }
        pane = .lanes
        let expected = one.expected.isEmpty ? "" : " Right is \(one.expected.joined(separator: " or "))."
        say("Case \(one.id) stands in the prompt.\(expected) ^_ takes it out again.")
    }

    mutating func addExample(_ row: EvaluationReport.Row) {
        let one = row.one
        let takesInput = evaluation?.results?.replacesInput == true
        let values = prompt.variables.merging(one.variables) { $1 }
        guard
            let input = takesInput
                ? one.variables["input"] : try? Template(prompt.input).rendered(with: values, in: .input),
            let output = one.expected.first
        else {
            say(
                one.expected.isEmpty
                    ? "The data doesn't say what is right for this case, so it can be no example."
                    : "The open prompt has variables that this case has no values for.", isError: true)
            return
        }
        if let name = Template(input).variables.first {
            say("The case has `{{\(name)}}` in its text, which would be a variable in an example.", isError: true)
            return
        }
        guard !prompt.examples.contains(where: { $0.input == input }) else {
            say("An example asks this already.")
            return
        }
        let right = row.lanes.compactMap(\.self).first { $0.isCorrect }
        let reasoning = right?.winner.flatMap { sample in
            AnswerSentence(prompt.wording.answerSentence).text(beforeIn: sample.text)?.trimmingCharacters(
                in: .whitespacesAndNewlines)
        }
        change("example added") { state in
            state.prompt.examples.append(
                Example(input: input, reasoning: reasoning?.isEmpty == false ? reasoning : nil, output: output))
            state.readEditors()
        }
        say(
            "Case \(one.id) is example \(prompt.examples.count) of the prompt now; ^_ takes it out. A case that is an example proves nothing: leave it out of the next evaluation."
        )
    }
}
