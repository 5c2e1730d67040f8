import Foundation
import Prompting
import Sampling

/// The saved prompts: the user's own, then those that come with Lathe.
package struct PromptLibrary: Sendable {
    /// Folders in order of precedence.
    package var folders: [String]
    /// The folder of the versions of saved prompts.
    package var versionsFolder: String
    /// The folder of deleted prompts.
    package var trashFolder: String
    /// True if the settings name the user's folder. Then it isn't created: a mistyped name would look like an empty
    /// library.
    package var isFolderNamed = false
    /// The names of servers and machines in the settings, which models of prompts may begin with.
    package var places: Set<String> = []
    /// Returns an error for a file that can't be opened as a prompt, if it is another program's and can be imported;
    /// else nil.
    package var foreign: @Sendable (_ path: String) -> PromptFileError? = { _ in nil }

    /// The ending of a prompt's file name.
    package static let fileEnding = ".prompt.yaml"

    /// Creates a library of these folders. By default, versions and deleted prompts are kept beside the first one.
    package init(folders: [String], versionsFolder: String? = nil, trashFolder: String? = nil) {
        self.folders = folders
        let beside = (folders.first ?? "").parentFolder
        self.versionsFolder = versionsFolder ?? beside + "/versions"
        self.trashFolder = trashFolder ?? beside + "/trash"
    }

    /// A sentence that says why the user's prompts can't be found; nil if they can.
    package var problem: String? {
        guard isFolderNamed else { return nil }
        var isFolder: ObjCBool = false
        let isThere = FileManager.default.fileExists(atPath: userFolder, isDirectory: &isFolder)
        if isThere, isFolder.boolValue { return nil }
        return "The folder of prompts \(userFolder), which `promptsFolder` in the settings names, "
            + (isThere ? "is not a folder." : "doesn't exist. Make it, or correct the setting.")
    }

    /// Opens the prompt that a word on the command line means: `-` is standard input; else it is a path, else a
    /// prompt's name.
    ///
    /// - Throws: ``PromptFileError``.
    package func open(_ word: String) throws(PromptFileError) -> PromptFile {
        if word == "-" {
            return try PromptFile(
                data: FileHandle.standardInput.readDataToEndOfFile(), name: "standard input", places: places,
                folder: ImageFolders.working)
        }
        if FileManager.default.fileExists(atPath: word) { return try openFile(word) }
        if let path = folders.lazy.map({ "\($0)/\(word)\(Self.fileEnding)" }).first(where: Self.isThere) {
            return try PromptFile(contentsOf: path, places: places)
        }
        throw notFound(word)
    }

    private func openFile(_ path: String) throws(PromptFileError) -> PromptFile {
        do throws(PromptFileError) {
            let file = try PromptFile(contentsOf: path, places: places)
            // All keys of another program's file may be unknown; the prompt is empty then.
            if file.prompt.isEmpty, let foreign = foreign(path) { throw foreign }
            return file
        } catch {
            throw foreign(path) ?? error
        }
    }

    /// Returns the file that a word means: a path, else a prompt's name. The file may be gone if it has versions.
    ///
    /// - Throws: ``PromptFileError/notFound(_:near:searched:)``.
    package func file(of word: String) throws(PromptFileError) -> String {
        if FileManager.default.fileExists(atPath: word) { return word }
        let files = folders.map { "\($0)/\(word)\(Self.fileEnding)" }
        if let file = files.first(where: Self.isThere) { return file }
        if let file = ([word] + files).first(where: { !versions(of: $0).isEmpty }) { return file }
        throw notFound(word)
    }

    private func notFound(_ word: String) -> PromptFileError {
        .notFound(word, near: [nearest(to: word, in: names)].compactMap { $0 }, searched: folders)
    }

    /// The names of all prompts, sorted, without repetition.
    package var names: [String] {
        let names = folders.flatMap { Self.promptFiles(in: $0) }.map { String($0.dropLast(Self.fileEnding.count)) }
        return Set(names).sorted()
    }
}

extension Prompt {
    /// True if there is nothing to send.
    fileprivate var isEmpty: Bool {
        instruction.isEmpty && examples.isEmpty && input.isEmpty && wording.opening.isEmpty
    }
}
