import Foundation
import Prompting

extension PromptLibrary {
    /// Returns the versions of a prompt's file, the oldest first. The file itself may be gone.
    package func versions(of path: String) -> [PromptVersion] { kept.list(of: path) }

    /// Returns the number of the newest version that has a text; nil if none of the last 20 has it.
    package func version(of path: String, saying text: String) -> Int? {
        let content = Data(text.utf8)
        return versions(of: path).suffix(20).last { (try? PlainFile.data(at: $0.path)) == content }?.number
    }

    /// Returns the versions with what each changed, the oldest first.
    package func describedVersions(of path: String) -> [DescribedVersion] {
        var before: [(number: Int, prompt: Prompt)] = []
        return versions(of: path).map { version in
            do throws(PromptFileError) {
                let prompt = try open(version).prompt
                defer { before.append((version.number, prompt)) }
                return DescribedVersion(
                    version: version, prompt: prompt,
                    changes: before.last.map { PromptDifference($0.prompt, prompt) },
                    same: before.dropLast().last { $0.prompt == prompt }?.number)
            } catch {
                return DescribedVersion(version: version, problem: error)
            }
        }
    }

    /// Reads a version. Its name is the path of the version, so that messages say where it is.
    ///
    /// - Throws: ``PromptFileError`` if another program wrote the version with a mistake.
    package func open(_ version: PromptVersion) throws(PromptFileError) -> PromptFile {
        // The versions' folder isn't the prompt's.
        try PromptFile(contentsOf: version.path, places: places, readsFiles: false)
    }

    /// Saves a prompt to its file, or to another path. Keeps the old and the new content as versions.
    ///
    /// - Parameters:
    ///   - file: The prompt.
    ///   - path: Another file, which is the prompt's from then on; nil for its own.
    ///   - replacing: What may be replaced.
    /// - Returns: A sentence that says why a version couldn't be kept, if so; the prompt itself is saved.
    /// - Throws: The errors of ``PromptFile/save(replacing:)``.
    package func save(
        _ file: inout PromptFile, to path: String? = nil, replacing: Replacing = .whatWasRead
    ) throws(PromptFileError) -> [String] {
        let before = state(of: path ?? file.file)
        if let path, path != file.file {
            if before == nil { kept.setAside(path) }
            try file.save(as: path, replacing: replacing)
        } else {
            try file.save(replacing: replacing)
        }
        do throws(PromptFileError) {
            if let before { try kept.keep(before.content, of: file.file, date: before.date) }
            try kept.keep(Data(file.text.utf8), of: file.file, date: Date())
            return []
        } catch {
            return ["The prompt was saved, but this version of it could not be kept: \(error)"]
        }
    }

    /// Gives a prompt's file the content of a version, byte for byte. The content that it has now is kept as a version
    /// first.
    ///
    /// - Returns: A sentence that says why the new version couldn't be kept, if so.
    /// - Throws: ``PromptFileError``; nothing is changed then.
    package func restore(_ version: PromptVersion, of path: String) throws(PromptFileError) -> [String] {
        try checkOwn(path)
        var file = try open(version)
        let now = state(of: path)
        if let now { try kept.keep(now.content, of: path, date: now.date) }
        try makeFolder(path.parentFolder)
        // Only the content that was just kept may be replaced, even if it has a mistake.
        file.file = path
        file.saved = now?.content
        return try save(&file)
    }

    var kept: PromptVersions { PromptVersions(folder: versionsFolder, library: userFolder) }

    /// Returns the content of a file and the time since when it has it; nil if it can't be read.
    private func state(of path: String) -> (content: Data, date: Date)? {
        guard let content = try? PlainFile.data(at: path) else { return nil }
        let date = (try? FileManager.default.attributesOfItem(atPath: path))?[.modificationDate] as? Date
        return (content, date ?? Date())
    }
}
