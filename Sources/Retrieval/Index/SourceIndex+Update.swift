import Foundation
import GRDB
import Prompting
import Sampling
import TextSearch

/// What bringing an index up to date did, and what the index has now.
package struct SourceUpdate: Sendable, Hashable, Codable {
    /// The number of files in the index.
    package var files = 0
    /// The number of chunks.
    package var chunks = 0
    /// The number of files that were new.
    package var added = 0
    /// The number of files that were changed.
    package var changed = 0
    /// The number of files that are gone.
    package var removed = 0
    /// The number of files in forms that aren't read.
    package var others = 0
    /// Files that can't be read.
    package var skipped: [SkippedSource] = []

    /// True if the index is as it was before.
    package var isUnchanged: Bool { added + changed + removed == 0 }
}

extension SourceIndex {
    /// The files that one transaction takes, so that an index that is interrupted is continued and not begun anew.
    private static let batch = 128

    /// The fact that chunks have changed since they were counted.
    private static let uncounted = "uncounted"

    /// Brings the index up to date. A file is read again only if its size or time have changed, and indexed again only if its
    /// content has.
    ///
    /// - Parameter tell: Gets the number of files done and of all that must be read.
    /// - Returns: What was done.
    /// - Throws: ``SourceError``.
    package func update(telling tell: (_ done: Int, _ of: Int) -> Void = { _, _ in }) throws(SourceError)
        -> SourceUpdate
    {
        let found = try SourceFiles(at: root)
        do {
            let before = repairs
            let update = try bring(to: found, tell)
            // If it was damaged in the middle, files that seemed to be known are missing.
            return repairs == before ? update : try bring(to: found, tell)
        } catch {
            throw Self.explained(error, root)
        }
    }

    private func bring(to found: SourceFiles, _ tell: (Int, Int) -> Void) throws -> SourceUpdate {
        var update = SourceUpdate()
        let known = try mending { db in try self.known(db) }
        let old = found.files.filter { file in
            guard let known = known[file.name] else { return true }
            // The program that reads a PDF may be there by now.
            return known.size != file.size || known.modified != file.modified || known.isUnread && file.format == .pdf
        }
        for start in stride(from: 0, to: old.count, by: Self.batch) {
            let part = old[start..<min(start + Self.batch, old.count)]
            try mending { db in
                let sizes = try self.sizes(db)
                for (index, file) in part.enumerated() {
                    try self.take(file, Chunker(sizes: sizes), &update, db)
                    tell(start + index + 1, old.count)
                }
                // Whoever comes after an interruption must count.
                if !update.isUnchanged {
                    try self.set(Self.uncounted, "1", db)
                    try self.beginGeneration(db)
                }
            }
        }
        let names = Set(found.files.map(\.name))
        let gone = known.filter { !names.contains($0.key) }
        try mending { db in
            for file in gone.values { try self.remove(file.id, db) }
            update.removed = gone.count
            if try !update.isUnchanged || self.facts(db)[Self.uncounted] != nil {
                try self.count(db)
                try self.beginGeneration(db)
                try db.execute(sql: "DELETE FROM facts WHERE name = ?", arguments: [Self.uncounted])
                try db.execute(sql: "DELETE FROM chunkVectors WHERE hash NOT IN (SELECT hash FROM chunks)")
            }
            let facts = try self.facts(db)
            update.chunks = facts["chunks"].flatMap { Int($0) } ?? 0
            let problems = try Row.fetchAll(
                db, sql: "SELECT name, problem FROM files WHERE problem IS NOT NULL ORDER BY name")
            update.skipped = found.unread + problems.map { SkippedSource(name: $0["name"], reason: $0["problem"]) }
            update.files = try Int.fetchOne(db, sql: "SELECT count(*) FROM files WHERE problem IS NULL") ?? 0
        }
        update.others = found.others
        return update
    }

    private struct KnownFile {
        var id: Int64
        var size: Int
        var modified: Int
        var isUnread: Bool
    }

    private func known(_ db: Database) throws -> [String: KnownFile] {
        let rows = try Row.fetchAll(db, sql: "SELECT id, name, size, modified, problem FROM files")
        return Dictionary(
            rows.map { row in
                (
                    row["name"],
                    KnownFile(
                        id: row["id"], size: row["size"], modified: row["modified"],
                        isUnread: row["problem"] as String? != nil)
                )
            }, uniquingKeysWith: { $1 })
    }

    /// Reads a file and indexes it, unless its content is known.
    private func take(_ file: SourceFile, _ chunker: Chunker, _ update: inout SourceUpdate, _ db: Database) throws {
        let row = try Row.fetchOne(
            db, sql: "SELECT id, hash, problem FROM files WHERE name = ?", arguments: [file.name])
        // A file that is being written may change again without a change of its time.
        let now = Int(Date.now.timeIntervalSince1970 * 1_000_000_000)
        let modified = file.modified > now - 50_000_000 ? -1 : file.modified
        var hash: Int64 = 0
        var text = SourceText()
        var problem: String?
        do throws(UnreadableSource) {
            let data = try SourceReader.bytes(of: file.path)
            hash = Self.hash(data)
            if let row, row["hash"] as Int64 == hash, row["problem"] as String? == nil {
                try? db.execute(
                    sql: "UPDATE files SET size = ?, modified = ? WHERE name = ?",
                    arguments: [file.size, modified, file.name])
                return
            }
            text = try SourceReader.text(of: data, path: file.path, format: file.format)
        } catch {
            problem = error.reason
        }
        if let row {
            if problem == nil || problem != row["problem"] as String? { update.changed += 1 }
            try remove(row["id"], db)
        } else {
            update.added += 1
        }
        try db.execute(
            sql: "INSERT INTO files (name, size, modified, hash, hasPages, problem) VALUES (?, ?, ?, ?, ?, ?)",
            arguments: [file.name, file.size, modified, hash, text.hasPages, problem])
        let id = db.lastInsertedRowID
        for section in text.sections {
            for chunk in chunker.chunks(of: section) { try add(chunk, of: id, name: file.name, db) }
        }
    }

    private func add(_ chunk: Chunk, of file: Int64, name: String, _ db: Database) throws {
        let headings = chunk.headings.joined(separator: Self.separator)
        let words = Self.words(name, headings, chunk.text)
        try db.cachedStatement(
            sql:
                "INSERT INTO chunks (file, words, firstLine, lastLine, headings, text, hash) VALUES (?, ?, ?, ?, ?, ?, ?)"
        ).execute(arguments: [
            file, Self.count(of: words), chunk.first, chunk.last, headings, chunk.text,
            Self.hash(ofEmbedded: Self.embedded(headings, chunk.text)),
        ])
        try db.cachedStatement(sql: "INSERT INTO chunkWords (rowid, words) VALUES (?, ?)")
            .execute(arguments: [db.lastInsertedRowID, words])
    }

    private func remove(_ file: Int64, _ db: Database) throws {
        let name = try String.fetchOne(db, sql: "SELECT name FROM files WHERE id = ?", arguments: [file]) ?? ""
        let rows = try Row.fetchAll(
            db, sql: "SELECT id, headings, text FROM chunks WHERE file = ?", arguments: [file])
        for row in rows {
            try db.cachedStatement(sql: "INSERT INTO chunkWords (chunkWords, rowid, words) VALUES ('delete', ?, ?)")
                .execute(arguments: [row["id"] as Int64, Self.words(name, row["headings"], row["text"])])
        }
        try db.execute(sql: "DELETE FROM chunks WHERE file = ?", arguments: [file])
        try db.execute(sql: "DELETE FROM files WHERE id = ?", arguments: [file])
    }

    private func count(_ db: Database) throws {
        let row = try Row.fetchOne(db, sql: "SELECT count(*) AS chunks, coalesce(sum(words), 0) AS words FROM chunks")
        try set("chunks", "\(row?["chunks"] ?? 0)", db)
        try set("words", "\(row?["words"] ?? 0)", db)
    }

    // MARK: words

    /// Stands between headings that are kept as one text.
    static let separator = "\u{1F}"

    /// Returns the text that is indexed for a chunk: the file's name, the headings and the text.
    static func words(_ name: String, _ headings: String, _ text: String) -> String {
        let stem = name.split(separator: "/").last?.split(separator: ".").first ?? ""
        return SearchText.ranked("\(stem) \(headings.replacing(separator, with: " "))\n\(text)")
    }

    /// Returns the number of words of an indexed text: stretches of letters and digits.
    private static func count(of words: String) -> Int {
        var count = 0
        var isInside = false
        for byte in words.utf8 {
            let isWord = byte >= 0x80 || 0x30...0x39 ~= byte || 0x41...0x5A ~= byte || 0x61...0x7A ~= byte
            if isWord, !isInside { count += 1 }
            isInside = isWord
        }
        return count
    }

    private static func hash(_ data: Data) -> Int64 {
        var hash = StableHash()
        hash.add(bytes: data)
        return Int64(bitPattern: hash.value)
    }
}
