/// The vectors of an index's chunks, all by one model.
struct ChunkVectors: Sendable, Hashable {
    /// The index's generation of which they are.
    let generation: String
    /// The chunks' ids in the index.
    private var chunks: [Int64] = []
    /// Their vectors one after another.
    private var values: [Float] = []
    /// The number of values of a vector; 0 without chunks.
    private var size = 0

    /// Creates no vectors, of an index in this generation.
    init(of generation: String) { self.generation = generation }

    /// Adds a chunk with its vector. One of another size than those before it is left out.
    mutating func add(_ chunk: Int64, _ vector: some Collection<Float>) {
        if size == 0 { size = vector.count }
        guard !vector.isEmpty, vector.count == size else { return }
        chunks.append(chunk)
        values.append(contentsOf: vector)
    }

    /// Returns the chunks that are nearest to a vector, by the cosine, the nearest first.
    func nearest(to vector: [Float], most: Int) -> [(chunk: Int64, cosine: Double)] {
        guard !vector.isEmpty, vector.count == size else { return [] }
        let found = chunks.indices.map { index in
            let start = index * size
            var sum: Float = 0
            for place in 0..<size { sum += values[start + place] * vector[place] }
            // Rounding must not make it larger than 1.
            return (chunk: chunks[index], cosine: min(1, max(-1, Double(sum))))
        }
        return Array(found.sorted { ($1.cosine, $0.chunk) < ($0.cosine, $1.chunk) }.prefix(most))
    }
}
