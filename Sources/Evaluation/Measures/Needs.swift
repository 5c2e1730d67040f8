import JSONText

/// What measures want to know from models.
package struct Needs: Sendable {
    var embeddings: Set<ExactText> = []
    var surprisals: Set<ExactText> = []

    /// Creates empty needs.
    package init() {}

    /// True if nothing is needed.
    package var isEmpty: Bool { embeddings.isEmpty && surprisals.isEmpty }

    /// Texts whose embeddings are needed, sorted.
    package var embedded: [String] { Self.sorted(embeddings) }

    /// Texts whose surprisal is needed, sorted.
    package var surprising: [String] { Self.sorted(surprisals) }

    /// Adds texts whose embeddings are needed.
    package mutating func embed(_ texts: some Sequence<String>) { embeddings.formUnion(texts.lazy.map(ExactText.init)) }

    /// Adds a text whose surprisal is needed.
    package mutating func surprise(_ text: String) { surprisals.insert(ExactText(text)) }

    /// Adds the needs of another measure.
    package mutating func add(_ other: Needs) {
        embeddings.formUnion(other.embeddings)
        surprisals.formUnion(other.surprisals)
    }

    private static func sorted(_ texts: Set<ExactText>) -> [String] {
        texts.map(\.text).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}
