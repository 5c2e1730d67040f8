import Foundation
import GRDB
import TextSearch

/// The full-text index of runs: prompts, outputs and notes.
struct HistoryIndex {
    private let db: Database

    init(_ db: Database) {
        self.db = db
    }

    /// Adds a run's words.
    func add(_ run: Int64) throws {
        try db.cachedStatement(sql: "INSERT INTO runWords(rowid, prompt, output, note) VALUES (?, ?, ?, ?)").execute(
            arguments: [run] + (try words(of: run)))
    }

    /// Removes a run's words. Must be called before the texts that they come from change.
    func remove(_ run: Int64) throws {
        try db.cachedStatement(
            sql: "INSERT INTO runWords(runWords, rowid, prompt, output, note) VALUES ('delete', ?, ?, ?, ?)"
        ).execute(arguments: [run] + (try words(of: run)))
    }

    /// Makes the index anew, within a transaction. Takes about a third of a millisecond for each run.
    func rebuild() throws {
        // An index with bad damage can't be dropped, so its tables are removed one by one.
        try db.execute(
            sql: """
                PRAGMA writable_schema = ON;
                DELETE FROM sqlite_master WHERE name = 'runWords';
                PRAGMA writable_schema = RESET;
                DROP TABLE IF EXISTS runWords_data;
                DROP TABLE IF EXISTS runWords_idx;
                DROP TABLE IF EXISTS runWords_config;
                """)
        try HistorySchema.makeIndex(db)
        for run in try Int64.fetchAll(db, sql: "SELECT id FROM runs ORDER BY id") { try add(run) }
    }

    /// Updates the index of a database of version 1, in which letters of another width weren't the same as the usual
    /// ones. Only runs with such letters are indexed again: making the whole index anew takes half a minute for 100,000
    /// runs.
    func foldWidths() throws {
        for run in try Int64.fetchAll(db, sql: "SELECT id FROM runs ORDER BY id") {
            // Values that can't be read were changed by other programs; that is reported when they are shown.
            guard let texts = try readable({ try texts(of: run) }) else { continue }
            guard texts.contains(where: SearchText.isIndexedOtherwise) else { continue }
            try db.cachedStatement(
                sql: "INSERT INTO runWords(runWords, rowid, prompt, output, note) VALUES ('delete', ?, ?, ?, ?)"
            ).execute(arguments: [run] + StatementArguments(texts.map(SearchText.indexedWithWidths)))
            try db.cachedStatement(sql: "INSERT INTO runWords(rowid, prompt, output, note) VALUES (?, ?, ?, ?)")
                .execute(arguments: [run] + StatementArguments(texts.map(SearchText.indexed)))
        }
    }

    private func readable<Value>(_ body: () throws -> Value) throws -> Value? {
        do { return try body() } catch is UnreadableValue { return nil }
    }

    private func words(of run: Int64) throws -> StatementArguments {
        StatementArguments(try texts(of: run).map(SearchText.indexed))
    }

    /// Returns the texts that are indexed: what a person wrote of the prompt, the outputs, and the note.
    func texts(of run: Int64) throws -> [String] {
        let row = try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT prompts.words, runDetails.note, runs.prompt AS name
                    FROM runs JOIN runDetails ON runDetails.run = runs.id JOIN prompts ON prompts.id = runDetails.prompt
                    WHERE runs.id = ?
                    """),
            arguments: [run])
        let texts = try StoredText.fetchAll(
            db.cachedStatement(sql: "SELECT text FROM stages WHERE run = ? ORDER BY lane, output, number"),
            arguments: [run])
        let prompt = (try row?.text("name") ?? "") + "\n" + (try row?.text("words") ?? "")
        return [prompt, texts.map(\.text).joined(separator: "\n"), try row?.text("note") ?? ""]
    }
}
