/// What measures want to know of models.
package struct Needs: Sendable {
    var embeddings: Set<ExactText> = []
    var surprisals: Set<ExactText> = []

    /// None.
    package init() {}

    /// Whether there are none.
    package var isEmpty: Bool { embeddings.isEmpty && surprisals.isEmpty }

    /// Texts whose directions are wanted, sorted.
    package var embedded: [String] { Self.sorted(embeddings) }

    /// Texts of which it is wanted how surprising they are, sorted.
    package var surprising: [String] { Self.sorted(surprisals) }

    /// Wants the texts' directions.
    package mutating func embed(_ texts: some Sequence<String>) { embeddings.formUnion(texts.lazy.map(ExactText.init)) }

    /// Wants to know how surprising a text is.
    package mutating func surprise(_ text: String) { surprisals.insert(ExactText(text)) }

    /// Adds others.
    package mutating func add(_ other: Needs) {
        embeddings.formUnion(other.embeddings)
        surprisals.formUnion(other.surprisals)
    }

    private static func sorted(_ texts: Set<ExactText>) -> [String] {
        texts.map(\.text).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}
