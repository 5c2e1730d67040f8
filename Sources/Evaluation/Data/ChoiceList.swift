/// The choices of one row: their labels, and the words that they stand for.
struct ChoiceList: Sendable, Hashable {
    /// `A`, `B` and so on, unless the data has its own.
    var labels: [String]
    var texts: [String]

    /// The names of the columns that hold lists of choices: ARC's, CommonsenseQA's and MMLU's, AQuA's and MMLU-Pro's,
    /// HellaSwag's.
    static let names: Set<String> = ["choices", "options", "endings"]
    private static let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".map(String.init)

    /// Creates a list; nil if there are fewer than two choices, or not one label for each. Without labels they are letters.
    init?(texts: [String], labels: [String]? = nil) {
        guard texts.count > 1, texts.count <= Self.letters.count, labels.map({ $0.count == texts.count }) ?? true else {
            return nil
        }
        self.texts = texts
        self.labels = labels ?? Array(Self.letters.prefix(texts.count))
    }

    /// Takes the columns `A`, `B`, `C`, … of a table (KMMLU); nil if it doesn't have the first two.
    init?(columns: [String: DataValue]) {
        let texts = Self.letters.prefix { columns[$0] != nil }.compactMap { columns[$0]?.text }
        self.init(texts: texts)
    }

    /// The choices as lines `A) …`, for the prompt.
    var lines: [String] { zip(labels, texts).map { "\($0)) \(Self.plain($1))" } }

    /// Returns a choice's words without the label that AQuA writes before them (`A)21`).
    private static func plain(_ text: String) -> String {
        guard let first = text.first, first.isLetter, text.dropFirst().first == ")" else { return text }
        return String(text.dropFirst(2)).trimmingSpaces
    }
}
