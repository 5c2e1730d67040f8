import Evaluation
import Foundation
import GRDB

extension History {
    /// Begins to keep an evaluation, as one that isn't finished.
    ///
    /// - Parameters:
    ///   - record: What is asked of whom.
    ///   - cases: All its cases.
    ///   - identity: A hash of all that is asked.
    ///   - continues: True to continue the newest evaluation with the same identity, under its number and with its date.
    /// - Returns: Its number.
    /// - Throws: ``HistoryError``.
    package func begin(
        _ record: EvaluationRecord, cases: [Case], identity: String, continues: Bool
    ) throws(HistoryError) -> Int64 {
        try write { db in
            let encoder = HistoryJSON.encoder()
            if continues,
                let id = try Int64.fetchOne(
                    db,
                    sql: "SELECT id FROM evaluations WHERE identity = ? AND deleted IS NULL ORDER BY id DESC LIMIT 1",
                    arguments: [identity])
            {
                return id
            }
            let lanes = record.lanes.map { EvaluationEntry.Lane(name: $0.name, model: $0.model.name) }
            try db.execute(
                sql: """
                    INSERT INTO evaluations (date, origin, prompt, file, data, cases, lanes, isFinished, identity, words,
                        record)
                    VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?)
                    """,
                arguments: [
                    record.date.milliseconds, record.origin.rawValue, StoredText(record.prompt.name),
                    record.prompt.file, StoredText(record.data.name), cases.count, try encoder.text(lanes), identity,
                    StoredText(record.words), try encoder.text(record),
                ])
            let id = db.lastInsertedRowID
            let statement = try db.makeStatement(sql: StoredCase.insertion)
            for (number, one) in cases.enumerated() {
                try statement.execute(
                    arguments: try StoredCase.arguments(one, number: number, evaluation: id, encoder))
            }
            return id
        }
    }

    /// Keeps some outputs of an evaluation that runs. `lanes` are the results so far.
    package func add(
        _ outputs: [StoredOutput], to id: Int64, lanes: [EvaluationEntry.Lane]
    ) throws(HistoryError) {
        try write { db in
            let encoder = HistoryJSON.encoder()
            try Self.insert(outputs, id, encoder, db)
            try db.execute(
                sql: "UPDATE evaluations SET lanes = ? WHERE id = ?", arguments: [try encoder.text(lanes), id])
        }
    }

    /// Keeps the results of an evaluation that has ended or was stopped, in place of what was kept of it before. One that
    /// was continued keeps the date of its beginning.
    package func finish(_ id: Int64, _ outcome: EvaluationOutcome) throws(HistoryError) {
        try write { db in
            let encoder = HistoryJSON.encoder()
            var record = outcome.record
            guard
                let began = try Int64.fetchOne(db, sql: "SELECT date FROM evaluations WHERE id = ?", arguments: [id])
            else { throw HistoryError.noEvaluation(id) }
            record.date = Date(milliseconds: began)
            try db.execute(
                sql:
                    "UPDATE evaluations SET prompt = ?, file = ?, lanes = ?, isFinished = ?, words = ?, record = ? WHERE id = ?",
                arguments: [
                    StoredText(record.prompt.name), record.prompt.file,
                    try encoder.text(EvaluationEntry.Lane.all(outcome.report, record)), record.isFinished,
                    StoredText(record.words), try encoder.text(record), id,
                ])
            try db.execute(sql: "DELETE FROM evaluationOutputs WHERE evaluation = ?", arguments: [id])
            try Self.insert(try Self.outputs(of: outcome.report, id, db), id, encoder, db)
        }
    }

    /// Returns an evaluation with all its cases and outputs.
    ///
    /// - Throws: ``HistoryError/noEvaluation(_:)``, ``HistoryError/damagedEvaluation(_:reason:)``, or another
    ///   ``HistoryError``.
    package func evaluation(_ id: Int64) throws(HistoryError) -> EvaluationOutcome {
        try read { db in
            guard
                let text = try StoredText.fetchOne(
                    db, sql: "SELECT record FROM evaluations WHERE id = ?", arguments: [id])
            else { throw HistoryError.noEvaluation(id) }
            do {
                let record = try HistoryJSON.decoder().decode(EvaluationRecord.self, from: Data(text.text.utf8))
                return EvaluationOutcome(number: id, record: record, report: try Self.report(record, id, db))
            } catch is UnreadableValue {
                throw HistoryError.damagedEvaluation(id)
            } catch is DecodingError {
                throw HistoryError.damagedEvaluation(id)
            }
        }
    }

    private static func report(_ record: EvaluationRecord, _ id: Int64, _ db: Database) throws -> EvaluationReport {
        let decoder = JSONDecoder()
        var cases: [Case] = []
        let caseRows = try Row.fetchCursor(db, sql: StoredCase.selection, arguments: [id])
        while let row = try caseRows.next() {
            cases.append(try StoredCase.read(row, number: cases.count, decoder))
        }
        let names = record.lanes.map(\.name)
        guard record.metrics.allSatisfy({ $0.lanes.count == names.count }) else {
            throw UnreadableValue(column: "record")
        }
        var reader = StoredOutput.Reader(names: names, cases: cases)
        var rows: [EvaluationReport.Row] = []
        var failures: [CaseOutput] = []
        var last = -1
        let outputs = try Row.fetchCursor(db, sql: StoredOutput.selection, arguments: [id])
        while let row = try outputs.next() {
            let output = try reader.output(row)
            guard let score = output.score else {
                failures.append(output.output)
                continue
            }
            if output.number != last {
                last = output.number
                rows.append(EvaluationReport.Row(one: cases[last], lanes: names.map { _ in nil }))
            }
            rows[rows.count - 1].lanes[output.lane] = score
        }
        return EvaluationReport(rows: rows, failures: failures, total: cases.count, lanes: names, seed: 1)
    }

    private static func insert(
        _ outputs: [StoredOutput], _ id: Int64, _ encoder: JSONEncoder, _ db: Database
    ) throws {
        let statement = try db.makeStatement(sql: StoredOutput.insertion)
        for output in outputs {
            try statement.execute(arguments: try output.arguments(evaluation: id, encoder))
        }
    }

    /// Returns all outputs of a report, with the numbers that their cases have in the database.
    private static func outputs(of report: EvaluationReport, _ id: Int64, _ db: Database) throws -> [StoredOutput] {
        var numbers: [String: Int] = [:]
        let sql = "SELECT id, number FROM evaluationCases WHERE evaluation = ?"
        let cases = try Row.fetchCursor(db, sql: sql, arguments: [id])
        while let row = try cases.next() {
            let columns = StoredOutput.Columns(row: row)
            if let text = columns.text(0) { numbers[text] = try columns.count(1) }
        }
        let scored = report.rows.flatMap { row in
            row.lanes.enumerated().compactMap { lane, score in
                score.flatMap { score in
                    numbers[row.one.id].map {
                        StoredOutput(number: $0, lane: lane, output: score.output, score: score)
                    }
                }
            }
        }
        return scored
            + report.failures.compactMap { output in
                guard let lane = report.lanes.firstIndex(where: { $0.name == output.lane }),
                    let number = numbers[output.id]
                else { return nil }
                return StoredOutput(number: number, lane: lane, output: output, score: nil)
            }
    }
}

extension JSONEncoder {
    /// Returns a value as text for the database.
    fileprivate func text(_ value: some Encodable) throws -> StoredText {
        StoredText(String(decoding: try encode(value), as: UTF8.self))
    }
}
