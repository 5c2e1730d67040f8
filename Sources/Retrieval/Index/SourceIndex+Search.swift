import Foundation
import GRDB
import Prompting

/// A chunk as an index has it.
struct IndexedChunk: Hashable {
    /// The number that the index gave it.
    var id: Int64
    var file: String
    var hasPages: Bool
    var chunk: Chunk
}

/// A word of a query.
struct SearchedWord: Hashable {
    /// The word in lower case and without accents.
    var word: String
    /// What the index has for it.
    var term: String
}

/// A chunk that has words of a query.
struct Candidate {
    var chunk: IndexedChunk
    /// For each word how often the chunk has it.
    var frequencies: [Int]
    /// The number of all words in the chunk.
    var length: Int
}

extension SourceIndex {
    /// What an index has of the words of a query.
    struct Candidates {
        /// The chunks that may fit best.
        var found: [Candidate] = []
        /// For each word the number of chunks that have it.
        var counts: [Int]
        /// The number of all chunks.
        var chunks: Int
        /// The number of words in all chunks.
        var length: Int
    }

    /// The most words that candidates are looked for by, so that a query may be a long text.
    private static let mostWords = 32

    /// The steps in which words are looked for: those that at most a tenth of the chunks have, then half of them, then all.
    private static let shares = [10, 2, 1]

    /// Returns the words of a query, each once, in their order.
    func words(of query: String) throws -> [SearchedWord] {
        let searched = QueryWords.searched(query)
        return try mending { db in
            let words = try Self.tokenizer(IndexSchema.folding, db).tokenize(query: searched)
            let terms = try Self.tokenizer(IndexSchema.tokenizer, db).tokenize(query: searched)
            var seen: Set<String> = []
            return zip(words, terms).map { SearchedWord(word: $0.token, term: $1.token) }
                .filter { seen.insert($0.term).inserted }
        }
    }

    private static func tokenizer(_ components: [String], _ db: Database) throws -> any FTS5Tokenizer {
        try db.makeTokenizer(FTS5TokenizerDescriptor(components: components))
    }

    /// Returns chunks that have words of a query: all if the index has at most `most` chunks, else those that FTS5 ranks best.
    func candidates(for words: [SearchedWord], most: Int) throws -> Candidates {
        try mending { db in
            let facts = try self.facts(db)
            let statement = try db.cachedStatement(sql: "SELECT doc FROM chunkTerms WHERE term = ?")
            var candidates = Candidates(
                counts: try words.map { try Int.fetchOne(statement, arguments: [$0.term]) ?? 0 },
                chunks: facts["chunks"].flatMap { Int($0) } ?? 0, length: facts["words"].flatMap { Int($0) } ?? 0)
            let rows: [Row]
            if candidates.chunks <= most {
                rows = try Row.fetchAll(db, sql: Self.selection)
            } else {
                let ids = try self.ranked(
                    zip(words, candidates.counts).map { ($0.word, $1) }, candidates.chunks, most, db)
                let places = ids.map { _ in "?" }.joined(separator: ", ")
                rows = try Row.fetchAll(
                    db, sql: Self.selection + " WHERE chunks.id IN (\(places))", arguments: StatementArguments(ids))
            }
            let tokenizer = try Self.tokenizer(IndexSchema.tokenizer, db)
            let numbers = Dictionary(zip(words.map(\.term), words.indices), uniquingKeysWith: { first, _ in first })
            for row in rows {
                var frequencies = [Int](repeating: 0, count: words.count)
                let text = Self.words(row["name"], row["headings"], row["text"])
                for (term, _) in try tokenizer.tokenize(document: text) {
                    if let number = numbers[term] { frequencies[number] += 1 }
                }
                guard frequencies.contains(where: { $0 > 0 }) else { continue }
                candidates.found.append(
                    Candidate(chunk: Self.chunk(row), frequencies: frequencies, length: row["words"]))
            }
            return candidates
        }
    }

    /// Returns the ids of the chunks that FTS5 ranks best by words, of which this many chunks have each.
    private func ranked(
        _ words: [(word: String, count: Int)], _ chunks: Int, _ most: Int, _ db: Database
    ) throws -> [Int64] {
        let known = words.filter { $0.count > 0 }.sorted { $0.count < $1.count }.prefix(Self.mostWords)
        var (ids, asked) = ([Int64](), 0)
        // Words of many chunks take the longest and weigh the least, so they are looked for only where others find too few.
        for share in Self.shares where ids.count < most / 4 {
            let rare = known.prefix { $0.count <= chunks / share }
            guard rare.count > asked else { continue }
            asked = rare.count
            ids = try ranked(rare.map(\.word), most, db)
        }
        return ids
    }

    private func ranked(_ words: [String], _ most: Int, _ db: Database) throws -> [Int64] {
        guard !words.isEmpty else { return [] }
        // Sorting by `rank` instead takes twice as long, because it sorts all rows.
        return try Int64.fetchAll(
            db,
            sql: "SELECT rowid FROM chunkWords WHERE chunkWords MATCH ? ORDER BY bm25(chunkWords) LIMIT ?",
            arguments: [words.map { "\"\($0)\"" }.joined(separator: " OR "), most])
    }

    /// Selects what ``chunk(_:)`` reads.
    static let selection = """
        SELECT chunks.id, files.name, files.hasPages, chunks.words, firstLine, lastLine, headings, text
        FROM chunks JOIN files ON files.id = chunks.file
        """

    /// Reads a row of ``selection``.
    static func chunk(_ row: Row) -> IndexedChunk {
        let headings: String = row["headings"]
        return IndexedChunk(
            id: row["id"], file: row["name"], hasPages: row["hasPages"],
            chunk: Chunk(
                headings: headings.isEmpty ? [] : headings.components(separatedBy: separator), text: row["text"],
                first: row["firstLine"], last: row["lastLine"]))
    }

    /// Returns all chunks in the order of their files and places.
    func allChunks() throws -> [IndexedChunk] {
        try mending { db in
            try Row.fetchAll(db, sql: Self.selection + " ORDER BY files.name, chunks.id").map(Self.chunk)
        }
    }
}
