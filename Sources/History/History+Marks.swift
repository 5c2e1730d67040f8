import Foundation
import GRDB
import Library

extension History {
    /// Rates a run; nil removes its rating.
    ///
    /// - Throws: ``HistoryError/badRating(_:)``, ``HistoryError/noRun(_:)``, or another ``HistoryError``.
    package func rate(_ id: Int64, _ rating: Int?) throws(HistoryError) {
        if let rating, !(1...5).contains(rating) { throw .badRating(rating) }
        try write { db in
            try db.execute(sql: "UPDATE runs SET rating = ? WHERE id = ?", arguments: [rating, id])
            if db.changesCount == 0 { throw HistoryError.noRun(id) }
        }
    }

    /// Adds tags to a run and removes others. A tag that is there already, or isn't there, makes no difference.
    ///
    /// - Returns: The run's tags afterwards, sorted.
    /// - Throws: ``HistoryError/badTag(_:)``, ``HistoryError/noRun(_:)``, or another ``HistoryError``.
    @discardableResult
    package func tag(_ id: Int64, add: [String], remove: [String] = []) throws(HistoryError) -> [String] {
        let added = try Self.tags(add)
        let removed = try Self.tags(remove)
        return try write { db in
            try Self.require(id, db)
            for tag in added {
                try db.execute(sql: "INSERT OR IGNORE INTO tags(name) VALUES (?)", arguments: [tag])
                try db.execute(
                    sql: "INSERT OR IGNORE INTO runTags(tag, run) SELECT id, ? FROM tags WHERE name = ?",
                    arguments: [id, tag])
            }
            for tag in removed {
                try db.execute(
                    sql: "DELETE FROM runTags WHERE run = ? AND tag = (SELECT id FROM tags WHERE name = ?)",
                    arguments: [id, tag])
            }
            if !removed.isEmpty { try Self.removeUnusedTags(db) }
            return try RunReader(db).tags(of: id)
        }
    }

    /// Replaces the note of a run; an empty text removes it. Notes can be searched.
    ///
    /// - Throws: ``HistoryError/noRun(_:)``, or another ``HistoryError``.
    package func note(_ id: Int64, _ note: String) throws(HistoryError) {
        try write { db in
            try Self.require(id, db)
            let index = HistoryIndex(db)
            try index.remove(id)
            try db.execute(
                sql: "UPDATE runDetails SET note = ? WHERE run = ?", arguments: [StoredText(note), id])
            try index.add(id)
        }
    }

    /// Deletes runs. They leave all lists, but ``restore(_:)`` brings them back until they are purged.
    ///
    /// - Throws: ``HistoryError/noRun(_:)`` if one doesn't exist, and then deletes none; or another ``HistoryError``.
    package func delete(_ ids: [Int64], now: Date = Date()) throws(HistoryError) {
        try write { db in
            for id in ids {
                try Self.require(id, db)
                try db.execute(
                    sql: "UPDATE runs SET deleted = ? WHERE id = ? AND deleted IS NULL",
                    arguments: [now.milliseconds, id])
            }
        }
    }

    /// Brings deleted runs back.
    ///
    /// - Throws: ``HistoryError/noRun(_:)`` if one was purged, and then restores none; or another ``HistoryError``.
    package func restore(_ ids: [Int64]) throws(HistoryError) {
        try write { db in
            for id in ids {
                try Self.require(id, db)
                try db.execute(
                    sql: "UPDATE runs SET deleted = NULL WHERE id = ? AND deleted IS NOT NULL", arguments: [id])
                if db.changesCount == 0 { throw HistoryError.notDeleted(id) }
            }
        }
    }

    static func removeUnusedTags(_ db: Database) throws {
        try db.execute(sql: "DELETE FROM tags WHERE NOT EXISTS (SELECT 1 FROM runTags WHERE tag = tags.id)")
    }

    private static func require(_ id: Int64, _ db: Database) throws {
        guard try Bool.fetchOne(db, sql: "SELECT 1 FROM runs WHERE id = ?", arguments: [id]) != nil else {
            throw HistoryError.noRun(id)
        }
    }

    private static func tags(_ words: [String]) throws(HistoryError) -> [String] {
        do { return try Tags.checked(words) } catch { throw .badTag(error.tag) }
    }
}
