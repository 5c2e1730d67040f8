import GRDB

/// The tables of a source's index.
enum IndexSchema {
    /// The `user_version`. An index of another version is made anew.
    static let version = 3
    /// The `application_id`: "Lats".
    static let application: Int32 = 0x4C61_7473

    /// How texts become words: in lower case and without accents.
    static let folding = ["unicode61", "remove_diacritics", "2"]
    /// How words become terms: English ones are stems.
    static let tokenizer = ["porter"] + folding

    static func isCurrent(_ db: Database) throws -> Bool {
        try Int32.fetchOne(db, sql: "PRAGMA application_id") == application
            && Int.fetchOne(db, sql: "PRAGMA user_version") == version
    }

    /// Creates the tables. The texts of `chunkWords` must come from ``SourceIndex/words(_:_:_:)``; it stores none itself.
    static func create(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
                CREATE TABLE files (
                    id INTEGER PRIMARY KEY,
                    name TEXT NOT NULL UNIQUE,
                    size INTEGER NOT NULL,
                    modified INTEGER NOT NULL,
                    hash INTEGER NOT NULL,
                    hasPages INTEGER NOT NULL DEFAULT 0,
                    problem TEXT
                );
                CREATE TABLE chunks (
                    id INTEGER PRIMARY KEY,
                    file INTEGER NOT NULL,
                    words INTEGER NOT NULL,
                    firstLine INTEGER NOT NULL,
                    lastLine INTEGER NOT NULL,
                    headings TEXT NOT NULL,
                    text TEXT NOT NULL,
                    hash INTEGER NOT NULL
                );
                CREATE TABLE chunkVectors (
                    model TEXT NOT NULL,
                    hash INTEGER NOT NULL,
                    vector BLOB NOT NULL,
                    PRIMARY KEY (model, hash)
                );
                CREATE INDEX chunksByFile ON chunks(file);
                CREATE VIRTUAL TABLE chunkWords USING fts5(
                    words, content = '', tokenize = '\(tokenizer.joined(separator: " "))');
                CREATE VIRTUAL TABLE chunkTerms USING fts5vocab(chunkWords, row);
                PRAGMA application_id = \(application);
                PRAGMA user_version = \(version)
                """)
    }
}
