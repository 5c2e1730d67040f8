import Foundation
import Library
import Prompting
import Terminal

extension State {
    /// A key while something stands over the panes; false lets it through.
    mutating func receiveInOverlay(_ key: Key) -> Bool {
        switch overlay {
        case .help(let scroll): return receiveInHelp(key, scroll)
        case .palette(let finder): receiveInPalette(key, finder)
        case .library(let picker): receiveInLibrary(key, picker)
        case .models(let picker): receiveInModels(key, picker)
        case .history(let picker): receiveInHistory(key, picker)
        case .versions(let picker): receiveInVersions(key, picker)
        case .comparison(let comparison): receiveInComparison(key, comparison)
        case .data(let picker): receiveInData(key, picker)
        case .evaluation(let view): receiveInEvaluation(key, view)
        case .evaluatedCase(let view): receiveInCase(key, view)
        case .compiled(let view): return receiveInCompiled(key, view)
        case .ask(let asking, let editor): receiveInAsk(key, asking, editor)
        case .choice(let choice): receiveInChoice(key, choice)
        case .lane:
            if key.code == .enter || key.code == .escape && !lanes.contains(where: \.isRunning) {
                overlay = nil
                return true
            }
            pane = .lanes
            return false
        case nil: return false
        }
        return true
    }

    private mutating func receiveInHelp(_ key: Key, _ scroll: Int) -> Bool {
        switch key.code {
        case .up: overlay = .help(scroll: max(0, scroll - 1))
        case .down: overlay = .help(scroll: min(helpLineCount, scroll + 1))
        case .pageUp: overlay = .help(scroll: max(0, scroll - size.rows / 2))
        case .pageDown, .character(" "): overlay = .help(scroll: min(helpLineCount, scroll + size.rows / 2))
        case .home: overlay = .help(scroll: 0)
        case .end: overlay = .help(scroll: helpLineCount)
        default: overlay = nil
        }
        return true
    }

    // MARK: the palette

    /// The actions that every word of the query is found in.
    func found(by finder: Finder) -> [Binding] {
        let words = finder.query.text.lowercased().split(separator: " ")
        var actions: Set<Action> = []
        return Binding.all.filter { binding in
            let text = "\(binding.title) \(binding.keyNames)".lowercased()
            return words.allSatisfy { text.contains($0) } && actions.insert(binding.action).inserted
        }
    }

    private mutating func receiveInPalette(_ key: Key, _ finder: Finder) {
        var finder = finder
        let found = found(by: finder)
        switch key.code {
        case .escape: overlay = nil
        case .enter:
            overlay = nil
            if found.indices.contains(finder.selected) { perform(found[finder.selected].action) }
        case .up, .down, .pageUp, .pageDown:
            move(&finder, key, count: found.count)
            overlay = .palette(finder)
        default:
            type(key, into: &finder)
            overlay = .palette(finder)
        }
    }

    func move(_ finder: inout Finder, _ key: Key, count: Int) {
        let step =
            switch key.code {
            case .up: -1
            case .down: 1
            case .pageUp: -10
            default: 10
            }
        finder.selected = min(max(0, finder.selected + step), max(0, count - 1))
    }

    func type(_ key: Key, into finder: inout Finder) {
        guard let command = TextEditor.command(for: key, isMultiline: false, clipboard: clipboard) else { return }
        if finder.query.perform(command, width: 40, height: 1).changedText { finder.selected = 0 }
    }

    // MARK: the library

    private mutating func receiveInLibrary(_ key: Key, _ picker: LibraryPicker) {
        var picker = picker
        picker.notice = nil
        let found = picker.found
        let entry = found.indices.contains(picker.finder.selected) ? found[picker.finder.selected] : nil
        overlay = .library(picker)
        switch (key.code, key.modifiers) {
        case (.escape, _): overlay = nil
        case (.enter, _):
            guard let entry else { return }
            if case .failure(let error) = entry.summary {
                picker.notice = "\(error)"
                overlay = .library(picker)
                return
            }
            overlay = nil
            open(entry.path)
        case (.up, []), (.down, []), (.pageUp, _), (.pageDown, _):
            move(&picker.finder, key, count: found.count)
            overlay = .library(picker)
        case (.delete, []), (.character("x"), .alt):
            guard let entry else { return }
            emit(.library(.delete(entry.path)))
        case (.character("c"), .alt):
            guard let entry else { return }
            emit(.library(.duplicate(entry.path)))
        case (.character("r"), .alt):
            guard let entry else { return }
            keptOverlays.append(.library(picker))
            overlay = .ask(.renamePrompt(path: entry.path), lineEditor(entry.name))
        case (.character("t"), .alt):
            guard let entry, case .success(let summary) = entry.summary else { return }
            keptOverlays.append(.library(picker))
            overlay = .ask(.promptTags(path: entry.path), lineEditor(summary.tags.joined(separator: ", ")))
        case (.character("e"), .alt):
            guard let entry else { return }
            emit(.listVersions(entry.path))
        case (.character("_"), .control):
            if let last = picker.deleted.popLast() {
                emit(.library(.restore(last)))
            } else {
                picker.notice = "Nothing more was deleted here. `lathe prompts trash` lists what was before."
            }
            overlay = .library(picker)
        default:
            type(key, into: &picker.finder)
            overlay = .library(picker)
        }
    }

    // MARK: the text that is sent

    mutating func showCompiled() {
        var view = CompiledView(lane: lane.id)
        if let facts = facts(of: focusedLane) {
            do {
                tokenQuestion += 1
                let compiled = try compiled(focusedLane, for: facts)
                emit(.render(number: tokenQuestion, compiled, model: modelWord(of: focusedLane)))
            } catch {
                view.problem = screenText(of: error)
            }
        } else {
            view.problem = "No model is loaded, and what is sent depends on it."
        }
        overlay = .compiled(view)
    }

    private mutating func receiveInCompiled(_ key: Key, _ view: CompiledView) -> Bool {
        var view = view
        switch key.code {
        case .up: view.scroll = max(0, view.scroll - 1)
        case .down: view.scroll += 1
        case .pageUp: view.scroll = max(0, view.scroll - max(1, size.rows - 8))
        case .pageDown, .character(" "): view.scroll += max(1, size.rows - 8)
        case .home: view.scroll = 0
        case .end: view.scroll = .max / 2
        case .character("y"):
            if let sent = view.sent {
                emit(.copy(sent.text))
                say("The text is on the clipboard.")
            }
        case .escape, .enter, .character("t"), .function(8), .character("q"):
            if key.code == .character("q"), !key.modifiers.isEmpty { return false }
            overlay = nil
            return true
        default: return true
        }
        view.scroll = min(view.scroll, max(0, compiledLines(view).count - 1))
        overlay = .compiled(view)
        return true
    }

    // MARK: questions

    /// A line to go on with: the cursor is at its end, or all of it is selected.
    func lineEditor(_ text: String, selectingAll: Bool = false) -> TextEditor {
        var editor = TextEditor(text: text, isMultiline: false, glyphs: glyphs)
        _ = editor.perform(
            selectingAll ? .selectAll : .move(.documentEnd, selecting: false), width: 40, height: 1)
        return editor
    }

    private mutating func receiveInAsk(_ key: Key, _ asking: Asking, _ editor: TextEditor) {
        var editor = editor
        switch key.code {
        case .escape: returnToKept()
        case .enter:
            returnToKept()
            answer(asking, editor.text)
        default:
            if let command = TextEditor.command(for: key, isMultiline: false, clipboard: clipboard) {
                _ = editor.perform(command, width: 40, height: 1)
            }
            overlay = .ask(asking, editor)
        }
    }

    private mutating func answer(_ asking: Asking, _ text: String) {
        switch asking {
        case .saveAs: save(as: text)
        case .laneName: renameLane(to: text)
        case .knob(let knob):
            if !set(knob, reading: text) {
                overlay = .ask(asking, lineEditor(text, selectingAll: true))
            }
        case .renamePrompt(let path): emit(.library(.rename(path, to: text)))
        case .stopStrings: setStops(reading: text)
        case .exportPath:
            if !text.isEmpty { export(to: text) }
        case .caseLimit: limitCases(reading: text)
        case .evaluationPath:
            if !text.isEmpty { emit(.exportEvaluation(path: text)) }
        case .promptTags(let path): emit(.library(.setTags(path, tags(in: text))))
        case .runTags(let id): emit(.history(.setTags(id, tags(in: text))))
        case .runNote(let id): emit(.history(.note(id, text)))
        }
    }

    private func tags(in text: String) -> [String] {
        text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }

    /// Goes back to the list that a question or a comparison was asked from, or to the panes.
    mutating func returnToKept() {
        overlay = keptOverlays.popLast()
    }

    private mutating func receiveInChoice(_ key: Key, _ choice: Choice) {
        let answer = choice.answers.first { $0.key == key }
        guard let answer else { return }
        returnToKept()
        switch answer.action {
        case .dismiss: break
        case .removeModel(let entry): remove(entry)
        case .quit: emit(.quit)
        case .restoreDraft(let found):
            emit(.adoptDraft(found.draft))
            restore(found)
        case .discardDraft(let draft, let rest):
            emit(.discardDraft(draft))
            offer(rest)
        case .leaveDraft(let rest): offer(rest)
        case .open(let path): open(path)
        case .saveAllTheSame(let path): emit(.save(promptForSaving, path: path, isForced: true))
        case .reload(let path): open(path)
        }
    }
}
