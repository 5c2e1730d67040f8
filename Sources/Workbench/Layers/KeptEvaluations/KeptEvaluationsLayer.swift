import History
import Terminal

/// The list of evaluations that were kept, newest first.
struct KeptEvaluationsLayer: ListLayer {
    enum Command: Hashable { case open, compare, delete, undo, listDeleted, close }

    static let place: String? = "In the kept evaluations"
    static let keys: [LayerKey<Command>] = [
        LayerKey("type", "Find evaluations by words: prompt, data, lanes, models", hint: "to find"),
        LayerKey([Key(.enter)], .open, "Open the evaluation", hint: "open"),
        LayerKey([Key(.tab)], .compare, "Mark it, or compare it with the marked one case by case", hint: "compare"),
        LayerKey([Key(.delete), .alt("x")], .delete, "Delete the evaluation", hint: "delete"),
        LayerKey([.control("_")], .undo, "Bring back what was deleted here", hint: "undo"),
        LayerKey([.alt("z")], .listDeleted, "List the deleted evaluations, or the others again", hint: "deleted"),
        LayerKey([Key(.escape)], .close, "Back", hint: "back"),
    ]

    var finder: Finder
    private(set) var entries: [EvaluationEntry] = []
    /// True if the list, or an evaluation, is being read.
    private(set) var isLoading = true
    /// The evaluation to compare another one with; nil if none is marked.
    private(set) var marked: Int64?
    /// The evaluations that were deleted here, the latest at the end.
    private var deleted: [Int64] = []
    /// True if the deleted evaluations are listed, which Enter brings back.
    private(set) var showsDeleted = false
    var notice: String?

    var rowCount: Int { entries.count }
    var selected: EvaluationEntry? {
        entries.indices.contains(finder.selected) ? entries[finder.selected] : nil
    }

    /// Creates the list of those that have some words.
    init(_ words: String, _ look: Look) {
        finder = Finder(query: look.lineEditor(words))
    }

    /// Asks for the evaluations that have the typed words.
    mutating func reload() -> [Request] {
        isLoading = true
        let words = finder.query.text
        return [.effect(.history(showsDeleted ? .deletedEvaluations(words) : .evaluations(words)))]
    }

    func hint(of command: Command, _ standard: String?, _ context: any Context) -> String? {
        guard showsDeleted else { return standard }
        return switch command {
        case .open: "bring back"
        case .listDeleted: "kept ones"
        case .close: standard
        default: nil
        }
    }

    func reason(against command: Command, _ context: any Context) -> String? {
        switch command {
        case .undo: deleted.isEmpty ? "Nothing more was deleted here." : nil
        case .close, .listDeleted: nil
        case _ where showsDeleted && selected != nil && command != .open:
            "The evaluation is deleted: Enter brings it back first."
        default: selected == nil ? "No evaluation is listed." : nil
        }
    }

    mutating func perform(_ command: Command, _ key: Key, _ context: any Context) -> [Request] {
        switch command {
        case .close: return [.close]
        case .undo: return deleted.popLast().map { [.effect(.history(.restoreEvaluation($0)))] } ?? []
        case .listDeleted:
            showsDeleted.toggle()
            marked = nil
            (entries, finder.selected) = ([], 0)
            return reload()
        default: break
        }
        guard let id = selected?.id else { return [] }
        switch command {
        case .open where showsDeleted:
            deleted.removeAll { $0 == id }
            return [.effect(.history(.restoreEvaluation(id)))]
        case .open:
            isLoading = true
            return [.effect(.history(.openEvaluation(id)))]
        case .compare:
            if let marked, marked != id {
                isLoading = true
                return [.effect(.history(.compareEvaluations(min(marked, id), max(marked, id))))]
            }
            marked = marked == id ? nil : id
            notice = marked.map { "Evaluation \($0) is marked. Tab on another one compares the two." }
        case .delete:
            // The list still has it until it is read again.
            guard !deleted.contains(id) else { break }
            deleted.append(id)
            if marked == id { marked = nil }
            return [.effect(.history(.deleteEvaluation(id)))]
        case .undo, .listDeleted, .close: break
        }
        return []
    }

    mutating func typed(isPasted: Bool, _ context: any Context) -> [Request] { reload() }

    mutating func take(_ event: LayerEvent, _ context: any Context) -> [Request] {
        guard case .message(.history(let answer)) = event else { return [] }
        switch answer {
        case .evaluations(let entries, let words):
            guard words == finder.query.text, entries.allSatisfy({ ($0.deleted != nil) == showsDeleted }) else { break }
            self.entries = entries
            isLoading = false
            finder.move(by: 0, count: rowCount)
        case .evaluation: isLoading = false
        case .changed(let sentence):
            notice = sentence
            return reload()
        case .failed(let sentence):
            notice = sentence
            isLoading = false
        case .page, .run, .runs, .usage, .evaluationFound, .pairs, .pairRefused: break
        }
        return []
    }
}
