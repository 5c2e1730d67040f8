import Foundation
import GRDB

extension History {
    /// Returns evaluations, the newest first.
    ///
    /// - Parameters:
    ///   - text: Words that must all occur in the prompt's name, path or text, the data's name, or a lane's name, technique
    ///     or model, in any case; an empty text is no condition.
    ///   - isDeleted: True for the deleted ones, false for the others.
    ///   - before: Only older ones than this; nil for all.
    ///   - limit: The largest number of them.
    /// - Returns: The evaluations; those that can't be read are left out.
    /// - Throws: ``HistoryError``.
    package func evaluations(
        _ text: String = "", isDeleted: Bool = false, before: Int64? = nil,
        limit: Int = EvaluationEntry.usualLimit
    ) throws(HistoryError) -> [EvaluationEntry] {
        try read { db in
            let (condition, arguments) = Self.condition(text, isDeleted: isDeleted)
            let sql = """
                SELECT id, date, origin, prompt, file, data, cases, lanes, isFinished, deleted FROM evaluations
                WHERE \(condition) AND id < ? ORDER BY id DESC LIMIT ?
                """
            return try Row.fetchAll(db, sql: sql, arguments: arguments + [before ?? .max, limit]).compactMap { row in
                try EvaluationEntry(row)
            }
        }
    }

    /// Returns how many evaluations have these words.
    package func evaluationCount(_ text: String = "") throws(HistoryError) -> Int {
        try read { db in
            let (condition, arguments) = Self.condition(text, isDeleted: false)
            return try Int.fetchOne(
                db, sql: "SELECT count(*) FROM evaluations WHERE \(condition)", arguments: arguments) ?? 0
        }
    }

    /// Returns the number of the newest evaluation but for `count` newer ones.
    ///
    /// - Throws: ``HistoryError/noSuchEvaluation(_:)`` if there are fewer.
    package func newestEvaluation(before count: Int, isDeleted: Bool = false) throws(HistoryError) -> Int64 {
        let found = try read { db in
            try Int64.fetchOne(
                db,
                sql: """
                    SELECT id FROM evaluations WHERE deleted IS \(isDeleted ? "NOT NULL" : "NULL")
                    ORDER BY \(isDeleted ? "deleted DESC, " : "")id DESC LIMIT 1 OFFSET ?
                    """, arguments: [count])
        }
        guard let found else { throw .noSuchEvaluation(count == 0 ? "last" : "last~\(count)", isDeleted: isDeleted) }
        return found
    }

    /// Deletes evaluations. They leave all lists, but ``restoreEvaluations(_:)`` brings them back until they are purged.
    ///
    /// - Throws: ``HistoryError/noEvaluation(_:)`` if one doesn't exist, and then deletes none; or another ``HistoryError``.
    package func deleteEvaluations(_ ids: [Int64], now: Date = Date()) throws(HistoryError) {
        try write { db in
            for id in ids {
                guard try Bool.fetchOne(db, sql: "SELECT 1 FROM evaluations WHERE id = ?", arguments: [id]) != nil
                else {
                    throw HistoryError.noEvaluation(id)
                }
                try db.execute(
                    sql: "UPDATE evaluations SET deleted = ? WHERE id = ? AND deleted IS NULL",
                    arguments: [now.milliseconds, id])
            }
        }
    }

    /// Brings deleted evaluations back.
    ///
    /// - Throws: ``HistoryError/evaluationNotDeleted(_:)`` if one isn't deleted, and then restores none; or another
    ///   ``HistoryError``.
    package func restoreEvaluations(_ ids: [Int64]) throws(HistoryError) {
        try write { db in
            for id in ids {
                try db.execute(
                    sql: "UPDATE evaluations SET deleted = NULL WHERE id = ? AND deleted IS NOT NULL", arguments: [id])
                if db.changesCount == 0 { throw HistoryError.evaluationNotDeleted(id) }
            }
        }
    }

    /// Removes evaluations for good that were deleted before a time.
    func removeEvaluations(deletedBefore limit: Date) throws(HistoryError) {
        try write { db in
            try db.execute(sql: "DELETE FROM evaluations WHERE deleted < ?", arguments: [limit.milliseconds])
        }
    }

    private static func condition(_ text: String, isDeleted: Bool) -> (sql: String, StatementArguments) {
        let words = text.precomposedStringWithCanonicalMapping.lowercased().split(whereSeparator: \.isWhitespace)
            .map { $0.filter { !"\"*".contains($0) } }.filter { !$0.isEmpty }
        let conditions = ["deleted IS \(isDeleted ? "NOT NULL" : "NULL")"] + words.map { _ in "instr(words, ?) > 0" }
        return (conditions.joined(separator: " AND "), StatementArguments(words))
    }
}

extension EvaluationEntry {
    /// Reads a row; nil if a newer Lathe or another program wrote it otherwise.
    fileprivate init?(_ row: Row) throws(UnreadableValue) {
        let lanes = try row.text("lanes")
        guard let origin = EvaluationOrigin(rawValue: try row.value("origin")),
            let decoded = try? JSONDecoder().decode([Lane].self, from: Data(lanes.utf8)),
            decoded.allSatisfy({ lane in
                [lane.count, lane.correct, lane.failed].allSatisfy { (0...1 << 40).contains($0) }
            })
        else { return nil }
        self.init(
            id: try row.value("id"), date: Date(milliseconds: try row.value("date")), origin: origin,
            prompt: try row.text("prompt"), file: try row.optionalText("file"), data: try row.text("data"),
            cases: try row.count("cases"), lanes: decoded, isFinished: try row.value("isFinished"),
            deleted: (try row.optional("deleted") as Int64?).map { Date(milliseconds: $0) })
    }
}
