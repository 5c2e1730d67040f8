import Foundation
import Prompting

extension PromptLibrary {
    /// Returns the versions of a prompt's file, the oldest first; also of one that is gone.
    package func versions(of path: String) -> [PromptVersion] { kept.list(of: path) }

    /// Returns the same with what each changed.
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

    /// Returns the file of a version, named so that messages say where it is.
    ///
    /// - Throws: ``PromptFileError``, for one that another program wrote with a mistake.
    package func open(_ version: PromptVersion) throws(PromptFileError) -> PromptFile {
        try PromptFile(contentsOf: version.path, places: places)
    }

    /// Saves a prompt where it was read from, or at a path, and keeps what was there and what is there now as versions.
    ///
    /// - Parameters:
    ///   - file: what to save.
    ///   - path: another file, which is this prompt's from then on.
    ///   - replacing: what may be replaced.
    /// - Returns: why a version couldn't be kept, in a sentence; the prompt itself is saved.
    /// - Throws: ``PromptFileError``, as ``PromptFile/save(replacing:)``.
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
            return ["Saved, but no version of it could be kept: \(error)"]
        }
    }

    /// Makes a prompt's file what it was in a version, byte for byte; what it is now is kept as a version first.
    ///
    /// - Returns: why the new version couldn't be kept, in a sentence.
    /// - Throws: ``PromptFileError``; nothing is changed then.
    package func restore(_ version: PromptVersion, of path: String) throws(PromptFileError) -> [String] {
        try checkOwn(path)
        var file = try open(version)
        let now = state(of: path)
        if let now { try kept.keep(now.content, of: path, date: now.date) }
        try makeFolder(path.parentFolder)
        // Just what has been kept may be replaced, with a mistake in it too.
        file.file = path
        file.saved = now?.content
        return try save(&file)
    }

    var kept: PromptVersions { PromptVersions(folder: versionsFolder, library: userFolder) }

    /// Returns what a file holds, and since when.
    private func state(of path: String) -> (content: Data, date: Date)? {
        guard let content = FileManager.default.contents(atPath: path) else { return nil }
        let date = (try? FileManager.default.attributesOfItem(atPath: path))?[.modificationDate] as? Date
        return (content, date ?? Date())
    }
}
