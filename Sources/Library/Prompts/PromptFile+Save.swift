import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The content that a save may replace.
package enum Replacing: Sendable, Hashable {
    /// Only the content that was read or saved last. A new prompt replaces no file.
    case whatWasRead
    /// Any content, unless it is a prompt with a mistake.
    case anything
}

extension PromptFile {
    /// True if the text differs from what was read or saved last.
    package var isChanged: Bool { saved.map { $0 != Data(text.utf8) } ?? true }

    /// Writes the text to its file, so that at every moment the old or the new content is there in full.
    ///
    /// A link stays a link, and permissions stay as they are. A file that was deleted meanwhile is created again.
    ///
    /// - Parameter replacing: what may be replaced.
    /// - Throws: ``PromptFileError/changedOnDisk(file:content:)`` with the content that is there now,
    ///   ``PromptFileError/exists(file:)``, ``PromptFileError/unwritable(file:reason:)``, or
    ///   ``PromptFileError/unsavable(file:reason:)`` if a file with a mistake would be replaced.
    package mutating func save(replacing: Replacing = .whatWasRead) throws(PromptFileError) {
        try save(replacing: replacing) { _ in 0 }
    }

    /// Writes the text to another file, which is the prompt's file from then on.
    ///
    /// - Parameters:
    ///   - path: The path of the other file.
    ///   - replacing: What may be replaced; with ``Replacing/whatWasRead`` there must be no file.
    /// - Throws: The errors of ``save(replacing:)``.
    package mutating func save(as path: String, replacing: Replacing = .whatWasRead) throws(PromptFileError) {
        var copy = self
        // The path of a schema's file would lead elsewhere.
        if path.parentFolder != file.parentFolder { try copy.update(to: prompt.selfContained) }
        copy.file = path
        copy.saved = nil
        copy.hasPath = true
        try copy.save(replacing: replacing)
        self = copy
    }

    mutating func save(
        replacing: Replacing, before: @escaping (AtomicWrite.Step) -> Int32
    ) throws(PromptFileError) {
        guard hasPath else {
            throw .unwritable(file: file, reason: "it has no file of its own; save it under a name")
        }
        let target = try Self.target(of: file)
        let data = Data(text.utf8)
        let there = try Self.content(of: target, named: file)
        if let there {
            if there == data {
                saved = data
                return
            }
            if there != saved {
                guard replacing == .anything else {
                    throw saved == nil
                        ? .exists(file: file)
                        : .changedOnDisk(file: file, content: String(decoding: there, as: UTF8.self))
                }
                do {
                    _ = try PromptFile(data: there, name: file)
                } catch {
                    if case .empty = error {
                    } else {
                        throw .unsavable(
                            file: file,
                            reason:
                                "the existing file has a mistake and is never overwritten: \(error.description) "
                                + "Mend it, or save under another name.")
                    }
                }
            }
            try Self.checkWritable(target, named: file)
        }
        do throws(AtomicWrite.Failure) {
            try AtomicWrite(path: target, isNew: there == nil, before: before).write(data)
        } catch {
            if error.code == EEXIST, error.step == .rename {
                // Another program wrote the file after we looked.
                let there = try Self.content(of: target, named: file) ?? Data()
                throw saved == nil
                    ? .exists(file: file)
                    : .changedOnDisk(file: file, content: String(decoding: there, as: UTF8.self))
            }
            throw .unwritable(file: file, reason: error.reason)
        }
        saved = data
    }

    // MARK: the file

    /// Follows links, also to a file that doesn't exist.
    private static func target(of path: String) throws(PromptFileError) -> String {
        var path = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
        for _ in 0..<40 {
            guard let next = try? FileManager.default.destinationOfSymbolicLink(atPath: path) else { return path }
            path = next.hasPrefix("/") ? next : path.parentFolder + "/" + next
        }
        throw .unwritable(file: path, reason: "its links form a circle")
    }

    /// Returns the content of a file; nil if there is no file.
    private static func content(of path: String, named name: String) throws(PromptFileError) -> Data? {
        var there = stat()
        guard stat(path, &there) == 0 else {
            if errno == ENOENT { return nil }
            throw .unwritable(file: name, reason: AtomicWrite.Failure(step: .open, code: errno).reason)
        }
        switch there.st_mode & S_IFMT {
        case S_IFDIR: throw .unwritable(file: name, reason: "it is a folder; choose another name")
        case S_IFREG: break
        default: throw .unwritable(file: name, reason: "it is not a regular file; choose another name")
        }
        do throws(PlainFile.Refusal) {
            return try PlainFile.data(at: path)
        } catch {
            throw .unwritable(
                file: name,
                reason:
                    "the existing file can't be read, so Lathe can't tell whether it was changed (\(error.reason))"
            )
        }
    }

    /// Throws if the owner has made the file read-only. The folder would let us replace it, and root could do so too.
    private static func checkWritable(_ path: String, named name: String) throws(PromptFileError) {
        var there = stat()
        guard stat(path, &there) == 0 else { return }
        guard there.st_mode & 0o222 != 0, access(path, W_OK) == 0 else {
            throw .unwritable(
                file: name, reason: "it is read-only; make it writable with `chmod u+w`, or save under another name")
        }
    }
}
