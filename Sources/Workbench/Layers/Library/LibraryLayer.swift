import Foundation
import Library
import Prompting
import Terminal

/// The list of unsaved work and of saved prompts.
struct LibraryLayer: ListLayer {
    enum Command: Hashable { case open, delete, undo, save, rename, copy, setTags, listVersions, listTrash, close }

    /// A row of the list.
    enum Row: Sendable {
        case unsaved(FoundDraft)
        case prompt(PromptEntry)
    }

    /// Something that was removed here.
    enum Removed: Sendable {
        case draft(Draft)
        case prompt(TrashedPrompt)
    }

    static let place: String? = "In the library"
    static let keys: [LayerKey<Command>] = [
        LayerKey("type", "Find prompts by words, or type the path of a file", hint: "to find"),
        LayerKey("Tab", "Complete a typed path"),
        LayerKey([Key(.enter)], .open, "Open the prompt, or go on with unsaved work", hint: "open"),
        LayerKey(
            [Key(.delete), .alt("x")], .delete, "Delete the prompt, or throw unsaved work away", hint: "delete"),
        LayerKey([.control("_")], .undo, "Bring back what was deleted here", hint: "undo"),
        LayerKey([.control("s")], .save, "Save unsaved work", hint: "save"),
        LayerKey([.alt("r")], .rename, "Rename the prompt", hint: "rename"),
        LayerKey([.alt("c")], .copy, "Make a copy of the prompt", hint: "copy"),
        LayerKey([.alt("t")], .setTags, "Change the tags of the prompt", hint: "tags"),
        LayerKey([.alt("e")], .listVersions, "Earlier versions of the prompt", hint: "versions"),
        LayerKey([.alt("z")], .listTrash, "Deleted prompts: bring one back", hint: "deleted"),
        LayerKey([Key(.escape)], .close, "Back", hint: "back"),
    ]

    static let completesPaths = true

    var finder = Finder()
    /// Unsaved work that isn't on the screen, the newest first.
    var unsaved: [FoundDraft] = []
    var entries: [PromptEntry]
    /// What was removed here, the latest at the end, so that it can be brought back.
    var removed: [Removed] = []
    var notice: String?

    var rowCount: Int { found.count }

    /// The rows that have all words of the query: unsaved work, then prompts, first those with the words in their names.
    var found: [Row] {
        let words = finder.query.text.split(separator: " ")
        let prompts = entries.filter { $0.has(words) }
        let work = unsaved.filter { $0.has(words) }.map { Row.unsaved($0) }
        guard !words.isEmpty else { return work + prompts.map { Row.prompt($0) } }
        func isNamed(_ entry: PromptEntry) -> Bool {
            words.allSatisfy { entry.name.range(of: $0, options: .caseInsensitive) != nil }
        }
        let sorted = prompts.filter(isNamed) + prompts.filter { !isNamed($0) }
        return work + sorted.map { Row.prompt($0) }
    }

    var selected: Row? {
        let found = found
        return found.indices.contains(finder.selected) ? found[finder.selected] : nil
    }

    func reason(against command: Command, _ context: any Context) -> String? {
        switch (command, selected) {
        case (.undo, _):
            removed.isEmpty ? "Nothing else was deleted here. Alt-z lists older deletions." : nil
        case (.open, .prompt(let entry)):
            if case .failure(let error) = entry.summary { screenText(of: error) } else { nil }
        case (.save, .prompt): "This prompt is saved."
        case (.rename, .unsaved), (.copy, .unsaved), (.setTags, .unsaved), (.listVersions, .unsaved):
            "This is unsaved work. Save it first (^S)."
        default: nil
        }
    }

    mutating func perform(_ command: Command, _ key: Key, _ context: any Context) -> [Request] {
        switch command {
        case .close: return [.closeAll]
        case .listTrash: return [.effect(.files(.listTrash))]
        case .undo:
            switch removed.popLast() {
            case .prompt(let prompt): return [.effect(.files(.library(.restore(prompt))))]
            case .draft(let draft): return [.effect(.files(.keepAgain(draft))), .effect(.files(.listLibrary))]
            case nil: return []
            }
        default: break
        }
        switch selected {
        case .unsaved(let found): return perform(command, on: found)
        case .prompt(let entry): return perform(command, on: entry)
        case nil: return command == .open ? typedPath.map { [.closeAll, .open($0)] } ?? [] : []
        }
    }

    /// What is typed as the path of a file, if it looks like one; else nil.
    var typedPath: String? {
        let text = finder.query.text.trimmingCharacters(in: .whitespaces)
        return text.contains("/") || text.hasSuffix(".yaml") || text.hasSuffix(".yml") ? text.expandingHome : nil
    }

    private mutating func perform(_ command: Command, on found: FoundDraft) -> [Request] {
        switch command {
        case .open: return [.restoreDraft(found)]
        case .save: return [.restoreDraft(found), .perform(.save)]
        case .delete:
            removed.append(.draft(found.draft))
            notice = "Thrown away. ^_ brings it back."
            return [.discardDraft(found), .effect(.files(.listLibrary))]
        default: return []
        }
    }

    private mutating func perform(_ command: Command, on entry: PromptEntry) -> [Request] {
        let path = entry.path
        switch command {
        case .open: return [.closeAll, .open(path)]
        case .delete: return [.effect(.files(.library(.delete(path))))]
        case .copy: return [.effect(.files(.library(.duplicate(path))))]
        case .rename:
            return [
                .ask(
                    Question(title: "New name of the prompt", text: entry.name) {
                        [.effect(.files(.library(.rename(path, to: $0))))]
                    })
            ]
        case .setTags:
            guard case .success(let summary) = entry.summary else { return [] }
            return [
                .ask(
                    Question(
                        title: "Tags of the prompt, separated by commas", text: summary.tags.joined(separator: ", ")
                    ) { [.effect(.files(.library(.setTags(path, $0.commaSeparated))))] })
            ]
        case .listVersions: return [.effect(.files(.listVersions(path)))]
        case .undo, .close, .save, .listTrash: return []
        }
    }

    mutating func take(_ event: LayerEvent, _ context: any Context) -> [Request] {
        switch event {
        case .message(.files(.libraryListed(let entries))):
            self.entries = entries
            finder.move(by: 0, count: rowCount)
        case .message(.files(.unsavedListed(let drafts))):
            // Whoever has moved to a prompt already stays on its row.
            let before = rowCount
            let isOnPrompt = if case .prompt = selected { finder.selected > 0 } else { false }
            unsaved = drafts
            if isOnPrompt { finder.selected += rowCount - before }
            finder.move(by: 0, count: rowCount)
        case .message(.files(.libraryChanged(let notice, let deleted))):
            self.notice = notice
            if let deleted { removed.append(.prompt(deleted)) }
        default: break
        }
        return []
    }
}

extension FoundDraft {
    /// The name of its prompt for a list.
    var name: String {
        draft.path?.split(separator: "/").last.map { String($0).replacing(PromptLibrary.fileEnding, with: "") }
            ?? (draft.prompt.name.isEmpty ? "untitled" : draft.prompt.name)
    }

    /// The beginning of what was written in it.
    var firstWords: String {
        let texts = [draft.prompt.instruction, draft.prompt.input, draft.prompt.examples.first?.input ?? ""]
        return texts.first { !$0.isEmpty } ?? ""
    }

    /// Returns whether all of these words occur in its name or texts. Case doesn't count.
    func has(_ words: [some StringProtocol]) -> Bool {
        let all = "\(name) \(draft.prompt.instruction) \(draft.prompt.input)".lowercased()
        return words.allSatisfy { all.contains($0.lowercased()) }
    }
}

extension String {
    /// The words or phrases between commas, without the spaces around them.
    var commaSeparated: [String] {
        split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }
}
