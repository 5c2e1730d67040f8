/// Texts with their embeddings, to find those that mean nearly the same as another.
package struct NearTexts: Sendable {
    /// The cosine above which two texts mean the same.
    package let threshold: Double
    private var texts: [String] = []
    private var vectors: [[Float]] = []

    /// Creates an empty collection.
    package init(threshold: Double) { self.threshold = threshold }

    /// Adds a text with its embedding, a vector of length 1; one without tokens is left out.
    package mutating func add(_ text: String, _ vector: [Float]) {
        guard !vector.isEmpty else { return }
        texts.append(text)
        vectors.append(vector)
    }

    /// Returns the nearest text above the threshold with its cosine, the earliest of several; nil if there is none.
    package func match(for vector: [Float]) -> (text: String, cosine: Double)? {
        guard !vector.isEmpty else { return nil }
        var best: (index: Int, cosine: Double)?
        for (index, other) in vectors.enumerated() where other.count == vector.count {
            let cosine = min(1, Double(zip(vector, other).reduce(Float(0)) { $0 + $1.0 * $1.1 }))
            if cosine > best?.cosine ?? threshold { best = (index, cosine) }
        }
        return best.map { (texts[$0.index], $0.cosine) }
    }
}
