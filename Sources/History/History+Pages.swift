import Foundation
import GRDB
import Library
import Prompting
import Remedies
import TextSearch

extension History {
    /// Returns a page of the runs that pass a filter, newest first.
    ///
    /// - Parameters:
    ///   - filter: The conditions that runs must meet.
    ///   - position: Where the page begins; the next page begins at ``HistoryPage/next``.
    ///   - limit: The largest number of runs on the page, 1...1000.
    /// - Returns: The page; it is empty if no run fits.
    /// - Throws: ``HistoryError/nothingToSearch(_:)`` for a text without a word, or another ``HistoryError``.
    package func page(
        _ filter: HistoryFilter = HistoryFilter(), from position: HistoryPosition = .newest, limit: Int = 50
    ) throws(HistoryError) -> HistoryPage {
        let query = try PageQuery(filter, from: position, limit: limit)
        return telling(try read { db in try query.page(db) })
    }

    /// Returns a page without blocking. Ends early, with ``HistoryError/cancelled``, if the task is cancelled.
    package func page(
        _ filter: HistoryFilter = HistoryFilter(), from position: HistoryPosition = .newest, limit: Int = 50
    ) async throws(HistoryError) -> HistoryPage {
        let query = try PageQuery(filter, from: position, limit: limit)
        return telling(try await readAsynchronously { db in try query.page(db) })
    }

    /// Returns the page, and adds a notice for each run on it that can't be read.
    private func telling(_ page: HistoryPage) -> HistoryPage {
        for id in page.damaged {
            tell(Notice(about: HistoryError.damagedRun(id, reason: "it isn't as Lathe writes it")))
        }
        return page
    }

    /// Returns all tags with the number of their runs, sorted by name.
    package func tags() throws(HistoryError) -> [HistoryFacet] {
        try facets(
            """
            SELECT tags.name, count(*) AS runs FROM tags JOIN runTags ON runTags.tag = tags.id
            JOIN runs ON runs.id = runTags.run WHERE runs.deleted IS NULL GROUP BY tags.id ORDER BY tags.name
            """)
    }

    /// Returns the names of all prompts that were run, the most recent first.
    package func prompts() throws(HistoryError) -> [HistoryFacet] {
        try facets(
            "SELECT prompt AS name, count(*) AS runs FROM runs WHERE deleted IS NULL GROUP BY prompt ORDER BY max(id) DESC"
        )
    }

    /// Returns the names of all models that ran, the most recent first. If a run has several models, their names
    /// together count as one.
    package func models() throws(HistoryError) -> [HistoryFacet] {
        try facets(
            "SELECT models AS name, count(*) AS runs FROM runs WHERE deleted IS NULL GROUP BY models ORDER BY max(id) DESC"
        )
    }

    private func facets(_ sql: String) throws(HistoryError) -> [HistoryFacet] {
        try read { db in
            try Row.fetchAll(db, sql: sql).map { HistoryFacet(name: try $0.text("name"), runs: try $0.value("runs")) }
        }
    }
}

/// The SQL statement for a page.
///
/// The statement goes from run to run in the order of their numbers: along the full-text index if there are words to
/// find, along a tag's runs if there is a tag, else along all runs. It stops when the page is full, so later pages cost
/// no more.
struct PageQuery: Sendable {
    private let filter: HistoryFilter
    private let words: [SearchText.Word]
    private let isUpwards: Bool
    private let limit: Int
    private var sql: String
    private var arguments: StatementArguments

    init(_ filter: HistoryFilter, from position: HistoryPosition, limit: Int) throws(HistoryError) {
        self.filter = filter
        self.limit = min(max(limit, 1), 1000)
        words = SearchText.words(of: filter.text)
        isUpwards = if case .newerThan = position { true } else { false }
        var conditions: [String] = []
        var arguments = StatementArguments()
        var source = "runs"
        var id = "runs.id"
        func require(_ condition: String, _ values: StatementArguments = []) {
            conditions.append(condition)
            arguments += values
        }
        var tags = filter.tags.map(\.precomposedStringWithCanonicalMapping)[...]
        if let expression = SearchText.expression(filter.text) {
            (source, id) = ("runWords CROSS JOIN runs ON runs.id = runWords.rowid", "runWords.rowid")
            require("runWords MATCH ?", [expression])
        } else if filter.text.contains(where: { !$0.isWhitespace }) {
            throw .nothingToSearch(filter.text)
        } else if let tag = tags.popFirst() {
            (source, id) = ("runTags CROSS JOIN runs ON runs.id = runTags.run", "runTags.run")
            require("runTags.tag = (SELECT id FROM tags WHERE name = ?)", [tag])
        }
        switch position {
        case .newest: break
        case .olderThan(let run): require("\(id) < ?", [run])
        case .newerThan(let run): require("\(id) > ?", [run])
        }
        require(filter.isDeleted ? "runs.deleted IS NOT NULL" : "runs.deleted IS NULL")
        if let prompt = filter.prompt {
            let pattern = Self.containing(prompt)
            require("(runs.prompt LIKE ? ESCAPE '\\' OR runs.file LIKE ? ESCAPE '\\')", [pattern, pattern])
        }
        if let model = filter.model { require("runs.models LIKE ? ESCAPE '\\'", [Self.containing(model)]) }
        if let technique = filter.technique {
            require("instr(' ' || runs.techniques || ' ', ?) > 0", [" \(technique.rawValue) "])
        }
        if let rating = filter.rating {
            require("runs.rating BETWEEN ? AND ?", [rating.lowerBound, rating.upperBound])
        }
        if let origin = filter.origin { require("runs.origin = ?", [origin.rawValue]) }
        if let since = filter.since { require("runs.date >= ?", [since.milliseconds]) }
        if let until = filter.until { require("runs.date < ?", [until.milliseconds]) }
        for tag in tags {
            require(
                """
                EXISTS (SELECT 1 FROM runTags t WHERE t.tag = (SELECT id FROM tags WHERE name = ?) AND t.run = runs.id)
                """, [tag])
        }
        // One run more than the page holds shows whether there is another page.
        arguments += [self.limit + 1]
        self.arguments = arguments
        sql = """
            SELECT runs.*, prompts.input, substr(runDetails.note, 1, 400) AS note,
                (SELECT substr(coalesce(error, answer), 1, 400) FROM lanes WHERE run = runs.id AND number = 0) AS answer,
                \(Self.pairs)
            FROM \(source) JOIN runDetails ON runDetails.run = runs.id JOIN prompts ON prompts.id = runDetails.prompt
            WHERE \(conditions.joined(separator: " AND ")) ORDER BY \(id) \(isUpwards ? "ASC" : "DESC") LIMIT ?
            """
    }

    private static let pairs =
        "(SELECT count(*) FROM pairs WHERE firstRun = runs.id OR secondRun = runs.id) AS pairs"

    func page(_ db: Database) throws -> HistoryPage {
        let hasRuns = try HistorySchema.hasPairRuns(db)
        let statement = try db.cachedStatement(sql: hasRuns ? sql : sql.replacing(Self.pairs, with: "0 AS pairs"))
        let rows = try Row.fetchAll(statement, arguments: arguments)
        let reader = RunReader(db)
        let isWhole = rows.count <= limit
        var entries: [HistoryEntry] = []
        var damaged: [Int64] = []
        for row in rows.prefix(limit) {
            let id: Int64 = try row.value("id")
            do {
                var entry = try HistoryEntry(row)
                entry.tags = try reader.tags(of: id)
                if !words.isEmpty { entry.match = try Snippets(db).match(words, in: id) }
                entries.append(entry)
            } catch is UnreadableValue {
                damaged.append(id)
            }
        }
        if isUpwards { entries.reverse() }
        // Going upwards, the runs beyond the page are newer. There is always an older run: the one that the page began
        // from.
        let hasOlder = isUpwards || !isWhole
        let last = isUpwards ? entries.last?.id : (entries.map(\.id) + damaged).min()
        return HistoryPage(entries: entries, next: hasOlder ? last.map { .olderThan($0) } : nil, damaged: damaged)
    }

    /// Returns a pattern for LIKE that matches texts with a word in them.
    private static func containing(_ text: String) -> String {
        let escaped = text.replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_")
        return "%\(escaped)%"
    }
}

extension HistoryEntry {
    fileprivate init(_ row: Row) throws(UnreadableValue) {
        self.init(
            id: try row.value("id"), date: Date(milliseconds: try row.value("date")),
            seconds: try row.seconds("seconds"),
            origin: RunOrigin(rawValue: try row.value("origin")) ?? .run, mode: try row.value("mode"),
            prompt: try row.text("prompt"),
            file: try row.optionalText("file"), input: try row.text("input"),
            answer: preview(try row.optionalText("answer") ?? ""),
            techniques: (try row.value("techniques") as String).split(separator: " ").compactMap {
                Technique(rawValue: String($0))
            },
            models: try row.text("models").split(separator: "\n").map { String($0) }, lanes: try row.count("lanes"),
            failedLanes: try row.count("failedLanes"), tokens: try row.count("tokens"),
            isCancelled: try row.value("isCancelled"),
            rating: try row.optional("rating"), tags: [], note: preview(try row.text("note")),
            deleted: (try row.optional("deleted") as Int64?).map { Date(milliseconds: $0) },
            pairs: try row.count("pairs"))
    }
}
