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
            try self.beginGeneration(db)
        }
    }

    /// Returns what is another one after each change of chunks and vectors.
    func generation() throws -> String { try mending { db in try self.generation(db) } }

    /// Returns the chunks whose vectors by a model are nearest to a vector, by the cosine, the nearest first.
    ///
    /// Ids, vectors and chunks are of one generation of the index, also if another program changes it meanwhile.
    ///
    /// - Parameters:
    ///   - vector: The vector.
    ///   - model: The hash of the model.
    ///   - most: The most chunks.
    ///   - known: The vectors as they were read before, which are read again if the index has changed since.
    /// - Returns: The chunks with their cosines.
    /// - Throws: Why the index can't be read.
    func nearest(
        to vector: [Float], of model: String, most: Int, known: inout ChunkVectors?
    ) throws -> [(chunk: IndexedChunk, cosine: Double)] {
        let before = known
        let (vectors, found): (ChunkVectors?, [(chunk: IndexedChunk, cosine: Double)]) = try mending { db in
            let generation = try self.generation(db)
            var vectors = before
            if vectors?.generation != generation { vectors = try self.vectors(of: model, generation, db) }
            let near = vectors?.nearest(to: vector, most: most) ?? []
            let chunks = try self.chunks(near.map(\.chunk), db)
            return (
                vectors,
                near.compactMap { near in chunks[near.chunk].map { (chunk: $0, cosine: near.cosine) } }
            )
        }
        known = vectors
        return found
    }

    /// Returns the vectors of all chunks that have one of a model.
    private func vectors(of model: String, _ generation: String, _ db: Database) throws -> ChunkVectors {
        var vectors = ChunkVectors(of: generation)
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

    /// Returns chunks by their ids.
    private func chunks(_ ids: [Int64], _ db: Database) throws -> [Int64: IndexedChunk] {
        let places = ids.map { _ in "?" }.joined(separator: ", ")
        let rows = try Row.fetchAll(
            db, sql: Self.selection + " WHERE chunks.id IN (\(places))", arguments: StatementArguments(ids))
        return Dictionary(rows.map { row in (row["id"] as Int64, Self.chunk(row)) }, uniquingKeysWith: { $1 })
    }
}
