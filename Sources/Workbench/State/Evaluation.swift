import Evaluation
import Prompting

/// Which cases the lanes are tried on.
public struct DataChoice: Sendable, Hashable {
    /// The file; nil is the prompt's own test data.
    public var path: String?
    /// Most cases; nil is all.
    public var limit: Int?

    /// Cases of a file, or of the prompt itself.
    public init(path: String?, limit: Int? = nil) {
        self.path = path
        self.limit = limit
    }
}

/// A data set that can be chosen.
public struct DataEntry: Sendable, Hashable {
    /// What it is called.
    public var name: String
    /// Its file; nil for the prompt's own test data.
    public var path: String?
    /// Where it is from, in a word or two.
    public var origin: String

    /// A data set.
    public init(name: String, path: String?, origin: String) {
        self.name = name
        self.path = path
        self.origin = origin
    }
}

/// What a data set holds for a prompt.
public struct DataFacts: Sendable, Hashable {
    /// How many cases.
    public var cases: Int
    /// What else is to be known, in sentences: what so many cases can show, what was assumed, what was left out.
    public var sentences: [String]

    /// Facts about a data set.
    public init(cases: Int, sentences: [String]) {
        self.cases = cases
        self.sentences = sentences
    }
}

/// What is to be evaluated: the prompt with the screen's lanes, on some cases.
public struct EvaluationOrder: Sendable, Hashable {
    /// The prompt, its lanes those of the screen.
    public var prompt: Prompt
    /// What the prompt is called.
    public var name: String
    /// The words of the lanes' models; nil is the default one.
    public var models: [String?]
    /// The cases.
    public var data: DataChoice
}

/// What an evaluation found, or has found so far.
public struct EvaluationResults: Sendable {
    /// The lanes and the cases.
    public var report: EvaluationReport
    /// How answers are read.
    public var answer: String
    /// What can be said about the lanes, a sentence each.
    public var sentences: [String]
    /// Whether the cases' variable `input` took the place of the prompt's whole input.
    public var replacesInput: Bool

    /// Results.
    public init(report: EvaluationReport, answer: String, sentences: [String], replacesInput: Bool) {
        self.report = report
        self.answer = answer
        self.sentences = sentences
        self.replacesInput = replacesInput
    }
}

/// What becomes of an evaluation.
public enum EvaluationNews: Sendable {
    /// How far it is, 0...1 and in words; with what was found where that was counted anew.
    case progress(Double, String, EvaluationResults?)
    /// It is over, or was stopped.
    case ended(EvaluationResults, wasStopped: Bool)
    /// It can't be done.
    case failed(String)
}

/// The evaluation of this session, under way or done.
struct EvaluationState: Sendable {
    let number: Int
    let order: EvaluationOrder
    var isRunning = true
    /// Whether it hasn't begun because a model isn't loaded yet.
    var isWaiting = false
    /// What is shown while it runs.
    var fraction = 0.0
    var progress = "reading the data"
    var results: EvaluationResults?
    var problem: String?
}

/// The data sets to choose from.
struct DataPicker: Sendable {
    var finder = Finder()
    var entries: [DataEntry] = []
    var isLoading = true
    var limit: Int?
    /// What was found out about data sets.
    var facts: [DataChoice: Result<DataFacts, DataProblem>] = [:]

    /// The entries that every word of the query is found in.
    var found: [DataEntry] {
        let words = finder.query.text.lowercased().split(separator: " ")
        return entries.filter { entry in
            let all = "\(entry.name) \(entry.origin)".lowercased()
            return words.allSatisfy { all.contains($0) }
        }
    }

    /// What Enter takes: the selected entry, or what was typed as the path of a file.
    var choice: DataChoice? {
        let found = found
        if found.indices.contains(finder.selected) {
            return DataChoice(path: found[finder.selected].path, limit: limit)
        }
        let typed = finder.query.text
        return typed.isEmpty ? nil : DataChoice(path: typed, limit: limit)
    }
}

/// Why a data set can't be used.
public struct DataProblem: Error, Sendable, Hashable {
    /// In a sentence or two.
    public var sentence: String

    /// A problem.
    public init(sentence: String) {
        self.sentence = sentence
    }
}

/// The results as they are looked at.
struct EvaluationView: Sendable {
    var filter = CaseFilter()
    /// The rows of the report that the filter lets through.
    var rows: [Int] = []
    var selected = 0

    /// Goes through the report again; the selected case stays selected where it is still there.
    mutating func refresh(_ report: EvaluationReport?) {
        let old = rows.indices.contains(selected) ? rows[selected] : nil
        rows = report.map { report in report.rows.indices.filter { filter.holds(for: report.rows[$0]) } } ?? []
        selected = old.flatMap { rows.firstIndex(of: $0) } ?? min(selected, max(0, rows.count - 1))
    }
}

/// Which cases are shown.
struct CaseFilter: Sendable, Hashable {
    /// What a lane must have made of a case. An answer that couldn't be read is wrong here, as the comparison of lanes has it,
    /// and can be looked for by itself.
    enum Wanted: Sendable, Hashable {
        case right, wrong, unread
    }

    /// By the lane's index; lanes without one may have made anything of it.
    var wanted: [Int: Wanted] = [:]
    /// Whether some lanes must have it right and others wrong.
    var isDisputed = false

    /// Goes on to the next thing that is wanted of a lane: right, wrong, unread, anything.
    mutating func turn(_ lane: Int) {
        switch wanted[lane] {
        case nil: wanted[lane] = .right
        case .right: wanted[lane] = .wrong
        case .wrong: wanted[lane] = .unread
        case .unread: wanted[lane] = nil
        }
    }

    func holds(for row: EvaluationReport.Row) -> Bool {
        if isDisputed, !row.isDisputed { return false }
        return wanted.allSatisfy { lane, wanted in
            guard row.lanes.indices.contains(lane), let scored = row.lanes[lane] else { return false }
            switch wanted {
            case .right: return scored.isCorrect
            case .wrong: return !scored.isCorrect
            case .unread: return scored.extracted == nil
            }
        }
    }

    /// In words: `A right, B wrong`.
    func title(_ names: [String]) -> String {
        var parts = isDisputed ? ["lanes differ"] : []
        for (lane, wanted) in wanted.sorted(by: { $0.key < $1.key }) where names.indices.contains(lane) {
            parts.append("\(names[lane]) \(wanted)")
        }
        return parts.isEmpty ? "all" : parts.joined(separator: ", ")
    }
}

/// One case, two lanes' outputs beside each other.
struct CaseView: Sendable {
    /// Its place among the rows that are shown.
    var place: Int
    /// The lane on the left; the next one is on the right.
    var lane = 0
    var comparison: Comparison
}
