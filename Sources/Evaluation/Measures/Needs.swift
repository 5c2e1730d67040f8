/// What measures want to know of models.
public struct Needs: Sendable {
    var embeddings: Set<ExactText> = []
    var surprisals: Set<ExactText> = []

    /// None.
    public init() {}

    /// Whether there are none.
    public var isEmpty: Bool { embeddings.isEmpty && surprisals.isEmpty }

    /// Texts whose directions are wanted, sorted.
    public var embedded: [String] { Self.sorted(embeddings) }

    /// Texts of which it is wanted how surprising they are, sorted.
    public var surprising: [String] { Self.sorted(surprisals) }

    /// Wants the texts' directions.
    public mutating func embed(_ texts: some Sequence<String>) { embeddings.formUnion(texts.lazy.map(ExactText.init)) }

    /// Wants to know how surprising a text is.
    public mutating func surprise(_ text: String) { surprisals.insert(ExactText(text)) }

    /// Adds others.
    public mutating func add(_ other: Needs) {
        embeddings.formUnion(other.embeddings)
        surprisals.formUnion(other.surprisals)
    }

    private static func sorted(_ texts: Set<ExactText>) -> [String] {
        texts.map(\.text).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}
