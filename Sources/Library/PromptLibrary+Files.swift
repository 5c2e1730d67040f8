import Foundation
import Prompting

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A prompt that was deleted and can come back.
public struct TrashedPrompt: Sendable, Hashable {
    /// Where it is kept.
    public let path: String
    /// Where it was.
    public let original: String

    /// What it is called in the trash.
    public var name: String { PromptLibrary.name(of: path) }
}

extension PromptLibrary {
    /// The user's folder, the first one.
    public var userFolder: String { folders.first ?? "" }

    /// Where deleted prompts are kept: beside the user's folder.
    public var trashFolder: String { userFolder.parentFolder + "/trash" }

    /// Whether a prompt comes with Lathe, so that it can't be changed in its place.
    public func isShipped(_ path: String) -> Bool { folders.dropFirst().contains { path.hasPrefix($0 + "/") } }

    /// The file that a prompt of this name has in the user's folder; what no file can be called is changed.
    ///
    /// - Throws: ``PromptFileError/badName(_:reason:)``.
    public func path(for name: String) throws(PromptFileError) -> String {
        "\(userFolder)/\(try PromptName.safe(name))\(Self.fileEnding)"
    }

    /// Saves a file into the user's folder under a name; it stands there from then on.
    ///
    /// - Parameters:
    ///   - file: what to save.
    ///   - name: any text that says something.
    ///   - replacing: with ``Replacing/whatWasRead``, no other prompt of this name may be there.
    /// - Returns: why a version couldn't be kept, in a sentence.
    /// - Throws: ``PromptFileError``, as ``PromptFile/save(replacing:)``.
    public func save(
        _ file: inout PromptFile, as name: String, replacing: Replacing = .whatWasRead
    ) throws(PromptFileError) -> [String] {
        let path = try path(for: name)
        try makeFolder(userFolder)
        return try save(&file, to: path, replacing: replacing)
    }

    /// Copies a prompt into the user's folder under a free name made of its own.
    ///
    /// - Returns: the path of the copy.
    /// - Throws: ``PromptFileError``.
    public func duplicate(_ path: String) throws(PromptFileError) -> String {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw .unreadable(file: path, reason: "it isn't there, or may not be read")
        }
        try makeFolder(userFolder)
        let name = Self.name(of: path)
        for number in 1..<10_000 {
            let copy = try self.path(for: Self.numbered(name, "copy", number))
            do throws(AtomicWrite.Failure) {
                try AtomicWrite(path: copy, isNew: true).write(data)
                return copy
            } catch {
                guard error.code == EEXIST else { throw .unwritable(file: copy, reason: error.reason) }
            }
        }
        throw .exists(file: try self.path(for: name + " copy"))
    }

    /// Gives a prompt's file another name.
    ///
    /// - Returns: the new path.
    /// - Throws: ``PromptFileError/exists(file:)`` if a prompt has that name, ``PromptFileError/unwritable(file:reason:)`` for a
    ///   shipped one.
    public func rename(_ path: String, to name: String) throws(PromptFileError) -> String {
        try checkOwn(path)
        let folder = path.parentFolder
        let target = "\(folder)/\(try PromptName.safe(name))\(Self.fileEnding)"
        if target.isSame(as: path) { return path }
        try move(path, to: target)
        kept.move(path, to: target)
        return target
    }

    /// Moves a prompt to the trash.
    ///
    /// - Returns: what ``restore(_:)`` needs to bring it back.
    /// - Throws: ``PromptFileError/unwritable(file:reason:)`` for a shipped prompt, or if the system won't.
    public func delete(_ path: String) throws(PromptFileError) -> TrashedPrompt {
        try checkOwn(path)
        try makeFolder(trashFolder)
        let name = Self.name(of: path)
        for number in 0..<10_000 {
            let safe = try PromptName.safe(number == 0 ? name : Self.numbered(name, "", number + 1))
            let kept = "\(trashFolder)/\(safe)\(Self.fileEnding)"
            if Self.isThere(kept) { continue }
            try move(path, to: kept)
            return TrashedPrompt(path: kept, original: path)
        }
        throw .unwritable(file: path, reason: "the trash \(trashFolder) is full of prompts of this name; empty it")
    }

    /// Brings a deleted prompt back to where it was.
    ///
    /// - Returns: its path.
    /// - Throws: ``PromptFileError/exists(file:)`` if another prompt is there now.
    @discardableResult
    public func restore(_ prompt: TrashedPrompt) throws(PromptFileError) -> String {
        try makeFolder(prompt.original.parentFolder)
        try move(prompt.path, to: prompt.original)
        return prompt.original
    }

    /// Prompts in the trash, the last one deleted first; they came from the user's folder.
    public var trash: [TrashedPrompt] {
        let files = Self.promptFiles(in: trashFolder).map { name in
            let path = "\(trashFolder)/\(name)"
            var there = stat()
            // Renaming changes no other time than that of the file's own entry.
            let moved = lstat(path, &there) == 0 ? Self.changed(there) : 0
            return (moved, TrashedPrompt(path: path, original: "\(userFolder)/\(name)"))
        }
        return files.sorted { ($0.0, $1.1.path) > ($1.0, $0.1.path) }.map(\.1)
    }

    /// Gives a prompt tags in place of those that it has.
    ///
    /// - Returns: what couldn't be kept as it was, in sentences.
    /// - Throws: ``PromptFileError``.
    public func setTags(_ tags: [String], of path: String) throws(PromptFileError) -> [String] {
        try checkOwn(path)
        var file = try PromptFile(contentsOf: path)
        var prompt = file.prompt
        prompt.tags = tags
        return try file.update(to: prompt) + save(&file)
    }

    // MARK: steps

    static func name(of path: String) -> String {
        let file = path.lastPathPart
        return file.hasSuffix(fileEnding)
            ? String(file.dropLast(fileEnding.count)) : (file as NSString).deletingPathExtension
    }

    /// `name copy`, `name copy 2`; shortened, so that the number isn't cut off.
    private static func numbered(_ name: String, _ word: String, _ number: Int) -> String {
        let end = [word, number > 1 ? String(number) : ""].filter { !$0.isEmpty }.joined(separator: " ")
        var start = name
        while start.utf8.count + end.utf8.count > 240 { start.removeLast() }
        return start + " " + end
    }

    static func isThere(_ path: String) -> Bool {
        var there = stat()
        return lstat(path, &there) == 0
    }

    private static func changed(_ file: stat) -> Int {
        #if canImport(Darwin)
            file.st_ctimespec.tv_sec
        #else
            file.st_ctim.tv_sec
        #endif
    }

    func checkOwn(_ path: String) throws(PromptFileError) {
        if isShipped(path) {
            throw .unwritable(file: path, reason: "it comes with Lathe; duplicate it, and change the copy")
        }
    }

    func makeFolder(_ folder: String) throws(PromptFileError) {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw .unwritable(file: folder, reason: "the folder can't be made (\(error.localizedDescription))")
        }
    }

    private func move(_ path: String, to target: String) throws(PromptFileError) {
        guard Self.isThere(path) else { throw .notFound(path, near: [], searched: []) }
        var source = stat()
        var there = stat()
        // Where capitals don't count, the file itself is there under its new name.
        if lstat(path, &source) == 0, lstat(target, &there) == 0,
            source.st_ino != there.st_ino || source.st_dev != there.st_dev
        {
            throw .exists(file: target)
        }
        guard Glue.rename(path, target) != 0 else { return }
        let code = errno
        if code == EXDEV, (try? FileManager.default.moveItem(atPath: path, toPath: target)) != nil { return }
        throw .unwritable(file: path, reason: AtomicWrite.Failure(step: .rename, code: code).reason)
    }

    /// `rename(2)`, whose name a method here has too.
    private enum Glue {
        static func rename(_ path: String, _ target: String) -> Int32 {
            #if canImport(Glibc)
                Glibc.rename(path, target)
            #elseif canImport(Musl)
                Musl.rename(path, target)
            #else
                Darwin.rename(path, target)
            #endif
        }
    }
}
