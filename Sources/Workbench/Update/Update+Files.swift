import Library
import Prompting
import Runtime
import Terminal

extension State {
    mutating func performOnFiles(_ action: Action) {
        switch action {
        case .save:
            if path == nil || isShipped {
                if isShipped { say("This prompt comes with Lathe: save it under a name of your own.") }
                askForName()
            } else {
                emit(.save(promptForSaving, path: nil, isForced: false))
            }
        case .saveAs: askForName()
        case .library: emit(.listLibrary)
        case .newPrompt:
            keepDraft()
            emit(.startNew)
            var prompt = Prompt()
            prompt.name = ""
            show(prompt, path: nil, isShipped: false)
            pane = .prompt
            field = .instruction
            say("A new prompt. ^S saves it under a name.")
        default: break
        }
    }

    private mutating func askForName() {
        let name = title.replacing(PromptLibrary.fileEnding, with: "")
        var editor = TextEditor(text: name, isMultiline: false, glyphs: glyphs)
        _ = editor.perform(.selectAll, width: 40, height: 1)
        overlay = .ask(.saveAs, editor)
    }

    /// Reads another prompt; what isn't saved is kept first, while the program still knows which work it belongs to.
    mutating func open(_ path: String) {
        if isUnsaved { keepDraft() }
        emit(.open(path))
    }

    mutating func save(as name: String) {
        guard !name.isEmpty else {
            say("A prompt needs a name to be saved.", isError: true)
            return
        }
        emit(.save(promptForSaving, path: name, isForced: false))
    }

    /// Takes over unsaved work that a program left behind.
    mutating func restore(_ draft: Draft) {
        let shippedOrSaved = draft.path
        show(draft.prompt, path: shippedOrSaved, isShipped: isShipped && shippedOrSaved == path)
        // What was saved isn't known; it differs, or there would be no draft.
        savedPrompt = Prompt()
        say("Unsaved work is back. ^S saves it.")
    }

    // MARK: what comes of effects

    mutating func receive(_ message: Report) {
        switch message {
        case .run(let run, let event): receive(event, of: run)
        case .model(let model): receive(model)
        case .distribution(let history, let result): receive(result, after: history)
        case .rendered(let number, let result): receive(result, number: number)
        case .timer(let timer): receive(timer)
        case .opened(let path, let isShipped, let prompt, let notices):
            show(prompt, path: path, isShipped: isShipped)
            if let first = notices.first { say(first) }
        case .saved(let path, let notices):
            self.path = path
            isShipped = false
            savedPrompt = promptForSaving
            emit(.forgetDraft)
            say((["Saved \(path)."] + notices).joined(separator: " "))
        case .conflict(let path, let now, let text): ask(about: path, now, text)
        case .libraryListed(let entries):
            var picker = LibraryPicker(entries: entries)
            if case .library(let old) = overlay { picker.finder = old.finder }
            picker.finder.selected = min(picker.finder.selected, max(0, picker.found.count - 1))
            overlay = .library(picker)
        case .libraryChanged(let notice, let deleted):
            if case .library(var picker) = overlay {
                picker.notice = notice
                picker.deleted = deleted
                overlay = .library(picker)
            } else {
                say(notice)
            }
        case .draftFound(let draft): offer(draft)
        case .editedOutside(let field, let text): take(text, for: field)
        case .notice(let text, let isError): say(text, isError: isError)
        }
    }

    private mutating func receive(_ model: ModelState) {
        self.model = model
        guard case .ready = model else {
            if case .failed(let reason) = model { say(reason, isError: true) }
            return
        }
        for index in lanes.indices { lanes[index].problem = nil }
        emit(.schedule(.count, milliseconds: 1))
        if isLive || isRunWanted { runAll() }
        isRunWanted = false
    }

    private mutating func receive(_ timer: Effect.Timer) {
        switch timer {
        case .liveRun: if isLive { runStale() }
        case .draft: keepDraft()
        case .count:
            guard let facts = model.facts, let compiled = try? compiled(focusedLane, for: facts) else {
                promptTokens = nil
                return
            }
            tokenQuestion += 1
            emit(.render(number: tokenQuestion, compiled))
        }
    }

    private mutating func receive(_ result: Result<SentPrompt, EngineError>, number: Int) {
        guard number == tokenQuestion else { return }
        switch result {
        case .success(let sent): promptTokens = PromptTokens(count: sent.tokens.count, notices: sent.notices)
        case .failure: promptTokens = nil
        }
        if case .compiled(var view) = overlay {
            switch result {
            case .success(let sent): view.sent = sent
            case .failure(let error): view.problem = "\(error)"
            }
            overlay = .compiled(view)
        }
    }

    private mutating func ask(about path: String, _ now: Prompt?, _ text: String) {
        var lines = ["Another program changed it since it was read. Words that differ, its own first:"]
        if let now {
            lines += differences(between: now, and: promptForSaving)
        } else {
            lines.append("It can't be read as a prompt any more.")
        }
        overlay = .choice(
            Choice(
                title: "\(path) was changed", lines: lines,
                answers: [
                    .init(key: Key("r"), label: "read it again; your changes stay as a draft", action: .reload),
                    .init(key: Key("s"), label: "save yours all the same", action: .saveAllTheSame),
                    .init(key: Key(.escape), label: "go on editing", action: .dismiss),
                ]))
    }

    /// What two prompts differ in, field by field, in a line each.
    private func differences(between theirs: Prompt, and ours: Prompt) -> [String] {
        var lines: [String] = []
        func compare(_ what: String, _ a: String, _ b: String) {
            guard a != b else { return }
            let difference = WordDifference(a, b)
            func words(_ text: String, _ ranges: [Range<Int>]) -> String {
                let bytes = Array(text.utf8)
                let parts = ranges.prefix(6).map { String(decoding: bytes[$0], as: UTF8.self) }
                return parts.isEmpty ? "nothing" : "“" + parts.joined(separator: " … ") + "”"
            }
            lines.append("\(what): \(words(a, difference.inFirst)) → \(words(b, difference.inSecond))")
        }
        compare("instruction", theirs.instruction, ours.instruction)
        compare("input", theirs.input, ours.input)
        for index in 0..<max(theirs.examples.count, ours.examples.count) {
            let (a, b) = (
                theirs.examples.indices.contains(index) ? theirs.examples[index] : Example(input: "", output: ""),
                ours.examples.indices.contains(index) ? ours.examples[index] : Example(input: "", output: "")
            )
            compare(
                "example \(index + 1)", "\(a.input) \(a.reasoning ?? "") \(a.output)",
                "\(b.input) \(b.reasoning ?? "") \(b.output)")
        }
        for name in Set(theirs.variables.keys).union(ours.variables.keys).sorted() {
            compare(name, theirs.variables[name] ?? "", ours.variables[name] ?? "")
        }
        if theirs.lanes != ours.lanes { lines.append("lanes and their settings") }
        return lines.isEmpty ? ["nothing that the screen shows"] : lines
    }

    private mutating func offer(_ draft: Draft) {
        let name = draft.path ?? (draft.prompt.name.isEmpty ? "a prompt without a name" : draft.prompt.name)
        overlay = .choice(
            Choice(
                title: "Unsaved work",
                lines: ["Lathe ended before \(name) was saved.", draft.prompt.instruction, draft.prompt.input].filter {
                    !$0.isEmpty
                },
                answers: [
                    .init(key: Key(.enter), label: "go on with it", action: .restoreDraft(draft)),
                    .init(key: Key("d"), label: "throw it away", action: .discardDraft(draft)),
                    .init(key: Key(.escape), label: "ask again next time", action: .dismiss),
                ]))
    }
}
