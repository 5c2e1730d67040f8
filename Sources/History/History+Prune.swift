import Foundation
import GRDB

/// A rule for the runs to remove for good.
package struct PruneRule: Sendable, Hashable {
    /// Removes runs that began before this; nil removes none for their age.
    package var before: Date?
    /// Removes all but this many of the newest runs; nil removes none for their number.
    package var keepNewest: Int?
    /// True if runs with a rating, a tag or a note are removed too.
    package var includesMarked: Bool
    /// True if all deleted runs are removed too, whatever their age and number.
    package var includesDeleted: Bool

    /// Creates a rule. Without conditions it removes the deleted runs.
    package init(
        before: Date? = nil, keepNewest: Int? = nil, includesMarked: Bool = false, includesDeleted: Bool = true
    ) {
        self.before = before
        self.keepNewest = keepNewest
        self.includesMarked = includesMarked
        self.includesDeleted = includesDeleted
    }
}

extension History {
    /// The time in which deleted runs can come back, in seconds: 30 days.
    package static let graceSeconds = 30.0 * 24 * 3600

    /// Returns the number of runs that a rule would remove.
    package func count(_ rule: PruneRule) throws(HistoryError) -> Int {
        try read { db in try Self.runs(rule, db).count }
    }

    /// Removes runs for good, with all data that no other run uses.
    ///
    /// - Returns: The number of removed runs.
    /// - Throws: ``HistoryError``. Runs that were removed before the error stay removed.
    @discardableResult
    package func prune(_ rule: PruneRule) throws(HistoryError) -> Int {
        let runs = try read { db in try Self.runs(rule, db) }
        try remove(runs)
        if rule.includesDeleted { try removeEvaluations(deletedBefore: .distantFuture) }
        return runs.count
    }

    /// Removes runs and evaluations for good that were deleted more than ``graceSeconds`` ago.
    ///
    /// - Returns: The number of removed runs.
    @discardableResult
    package func purge(now: Date = Date()) throws(HistoryError) -> Int {
        let limit = now.addingTimeInterval(-Self.graceSeconds)
        let (runs, evaluations) = try read { db in
            (
                try Int64.fetchAll(db, sql: "SELECT id FROM runs WHERE deleted < ?", arguments: [limit.milliseconds]),
                try Int.fetchOne(
                    db, sql: "SELECT count(*) FROM evaluations WHERE deleted < ?", arguments: [limit.milliseconds]) ?? 0
            )
        }
        try remove(runs)
        if evaluations > 0 { try removeEvaluations(deletedBefore: limit) }
        return runs.count
    }

    /// Gives the room of removed runs back to the disk. For a moment this takes as much room as the history. A large
    /// history takes some seconds, in which nothing else can be written.
    package func compact() throws(HistoryError) {
        try write { db in try db.execute(sql: "INSERT INTO runWords(runWords) VALUES ('optimize')") }
        try writeOutsideTransaction { db in
            try db.execute(sql: "VACUUM")
            try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        }
    }

    /// The size of the database with its log, in bytes.
    package var bytes: Int {
        [path, path + "-wal"].reduce(0) { sum, file in
            let attributes = try? FileManager.default.attributesOfItem(atPath: file)
            return sum + ((attributes?[.size] as? NSNumber)?.intValue ?? 0)
        }
    }

    private static func runs(_ rule: PruneRule, _ db: Database) throws -> [Int64] {
        var conditions: [String] = []
        var arguments = StatementArguments()
        if let before = rule.before {
            conditions.append("date < ?")
            arguments += [before.milliseconds]
        }
        if let keep = rule.keepNewest {
            conditions.append(
                "id NOT IN (SELECT id FROM runs WHERE deleted IS NULL ORDER BY id DESC LIMIT ?) AND deleted IS NULL")
            arguments += [max(0, keep)]
        }
        var chosen = conditions.isEmpty ? "0" : conditions.map { "(\($0))" }.joined(separator: " OR ")
        if !rule.includesMarked {
            chosen = """
                (\(chosen)) AND rating IS NULL AND NOT EXISTS (SELECT 1 FROM runTags WHERE run = runs.id)
                AND (SELECT note FROM runDetails WHERE run = runs.id) = ''
                """
        }
        if rule.includesDeleted { chosen = "(\(chosen)) OR deleted IS NOT NULL" }
        return try Int64.fetchAll(db, sql: "SELECT id FROM runs WHERE \(chosen) ORDER BY id", arguments: arguments)
    }

    /// Removes runs in portions, so that other programs wait only for a moment.
    private func remove(_ runs: [Int64]) throws(HistoryError) {
        for start in stride(from: 0, to: runs.count, by: 200) {
            let part = runs[start..<min(start + 200, runs.count)]
            try write { db in
                var orphans = Orphans()
                for run in part {
                    try orphans.collect(run, db)
                    try HistoryIndex(db).remove(run)
                    try db.cachedStatement(sql: "DELETE FROM runs WHERE id = ?").execute(arguments: [run])
                }
                try orphans.remove(db)
                try Self.removeUnusedTags(db)
            }
        }
    }
}

/// The data that removed runs shared with others, which must be removed with the last run that uses it.
private struct Orphans {
    private var prompts: Set<Int64> = []
    private var texts: Set<Int64> = []
    private var models: Set<Int64> = []

    mutating func collect(_ run: Int64, _ db: Database) throws {
        func ids(_ sql: String) throws -> [Int64] {
            try Int64.fetchAll(db.cachedStatement(sql: sql), arguments: [run])
        }
        prompts.formUnion(try ids("SELECT prompt FROM runDetails WHERE run = ?"))
        models.formUnion(try ids("SELECT model FROM lanes WHERE run = ?"))
        texts.formUnion(try ids("SELECT settings FROM lanes WHERE run = ?"))
        texts.formUnion(try ids("SELECT compiled FROM lanes WHERE run = ?"))
        texts.formUnion(try ids("SELECT prompt FROM stages WHERE run = ?"))
    }

    func remove(_ db: Database) throws {
        func remove(_ ids: Set<Int64>, _ sql: String) throws {
            let statement = try db.cachedStatement(sql: sql)
            for id in ids { try statement.execute(arguments: [id]) }
        }
        try remove(
            prompts,
            "DELETE FROM prompts WHERE id = ? AND NOT EXISTS (SELECT 1 FROM runDetails WHERE prompt = prompts.id)")
        try remove(
            models, "DELETE FROM models WHERE id = ? AND NOT EXISTS (SELECT 1 FROM lanes WHERE model = models.id)")
        try remove(
            texts,
            """
            DELETE FROM texts WHERE id = ? AND NOT EXISTS (SELECT 1 FROM lanes WHERE settings = texts.id)
                AND NOT EXISTS (SELECT 1 FROM lanes WHERE compiled = texts.id)
                AND NOT EXISTS (SELECT 1 FROM stages WHERE prompt = texts.id)
            """)
    }
}
