import Foundation
import Prompting

/// The versions of prompts, each in a file of its own: `NAME/2026-11-26T20.30.05.123Z.prompt.yaml`.
///
/// Nothing is ever removed or replaced, so that several programs may add versions at once, and people can find them
/// without Lathe.
struct PromptVersions: Sendable {
    /// The folder that has a folder for each prompt.
    let folder: String
    /// The library's folder. Its prompts are known by name alone, so that the folder may move.
    let library: String

    /// Returns the versions of a prompt, the oldest first. The prompt's file may be gone.
    func list(of path: String) -> [PromptVersion] {
        completeRenames()
        let folder = folder(of: path)
        let files = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
        return files.compactMap { name in Self.date(of: name).map { (name, $0) } }.enumerated().map { index, file in
            PromptVersion(number: index + 1, date: file.1, path: "\(folder)/\(file.0)")
        }
    }

    /// Keeps a content as a version, unless the newest version has it already.
    func keep(_ content: Data, of path: String, date: Date) throws(PromptFileError) {
        let newest = list(of: path).last
        if let newest, (try? PlainFile.data(at: newest.path)) == content { return }
        let folder = folder(of: path)
        // The new name comes after that of the newest version, whatever the clock says.
        var date = max(date, newest.map { $0.date.addingTimeInterval(0.001) } ?? .distantPast)
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            for _ in 0..<1000 {
                let file = "\(folder)/\(Self.name(of: date))"
                do throws(AtomicWrite.Failure) {
                    return try AtomicWrite(path: file, isNew: true).write(content)
                } catch {
                    guard error.code == EEXIST else {
                        throw PromptFileError.unwritable(file: file, reason: error.reason)
                    }
                    date += 0.001
                }
            }
            throw PromptFileError.unwritable(file: folder, reason: "it has too many versions with the same time")
        } catch let error as PromptFileError {
            throw error
        } catch {
            throw .unwritable(file: folder, reason: "the folder can't be made (\(systemReason(of: error)))")
        }
    }

    /// Writes down that a prompt is about to be renamed; nil if that can't be written.
    func note(renaming path: String, to target: String) -> RenameNote? {
        RenameNote.write(RenameNote.Rename(from: path.absolutePath, to: target.absolutePath), in: folder)
    }

    /// Moves the versions of prompts whose rename was cut short behind the move of the file.
    private func completeRenames() {
        for note in RenameNote.abandoned(in: folder) {
            let (from, to) = (note.rename.from, note.rename.to)
            if !PromptLibrary.isThere(from), PromptLibrary.isThere(to) { moveAll(from, to: to) }
            note.remove()
        }
    }

    /// Moves the versions along when a prompt's file moves to a free name.
    func move(_ path: String, to target: String) {
        completeRenames()
        moveAll(path, to: target)
    }

    private func moveAll(_ path: String, to target: String) {
        let (old, new) = (folder(of: path), folder(of: target))
        guard old != new, PromptLibrary.isThere(old) else { return }
        setAside(new, now: Date())
        Self.move(old, new)
    }

    /// Renames the versions of a prompt that is gone to `NAME (until 2026-11-26T20.30.05.123Z)`, so that they don't mix
    /// with those of the next prompt with its name.
    func setAside(_ path: String) {
        completeRenames()
        setAside(folder(of: path), now: Date())
    }

    private func setAside(_ folder: String, now: Date) {
        Self.move(folder, "\(folder) (until \(Self.text(of: now)))")
    }

    /// Moves a prompt's versions to another folder.
    func move(_ path: String, toFolder target: String) { Self.move(folder(of: path), target) }

    /// Moves a prompt's versions back from another folder.
    func move(fromFolder source: String, _ path: String) {
        guard FileManager.default.fileExists(atPath: source) else { return }
        setAside(path)
        Self.move(source, folder(of: path))
    }

    /// Moves a folder. If it can't be moved it stays where it is.
    private static func move(_ source: String, _ target: String) {
        guard FileManager.default.fileExists(atPath: source) else { return }
        try? FileManager.default.createDirectory(atPath: target.parentFolder, withIntermediateDirectories: true)
        try? FileManager.default.moveItem(atPath: source, toPath: target)
    }

    /// Returns the folder of a prompt's versions: in the library it is named after the prompt, elsewhere after its
    /// path.
    private func folder(of path: String) -> String {
        let file = path.lastPathPart
        let name =
            file.hasSuffix(PromptLibrary.fileEnding) ? String(file.dropLast(PromptLibrary.fileEnding.count)) : file
        let parent = Self.resolved(path.parentFolder)
        if parent == Self.resolved(library) { return "\(folder)/\(name)" }
        var start = name
        while start.utf8.count > 200 { start.removeLast() }
        return "\(folder)/\(start)-\(String(UInt64(bitPattern: "\(parent)/\(file)".contentHash), radix: 16))"
    }

    private static func resolved(_ folder: String) -> String {
        URL(filePath: folder.isEmpty ? "." : folder).standardizedFileURL.resolvingSymlinksInPath().path
    }

    // MARK: names

    private static let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)

    private static func text(of date: Date) -> String { date.formatted(style).replacing(":", with: ".") }

    private static func name(of date: Date) -> String { text(of: date) + PromptLibrary.fileEnding }

    private static func date(of name: String) -> Date? {
        guard name.hasSuffix(PromptLibrary.fileEnding) else { return nil }
        var parts = name.dropLast(PromptLibrary.fileEnding.count).split(separator: ".")
        guard parts.count == 4 else { return nil }
        let milliseconds = parts.removeLast()
        return try? Date("\(parts.joined(separator: ":")).\(milliseconds)", strategy: style)
    }
}
