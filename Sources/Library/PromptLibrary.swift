import Foundation
import Prompting
import Sampling

/// The saved prompts: the user's, then those that come with Lathe.
public struct PromptLibrary: Sendable {
    /// Folders in order of precedence.
    public var folders: [String]

    /// What a prompt's file is called after its name.
    public static let fileEnding = ".prompt.yaml"

    /// A library of these folders.
    public init(folders: [String]) {
        self.folders = folders
    }

    /// The user's prompts, in the folder that the settings name or the usual one, and the shipped ones.
    public static var standard: PromptLibrary {
        let locations = Locations.current
        let own = Configuration.current.promptsFolder ?? locations.prompts
        return PromptLibrary(folders: [own] + [locations.shippedPrompts].compactMap { $0 })
    }

    /// Opens what a word on the command line means: `-` is standard input; else a path, else a prompt's name.
    ///
    /// - Throws: ``PromptFileError``.
    public func open(_ word: String) throws(PromptFileError) -> PromptFile {
        if word == "-" {
            return try PromptFile(data: FileHandle.standardInput.readDataToEndOfFile(), name: "standard input")
        }
        if FileManager.default.fileExists(atPath: word) { return try PromptFile(contentsOf: word) }
        for folder in folders {
            let path = "\(folder)/\(word)\(Self.fileEnding)"
            if FileManager.default.fileExists(atPath: path) { return try PromptFile(contentsOf: path) }
        }
        let known = names
        throw .notFound(word, near: [nearest(to: word, in: known)].compactMap { $0 }, searched: folders)
    }

    /// Names of all prompts, sorted, each once.
    public var names: [String] {
        let names = folders.flatMap { Self.promptFiles(in: $0) }.map { String($0.dropLast(Self.fileEnding.count)) }
        return Set(names).sorted()
    }
}
