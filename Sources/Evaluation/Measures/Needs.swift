import Lanes

/// What measures want to know of models.
public struct Needs: Sendable {
    var embeddings: Set<ExactText> = []
    var surprisals: Set<ExactText> = []
    /// What a model is to be asked, each time for one output.
    public internal(set) var questions: Set<LaneRequest> = []

    /// None.
    public init() {}

    /// Whether there are none.
    public var isEmpty: Bool { embeddings.isEmpty && surprisals.isEmpty && questions.isEmpty }

    /// Texts whose directions are wanted, sorted.
    public var embedded: [String] { Self.sorted(embeddings) }

    /// Texts of which it is wanted how surprising they are, sorted.
    public var surprising: [String] { Self.sorted(surprisals) }

    /// Wants the texts' directions.
    public mutating func embed(_ texts: some Sequence<String>) { embeddings.formUnion(texts.lazy.map(ExactText.init)) }

    /// Wants to know how surprising a text is.
    public mutating func surprise(_ text: String) { surprisals.insert(ExactText(text)) }

    /// Wants a model's answer to a prompt.
    public mutating func ask(_ question: LaneRequest) { questions.insert(question) }

    /// Adds others.
    public mutating func add(_ other: Needs) {
        embeddings.formUnion(other.embeddings)
        surprisals.formUnion(other.surprisals)
        questions.formUnion(other.questions)
    }

    private static func sorted(_ texts: Set<ExactText>) -> [String] {
        texts.map(\.text).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}
