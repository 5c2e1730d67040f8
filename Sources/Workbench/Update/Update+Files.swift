import Lanes
import Library
import Prompting
import Terminal
import TextLayout

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
        case .versions: showVersions()
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
        ask(
            Question(title: "Save as: a name, or a path ending in .yaml", text: name, isSelected: true) {
                [.save(as: $0)]
            })
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
    mutating func restore(_ found: FoundDraft) {
        show(found.draft.prompt, path: found.draft.path, isShipped: found.isShipped)
        // What was saved isn't known; it differs, or there would be no draft.
        savedPrompt = Prompt()
        say("Unsaved work is back. ^S saves it.")
    }

    // MARK: what comes of effects

    mutating func receive(_ message: Message) {
        switch message {
        case .run(let run, let event): receive(event, of: run)
        case .model(let word, let model): receive(model, of: word)
        case .modelUnloaded(let path):
            models.forget(path: path)
            carryOut([.model(.listAgain)])
        case .modelsListed(let entries, let memory): receive(entries, memory)
        case .modelsChanged(let notice): carryOut([.model(.say(notice)), .model(.listAgain)])
        case .benchmark(let number, let news): carryOut(models.take(news, number: number))
        case .addition(let number, let news): carryOut(models.take(news, number: number))
        case .distribution(let history, let word, let result): receive(result, after: history, model: word)
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
            if layers.nearest(LibraryLayer.self) == nil { show(LibraryLayer(entries: entries)) }
            tellLayers(.message(message))
        case .versionsListed(let versions, let path, let now): receive(versions, of: path, now)
        case .tagged(let path, let tags):
            guard path == self.path else { return }
            prompt.tags = tags
            savedPrompt.tags = tags
        case .history(let answer): receive(answer)
        case .dataListed, .dataDescribed: tellLayers(.message(message))
        case .evaluation(let number, let news):
            guard evaluations.take(news, number: number) else { return }
            tellLayers(.message(message))
            switch news {
            case .progress: break
            case .ended: carryOut([.tellOfEvaluation("The evaluation is done: Alt-g shows it.")])
            case .failed(let problem): carryOut([.tellOfEvaluation(problem, isError: true)])
            }
        case .libraryChanged(let notice, _):
            if layers.nearest(LibraryLayer.self) == nil { say(notice) }
            tellLayers(.message(message))
        case .moved(let path):
            let before = self.path
            self.path = path
            if let path, let detached, detached.path == path {
                savedPrompt = detached.saved
                self.detached = nil
            }
            if path == nil {
                detached = before.map { ($0, savedPrompt) }
                // Nothing on the disk holds it any more.
                savedPrompt = Prompt()
                keepDraft()
            }
        case .draftsFound(let drafts): offer(drafts)
        case .editedOutside(let field, let text): take(text, for: field)
        case .ground(let ground): self.ground = ground
        case .notice(let text, let isError): say(text, isError: isError)
        }
    }

    private mutating func receive(_ timer: Effect.Timer) {
        switch timer {
        case .liveRun: if isLive { runStale() }
        case .draft: keepDraft()
        case .record: if lanes.contains(where: \.isRunning) { isRecordingDue = false } else { recordRun() }
        case .count:
            guard let facts = setup.facts(of: focusedLane), let compiled = try? setup.compiled(focusedLane, for: facts)
            else {
                promptTokens = nil
                return
            }
            tokenQuestion += 1
            emit(.render(number: tokenQuestion, compiled, model: setup.modelWord(of: focusedLane)))
        }
    }

    private mutating func receive(_ result: Result<SentPrompt, EngineError>, number: Int) {
        guard number == tokenQuestion else { return }
        switch result {
        case .success(let sent): promptTokens = PromptTokens(count: sent.tokens.count, notices: sent.notices)
        case .failure: promptTokens = nil
        }
        tellLayers(.message(.rendered(number: number, result)))
    }

    private mutating func ask(about path: String, _ now: Prompt?, _ text: String) {
        var lines = [path, "Another program changed it since it was read. Words that differ, its own first:"]
        if let now {
            let difference = PromptDifference(now, promptForSaving)
            lines += difference.parts.isEmpty ? ["nothing that the screen shows"] : difference.parts.map(words)
        } else {
            lines.append("It can't be read as a prompt any more.")
        }
        show(
            ChoiceLayer(
                choice: Choice(
                    title: "The file was changed", lines: lines,
                    answers: [
                        .init(
                            key: Key("r"), label: "read it again; your changes stay as a draft", hint: "read it again",
                            requests: [.open(path)]),
                        .init(
                            key: Key("s"), label: "save yours all the same; the other stays as a version",
                            hint: "save yours", requests: [.saveAllTheSame(path)]),
                        .init(key: Key(.escape), label: "go on editing", hint: "go on editing"),
                    ])))
    }

    /// A part with the words that differ, in a line.
    private func words(of part: PromptDifference.Part) -> String {
        let (first, second) = (part.first ?? "", part.second ?? "")
        let difference = WordDifference(first, second)
        func phrases(_ text: String, _ ranges: [Range<Int>]) -> String {
            let bytes = Array(text.utf8)
            var joined: [Range<Int>] = []
            for range in ranges {
                // What only spaces part is one phrase.
                if let last = joined.last, bytes[last.upperBound..<range.lowerBound].allSatisfy({ $0 == 0x20 }) {
                    joined[joined.count - 1] = last.lowerBound..<range.upperBound
                } else {
                    joined.append(range)
                }
            }
            let parts = joined.prefix(6).map { String(decoding: bytes[$0], as: UTF8.self) }
            return parts.isEmpty ? "nothing" : "“" + parts.joined(separator: " … ") + "”"
        }
        return "\(part.name): \(phrases(first, difference.inFirst)) → \(phrases(second, difference.inSecond))"
    }

    /// Offers unsaved work, one after another until one is taken.
    mutating func offer(_ drafts: [FoundDraft]) {
        guard let found = drafts.first else { return }
        let draft = found.draft
        let rest = Array(drafts.dropFirst())
        let name = draft.path ?? (draft.prompt.name.isEmpty ? "a prompt without a name" : draft.prompt.name)
        show(
            ChoiceLayer(
                choice: Choice(
                    title: rest.isEmpty ? "Unsaved work" : "Unsaved work, and \(rest.count) more",
                    lines: ["Lathe ended before \(name) was saved.", draft.prompt.instruction, draft.prompt.input]
                        .filter {
                            !$0.isEmpty
                        },
                    answers: [
                        .init(
                            key: Key(.enter), label: "go on with it", hint: "go on with it",
                            requests: [.effect(.adoptDraft(draft)), .restoreDraft(found)]),
                        .init(
                            key: Key("d"), label: "throw it away", hint: "throw it away",
                            requests: [.effect(.discardDraft(draft)), .offer(rest)]),
                        .init(
                            key: Key(.escape), label: "ask again next time", hint: "next time",
                            requests: [.offer(rest)]),
                    ])))
    }
}
