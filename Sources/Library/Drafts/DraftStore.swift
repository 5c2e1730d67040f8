import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Keeps unsaved work in a folder, so that it is still there after a crash.
///
/// Each store holds a lock on a file of its own while its process lives; the system removes it however the process
/// ends. Drafts whose lock is free belong to nobody and are offered.
package final class DraftStore: Sendable {
    /// Drafts that nobody works on, newest first, and the problems with others.
    package struct Found: Sendable {
        /// Drafts of processes that are gone.
        package var drafts: [Draft]
        /// Sentences about drafts that couldn't be read and were set aside.
        package var problems: [String]
    }

    /// The folder of the drafts.
    package let folder: String
    private let session = UUID().uuidString
    private let lock: Int32

    /// Opens the folder and creates it if it is missing.
    ///
    /// - Throws: ``DraftError/unwritable(_:reason:)``.
    package init(folder: String = Locations.current.drafts) throws(DraftError) {
        self.folder = folder
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw .unwritable(folder, reason: systemReason(of: error))
        }
        let path = "\(folder)/\(session).lock"
        lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard lock >= 0 else { throw .unwritable(folder, reason: String(cString: strerror(errno)).lowercased()) }
        // Nobody else knows the file's name, so the lock is free. If the file system has no locks, drafts may be
        // offered while their process lives, nothing worse.
        _ = flock(lock, LOCK_EX | LOCK_NB)
    }

    deinit {
        if Self.drafts(of: session, in: folder).isEmpty { unlink("\(folder)/\(session).lock") }
        close(lock)
    }

    /// Writes a draft in place of the one with its id.
    ///
    /// - Throws: ``DraftError``; the older draft then stays.
    package func write(_ draft: Draft) throws(DraftError) {
        let data: Data
        do {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys]
            data = try encoder.encode(draft)
        } catch {
            throw .unencodable(reason: "a number in it is infinite or not a number")
        }
        do throws(AtomicWrite.Failure) {
            try AtomicWrite(path: path(of: draft.id), mode: 0o600).write(data)
        } catch {
            throw .unwritable(folder, reason: error.reason)
        }
    }

    /// Removes a draft, this process's or one that was found, because it was saved or isn't wanted.
    package func remove(_ id: UUID) {
        for file in files where file.hasSuffix("_\(id.uuidString).json") { unlink("\(folder)/\(file)") }
    }

    /// Takes over a draft that was found: from now on it is this process's.
    ///
    /// - Throws: ``DraftError``.
    package func adopt(_ draft: Draft) throws(DraftError) {
        try write(draft)
        let own = path(of: draft.id).lastPathPart
        for file in files where file.hasSuffix("_\(draft.id.uuidString).json") && file != own {
            unlink("\(folder)/\(file)")
        }
    }

    /// Returns the drafts of processes that have ended. Damaged ones are renamed and reported.
    package func abandoned() -> Found {
        var found = Found(drafts: [], problems: [])
        let all = files
        let sessions = Set(
            all.compactMap { $0.hasSuffix(".json") ? $0.split(separator: "_").first.map { String($0) } : nil })
        for session in sessions where session != self.session && isAbandoned(session) {
            for file in Self.drafts(of: session, in: folder) { read(file, into: &found) }
        }
        // Processes that were killed leave locks without drafts.
        for file in all where file.hasSuffix(".lock") {
            let session = String(file.dropLast(5))
            if session != self.session, !sessions.contains(session), isAbandoned(session) {
                unlink("\(folder)/\(file)")
            }
        }
        found.drafts.sort { $0.date > $1.date }
        return found
    }

    /// Returns the drafts of this process. Damaged ones are left out.
    package func own() -> [Draft] {
        var found = Found(drafts: [], problems: [])
        for file in Self.drafts(of: session, in: folder) { read(file, into: &found) }
        return found.drafts
    }

    // MARK: files

    private var files: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    }

    private static func drafts(of session: String, in folder: String) -> [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return files.filter { $0.hasPrefix(session + "_") && $0.hasSuffix(".json") }.sorted()
    }

    private func path(of id: UUID) -> String { "\(folder)/\(session)_\(id.uuidString).json" }

    private func isAbandoned(_ session: String) -> Bool {
        let file = open("\(folder)/\(session).lock", O_RDWR | O_CLOEXEC)
        guard file >= 0 else { return true }
        defer { close(file) }
        return flock(file, LOCK_EX | LOCK_NB) == 0
    }

    private func read(_ file: String, into found: inout Found) {
        let path = "\(folder)/\(file)"
        do {
            var draft = try JSONDecoder().decode(Draft.self, from: Data(contentsOf: URL(filePath: path)))
            draft.fillEvaluators()
            found.drafts.append(draft)
        } catch {
            let aside = path + ".damaged"
            let isAside = rename(path, aside) == 0
            found.problems.append(
                "Unsaved work in \(path) is damaged and can't be opened."
                    + (isAside ? " It was set aside as \(aside); look into it with an editor, or delete it." : ""))
        }
    }
}
