import Foundation
import Library
import Prompting
import Workbench

/// The files behind the screen: that of the open prompt, the library, and unsaved work.
struct PromptDesk: Sendable {
    private let library: PromptLibrary
    private let shipped: String?
    private let drafts: DraftStore?
    /// The file of the open prompt as it was read; nil if the prompt was never saved.
    private var file: PromptFile?
    private var draftID = UUID()
    /// The open prompt's file before it was deleted, in case it is restored.
    private var detached: PromptFile?

    /// Creates a desk with a prompt. Calls `problem` if unsaved work can't be kept.
    init(library: PromptLibrary, shipped: String?, file: PromptFile?, problem: (String) -> Void) {
        self.library = library
        self.shipped = shipped
        self.file = file
        do throws(DraftError) {
            drafts = try DraftStore()
        } catch {
            drafts = nil
            problem(screenText(of: error))
        }
    }

    var path: String? { file.map { $0.file } }

    func isShipped(_ path: String) -> Bool {
        shipped.map { path.hasPrefix($0 + "/") } ?? false
    }

    /// Returns unsaved work that programs left behind.
    func abandonedDrafts() -> (drafts: [FoundDraft], problems: [String]) {
        guard let found = drafts?.abandoned() else { return ([], []) }
        let drafts = found.drafts.map { FoundDraft(draft: $0, isShipped: $0.path.map(isShipped) ?? false) }
        return (drafts, found.problems)
    }

    mutating func open(_ path: String) -> Workbench.Message {
        do throws(PromptFileError) {
            let file = try library.open(path)
            self.file = file
            detached = nil
            draftID = UUID()
            return .files(.opened(path: file.file, isShipped: isShipped(file.file), file.prompt, notices: file.notices))
        } catch {
            return .notice(screenText(of: error), isError: true)
        }
    }

    /// Clears the desk for a prompt without a file. Unsaved work on the old prompt stays where it is kept.
    mutating func startNew() {
        file = nil
        detached = nil
        draftID = UUID()
    }

    /// Saves the prompt in its own file, under a name in the user's library, or at a path.
    mutating func save(_ prompt: Prompt, as name: String?, isForced: Bool) -> Workbench.Message {
        do throws(PromptFileError) {
            let replacing: Replacing = isForced ? .anything : .whatWasRead
            if var file {
                var notices = try file.update(to: prompt)
                notices += try save(&file, as: name == file.file ? nil : name, replacing)
                self.file = file
                return .files(.saved(path: file.file, notices: notices))
            }
            var file = try PromptFile(new: prompt, path: name ?? "prompt", places: library.places)
            let notices = try save(&file, as: name, replacing)
            self.file = file
            return .files(.saved(path: file.file, notices: notices))
        } catch {
            if case .changedOnDisk(let path, let content) = error {
                let now = try? PromptFile(
                    text: content, name: path, places: library.places, folder: path.parentFolder
                ).prompt
                return .files(.conflict(path: path, now: now))
            }
            return .notice(screenText(of: error), isError: true)
        }
    }

    private func save(
        _ file: inout PromptFile, as name: String?, _ replacing: Replacing
    ) throws(PromptFileError) -> [String] {
        guard let name else { return try library.save(&file, replacing: replacing) }
        if name.contains("/") || name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
            return try library.save(&file, to: name.expandingHome, replacing: replacing)
        }
        return try library.save(&file, as: name, replacing: replacing)
    }

    /// Returns the text that the open prompt's file would have with this state.
    func text(of prompt: Prompt) -> String {
        if var file, (try? file.update(to: prompt)) != nil { return file.text }
        return (try? PromptFile(new: prompt, path: "prompt", places: library.places).text) ?? ""
    }

    func list() -> Workbench.Message { .files(.libraryListed(library.entries())) }

    /// Returns the list of the library, and the reason if it may be empty.
    func openLibrary() -> [Workbench.Message] {
        [list()] + (library.problem.map { [.files(.libraryChanged(notice: $0, deleted: nil))] } ?? [])
    }

    func versions(of path: String) -> Workbench.Message {
        let now = path == self.path ? file?.prompt : try? PromptFile(contentsOf: path, places: library.places).prompt
        return .files(.versionsListed(library.describedVersions(of: path), of: path, now: now))
    }

    mutating func change(_ change: LibraryChange) -> [Workbench.Message] {
        do throws(PromptFileError) {
            let notice: String
            var deleted: TrashedPrompt?
            var moved: [Workbench.Message] = []
            switch change {
            case .duplicate(let path): notice = "Copied to \(try library.duplicate(path))."
            case .rename(let path, let name):
                let now = try library.rename(path, to: name)
                notice = "Now \(now)."
                moved = move(from: path, to: now)
            case .delete(let path):
                deleted = try library.delete(path)
                notice = "Deleted. ^_ brings it back."
                moved = move(from: path, to: nil)
            case .restore(let prompt):
                let path = try library.restore(prompt)
                notice = "Back at \(path)."
                if file == nil, let detached, detached.file == path {
                    file = detached
                    moved = [.files(.moved(path: path))]
                }
            case .setTags(let path, let tags):
                let problems = try library.setTags(tags, of: path)
                notice = problems.first ?? (tags.isEmpty ? "No tags." : "Tags: \(tags.joined(separator: ", ")).")
                if file?.file == path { file = try PromptFile(contentsOf: path, places: library.places) }
                moved = [.files(.tagged(path: path, tags))]
            case .restoreVersion(let version, let path):
                let problems = try library.restore(version, of: path)
                let text = "Version \(version.number) is restored; the content before is kept as a version too."
                return [open(path), .notice(problems.first ?? text, isError: !problems.isEmpty)]
            }
            return moved + [list(), .files(.libraryChanged(notice: notice, deleted: deleted))]
        } catch {
            return [list(), .files(.libraryChanged(notice: screenText(of: error), deleted: nil))]
        }
    }

    /// Follows the open prompt's file to another path. If it was deleted, the prompt is one that was never saved.
    private mutating func move(from path: String, to now: String?) -> [Workbench.Message] {
        guard file?.file == path else { return [] }
        detached = now == nil ? file : nil
        file = now.flatMap { try? PromptFile(contentsOf: $0, places: library.places) }
        return [.files(.moved(path: now))]
    }

    // MARK: unsaved work

    func keep(_ prompt: Prompt, path: String?) -> Workbench.Message? {
        do throws(DraftError) {
            try drafts?.write(Draft(id: draftID, path: path, prompt: prompt))
            return nil
        } catch {
            return .notice(screenText(of: error), isError: true)
        }
    }

    func forgetDraft() { drafts?.remove(draftID) }

    func discard(_ draft: Draft) { drafts?.remove(draft.id) }

    /// Takes over unsaved work. What is kept from now on replaces it.
    mutating func adopt(_ draft: Draft) -> Workbench.Message? {
        draftID = draft.id
        file = draft.path.flatMap { try? PromptFile(contentsOf: $0, places: library.places) }
        do throws(DraftError) {
            try drafts?.adopt(draft)
            return nil
        } catch {
            return .notice(screenText(of: error), isError: true)
        }
    }
}
