import GRDB

/// The tables of the database, and the steps that update an older one.
enum HistorySchema {
    /// The `user_version` of a database that this program writes. A newer Lathe's is higher.
    static let version = 9
    /// The `application_id`: "Lath".
    static let application: Int32 = 0x4C61_7468

    /// Whose database it is, as it must be known before writing.
    enum Standing {
        case empty, ours, newer, foreign
    }

    static func standing(_ db: Database) throws -> Standing {
        guard try Int32.fetchOne(db, sql: "PRAGMA application_id") == application else {
            // When the disk was full, a database may have been left that was hardly begun.
            let tables = "SELECT count(*) FROM sqlite_master WHERE name NOT LIKE 'grdb%' AND name NOT LIKE 'sqlite%'"
            return try Int.fetchOne(db, sql: tables) == 0 ? .empty : .foreign
        }
        if try isNewer(db) { return .newer }
        // Reads the first pages of the tables. Most damage shows there, before anything is written.
        _ = try Row.fetchOne(db, sql: "SELECT * FROM runs ORDER BY id DESC LIMIT 1")
        _ = try Row.fetchOne(db, sql: "SELECT * FROM lanes LIMIT 1")
        return .ours
    }

    /// Returns whether a newer Lathe has changed the tables.
    static func isNewer(_ db: Database) throws -> Bool {
        try Int.fetchOne(db.cachedStatement(sql: "PRAGMA user_version")) ?? 0 > version
    }

    /// Returns whether pairs name their runs. An older database that can't be written isn't updated.
    static func hasPairRuns(_ db: Database) throws -> Bool {
        guard try db.tableExists("pairs") else { return false }
        return try db.columns(in: "pairs").contains { $0.name == "firstRun" }
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
        migrator.registerMigration("3", foreignKeyChecks: .immediate) { db in
            try db.execute(
                sql: """
                    ALTER TABLE stages ADD COLUMN thoughts TEXT;
                    ALTER TABLE stages ADD COLUMN thoughtTokens INTEGER NOT NULL DEFAULT 0;
                    PRAGMA user_version = 3
                    """)
        }
        migrator.registerMigration("4", foreignKeyChecks: .immediate) { db in
            try db.execute(sql: "ALTER TABLE stages ADD COLUMN toolUse TEXT; PRAGMA user_version = 4")
        }
        migrator.registerMigration("5", foreignKeyChecks: .immediate) { db in
            try db.execute(sql: "ALTER TABLE stages ADD COLUMN beam TEXT; PRAGMA user_version = 5")
        }
        migrator.registerMigration("evaluations", foreignKeyChecks: .immediate) { db in
            try db.execute(sql: evaluationTables + "PRAGMA user_version = 6")
        }
        migrator.registerMigration("pairs", foreignKeyChecks: .immediate) { db in
            try db.execute(sql: pairs + "PRAGMA user_version = 7")
        }
        migrator.registerMigration("trees", foreignKeyChecks: .immediate) { db in
            try db.execute(sql: "ALTER TABLE lanes ADD COLUMN trees TEXT; PRAGMA user_version = 8")
        }
        migrator.registerMigration("pairRuns", foreignKeyChecks: .immediate) { db in
            try db.execute(sql: pairRuns + "PRAGMA user_version = 9")
        }
        return migrator
    }

    /// The runs whose outputs a pair has. They may be gone: a pair outlives them.
    private static let pairRuns = """
        ALTER TABLE pairs ADD COLUMN firstRun INTEGER;
        ALTER TABLE pairs ADD COLUMN secondRun INTEGER;
        CREATE INDEX pairsByFirstRun ON pairs(firstRun) WHERE firstRun IS NOT NULL;
        CREATE INDEX pairsBySecondRun ON pairs(secondRun) WHERE secondRun IS NOT NULL;

        """

    /// Pairs of outputs with their verdicts. The column `pair` has all as JSON; the others are for finding it.
    private static let pairs = """
        CREATE TABLE pairs (
            id TEXT NOT NULL UNIQUE,
            date INTEGER NOT NULL,
            prompt TEXT NOT NULL,
            caseID TEXT NOT NULL,
            firstRequest TEXT NOT NULL,
            secondRequest TEXT NOT NULL,
            kind TEXT NOT NULL,
            voter TEXT NOT NULL,
            pair TEXT NOT NULL
        );
        CREATE INDEX pairsByPrompt ON pairs(prompt);
        CREATE INDEX pairsByFirst ON pairs(firstRequest);
        CREATE INDEX pairsBySecond ON pairs(secondRequest);
        """

    /// Creates the full-text index. Its texts must come from ``SearchText/indexed(_:)``; it stores none itself. It also
    /// has an index of beginnings of one letter, which makes it a third larger. Without that a single syllable takes a
    /// quarter of a second in 100,000 runs.
    static func makeIndex(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE VIRTUAL TABLE runWords USING fts5(
                    prompt, output, note, content = '', columnsize = 0, prefix = '1',
                    tokenize = 'unicode61 remove_diacritics 2')
                """)
    }

    /// The table `evaluations` has the values that lists show and searches look in, in short rows, and the rest of an
    /// evaluation as JSON. Outputs have a column for each value, because JSON takes too long to read where there are 40,000.
    private static let evaluationTables = """
        CREATE TABLE evaluations (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            date INTEGER NOT NULL,
            origin TEXT NOT NULL,
            prompt TEXT NOT NULL,
            file TEXT,
            data TEXT NOT NULL,
            cases INTEGER NOT NULL,
            lanes TEXT NOT NULL,
            isFinished INTEGER NOT NULL,
            identity TEXT NOT NULL,
            deleted INTEGER,
            words TEXT NOT NULL,
            record TEXT NOT NULL
        );
        CREATE INDEX evaluationsByIdentity ON evaluations(identity);

        CREATE TABLE evaluationCases (
            evaluation INTEGER NOT NULL REFERENCES evaluations(id) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            id TEXT NOT NULL,
            variables TEXT NOT NULL,
            expected TEXT NOT NULL,
            folder TEXT,
            line INTEGER,
            row INTEGER,
            options TEXT,
            PRIMARY KEY (evaluation, number)
        ) WITHOUT ROWID;

        CREATE TABLE evaluationOutputs (
            evaluation INTEGER NOT NULL REFERENCES evaluations(id) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            lane INTEGER NOT NULL,
            request TEXT NOT NULL,
            text TEXT,
            thoughts TEXT,
            step TEXT,
            finish TEXT,
            error TEXT,
            tokens INTEGER NOT NULL,
            promptTokens INTEGER NOT NULL,
            evaluatedTokens INTEGER NOT NULL,
            seconds REAL NOT NULL,
            date INTEGER,
            cost REAL,
            perplexity REAL,
            answer TEXT,
            isCorrect INTEGER,
            unread TEXT,
            details TEXT,
            PRIMARY KEY (evaluation, number, lane)
        ) WITHOUT ROWID;

        """

    /// The table `runs` has the values that lists show and filters test, in short rows, so that going through all of
    /// them is quick. Data that runs share is stored once: prompts, models, and in `texts` the settings and the sent
    /// texts.
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
