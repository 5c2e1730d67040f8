import Foundation
import GRDB
import Prompting

/// A chunk as an index has it.
struct IndexedChunk: Hashable {
    var file: String
    var hasPages: Bool
    var chunk: Chunk
}

extension SourceIndex {
    /// What an index has of the words of a query.
    struct Postings {
        /// For each word the chunks that have it.
        var words: [[BM25.Posting<Int64>]]
        /// The number of all chunks.
        var chunks: Int
        /// The number of words in all chunks.
        var length: Int
    }

    /// Returns the terms of a query, each once, in their order.
    func terms(of query: String) throws -> [String] {
        let searched = QueryWords.searched(query)
        return try mending { db in
            let tokenizer = try db.makeTokenizer(FTS5TokenizerDescriptor(components: IndexSchema.tokenizer))
            var terms: [String] = []
            for (token, _) in try tokenizer.tokenize(query: searched) where !terms.contains(token) {
                terms.append(token)
            }
            return terms
        }
    }

    /// Returns the chunks that have these terms.
    func postings(of terms: [String]) throws -> Postings {
        try mending { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT chunkTerms.doc AS id, count(*) AS frequency, chunks.words AS length
                    FROM chunkTerms JOIN chunks ON chunks.id = chunkTerms.doc WHERE term = ? GROUP BY chunkTerms.doc
                    """)
            let words = try terms.map { term in
                try Row.fetchAll(statement, arguments: [term]).map {
                    BM25.Posting(id: $0["id"] as Int64, frequency: $0["frequency"], length: $0["length"])
                }
            }
            let facts = try self.facts(db)
            return Postings(
                words: words, chunks: facts["chunks"].flatMap { Int($0) } ?? 0,
                length: facts["words"].flatMap { Int($0) } ?? 0)
        }
    }

    /// Returns chunks by their ids; one that is gone has none.
    func chunks(_ ids: [Int64]) throws -> [Int64: IndexedChunk] {
        try mending { db in
            let places = ids.map { _ in "?" }.joined(separator: ", ")
            let rows = try Row.fetchAll(
                db, sql: Self.selection + " WHERE chunks.id IN (\(places))", arguments: StatementArguments(ids))
            return Dictionary(rows.map { ($0["id"], Self.chunk($0)) }, uniquingKeysWith: { $1 })
        }
    }

    private static let selection = """
        SELECT chunks.id, files.name, files.hasPages, firstLine, lastLine, headings, text
        FROM chunks JOIN files ON files.id = chunks.file
        """

    private static func chunk(_ row: Row) -> IndexedChunk {
        let headings: String = row["headings"]
        return IndexedChunk(
            file: row["name"], hasPages: row["hasPages"],
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
