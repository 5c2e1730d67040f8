import Foundation
import Library
import Prompting
import Terminal

/// The list of saved prompts.
struct LibraryLayer: ListLayer {
    enum Command: Hashable { case open, delete, undo, rename, copy, setTags, listVersions, close }

    static let place: String? = "In the library"
    static let keys: [LayerKey<Command>] = [
        LayerKey("type", "Find prompts by words", hint: "to find"),
        LayerKey([Key(.enter)], .open, "Open the prompt", hint: "open"),
        LayerKey([Key(.delete), .alt("x")], .delete, "Delete the prompt", hint: "delete"),
        LayerKey([.control("_")], .undo, "Bring back what was deleted here", hint: "undo"),
        LayerKey([.alt("r")], .rename, "Rename the prompt", hint: "rename"),
        LayerKey([.alt("c")], .copy, "Make a copy of the prompt", hint: "copy"),
        LayerKey([.alt("t")], .setTags, "Change the tags of the prompt", hint: "tags"),
        LayerKey([.alt("e")], .listVersions, "Earlier versions of the prompt", hint: "versions"),
        LayerKey([Key(.escape)], .close, "Back", hint: "back"),
    ]

    var finder = Finder()
    var entries: [PromptEntry]
    /// The prompts that were deleted here, the latest at the end, so that they can be restored.
    var deleted: [TrashedPrompt] = []
    var notice: String?

    var rowCount: Int { found.count }

    /// The entries that have all words of the query.
    var found: [PromptEntry] {
        let words = finder.query.text.split(separator: " ")
        return entries.filter { $0.has(words) }
    }

    var selected: PromptEntry? {
        let found = found
        return found.indices.contains(finder.selected) ? found[finder.selected] : nil
    }

    func reason(against command: Command, _ context: any Context) -> String? {
        switch command {
        case .open: if case .failure(let error) = selected?.summary { screenText(of: error) } else { nil }
        case .undo:
            deleted.isEmpty
                ? "Nothing else was deleted here. `lathe prompts trash` lists older deletions." : nil
        default: nil
        }
    }

    mutating func perform(_ command: Command, _ key: Key, _ context: any Context) -> [Request] {
        switch command {
        case .close: return [.closeAll]
        case .undo: return deleted.popLast().map { [.effect(.files(.library(.restore($0))))] } ?? []
        default: break
        }
        guard let path = selected?.path, let name = selected?.name else { return [] }
        switch command {
        case .open: return [.closeAll, .open(path)]
        case .delete: return [.effect(.files(.library(.delete(path))))]
        case .copy: return [.effect(.files(.library(.duplicate(path))))]
        case .rename:
            return [
                .ask(
                    Question(title: "New name of the prompt", text: name) {
                        [.effect(.files(.library(.rename(path, to: $0))))]
                    })
            ]
        case .setTags:
            guard case .success(let summary) = selected?.summary else { return [] }
            return [
                .ask(
                    Question(
                        title: "Tags of the prompt, separated by commas", text: summary.tags.joined(separator: ", ")
                    ) { [.effect(.files(.library(.setTags(path, $0.commaSeparated))))] })
            ]
        case .listVersions: return [.effect(.files(.listVersions(path)))]
        case .undo, .close: return []
        }
    }

    mutating func take(_ event: LayerEvent, _ context: any Context) -> [Request] {
        switch event {
        case .message(.files(.libraryListed(let entries))):
            self.entries = entries
            finder.move(by: 0, count: rowCount)
        case .message(.files(.libraryChanged(let notice, let deleted))):
            self.notice = notice
            if let deleted { self.deleted.append(deleted) }
        default: break
        }
        return []
    }
}

extension String {
    /// The words or phrases between commas, without the spaces around them.
    var commaSeparated: [String] {
        split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }
}
