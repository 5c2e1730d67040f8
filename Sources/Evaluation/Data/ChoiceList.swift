import JSONText

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

    /// Takes the choices of a row: of a column that holds them, of the object `question` (ARC's and CommonsenseQA's own
    /// files), of columns `A`, `B`, `C`, … (KMMLU), or of those of a set in ``ChoiceColumns``. Nil if the row has none.
    init?(of row: JSONObject) {
        let inQuestion = if case .object(let question)? = row["question"] { question } else { JSONObject() }
        for object in [row, inQuestion] {
            for member in object.members where Self.names.contains(member.key) {
                guard let list = ChoiceList(member.value) else { continue }
                self = list
                return
            }
        }
        let lettered = Self.letters.prefix { row[$0]?.spelled != nil }
        let columns = lettered.count > 1 ? Array(lettered) : ChoiceColumns.all.first { $0.isWhole(in: row) }?.choices
        self.init(texts: (columns ?? []).compactMap { row[$0]?.spelled })
    }

    /// Reads a list of texts, ARC's `{text, label}`, or a list of such objects; nil if the value is something else.
    init?(_ value: JSONValue) {
        switch value {
        case .object(let object):
            guard case .list(let texts)? = object["text"] else { return nil }
            var labels: [String]?
            if case .list(let list)? = object["label"] { labels = list.compactMap(\.spelled) }
            self.init(texts: texts.map { $0.spelled ?? "" }, labels: labels)
        case .list(let list):
            let objects = list.compactMap { if case .object(let object) = $0 { object } else { nil } }
            guard objects.count == list.count, !list.isEmpty else {
                self.init(texts: list.map { $0.spelled ?? "" })
                return
            }
            self.init(
                texts: objects.compactMap { $0["text"]?.spelled }, labels: objects.compactMap { $0["label"]?.spelled })
        case .text(let text):
            guard let value = JSONValue(inCell: text) else { return nil }
            self.init(value)
        case .null, .bool, .number: return nil
        }
    }

    /// The choices as lines `A) …`, for the prompt.
    var lines: [String] { zip(labels, texts).map { "\($0)) \(Self.plain($1))" } }

    /// Returns a choice's words without the label that AQuA writes before them (`A)21`).
    private static func plain(_ text: String) -> String {
        guard let first = text.first, first.isLetter, text.dropFirst().first == ")" else { return text }
        return String(text.dropFirst(2)).trimmingSpaces
    }
}
