import JSONText

/// What measures want to know from models.
package struct Needs: Sendable {
    var embeddings: Set<ExactText> = []
    var surprisals: Set<ExactText> = []
    var supports: Set<SupportQuestion> = []

    /// Creates empty needs.
    package init() {}

    /// True if nothing is needed.
    package var isEmpty: Bool { embeddings.isEmpty && surprisals.isEmpty && supports.isEmpty }

    /// Texts whose embeddings are needed, sorted.
    package var embedded: [String] { Self.sorted(embeddings) }

    /// Texts whose surprisal is needed, sorted.
    package var surprising: [String] { Self.sorted(surprisals) }

    /// Questions whether a text supports a sentence, those about one text one after another.
    package var supporting: [SupportQuestion] {
        supports.sorted { first, second in
            first.text == second.text
                ? first.sentence.utf8.lexicographicallyPrecedes(second.sentence.utf8)
                : first.text.utf8.lexicographicallyPrecedes(second.text.utf8)
        }
    }

    /// Adds the question whether a text supports a sentence.
    package mutating func ask(_ question: SupportQuestion) { supports.insert(question) }

    /// Adds texts whose embeddings are needed.
    package mutating func embed(_ texts: some Sequence<String>) { embeddings.formUnion(texts.lazy.map(ExactText.init)) }

    /// Adds a text whose surprisal is needed.
    package mutating func surprise(_ text: String) { surprisals.insert(ExactText(text)) }

    /// Adds the needs of another measure.
    package mutating func add(_ other: Needs) {
        embeddings.formUnion(other.embeddings)
        surprisals.formUnion(other.surprisals)
        supports.formUnion(other.supports)
    }

    private static func sorted(_ texts: Set<ExactText>) -> [String] {
        texts.map(\.text).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}
