import Foundation
import Library
import Prompting
import Workbench

/// The files behind the screen: that of the open prompt, the library, and unsaved work.
struct PromptDesk: Sendable {
    private let library: PromptLibrary
    private let shipped: String?
    private let drafts: DraftStore?
    /// Why unsaved work isn't kept, by the numbers of its drafts; empty if all is.
    private(set) var unkept: [UUID: String] = [:]
    /// Why there is no place for drafts; nil if there is one.
    private let noPlace: String?
    /// A prompt that is open.
    private struct Sheet {
        /// Its file as it was read; nil if it was never saved.
        var file: PromptFile?
        /// What it was imported as, which may hold more than the screen shows; nil if it wasn't, or is saved.
        var imported: PromptFile?
        /// The number of the draft that keeps its unsaved changes.
        var draftID = UUID()
        /// Its file before that was deleted, in case it is restored.
        var detached: PromptFile?
    }

    /// The prompt on the screen.
    private var sheet: Sheet
    /// The prompts that were set aside, by the numbers that the screen gave them.
    private var asides: [Int: Sheet] = [:]

    /// Creates a desk with a prompt. Calls `problem` if unsaved work can't be kept.
    init(library: PromptLibrary, shipped: String?, file: PromptFile?, problem: (String) -> Void) {
        self.library = library
        self.shipped = shipped
        sheet = Sheet(file: file)
        do throws(DraftError) {
            drafts = try DraftStore()
            noPlace = nil
        } catch {
            drafts = nil
            let sentence = screenText(of: error)
            noPlace = sentence
            problem(sentence)
        }
    }

    var path: String? { sheet.file?.file }

    func isShipped(_ path: String) -> Bool {
        shipped.map { path.hasPrefix($0 + "/") } ?? false
    }

    /// Returns unsaved work that programs left behind.
    func abandonedDrafts() -> (drafts: [FoundDraft], problems: [String]) {
        guard let found = drafts?.abandoned() else { return ([], []) }
        return (found.drafts.map(described), found.problems)
    }

    private func described(_ draft: Draft) -> FoundDraft {
        FoundDraft(
            draft: draft, isShipped: draft.path.map(isShipped) ?? false,
            number: asides.first { $0.value.draftID == draft.id }?.key)
    }

    /// Returns all unsaved work that isn't on the screen, the newest first.
    private var unsavedWork: [FoundDraft] {
        guard let drafts else { return [] }
        let own = drafts.own().filter { $0.id != sheet.draftID }
        return (own + drafts.abandoned().drafts).sorted { $0.date > $1.date }.map(described)
    }

    /// Remembers the prompt on the screen under a number.
    mutating func setAside(_ number: Int) { asides[number] = sheet }

    /// Puts a prompt that was set aside back on the screen.
    mutating func takeUp(_ number: Int) {
        if let aside = asides.removeValue(forKey: number) { sheet = aside }
    }

    /// Forgets a prompt that was set aside.
    mutating func close(_ number: Int) { asides[number] = nil }

    mutating func open(_ path: String) -> Workbench.Message {
        do throws(PromptFileError) {
            let file = try library.open(path)
            sheet = Sheet(file: file)
            return .files(.opened(path: file.file, isShipped: isShipped(file.file), file.prompt, notices: file.notices))
        } catch {
            return .notice(screenText(of: error), isError: true)
        }
    }

    /// Clears the desk for a prompt without a file. Unsaved work on the old prompt stays where it is kept.
    mutating func startNew() {
        sheet = Sheet()
    }

    /// Begins a prompt that was imported and has no file yet.
    mutating func start(_ imported: PromptFile?) { sheet = Sheet(imported: imported) }

    /// Writes the prompt on the screen for another program.
    func export(_ prompt: Prompt, _ order: ExportOrder) -> Workbench.Message {
        do throws(PromptFileError) {
            return ExchangeDesk.write(try file(of: prompt), order)
        } catch {
            return .notice(screenText(of: error), isError: true)
        }
    }

    /// Returns the open prompt's file with this state, unsaved; a new one if it has none.
    private func file(of prompt: Prompt, at path: String = "prompt") throws(PromptFileError) -> PromptFile {
        guard var file = sheet.file ?? sheet.imported else {
            return try PromptFile(new: prompt, path: path, places: library.places)
        }
        try file.update(to: prompt)
        return file
    }

    /// Saves the prompt in its own file, under a name in the user's library, or at a path.
    mutating func save(_ prompt: Prompt, as name: String?, isForced: Bool) -> Workbench.Message {
        do throws(PromptFileError) {
            let replacing: Replacing = isForced ? .anything : .whatWasRead
            if var file = sheet.file {
                var notices = try file.update(to: prompt)
                notices += try save(&file, as: name == file.file ? nil : name, replacing)
                sheet.file = file
                return .files(.saved(path: file.file, notices: notices))
            }
            var file = try file(of: prompt, at: name ?? "prompt")
            let notices = try save(&file, as: name, replacing)
            (sheet.file, sheet.imported) = (file, nil)
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
        if let text = try? file(of: prompt).text { return text }
        return (try? PromptFile(new: prompt, path: "prompt", places: library.places).text) ?? ""
    }

    /// Returns the lists of the library: saved prompts, and unsaved work.
    func lists() -> [Workbench.Message] {
        [.files(.libraryListed(library.entries())), .files(.unsavedListed(unsavedWork))]
    }

    /// Returns the lists of the library, and the reason if the first may be empty.
    func openLibrary() -> [Workbench.Message] {
        lists() + (library.problem.map { [.files(.libraryChanged(notice: $0, deleted: nil))] } ?? [])
    }

    /// The deleted prompts.
    var trash: Workbench.Message { .files(.trashListed(library.trash)) }

    func versions(of path: String) -> Workbench.Message {
        let isOpen = path == self.path
        let now = isOpen ? sheet.file?.prompt : try? PromptFile(contentsOf: path, places: library.places).prompt
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
                if sheet.file == nil, let detached = sheet.detached, detached.file == path {
                    sheet.file = detached
                    moved = [.files(.moved(path: path))]
                }
            case .setTags(let path, let tags):
                let problems = try library.setTags(tags, of: path)
                notice = problems.first ?? (tags.isEmpty ? "No tags." : "Tags: \(tags.joined(separator: ", ")).")
                if sheet.file?.file == path { sheet.file = try PromptFile(contentsOf: path, places: library.places) }
                for number in asides.keys where asides[number]?.file?.file == path {
                    asides[number]?.file = try PromptFile(contentsOf: path, places: library.places)
                }
                moved = [.files(.tagged(path: path, tags))]
            case .restoreVersion(let version, let path):
                let problems = try library.restore(version, of: path)
                let text = "Version \(version.number) is restored; the content before is kept as a version too."
                return [open(path), .notice(problems.first ?? text, isError: !problems.isEmpty)]
            }
            return moved + lists() + [.files(.libraryChanged(notice: notice, deleted: deleted))]
        } catch {
            return lists() + [.files(.libraryChanged(notice: screenText(of: error), deleted: nil))]
        }
    }

    /// Follows the file of an open prompt to another path. If it was deleted, the prompt on the screen is one that was
    /// never saved.
    private mutating func move(from path: String, to now: String?) -> [Workbench.Message] {
        let file = now.flatMap { try? PromptFile(contentsOf: $0, places: library.places) }
        var messages: [Workbench.Message] = []
        for number in asides.keys where asides[number]?.file?.file == path {
            if let file { asides[number]?.file = file }
            messages = [.files(.movedBeside(path: path, now: now))]
        }
        guard sheet.file?.file == path else { return messages }
        sheet.detached = now == nil ? sheet.file : nil
        sheet.file = file
        return messages + [.files(.moved(path: now))]
    }

    // MARK: unsaved work

    /// Keeps unsaved work. Returns why that failed; nil if it is kept.
    mutating func keep(_ prompt: Prompt, path: String?) -> String? {
        unkept[sheet.draftID] = reasonNotToKeep(
            Draft(id: sheet.draftID, path: path, prompt: prompt, importedText: sheet.imported?.text))
        return unkept[sheet.draftID]
    }

    private func reasonNotToKeep(_ draft: Draft) -> String? {
        guard let drafts else { return noPlace }
        do throws(DraftError) {
            try drafts.write(draft)
            return nil
        } catch {
            return screenText(of: error)
        }
    }

    mutating func forgetDraft() {
        unkept[sheet.draftID] = nil
        drafts?.remove(sheet.draftID)
    }

    mutating func discard(_ draft: Draft) {
        unkept[draft.id] = nil
        drafts?.remove(draft.id)
    }

    /// Takes over unsaved work. What is kept from now on replaces it.
    mutating func adopt(_ draft: Draft) -> Workbench.Message? {
        sheet = Sheet(
            file: draft.path.flatMap { try? PromptFile(contentsOf: $0, places: library.places) },
            imported: draft.importedText.flatMap {
                try? PromptFile(unsaved: $0, path: "prompt", places: library.places)
            }, draftID: draft.id)
        return keepAgain(draft)
    }

    /// Keeps a draft as this program's.
    func keepAgain(_ draft: Draft) -> Workbench.Message? {
        do throws(DraftError) {
            try drafts?.adopt(draft)
            return nil
        } catch {
            return .notice(screenText(of: error), isError: true)
        }
    }
}
