import Evaluation
import Foundation
import History
import Library
import Prompting
import Terminal

extension State {
    // MARK: files

    mutating func performOnFiles(_ action: Action) {
        if action != .newPrompt, let problem = composer.goToUnread() {
            carryOut([.focus(.prompt)])
            return say("Not saved: a part can't be read so far. \(problem)", isError: true)
        }
        switch action {
        case .save where session.path != nil && !session.isShipped:
            emit(.files(.save(promptForSaving, path: nil, isForced: false)))
        case .newPrompt:
            prepareToLeave()
            emit(.files(.startNew))
            let left = setAside()
            var prompt = Prompt()
            prompt.name = ""
            show(prompt, path: nil, isShipped: false)
            screen.pane = .prompt
            composer.field = .instruction
            say(left ?? "A new prompt. ^S saves it under a name.")
        default:
            if action == .save, session.isShipped {
                say("This prompt comes with Lathe. Save it under a name of your own.")
            }
            let name = title.replacing(PromptLibrary.fileEnding, with: "")
            ask(
                Question(
                    title: "Save as: a name, or a path ending in .yaml", text: name, isSelected: true, isPath: true
                ) {
                    [.save(as: $0)]
                })
        }
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
        closeUnchanged(of: path)
        let end = screen.guidePastSaving().map { [$0] } ?? []
        say((end + ["Saved \(path)."] + notices).joined(separator: " "))
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

    // MARK: the history

    /// The lanes that have ended and belong to the present state of the prompt, as a run; nil if there are none.
    private var shownRun: ScreenRun? {
        let recorded = board.recordedLanes
        guard !recorded.isEmpty else { return nil }
        let name = composer.prompt.name
        // The run was made with them, whether they are saved or not.
        var prompt = promptForSaving
        for name in session.assumed.values.keys { prompt.variables[name] = composer.prompt.variables[name] }
        return ScreenRun(
            prompt: prompt, path: session.path, name: name.isEmpty ? title : name, lanes: recorded,
            isByHand: board.isByHand)
    }

    /// Puts the lanes that have ended into the history, as one run.
    mutating func recordRun() {
        keeping.recorded()
        guard board.hasNews, var run = shownRun else { return }
        run.number = board.markRecorded()
        board.isByHand = false
        emit(.history(.record(run)))
    }

    /// Rates the run whose output the focused lane shows by so many stars more or less.
    mutating func turnRating(by step: Int) {
        guard board.lane.output.result != nil else { return say("There is no output to rate: F5 runs the lane.") }
        guard !board.lane.isStale else {
            return say("The output is of an earlier state of the prompt or the settings: F5 runs the lane again.")
        }
        if !board.isRunning { recordRun() }
        let output = board.lane.output
        if let run = output.run {
            emit(.history(.turnRating(run, by: step)))
        } else {
            say("The other lanes of the run are still running: wait for their end, or stop them with Esc.")
        }
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
            Question(title: "Write the comparison to", note: ".html .md .csv .json", text: "\(name).html", isPath: true)
            {
                $0.isEmpty ? [] : [.export(path: $0)]
            })
    }

    /// Shows prompt, lanes and outputs of a run again. Nothing runs.
    mutating func show(_ recorded: RecordedRun, _ prompt: Prompt?) {
        guard var prompt else {
            return receive(.history(.failed("The prompt of run \(recorded.id) can no longer be read.")))
        }
        prepareToLeave()
        emit(.files(.startNew))
        let left = setAside()
        prompt.take(recorded.run, models)
        board.isRunWanted = false
        layers.clear()
        show(prompt, path: nil, isShipped: false, isRunning: false)
        board.show(recorded, setup.modelWords)
        takePassages(of: recorded.run)
        screen.pane = .lanes
        say("Run \(recorded.id) is open as it was. F5 runs it again." + (left.map { " \($0)" } ?? ""))
    }
}
