import Foundation
import Library
import Prompting
import Terminal

extension State {
    /// Returns the focused lane's output without blanks around it; nil if it isn't whole, or not that of the present prompt,
    /// which is said.
    private mutating func usableOutput() -> String? {
        let output = board.lane.output.answer.trimmingCharacters(in: .whitespacesAndNewlines)
        if output.isEmpty {
            say("There is no output yet: F5 runs the lane.")
        } else if board.lane.isRunning {
            say("The lane is still running: wait for its end, or stop it with Esc.")
        } else if board.lane.isStale {
            say("The output is of an earlier state of the prompt or the settings: F5 runs the lane again.")
        } else {
            return output
        }
        return nil
    }

    /// Makes the input and the focused lane's output turns of the conversation, so that the next question can be typed.
    mutating func continueFromOutput() {
        guard let output = usableOutput() else { return }
        let prompt = composer.prompt
        guard prompt.images.isEmpty else {
            return say("The prompt has images, which go with its input: a turn can't hold them.", isError: true)
        }
        let values = setup.sentValues(of: focusedLane)
        func rendered(_ text: String) -> String? {
            (try? Template(text).rendered(with: values, in: .input))?.trimmingCharacters(
                in: .whitespacesAndNewlines)
        }
        let technique = (try? setup.resolved(focusedLane))?.technique ?? prompt.defaultTechnique
        guard let question = rendered(prompt.input),
            let opening = rendered(prompt.wording[keyPath: technique.traits.opening ?? \.opening])
        else {
            return say("The prompt has variables without a value, so there is no question to answer.", isError: true)
        }
        let answer = opening.isEmpty ? output : "\(opening) \(output)"
        if let name = Template(question).variables.first ?? Template(answer).variables.first {
            return say("The text has `{{\(name)}}` in it, which would be a variable in a turn.", isError: true)
        }
        track { $0.composer.answer(question, with: answer) }
        say(
            "Lane \(board.lane.lane.name)'s output is turn \(composer.prompt.turns.count). Type the next question; all lanes go on from here. ^_ takes it back."
        )
    }

    /// Asks what the focused lane's output is to become.
    mutating func askForUseOfOutput() {
        guard let output = usableOutput() else { return }
        var answers: [Choice.Answer] = [
            .init(
                key: Key("x"), label: "an example of the prompt, with the present input", hint: "example",
                requests: [.addOutput(output, as: .example)]),
            .init(
                key: Key("c"), label: "a case of the test data, with this as the right answer", hint: "case",
                requests: [.addOutput(output, as: .testCase)]),
        ]
        if let index = presentCase {
            answers.append(
                .init(
                    key: Key("r"), label: "the right answer of case \(index + 1), which has the present values",
                    hint: "right answer", requests: [.addOutput(output, as: .rightAnswer(index))]))
        }
        answers += [
            .init(
                key: Key("a"), label: "a turn of the conversation, to be answered", hint: "turn",
                requests: [.perform(.answerOutput)]),
            .back,
        ]
        layers.push(
            ChoiceLayer(
                choice: Choice(
                    title: "The output of lane \(board.lane.lane.name)", lines: [look.fit(look.line(output), 70)],
                    answers: answers)))
    }

    /// The index of the case of the test data that has the values of the present one; nil if there is none.
    private var presentCase: Int? {
        let prompt = composer.prompt
        let names = prompt.variableNames
        return prompt.testData.firstIndex { row in
            names.isEmpty
                ? row["input"] == prompt.input
                : names.allSatisfy { row[$0] == prompt.variables[$0] } && names.contains { row[$0] != nil }
        }
    }

    /// Returns whether cases can be changed, and says if not: what is typed in their field would replace them.
    mutating func canChangeTestData() -> Bool {
        guard composer.prompt.unread?[PromptPart.testData.rawValue] != nil else { return true }
        say("The test data can't be read as it is typed now; correct it first.", isError: true)
        return false
    }

    /// Makes an output an example of the prompt, a case of its test data, or the right answer of one.
    mutating func add(_ output: String, as use: OutputUse) {
        let prompt = composer.prompt
        switch use {
        case .example:
            let values = setup.sentValues(of: focusedLane)
            guard let input = try? Template(prompt.input).rendered(with: values, in: .input) else {
                return say(
                    "The prompt has variables without a value, so there is no input for an example.", isError: true)
            }
            let images = prompt.images.compactMap { try? Template($0).rendered(with: values, in: .input) }
            let example = Example(input: input, output: output, images: images)
            guard addExample(example, from: "The input") else { return }
            let technique = prompt.technique ?? prompt.defaultTechnique
            say(
                "The output is example \(composer.prompt.examples.count) of the prompt; ^_ takes it out."
                    + (technique.traits.sendsExamples
                        ? "" : " \(technique.title) sends no examples: F2 chooses another technique."))
        case .rightAnswer(let index):
            guard prompt.testData.indices.contains(index) else { return }
            guard prompt.testData[index]["expected"] != output else {
                return say("The test data has this case already.")
            }
            guard canChangeTestData() else { return }
            track { state in
                state.composer.prompt.testData[index]["expected"] = output
                state.composer.readEditors()
                return [.changed(Change("the right answer of case \(index + 1)", .none))]
            }
            say(
                "The output is the right answer of case \(index + 1) of the test data; ^_ takes it out, Alt-g evaluates."
            )
        case .testCase:
            var row = prompt.variables.filter { prompt.variableNames.contains($0.key) }
            if prompt.variableNames.isEmpty { row["input"] = prompt.input }
            row["expected"] = output
            guard !prompt.testData.contains(row) else { return say("The test data has this case already.") }
            guard canChangeTestData() else { return }
            track { state in
                state.composer.prompt.testData.append(row)
                state.composer.readEditors()
                return [.changed(Change("the output added as a case", .none))]
            }
            say(
                "The output is the right answer of case \(composer.prompt.testData.count) of the test data; ^_ takes it out, Alt-g evaluates."
            )
        }
    }
}
