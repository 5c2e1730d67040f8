import JSONText
import Remedies

/// Where the right answers of data are, and what of them is taken.
struct RightAnswers {
    /// The columns, or paths into them; empty if nothing says where right answers are.
    private(set) var paths: [DataPath] = []
    private(set) var notices: [Notice] = []
    /// True if an object is written as JSON, because the prompt's answers are JSON.
    private(set) var areJSON = false
    /// True if each text is a list as Python writes it.
    private var areLists = false

    /// Names of columns that hold right answers, the likeliest first: Lathe's own, Inspect's, OpenAI evals', promptfoo's.
    fileprivate static let names = ["expected", "target", "ideal", "__expected"]
    /// Names by which public data sets call right answers. Nothing but `expected` says that these are meant.
    private static let likelyNames = [
        "answer", "answers", "answerKey", "label", "gold", "correct", "correct_answer", "correct_answers",
        "best_answer",
        "Answer", "Correct Answer", "Best Answer", "output", "completion", "solution", "target_scores", "mc1_targets",
    ]
    /// Keys of the text in an object that is a right answer: SQuAD's, TriviaQA's, CoQA's, and usual ones.
    private static let fields = ["text", "value", "answer", "input_text", "content", "label", "name"]

    /// Takes none.
    init() {}

    init(
        in survey: DataSurvey, filled: Set<String>, options: DataOptions, areJSON: Bool
    ) throws(DataSetError) {
        self.areJSON = areJSON
        if let name = options.expectedColumn {
            paths = [DataPath(name)]
        } else if let name = Self.names.first(where: { survey.column($0) != nil && !filled.contains($0) }) {
            paths = ([name] + (name == "__expected" ? Self.numbered(survey.names) : [])).map(DataPath.init)
        } else {
            paths = Self.numbered(survey.names).map(DataPath.init)
            let likely = Self.likelyNames.first { survey.column($0) != nil && !filled.contains($0) }
            if paths.isEmpty, let likely {
                notices.append(Notice("Nothing says which column holds the right answers.", .nameExpected(likely)))
            }
        }
        if let path = paths.first, paths.count == 1 { paths = [try plain(path, survey)] }
    }

    private static func numbered(_ columns: [String]) -> [String] {
        columns.filter { $0.hasPrefix("__expected") && Int($0.dropFirst(10)) != nil }
    }

    /// Returns a path to texts: the one that is given, or the one to the text in the objects that it leads to.
    private mutating func plain(_ path: DataPath, _ survey: DataSurvey) throws(DataSetError) -> DataPath {
        guard let column = survey.column(path.text) ?? survey.column(path.column) else { return path }
        if column.kinds == [.string], !path.isDeep, !areJSON, column.cells.python > 0, column.paths.isEmpty,
            !path.text.hasPrefix("__expected")
        {
            areLists = column.cells.others == 0
            notices.append(
                Notice(
                    areLists
                        ? "The right answers in `\(path.text.quotable)` are lists as Python writes them; one of their texts is enough."
                        : "Some right answers in `\(path.text.quotable)` are lists as Python writes them, and others aren't: each is one text."
                ))
        } else if column.kinds == [.string], let first = column.example.first, first == "{" || first == "[",
            !path.isDeep, column.paths.isEmpty
        {
            notices.append(
                Notice(
                    "The right answers in `\(path.text.quotable)` begin with `\(first)`: each is one text, whatever list or object it may be."
                ))
        }
        let start = path.text.replacing(/\[[0-9]+\]/, with: "") + "."
        let inside = column.paths.filter { $0.hasPrefix(start) }
        let isObject = !inside.isEmpty || !path.isDeep && column.kinds.contains(.object)
        guard isObject, !areJSON else { return path }
        if let sample = column.sample, !path.isDeep, sample.namesOfRight != nil {
            notices.append(
                Notice("The right answers are those that `\(path.text.quotable)` gives 1, or the highest number."))
            return path
        }
        for field in Self.fields {
            guard let found = inside.first(where: { $0.dropFirst(start.count).lowercased() == field }) else { continue }
            let chosen = DataPath(path.text + found.dropFirst(start.count - 1))
            notices.append(
                Notice("`\(path.text.quotable)` holds objects; the right answers are `\(chosen.text.quotable)`."))
            return chosen
        }
        throw .noText(path.text, paths: inside)
    }

    /// Returns the right answers of a row; nil if they are an object.
    func texts(of value: JSONValue) -> [String]? {
        // Where answers are JSON, an object is one, and so is each list in a list.
        if areJSON {
            switch value {
            case .object: return [value.text]
            case .list(let list) where list.contains { !$0.isScalar }: return list.map(\.text)
            default: break
            }
        }
        if areLists, case .text(let text) = value, let texts = JSONValue(inCell: text)?.texts { return texts }
        if let texts = value.texts { return texts }
        return value.namesOfRight
    }
}

extension DataSet {
    /// The names of columns that hold right answers though nobody says so.
    package static var namesOfRight: [String] { RightAnswers.names }
}

extension JSONValue {
    /// The choices that an object says are right: BIG-bench's `{"choice": 1, "other": 0}`, TruthfulQA's
    /// `{"choices": […], "labels": [1, 0]}`. Nil if it isn't such an object.
    fileprivate var namesOfRight: [String]? {
        guard case .object(let object) = self else { return nil }
        var scores: [(name: String, score: Double)] = []
        if case .list(let choices)? = object["choices"], case .list(let labels)? = object["labels"] {
            guard choices.count == labels.count else { return nil }
            scores = zip(choices, labels).compactMap { choice, label in
                choice.spelled.flatMap { name in label.score.map { (name, $0) } }
            }
            guard scores.count == choices.count else { return nil }
        } else {
            scores = object.members.compactMap { member in member.value.score.map { (member.key, $0) } }
            guard scores.count == object.members.count else { return nil }
        }
        guard scores.count > 1, let most = scores.map(\.score).max(), most > 0, scores.allSatisfy({ $0.score <= 1 })
        else {
            return nil
        }
        return scores.filter { $0.score == most }.map(\.name)
    }

    private var score: Double? { if case .number(let text) = self { Double(text) } else { nil } }
}
