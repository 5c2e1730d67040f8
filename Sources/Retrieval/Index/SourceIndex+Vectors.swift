import Foundation
import GRDB
import Sampling

extension SourceIndex {
    /// A text whose vector isn't known.
    struct Unembedded: Sendable {
        /// The hash of the text.
        var hash: Int64
        /// The headings and the text of a chunk.
        var text: String
    }

    /// Returns the text of a chunk that becomes a vector: its headings and what stands below them.
    static func embedded(_ headings: String, _ text: String) -> String {
        headings.isEmpty ? text : headings.replacing(separator, with: " > ") + "\n" + text
    }

    /// Returns the hash of a chunk's text, under which its vectors are kept.
    static func hash(ofEmbedded text: String) -> Int64 {
        var hash = StableHash()
        hash.add(text)
        return Int64(bitPattern: hash.value)
    }

    /// Returns the texts of chunks that have no vector of a model, each once.
    func unembedded(by model: String) throws -> [Unembedded] {
        try mending { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT min(id), hash, headings, text FROM chunks
                    WHERE NOT EXISTS (
                        SELECT 1 FROM chunkVectors WHERE model = ? AND chunkVectors.hash = chunks.hash)
                    GROUP BY hash ORDER BY 1
                    """, arguments: [model])
            return rows.map { Unembedded(hash: $0["hash"], text: Self.embedded($0["headings"], $0["text"])) }
        }
    }

    /// Keeps the vectors of texts. An empty one says that the text has no tokens.
    func keep(_ vectors: [(hash: Int64, vector: [Float])], of model: String) throws {
        try mending { db in
            let statement = try db.cachedStatement(
                sql: "INSERT OR REPLACE INTO chunkVectors (model, hash, vector) VALUES (?, ?, ?)")
            for (hash, vector) in vectors {
                let bytes = vector.withUnsafeBytes { Data($0) }
                try statement.execute(arguments: [model, hash, bytes])
            }
        }
    }

    /// Returns the vectors of all chunks that have one of a model.
    func vectors(of model: String) throws -> ChunkVectors {
        try mending { db in
            var vectors = ChunkVectors()
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT chunks.id, vector FROM chunks JOIN chunkVectors ON chunkVectors.hash = chunks.hash
                    WHERE model = ? ORDER BY chunks.id
                    """, arguments: [model])
            while let row = try rows.next() {
                let data: Data = row["vector"]
                let bits = data.withUnsafeBytes { bytes in
                    (0..<bytes.count / 4).map { bytes.loadUnaligned(fromByteOffset: $0 * 4, as: Float.self) }
                }
                vectors.add(row["id"], bits)
            }
            return vectors
        }
    }

    /// Returns chunks by their ids; those that are no longer there are missing.
    func chunks(_ ids: [Int64]) throws -> [Int64: IndexedChunk] {
        try mending { db in
            let places = ids.map { _ in "?" }.joined(separator: ", ")
            let rows = try Row.fetchAll(
                db, sql: Self.selection + " WHERE chunks.id IN (\(places))", arguments: StatementArguments(ids))
            return Dictionary(rows.map { row in (row["id"] as Int64, Self.chunk(row)) }, uniquingKeysWith: { $1 })
        }
    }
}
