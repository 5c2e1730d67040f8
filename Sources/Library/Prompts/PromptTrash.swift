import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A prompt that was deleted and can come back.
package struct TrashedPrompt: Sendable, Hashable {
    /// Where it is kept.
    package let path: String
    /// Where it was.
    package let original: String
    /// When it was deleted.
    package let date: Date

    init(path: String, original: String, date: Date = .distantPast) {
        (self.path, self.original, self.date) = (path, original, date)
    }

    /// What it is called in the trash: no other prompt there has this name.
    package var keptName: String { PromptLibrary.name(of: path) }
    /// What it was called.
    package var name: String { PromptLibrary.name(of: original) }
}

/// The prompts that were deleted: `NAME.prompt.yaml`, with where each was in `NAME.origin.json` beside it, and its versions in
/// `NAME.versions`.
struct PromptTrash {
    let folder: String
    /// The folder that prompts came from whose origin isn't known.
    let library: String

    private struct Origin: Codable {
        var original: String
        var deleted: Date
    }

    /// Returns every prompt in it, the last one deleted first.
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

    /// Takes a prompt's file. Its origin is on the disk before the file moves: who is killed between the two leaves the file in its
    /// place.
    func take(_ path: String, now: Date = Date()) throws(PromptFileError) -> TrashedPrompt {
        // A name that only other programs can make is no reason against it.
        let name = (try? PromptName.safe(PromptLibrary.name(of: path))) ?? "prompt"
        let origin = Origin(original: path.absolutePath, deleted: now)
        guard let note = try? JSONEncoder.forOrigins.encode(origin) else {
            throw .unwritable(file: path, reason: "its place can't be noted in the trash")
        }
        removeUnusedOrigins(now: now)
        for number in 0..<10_000 {
            let safe = try PromptName.safe(number == 0 ? name : PromptLibrary.numbered(name, "", number + 1))
            let kept = "\(folder)/\(safe)\(PromptLibrary.fileEnding)"
            if PromptLibrary.isThere(kept) { continue }
            // The note also keeps other programs from this name.
            do throws(AtomicWrite.Failure) {
                try AtomicWrite(path: Self.note(of: kept), isNew: true).write(note)
            } catch {
                if error.code == EEXIST { continue }
                throw .unwritable(file: path, reason: "the trash \(folder) can't take it: \(error.reason)")
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

    /// Returns where the versions of a prompt are that is here.
    static func versions(of prompt: TrashedPrompt) -> String {
        String(prompt.path.dropLast(PromptLibrary.fileEnding.count)) + ".versions"
    }

    /// Forgets where a prompt was that is no longer here.
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

    /// Removes what killed programs left; an hour is longer than any deletion takes.
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

    /// When a file's entry changed; renaming changes no other time.
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
    /// - Returns: what ``restore(_:)`` needs to bring it back.
    /// - Throws: ``PromptFileError/unwritable(file:reason:)`` for a shipped prompt, or if the system won't.
    package func delete(_ path: String) throws(PromptFileError) -> TrashedPrompt {
        try checkOwn(path)
        var there = stat()
        if lstat(path, &there) == 0, there.st_mode & S_IFMT == S_IFDIR {
            throw .unwritable(file: path, reason: "it is a folder; only prompts can be deleted")
        }
        try makeFolder(trashFolder)
        let prompt = try PromptTrash(folder: trashFolder, library: userFolder).take(path)
        // Whoever is killed in between leaves them where they are found by the prompt's name.
        kept.move(path, toFolder: PromptTrash.versions(of: prompt))
        return prompt
    }

    /// Brings a deleted prompt back to where it was, with its versions.
    ///
    /// - Parameters:
    ///   - prompt: what to bring back.
    ///   - name: what it is called from now on, by default what it was.
    /// - Returns: its path.
    /// - Throws: ``PromptFileError/exists(file:)`` if another prompt is there now.
    @discardableResult
    package func restore(_ prompt: TrashedPrompt, as name: String? = nil) throws(PromptFileError) -> String {
        let folder = prompt.original.parentFolder
        let path = try name.map { name throws(PromptFileError) in
            "\(folder)/\(try PromptName.safe(name))\(Self.fileEnding)"
        }
        let target = path ?? prompt.original
        if Self.isThere(target) { throw .exists(file: target) }
        try makeFolder(folder)
        // The versions first: without the prompt, they are found by its name.
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

    /// Prompts in the trash, the last one deleted first.
    package var trash: [TrashedPrompt] {
        // Beside the user's folder is where it was before there was one for all.
        let beside = userFolder.parentFolder + "/trash"
        let folders = [trashFolder] + (beside == trashFolder ? [] : [beside])
        return folders.flatMap { PromptTrash(folder: $0, library: userFolder).list() }.sorted { $0.date > $1.date }
    }

    /// Returns the deleted prompt that a word means: the last one of this name, else one by its name in the
    /// trash or its path.
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
