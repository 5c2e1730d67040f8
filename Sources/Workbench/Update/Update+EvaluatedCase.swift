import Evaluation
import Foundation
import Prompting
import Terminal

extension State {
    // MARK: one case

    /// Shows a case; of the lanes those that it says.
    mutating func showCase(_ view: CaseView) {
        guard case .evaluation(let list) = keptOverlays.last, let results = evaluation?.results else { return }
        var view = view
        view.place = min(max(0, view.place), max(0, list.rows.count - 1))
        guard list.rows.indices.contains(view.place) else { return }
        view.comparison = Comparison(
            results.report.rows[list.rows[view.place]], lanes: results.report.lanes.map(\.name), first: view.lane,
            place: "\(view.place + 1) of \(list.rows.count)", size: size, glyphs: glyphs)
        overlay = .evaluatedCase(view)
    }

    mutating func receiveInCase(_ key: Key, _ view: CaseView) {
        var view = view
        switch (key.code, key.modifiers) {
        case (.left, []):
            view.place -= 1
            showCase(view)
        case (.right, []), (.character(" "), []):
            view.place += 1
            showCase(view)
        case (.tab, _):
            let lanes = evaluation?.results?.report.lanes.count ?? 1
            view.lane = view.lane + 2 < lanes ? view.lane + 1 : 0
            showCase(view)
        case (.character("o"), []), (.character("e"), []):
            guard case .evaluation(let list) = keptOverlays.last, list.rows.indices.contains(view.place),
                let report = evaluation?.results?.report
            else { return }
            take(report.rows[list.rows[view.place]], key.code == .character("o") ? "o" : "e")
        case (.escape, _), (.enter, _), (.character("q"), []):
            if case .evaluation(var list) = keptOverlays.popLast() {
                list.selected = view.place
                list.refresh(evaluation?.results?.report)
                overlay = .evaluation(list)
            } else {
                overlay = nil
            }
        default:
            if view.comparison.scroll(key, height: comparisonHeight) { overlay = .evaluatedCase(view) }
        }
    }

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
        overlay = nil
        openedCase = OpenedCase(one, takesInput: takesInput)
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

    /// What keys the noise of the lanes' draws: that of the case that stands in the prompt, so that they draw what they drew in
    /// the evaluation; 0 without one.
    var caseKey: UInt64 {
        guard let openedCase, openedCase.stands(in: prompt) else { return 0 }
        return openedCase.key
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

/// A case whose values were put into the prompt.
struct OpenedCase: Sendable {
    let key: UInt64
    private let variables: [String: String]
    private let takesInput: Bool

    init(_ one: Case, takesInput: Bool) {
        key = one.key
        variables = one.variables
        self.takesInput = takesInput
    }

    /// Whether the prompt still asks what the case does.
    func stands(in prompt: Prompt) -> Bool {
        if takesInput { return prompt.input == variables["input"] }
        let names = Set(prompt.variableNames)
        return variables.allSatisfy { !names.contains($0.key) || prompt.variables[$0.key] == $0.value }
    }
}
