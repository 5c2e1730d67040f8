import Evaluation
import Foundation
import History
import Library
import Prompting
import Terminal

extension State {
    // MARK: files

    mutating func performOnFiles(_ action: Action) {
        switch action {
        case .save where session.path != nil && !session.isShipped:
            emit(.files(.save(promptForSaving, path: nil, isForced: false)))
        case .newPrompt:
            keepDraft()
            emit(.files(.startNew))
            var prompt = Prompt()
            prompt.name = ""
            show(prompt, path: nil, isShipped: false)
            screen.pane = .prompt
            composer.field = .instruction
            say("A new prompt. ^S saves it under a name.")
        default:
            if action == .save, session.isShipped {
                say("This prompt comes with Lathe. Save it under a name of your own.")
            }
            let name = title.replacing(PromptLibrary.fileEnding, with: "")
            ask(
                Question(title: "Save as: a name, or a path ending in .yaml", text: name, isSelected: true) {
                    [.save(as: $0)]
                })
        }
    }

    /// Opens another prompt. Unsaved changes are kept first, while the program still knows which prompt they belong to.
    mutating func open(_ path: String) {
        if isUnsaved { keepDraft() }
        emit(.files(.open(path)))
    }

    mutating func save(as name: String) {
        guard !name.isEmpty else { return say("A prompt needs a name to be saved.", isError: true) }
        emit(.files(.save(promptForSaving, path: name, isForced: false)))
    }

    /// Notes that the prompt was saved.
    mutating func noteSaved(_ path: String, _ notices: [String]) {
        session.path = path
        session.isShipped = false
        session.savedPrompt = promptForSaving
        emit(.files(.forgetDraft))
        say((["Saved \(path)."] + notices).joined(separator: " "))
    }

    /// Notes that the open prompt's file has another name; nil if it was deleted.
    mutating func noteMoved(to path: String?) {
        let before = session.path
        session.path = path
        if let path, let detached = session.detached, detached.path == path {
            session.savedPrompt = detached.saved
            session.detached = nil
        }
        guard path == nil else { return }
        session.detached = before.map { ($0, session.savedPrompt) }
        // No file holds the prompt any more.
        session.savedPrompt = Prompt()
        keepDraft()
    }

    // MARK: unsaved work

    /// Keeps unsaved changes for the next start, or removes what was kept.
    mutating func keepDraft() {
        keeping.keptDraft()
        emit(.files(isUnsaved ? .keepDraft(path: session.path, promptForSaving) : .forgetDraft))
    }

    /// Takes over unsaved work that a program left behind.
    mutating func restore(_ found: FoundDraft) {
        show(found.draft.prompt, path: found.draft.path, isShipped: found.isShipped)
        // The saved prompt isn't known. It differs, or there would be no draft.
        session.savedPrompt = Prompt()
        say("Your unsaved work is open again. ^S saves it.")
    }

    // MARK: the history

    /// The lanes that have ended and belong to the present state of the prompt, as a run; nil if there are none.
    private var shownRun: ScreenRun? {
        let recorded = board.recordedLanes
        guard !recorded.isEmpty else { return nil }
        let name = composer.prompt.name
        return ScreenRun(
            prompt: promptForSaving, path: session.path, name: name.isEmpty ? title : name, lanes: recorded)
    }

    /// Puts the lanes that have ended into the history, as one run.
    mutating func recordRun() {
        keeping.recorded()
        guard board.hasNews, let run = shownRun else { return }
        board.markRecorded()
        emit(.history(.record(run)))
    }

    /// Asks for the lanes to be written to a file; if `path` is nil, to be copied.
    mutating func export(to path: String?) {
        if let run = shownRun {
            emit(.history(.export(run, path: path)))
        } else if let id = board.openedRun {
            emit(.history(.exportRecorded(id, path: path)))
        } else {
            say("There is nothing to compare yet: F5 runs the lanes.")
        }
    }

    /// Copies the lanes, or asks for the name of the file to write them to.
    mutating func export(isCopy: Bool) {
        guard !isCopy, shownRun != nil || board.openedRun != nil else { return export(to: nil) }
        let name = title.replacing(PromptLibrary.fileEnding, with: "")
        ask(
            Question(title: "Write the comparison to", note: ".html .md .csv .json", text: "\(name).html") {
                $0.isEmpty ? [] : [.export(path: $0)]
            })
    }

    /// Shows prompt, lanes and outputs of a run again. Nothing runs.
    mutating func show(_ recorded: RecordedRun, _ prompt: Prompt?) {
        guard var prompt else {
            return receive(.history(.failed("The prompt of run \(recorded.id) can no longer be read.")))
        }
        if isUnsaved { keepDraft() }
        emit(.files(.startNew))
        prompt.take(recorded.run, models)
        board.isRunWanted = false
        layers.clear()
        show(prompt, path: nil, isShipped: false, isRunning: false)
        board.show(recorded, setup.modelWords)
        screen.pane = .lanes
        say("Run \(recorded.id) is open as it was. F5 runs it again.")
    }

    // MARK: a case of an evaluation

    /// Puts the values of a case into the prompt, so that the lanes have the same request as in the evaluation.
    mutating func open(_ one: Case) {
        let takesInput = evaluation?.results?.replacesInput == true
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
        if let name = Template(input).variables.first {
            say("The case has `{{\(name)}}` in its text, which would be a variable in an example.", isError: true)
            return
        }
        guard !prompt.examples.contains(where: { $0.input == input }) else {
            say("An example with the same input exists already.")
            return
        }
        let right = row.lanes.compactMap(\.self).first { $0.isCorrect }
        let reasoning = right?.winner.flatMap { sample in
            AnswerSentence(prompt.wording.answerSentence).text(beforeLastIn: sample.text)?.trimmingCharacters(
                in: .whitespacesAndNewlines)
        }
        let images = prompt.images.compactMap { one.path(ofImage: $0, with: values) }
        track { state in
            state.composer.prompt.examples.append(
                Example(
                    input: input, reasoning: reasoning?.isEmpty == false ? reasoning : nil, output: output,
                    images: images))
            state.composer.readEditors()
            return [.changed(Change("example added"))]
        }
        say(
            "Case \(one.id) is example \(composer.prompt.examples.count) of the prompt now; ^_ takes it out. Leave it out of the next evaluation: a case that is also an example proves nothing."
        )
    }
}
