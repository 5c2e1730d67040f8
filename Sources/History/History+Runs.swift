import Foundation
import GRDB
import Remedies

extension History {
    /// Keeps a run. Once this returns, the run survives the end of the process. After a power cut the runs of the last
    /// seconds may be missing.
    ///
    /// Takes a millisecond or less for a few lanes. If the history is damaged, the run is the first of a new history,
    /// and ``takeNotices()`` says so.
    ///
    /// - Returns: The run's number.
    /// - Throws: ``HistoryError``. The history then is as it was before.
    @discardableResult
    package func record(_ run: RunRecord) throws(HistoryError) -> Int64 {
        do throws(HistoryError) {
            return try write { db in try RunWriter(db).insert(run) }
        } catch {
            guard case .damaged = error else { throw error }
            tell(Notice(about: error))
            return try write { db in try RunWriter(db).insert(run) }
        }
    }

    /// Returns a whole run. Deleted runs can be read until they are purged.
    ///
    /// - Throws: ``HistoryError/noRun(_:)``, or another ``HistoryError``.
    package func run(_ id: Int64) throws(HistoryError) -> RecordedRun {
        try read { db in try RunReader(db).run(id) }
    }

    /// Returns a whole run without blocking.
    package func run(_ id: Int64) async throws(HistoryError) -> RecordedRun {
        try await readAsynchronously { db in try RunReader(db).run(id) }
    }

    /// Returns the number of the newest run, or of the one `count` before it. Deleted runs don't count.
    ///
    /// - Throws: ``HistoryError/noSuchRun(_:)`` if there are fewer runs.
    package func newest(before count: Int = 0) throws(HistoryError) -> Int64 {
        let id = try read { db in
            try Int64.fetchOne(
                db, sql: "SELECT id FROM runs WHERE deleted IS NULL ORDER BY id DESC LIMIT 1 OFFSET ?",
                arguments: [count])
        }
        guard let id else { throw .noSuchRun(count == 0 ? "last" : "last~\(count)") }
        return id
    }

    /// Returns the number of the run that was deleted last, or of the one `count` before it.
    ///
    /// - Throws: ``HistoryError/noneDeleted``, or another ``HistoryError``.
    package func newestDeleted(before count: Int = 0) throws(HistoryError) -> Int64 {
        let id = try read { db in
            try Int64.fetchOne(
                db,
                sql: "SELECT id FROM runs WHERE deleted IS NOT NULL ORDER BY deleted DESC, id DESC LIMIT 1 OFFSET ?",
                arguments: [count])
        }
        guard let id else { throw .noneDeleted }
        return id
    }

    /// Returns the number of runs, without deleted ones.
    package func count() throws(HistoryError) -> Int {
        try read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM runs WHERE deleted IS NULL") ?? 0 }
    }
}
