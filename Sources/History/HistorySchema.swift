import GRDB

/// The tables, and how an older database comes to have them.
enum HistorySchema {
    /// `user_version` of a database that this program writes. A higher one is a newer Lathe's.
    static let version = 2
    /// `application_id`: "Lath".
    static let application: Int32 = 0x4C61_7468

    /// What there is to know about a database before it is written to.
    enum Standing {
        case empty, ours, newer, foreign
    }

    static func standing(_ db: Database) throws -> Standing {
        guard try Int32.fetchOne(db, sql: "PRAGMA application_id") == application else {
            // A disk that was full may have left one that was hardly begun.
            let tables = "SELECT count(*) FROM sqlite_master WHERE name NOT LIKE 'grdb%' AND name NOT LIKE 'sqlite%'"
            return try Int.fetchOne(db, sql: tables) == 0 ? .empty : .foreign
        }
        if try isNewer(db) { return .newer }
        // The first pages of the tables: most damage shows here, before anything is written.
        _ = try Row.fetchOne(db, sql: "SELECT * FROM runs ORDER BY id DESC LIMIT 1")
        _ = try Row.fetchOne(db, sql: "SELECT * FROM lanes LIMIT 1")
        return .ours
    }

    /// Returns whether a newer Lathe has changed the tables.
    static func isNewer(_ db: Database) throws -> Bool {
        try Int.fetchOne(db.cachedStatement(sql: "PRAGMA user_version")) ?? 0 > version
    }

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1", foreignKeyChecks: .immediate) { db in
            try db.execute(sql: tables)
            try makeIndex(db)
            try db.execute(sql: "PRAGMA application_id = \(application); PRAGMA user_version = 1")
        }
        migrator.registerMigration("2", foreignKeyChecks: .immediate) { db in
            do {
                try HistoryIndex(db).foldWidths()
            } catch let error as DatabaseError where error.extendedResultCode == .SQLITE_CORRUPT_VTAB {
                try HistoryIndex(db).rebuild()
            }
            try db.execute(sql: "PRAGMA user_version = 2")
        }
        return migrator
    }

    /// The full-text index; what it is given, ``SearchText/indexed(_:)`` has prepared. It holds no text of its own. Beginnings of one
    /// letter have an index too, a third more, without which a single syllable takes a quarter of a second in 100,000 runs.
    static func makeIndex(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE VIRTUAL TABLE runWords USING fts5(
                    prompt, output, note, content = '', columnsize = 0, prefix = '1',
                    tokenize = 'unicode61 remove_diacritics 2')
                """)
    }

    /// `runs` has what lists are made of and filtered by, in short rows, so that looking at all of them is quick. What runs share
    /// is kept once: prompts, models, and in `texts` settings and what was sent.
    private static let tables = """
        CREATE TABLE texts (
            id INTEGER PRIMARY KEY,
            hash INTEGER NOT NULL,
            text TEXT NOT NULL
        );
        CREATE INDEX textsByHash ON texts(hash);

        CREATE TABLE prompts (
            id INTEGER PRIMARY KEY,
            hash INTEGER NOT NULL,
            text TEXT NOT NULL,
            variables TEXT NOT NULL,
            words TEXT NOT NULL,
            input TEXT NOT NULL
        );
        CREATE INDEX promptsByHash ON prompts(hash);

        CREATE TABLE models (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            path TEXT NOT NULL,
            sha256 TEXT,
            architecture TEXT NOT NULL,
            quantization TEXT NOT NULL,
            contextLength INTEGER NOT NULL,
            build TEXT NOT NULL
        );
        CREATE INDEX modelsByName ON models(name);

        CREATE TABLE runs (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            date INTEGER NOT NULL,
            origin TEXT NOT NULL,
            mode TEXT NOT NULL,
            prompt TEXT NOT NULL,
            file TEXT,
            techniques TEXT NOT NULL,
            models TEXT NOT NULL,
            lanes INTEGER NOT NULL,
            tokens INTEGER NOT NULL,
            seconds REAL NOT NULL,
            isCancelled INTEGER NOT NULL,
            failedLanes INTEGER NOT NULL,
            rating INTEGER CHECK (rating BETWEEN 1 AND 5),
            deleted INTEGER
        );
        CREATE INDEX runsByDeletion ON runs(deleted) WHERE deleted IS NOT NULL;

        CREATE TABLE runDetails (
            run INTEGER PRIMARY KEY REFERENCES runs(id) ON DELETE CASCADE,
            prompt INTEGER NOT NULL REFERENCES prompts(id),
            lathe TEXT NOT NULL,
            processor TEXT NOT NULL,
            threads INTEGER NOT NULL,
            padding TEXT NOT NULL,
            notices TEXT NOT NULL,
            isFresh INTEGER NOT NULL,
            rerunOf INTEGER,
            note TEXT NOT NULL DEFAULT ''
        );
        CREATE INDEX runDetailsByPrompt ON runDetails(prompt);

        CREATE TABLE lanes (
            run INTEGER NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            name TEXT NOT NULL,
            model INTEGER NOT NULL REFERENCES models(id),
            samples INTEGER NOT NULL,
            settings INTEGER NOT NULL REFERENCES texts(id),
            compiled INTEGER NOT NULL REFERENCES texts(id),
            caseKey INTEGER NOT NULL,
            openings TEXT,
            outputs INTEGER NOT NULL,
            error TEXT,
            promptTokens INTEGER NOT NULL,
            cachedTokens INTEGER NOT NULL,
            generatedTokens INTEGER NOT NULL,
            replayedTokens INTEGER NOT NULL,
            decodedRows INTEGER NOT NULL,
            prefillSeconds REAL NOT NULL,
            firstTokenSeconds REAL NOT NULL,
            decodeSeconds REAL NOT NULL,
            answer TEXT NOT NULL,
            PRIMARY KEY (run, number)
        ) WITHOUT ROWID;
        CREATE INDEX lanesByModel ON lanes(model);
        CREATE INDEX lanesBySettings ON lanes(settings);
        CREATE INDEX lanesByCompiled ON lanes(compiled);

        CREATE TABLE stages (
            run INTEGER NOT NULL,
            lane INTEGER NOT NULL,
            output INTEGER NOT NULL,
            number INTEGER NOT NULL,
            prompt INTEGER NOT NULL REFERENCES texts(id),
            finish TEXT NOT NULL,
            text TEXT NOT NULL,
            tokens BLOB NOT NULL,
            PRIMARY KEY (run, lane, output, number),
            FOREIGN KEY (run, lane) REFERENCES lanes(run, number) ON DELETE CASCADE
        );
        CREATE INDEX stagesByPrompt ON stages(prompt);

        CREATE TABLE tags (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE
        );
        CREATE TABLE runTags (
            tag INTEGER NOT NULL REFERENCES tags(id) ON DELETE CASCADE,
            run INTEGER NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
            PRIMARY KEY (tag, run)
        ) WITHOUT ROWID;
        CREATE INDEX runTagsByRun ON runTags(run);
        """
}
