import Foundation
import Prompting
import Sampling

/// The saved prompts: the user's, then those that come with Lathe.
package struct PromptLibrary: Sendable {
    /// Folders in order of precedence.
    package var folders: [String]
    /// Where the versions of saved prompts are kept.
    package var versionsFolder: String
    /// Where deleted prompts are kept.
    package var trashFolder: String
    /// Whether the settings name the user's folder, which is then not made: a mistyped one would look like an empty library.
    package var isFolderNamed = false
    /// The servers and machines that the settings name, for models that prompts name.
    package var places: Set<String> = []
    /// Says which other program's file stands at a path that can't be opened as a prompt; nil if it isn't one that can be imported.
    package var foreign: @Sendable (_ path: String) -> PromptFileError? = { _ in nil }

    /// What a prompt's file is called after its name.
    package static let fileEnding = ".prompt.yaml"

    /// A library of these folders; versions and deleted prompts are kept beside the first one, or in folders of their own.
    package init(folders: [String], versionsFolder: String? = nil, trashFolder: String? = nil) {
        self.folders = folders
        let beside = (folders.first ?? "").parentFolder
        self.versionsFolder = versionsFolder ?? beside + "/versions"
        self.trashFolder = trashFolder ?? beside + "/trash"
    }

    /// Why the user's prompts can't be there, in a sentence.
    package var problem: String? {
        guard isFolderNamed else { return nil }
        var isFolder: ObjCBool = false
        let isThere = FileManager.default.fileExists(atPath: userFolder, isDirectory: &isFolder)
        if isThere, isFolder.boolValue { return nil }
        return "The folder of prompts \(userFolder), which `promptsFolder` in the settings names, "
            + (isThere ? "is no folder." : "isn't there. Make it, or correct the setting.")
    }

    /// Opens what a word on the command line means: `-` is standard input; else a path, else a prompt's name.
    ///
    /// - Throws: ``PromptFileError``.
    package func open(_ word: String) throws(PromptFileError) -> PromptFile {
        if word == "-" {
            return try PromptFile(
                data: FileHandle.standardInput.readDataToEndOfFile(), name: "standard input", places: places)
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
            // Keys of another program's may all be unknown, and an empty prompt is what is left.
            if file.prompt.isEmpty, let foreign = foreign(path) { throw foreign }
            return file
        } catch {
            throw foreign(path) ?? error
        }
    }

    /// Returns the file that a word means: a path, else a prompt's name; also one that is gone, but has versions.
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

    /// Names of all prompts, sorted, each once.
    package var names: [String] {
        let names = folders.flatMap { Self.promptFiles(in: $0) }.map { String($0.dropLast(Self.fileEnding.count)) }
        return Set(names).sorted()
    }
}

extension Prompt {
    /// Whether there is nothing to send.
    fileprivate var isEmpty: Bool {
        instruction.isEmpty && examples.isEmpty && input.isEmpty && wording.opening.isEmpty
    }
}
