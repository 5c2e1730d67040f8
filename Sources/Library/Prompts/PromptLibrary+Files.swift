import Foundation
import Prompting
import YAMLText

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension PromptLibrary {
    /// The folder of the user's prompts: the first one.
    package var userFolder: String { folders.first ?? "" }

    /// Returns whether a prompt comes with Lathe, so that it can't be changed in its place.
    package func isShipped(_ path: String) -> Bool { folders.dropFirst().contains { path.hasPrefix($0 + "/") } }

    /// Returns the path of a prompt with this name in the user's folder. Characters that no file name can have are
    /// replaced.
    ///
    /// - Throws: ``PromptFileError/badName(_:reason:)``.
    package func path(for name: String) throws(PromptFileError) -> String {
        "\(userFolder)/\(try PromptName.safe(name))\(Self.fileEnding)"
    }

    /// Saves a file in the user's folder under a name. That is the prompt's file from then on.
    ///
    /// - Parameters:
    ///   - file: The file.
    ///   - name: Any text that isn't empty.
    ///   - replacing: What may be replaced; with ``Replacing/whatWasRead`` there must be no other prompt with this
    ///     name.
    /// - Returns: A sentence that says why a version couldn't be kept, if so.
    /// - Throws: ``PromptFileError``, as ``PromptFile/save(replacing:)``.
    package func save(
        _ file: inout PromptFile, as name: String, replacing: Replacing = .whatWasRead
    ) throws(PromptFileError) -> [String] {
        let path = try path(for: name)
        try makeFolder(userFolder)
        return try save(&file, to: path, replacing: replacing)
    }

    /// Copies a prompt into the user's folder.
    ///
    /// - Parameters:
    ///   - path: The prompt's file.
    ///   - name: The name of the copy; nil takes a free name made of the prompt's own.
    /// - Returns: The path of the copy.
    /// - Throws: ``PromptFileError``.
    package func duplicate(_ path: String, as name: String? = nil) throws(PromptFileError) -> String {
        var data = try PromptFile.data(at: path)
        // The path of a schema's file would lead elsewhere.
        if path.parentFolder != userFolder, let file = try? PromptFile(contentsOf: path, places: places) {
            data = Data(file.selfContainedText.utf8)
        }
        try makeFolder(userFolder)
        let own = Self.name(of: path)
        for number in 1..<10_000 {
            let copy = try self.path(for: name ?? Self.numbered(own, "copy", number))
            do throws(AtomicWrite.Failure) {
                try AtomicWrite(path: copy, isNew: true).write(data)
                kept.setAside(copy)
                return copy
            } catch {
                guard error.code == EEXIST else { throw .unwritable(file: copy, reason: error.reason) }
                if name != nil { throw .exists(file: copy) }
            }
        }
        throw .exists(file: try self.path(for: own + " copy"))
    }

    /// Renames a prompt's file.
    ///
    /// - Returns: The new path.
    /// - Throws: ``PromptFileError/exists(file:)`` if another prompt has that name,
    ///   ``PromptFileError/badName(_:reason:)`` for a path, ``PromptFileError/unwritable(file:reason:)`` for a shipped
    ///   prompt.
    package func rename(_ path: String, to name: String) throws(PromptFileError) -> String {
        try checkOwn(path)
        guard !name.contains("/") else {
            throw .badName(
                name, reason: "a name has no `/`, because renaming keeps the file in its folder; move it with `mv`")
        }
        let folder = path.parentFolder
        let target = "\(folder.isEmpty ? "" : folder + "/")\(try PromptName.safe(name))\(Self.fileEnding)"
        if target.isSame(as: path) { return path }
        let note = kept.note(renaming: path, to: target)
        defer { note?.remove() }
        try FileMove(from: path, to: target).move()
        kept.move(path, to: target)
        return target
    }

    /// Replaces a prompt's tags.
    ///
    /// - Returns: Sentences about what couldn't be kept as it was.
    /// - Throws: ``PromptFileError``.
    package func setTags(_ tags: [String], of path: String) throws(PromptFileError) -> [String] {
        try checkOwn(path)
        // Tags have nothing to do with a schema in a file of its own.
        var file = try PromptFile(contentsOf: path, places: places, readsFiles: false)
        var prompt = file.prompt
        do { prompt.tags = try Tags.checked(tags) } catch { throw .badTag(error.tag) }
        return try file.update(to: prompt) + save(&file)
    }

    // MARK: steps

    static func name(of path: String) -> String {
        let file = path.lastPathPart
        return file.hasSuffix(fileEnding)
            ? String(file.dropLast(fileEnding.count)) : (file as NSString).deletingPathExtension
    }

    /// Returns `name copy` or `name copy 2`. A long name is shortened, so that the number isn't cut off.
    static func numbered(_ name: String, _ word: String, _ number: Int) -> String {
        let end = [word, number > 1 ? String(number) : ""].filter { !$0.isEmpty }.joined(separator: " ")
        var start = name
        while start.utf8.count + end.utf8.count > 240 { start.removeLast() }
        return start + " " + end
    }

    static func isThere(_ path: String) -> Bool {
        var there = stat()
        return lstat(path, &there) == 0
    }

    func checkOwn(_ path: String) throws(PromptFileError) {
        if isShipped(path) {
            throw .unwritable(file: path, reason: "it comes with Lathe; duplicate it and change the copy")
        }
    }

    func makeFolder(_ folder: String) throws(PromptFileError) {
        if folder == userFolder, let problem { throw .noFolder(problem) }
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw .unwritable(file: folder, reason: "the folder can't be made (\(systemReason(of: error)))")
        }
    }
}
