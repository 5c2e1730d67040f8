import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A deleted prompt, which can be restored.
package struct TrashedPrompt: Sendable, Hashable {
    /// The path of the file in the trash.
    package let path: String
    /// The path that the file had.
    package let original: String
    /// When it was deleted.
    package let date: Date

    init(path: String, original: String, date: Date = .distantPast) {
        (self.path, self.original, self.date) = (path, original, date)
    }

    /// The name in the trash, which no other prompt there has.
    package var keptName: String { PromptLibrary.name(of: path) }
    /// The name that the prompt had.
    package var name: String { PromptLibrary.name(of: original) }
}

/// The deleted prompts. `NAME.prompt.yaml` is the prompt; beside it `NAME.origin.json` says where it was, and
/// `NAME.versions` holds its versions.
struct PromptTrash {
    let folder: String
    /// The folder for prompts whose origin isn't known.
    let library: String

    private struct Origin: Codable {
        var original: String
        var deleted: Date
    }

    /// Returns every prompt in the trash, the last deleted first.
    func list() -> [TrashedPrompt] {
        let prompts = PromptLibrary.promptFiles(in: folder).map { file in
            let path = "\(folder)/\(file)"
            let origin = origin(of: path)
            return TrashedPrompt(
                path: path, original: origin?.original ?? "\(library)/\(file)",
                date: origin?.deleted ?? Self.moved(path))
        }
        return prompts.sorted { ($0.date, $1.path) > ($1.date, $0.path) }
    }

    /// Moves a prompt's file into the trash. Writes the origin note before moving the file, so that a crash in between
    /// loses nothing.
    func take(_ path: String, now: Date = Date()) throws(PromptFileError) -> TrashedPrompt {
        // A file whose name only other programs can give may be deleted too.
        let name = (try? PromptName.safe(PromptLibrary.name(of: path))) ?? "prompt"
        let origin = Origin(original: path.absolutePath, deleted: now)
        guard let note = try? JSONEncoder.forOrigins.encode(origin) else {
            throw .unwritable(file: path, reason: "the place it came from can't be noted in the trash")
        }
        removeUnusedOrigins(now: now)
        for number in 0..<10_000 {
            let safe = try PromptName.safe(number == 0 ? name : PromptLibrary.numbered(name, "", number + 1))
            let kept = "\(folder)/\(safe)\(PromptLibrary.fileEnding)"
            if PromptLibrary.isThere(kept) { continue }
            // The note also keeps other programs from taking this name.
            do throws(AtomicWrite.Failure) {
                try AtomicWrite(path: Self.note(of: kept), isNew: true).write(note)
            } catch {
                if error.code == EEXIST { continue }
                throw .unwritable(file: path, reason: "it can't be moved to the trash \(folder): \(error.reason)")
            }
            do throws(PromptFileError) {
                try FileMove(from: path, to: kept).move()
            } catch {
                unlink(Self.note(of: kept))
                throw error
            }
            return TrashedPrompt(path: kept, original: path, date: now)
        }
        throw .unwritable(file: path, reason: "the trash \(folder) is full of prompts of this name; empty it")
    }

    /// Returns the folder of the versions of a prompt in the trash.
    static func versions(of prompt: TrashedPrompt) -> String {
        String(prompt.path.dropLast(PromptLibrary.fileEnding.count)) + ".versions"
    }

    /// Removes the note that says where a prompt was, after the prompt has left the trash.
    static func forget(_ prompt: TrashedPrompt) { unlink(note(of: prompt.path)) }

    // MARK: origins

    private static let noteEnding = ".origin.json"

    private static func note(of path: String) -> String {
        String(path.dropLast(PromptLibrary.fileEnding.count)) + noteEnding
    }

    private func origin(of path: String) -> Origin? {
        guard let data = FileManager.default.contents(atPath: Self.note(of: path)),
            let origin = try? JSONDecoder.forOrigins.decode(Origin.self, from: data), origin.original.hasPrefix("/")
        else { return nil }
        return origin
    }

    /// Removes notes of killed programs. They are an hour old, longer than any deletion takes.
    private func removeUnusedOrigins(now: Date) {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        where name.hasSuffix(Self.noteEnding) {
            let stem = "\(folder)/\(name.dropLast(Self.noteEnding.count))"
            if !PromptLibrary.isThere(stem + PromptLibrary.fileEnding),
                now.timeIntervalSince(Self.moved(stem + Self.noteEnding)) > 3600
            {
                unlink(stem + Self.noteEnding)
            }
        }
    }

    /// Returns the time when a file's directory entry changed. Renaming changes no other time.
    private static func moved(_ path: String) -> Date {
        var there = stat()
        guard lstat(path, &there) == 0 else { return .distantPast }
        #if canImport(Darwin)
            return Date(timeIntervalSince1970: TimeInterval(there.st_ctimespec.tv_sec))
        #else
            return Date(timeIntervalSince1970: TimeInterval(there.st_ctim.tv_sec))
        #endif
    }
}

extension PromptLibrary {
    /// Moves a prompt to the trash.
    ///
    /// - Returns: The prompt in the trash, for ``restore(_:)``.
    /// - Throws: ``PromptFileError/unwritable(file:reason:)`` for a shipped prompt, or if the system refuses.
    package func delete(_ path: String) throws(PromptFileError) -> TrashedPrompt {
        try checkOwn(path)
        var there = stat()
        if lstat(path, &there) == 0, there.st_mode & S_IFMT == S_IFDIR {
            throw .unwritable(file: path, reason: "it is a folder; only prompts can be deleted")
        }
        try makeFolder(trashFolder)
        let prompt = try PromptTrash(folder: trashFolder, library: userFolder).take(path)
        // After a crash in between, the versions are still found by the prompt's name.
        kept.move(path, toFolder: PromptTrash.versions(of: prompt))
        return prompt
    }

    /// Moves a deleted prompt back to where it was, with its versions.
    ///
    /// - Parameters:
    ///   - prompt: The prompt.
    ///   - name: Its name from now on; nil takes the one that it had.
    /// - Returns: The path of its file.
    /// - Throws: ``PromptFileError/exists(file:)`` if another prompt has that place now.
    @discardableResult
    package func restore(_ prompt: TrashedPrompt, as name: String? = nil) throws(PromptFileError) -> String {
        let folder = prompt.original.parentFolder
        let path = try name.map { name throws(PromptFileError) in
            "\(folder)/\(try PromptName.safe(name))\(Self.fileEnding)"
        }
        let target = path ?? prompt.original
        if Self.isThere(target) { throw .exists(file: target) }
        try makeFolder(folder)
        // The versions come first, because without the prompt they are found by its name.
        kept.move(fromFolder: PromptTrash.versions(of: prompt), target)
        do throws(PromptFileError) {
            try FileMove(from: prompt.path, to: target).move()
        } catch {
            kept.move(target, toFolder: PromptTrash.versions(of: prompt))
            throw error
        }
        PromptTrash.forget(prompt)
        return target
    }

    /// The prompts in the trash, the last deleted first.
    package var trash: [TrashedPrompt] {
        // Before there was one trash for all, it lay beside the user's folder.
        let beside = userFolder.parentFolder + "/trash"
        let folders = [trashFolder] + (beside == trashFolder ? [] : [beside])
        return folders.flatMap { PromptTrash(folder: $0, library: userFolder).list() }.sorted { $0.date > $1.date }
    }

    /// Returns the deleted prompt that a word means: the last one with this name, else the one with this name or path
    /// in the trash. Nil if there is none.
    package func trashed(_ word: String) -> TrashedPrompt? {
        let trash = trash
        let name = word.hasSuffix(Self.fileEnding) && !word.contains("/") ? Self.name(of: word) : word
        return trash.first { $0.name == name }
            ?? trash.first { $0.keptName == name || [$0.path, $0.original].contains(word) }
    }
}

extension JSONEncoder {
    fileprivate static var forOrigins: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .secondsSince1970
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return encoder
    }
}

extension JSONDecoder {
    fileprivate static var forOrigins: JSONDecoder {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .secondsSince1970
        return decoder
    }
}
