/// What models say of texts, measured beforehand, so that scoring needs no model and each text is measured once.
public struct TextMeasures: Sendable {
    /// How surprising a text is to a model.
    public struct Surprisal: Sendable, Hashable {
        /// Minus the binary logarithm of the text's probability.
        public var bits: Double
        /// How many of its tokens that is about.
        public var tokens: Int

        /// So many bits, of so many tokens.
        public init(bits: Double, tokens: Int) {
            self.bits = bits
            self.tokens = tokens
        }
    }

    private var embeddings: [ExactText: [Float]] = [:]
    private var surprisals: [ExactText: Surprisal] = [:]

    /// Nothing measured yet.
    public init() {}

    /// Keeps a text's direction, of length 1; empty for a text without tokens.
    public mutating func keep(_ embedding: [Float], of text: String) { embeddings[ExactText(text)] = embedding }

    /// Keeps how surprising a text is.
    public mutating func keep(_ surprisal: Surprisal, of text: String) { surprisals[ExactText(text)] = surprisal }

    /// The cosine of two texts, -1...1; 0 if one of them has no tokens, nil if one isn't measured.
    public func cosine(_ first: String, _ second: String) -> Double? {
        guard let one = embeddings[ExactText(first)], let other = embeddings[ExactText(second)] else { return nil }
        // Rounding must not make more than 1 of it.
        return min(1, max(-1, zip(one, other).reduce(0) { $0 + Double($1.0) * Double($1.1) }))
    }

    /// How surprising a text is; nil if it isn't measured, or has no token that could be.
    public func surprisal(of text: String) -> Surprisal? {
        surprisals[ExactText(text)].flatMap { $0.tokens > 0 ? $0 : nil }
    }

    /// What of these needs isn't here yet.
    public func missing(_ needs: TextNeeds) -> TextNeeds {
        var missing = TextNeeds()
        missing.embeddings = needs.embeddings.filter { embeddings[$0] == nil }
        missing.surprisals = needs.surprisals.filter { surprisals[$0] == nil }
        return missing
    }
}

/// The texts that metrics and assertions want measured.
public struct TextNeeds: Sendable {
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
    public mutating func add(_ other: TextNeeds) {
        embeddings.formUnion(other.embeddings)
        surprisals.formUnion(other.surprisals)
    }

    private static func sorted(_ texts: Set<ExactText>) -> [String] {
        texts.map(\.text).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}

/// A text that is equal only to the same code points: a model's tokens differ where Swift's strings are equal.
struct ExactText: Hashable, Sendable {
    let text: String

    init(_ text: String) {
        self.text = text
    }

    static func == (first: ExactText, second: ExactText) -> Bool { first.text.utf8.elementsEqual(second.text.utf8) }

    func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
    }
}
