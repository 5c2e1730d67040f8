import Evaluation
import Foundation
import GRDB

/// Which pairs are wanted. Nil leaves nothing out.
package struct PairFilter: Sendable, Hashable {
    /// The prompt's name.
    package var prompt: String?
    /// Whether people or models gave the verdict.
    package var kind: Voter.Kind?
    /// The voter's name.
    package var voter: String?
    /// The hash of what an output was asked with: pairs in which it stands.
    package var request: String?
    /// The case's id.
    package var caseID: String?
    /// The number of a run: pairs in which one of its outputs stands.
    package var run: Int64?

    /// Creates a filter.
    package init(
        prompt: String? = nil, kind: Voter.Kind? = nil, voter: String? = nil, request: String? = nil,
        caseID: String? = nil, run: Int64? = nil
    ) {
        self.prompt = prompt
        self.kind = kind
        self.voter = voter
        self.request = request
        self.caseID = caseID
        self.run = run
    }
}

extension History {
    /// Keeps pairs, all or none. Once this returns, they survive the end of the process. A pair that is there already, by
    /// its id, stays as it is.
    ///
    /// - Returns: The number of pairs that weren't there.
    @discardableResult
    package func keep(_ pairs: [Pair]) throws(HistoryError) -> Int {
        try write { db in
            let encoder = HistoryJSON.encoder()
            var count = 0
            for pair in pairs {
                let statement = try db.cachedStatement(
                    sql: """
                        INSERT OR IGNORE INTO pairs(id, date, prompt, caseID, firstRequest, secondRequest, kind, voter,
                            pair, firstRun, secondRun)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                try statement.execute(arguments: [
                    pair.id.uuidString, pair.date.milliseconds, StoredText(pair.first.prompt),
                    StoredText(pair.caseID), pair.first.request, pair.second.request, pair.voter.kind.rawValue,
                    StoredText(pair.voter.name), String(decoding: try encoder.encode(pair), as: UTF8.self),
                    pair.first.place?.run, pair.second.place?.run,
                ])
                count += db.changesCount
            }
            return count
        }
    }

    /// Takes a pair back, as if nobody had voted.
    ///
    /// - Returns: False if there is no such pair.
    @discardableResult
    package func removePair(_ id: UUID) throws(HistoryError) -> Bool {
        try write { db in
            try db.execute(sql: "DELETE FROM pairs WHERE id = ?", arguments: [id.uuidString])
            return db.changesCount > 0
        }
    }

    /// Returns pairs in the order of their verdicts.
    package func pairs(_ filter: PairFilter = PairFilter()) throws(HistoryError) -> [Pair] {
        try read { db in
            var (conditions, arguments) = (["1"], StatementArguments())
            func demand(_ condition: String, _ value: String?, times: Int = 1) {
                guard let value else { return }
                conditions.append(condition)
                for _ in 0..<times { arguments += [StoredText(value)] }
            }
            demand("prompt = ?", filter.prompt)
            demand("kind = ?", filter.kind?.rawValue)
            demand("voter = ?", filter.voter)
            demand("(firstRequest = ? OR secondRequest = ?)", filter.request, times: 2)
            demand("caseID = ?", filter.caseID)
            if let run = filter.run {
                guard try HistorySchema.hasPairRuns(db) else { return [] }
                conditions.append("(firstRun = ? OR secondRun = ?)")
                arguments += [run, run]
            }
            let sql = "SELECT pair FROM pairs WHERE \(conditions.joined(separator: " AND ")) ORDER BY date, rowid"
            let decoder = HistoryJSON.decoder()
            return try Row.fetchAll(db, sql: sql, arguments: arguments).map { row in
                guard let pair = try? decoder.decode(Pair.self, from: Data(try row.text("pair").utf8)) else {
                    throw UnreadableValue(column: "pair")
                }
                return pair
            }
        }
    }

    /// Returns the newest evaluation that has an output, of those that aren't deleted; nil if there is none.
    package func evaluation(with output: PairOutput) throws(HistoryError) -> Int64? {
        guard !output.request.isEmpty else { return nil }
        return try read { db in
            try Int64.fetchOne(
                db,
                sql: """
                    SELECT evaluations.id FROM evaluations JOIN evaluationOutputs ON evaluation = evaluations.id
                    WHERE prompt = ? AND deleted IS NULL AND request = ? ORDER BY evaluations.id DESC LIMIT 1
                    """, arguments: [StoredText(output.prompt), output.request])
        }
    }
}
