import Foundation
import History
import Library
import Prompting
import Terminal

/// The list of runs, newest first.
struct HistoryLayer: ListLayer {
    enum Command: Hashable {
        case open, compare, rate, setTags, note, pairs, delete, undo, filter, listDeleted, evaluations, close
    }

    /// Which runs are listed.
    enum Part: String, CaseIterable {
        case all = "", rated = ", rated", byHand = ", by hand"
    }

    static let place: String? = "In the history"
    static let keys: [LayerKey<Command>] = [
        LayerKey("type", "Find runs by words, prompt:NAME tag:NAME rating:4-5 …", hint: "to find"),
        LayerKey([Key(.enter)], .open, "Open the run as it was", hint: "open"),
        LayerKey([Key(.tab)], .compare, "Mark the run, or compare it with the marked one", hint: "compare"),
        LayerKey(
            (0...5).map { Key.alt(Character("\($0)")) }, .rate, "Rate the run; Alt-0 removes the rating", hint: "rate",
            names: "Alt-1…5"),
        LayerKey([.alt("t")], .setTags, "Change the tags of the run", hint: "tags"),
        LayerKey([.alt("n")], .note, "Write a note to the run", hint: "note"),
        LayerKey([.alt("p")], .pairs, "List the pairs that the run's outputs are in"),
        LayerKey([Key(.delete), .alt("x")], .delete, "Delete the run", hint: "delete"),
        LayerKey([.control("_")], .undo, "Bring back what was deleted here", hint: "undo"),
        LayerKey([.alt("f")], .filter, "Only rated runs, only those run by hand, or all", hint: "filter"),
        LayerKey([.alt("z")], .listDeleted, "List the deleted runs, or the others again", hint: "deleted"),
        LayerKey([.alt("k")], .evaluations, "List the kept evaluations that have the same words"),
        LayerKey([Key(.escape)], .close, "Back", hint: "back"),
    ]

    var finder = Finder()
    var entries: [HistoryEntry] = []
    /// Where older runs begin; nil if there are none.
    var next: HistoryPosition?
    /// The number of kept evaluations that have the typed words.
    private(set) var evaluations = 0
    /// The tokens of today, in words; empty if there are none.
    private(set) var today = ""
    /// True if a page is on its way.
    var isLoading = true
    /// The run to compare another one with; nil if none is marked.
    var marked: Int64?
    /// The runs that were deleted here, the latest at the end.
    var deleted: [Int64] = []
    private(set) var part = Part.all
    /// True if the deleted runs are listed, which Enter brings back.
    private(set) var showsDeleted = false
    var notice: String?

    var rowCount: Int { entries.count }
    var selected: HistoryEntry? {
        entries.indices.contains(finder.selected) ? entries[finder.selected] : nil
    }

    /// Asks for the newest runs that match the typed text.
    mutating func reload() -> [Request] { listRuns(from: .newest) }

    private mutating func listRuns(from position: HistoryPosition) -> [Request] {
        isLoading = true
        var filter = HistoryFilter(query: searchQuery)
        filter.isDeleted = showsDeleted
        // What is typed says it more exactly.
        if part == .rated, filter.rating == nil { filter.rating = 1...5 }
        if part == .byHand, filter.origin == nil { filter.origin = .screen }
        return [.listRuns(filter, position)]
    }

    /// The query to search for. The last word is still being typed, so it may be the beginning of one.
    var searchQuery: String {
        let text = finder.query.text
        guard let last = text.split(whereSeparator: \.isWhitespace).last, text.last?.isWhitespace == false,
            last.count > 1, last.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) })
        else { return text }
        return text + "*"
    }

    func hint(of command: Command, _ standard: String?, _ context: any Context) -> String? {
        guard showsDeleted else { return standard }
        return switch command {
        case .open: "bring back"
        case .listDeleted: "kept ones"
        case .filter, .close: standard
        default: nil
        }
    }

    func reason(against command: Command, _ context: any Context) -> String? {
        switch command {
        case .undo: deleted.isEmpty ? "Nothing more was deleted here." : nil
        case .close, .evaluations, .listDeleted, .filter: nil
        case _ where showsDeleted && selected != nil && command != .open:
            "The run is deleted: Enter brings it back first."
        case .pairs where selected?.pairs == 0: "Its outputs are in no pair: no model has judged them."
        default: selected == nil ? "No run is listed." : nil
        }
    }

    mutating func perform(_ command: Command, _ key: Key, _ context: any Context) -> [Request] {
        switch command {
        case .close: return [.closeAll]
        case .evaluations: return [.listEvaluations(HistoryFilter(query: finder.query.text).evaluationWords ?? "")]
        case .undo: return deleted.popLast().map { [.effect(.history(.restore($0)))] } ?? []
        case .filter:
            let parts = Part.allCases
            part = parts[((parts.firstIndex(of: part) ?? 0) + 1) % parts.count]
            (entries, next, finder.selected) = ([], nil, 0)
            return reload()
        case .listDeleted:
            showsDeleted.toggle()
            marked = nil
            (entries, next, finder.selected) = ([], nil, 0)
            return reload()
        default: break
        }
        guard let entry = selected else { return [] }
        let id = entry.id
        switch command {
        case .open where showsDeleted:
            deleted.removeAll { $0 == id }
            return [.effect(.history(.restore(id)))]
        case .open: return [.effect(.history(.open(id)))]
        case .compare:
            if let marked, marked != id { return [.effect(.history(.compare(marked, id)))] }
            marked = marked == id ? nil : id
            notice = marked.map { "Run \($0) is marked. Tab on another run compares the two." }
        case .rate:
            guard case .character(let character) = key.code, let rating = character.wholeNumberValue else { break }
            return [.effect(.history(.rate(id, rating == 0 ? nil : rating)))]
        case .setTags:
            return [
                .ask(
                    Question(
                        title: "Tags of run \(id), separated by commas", text: entry.tags.joined(separator: ", ")
                    ) { [.effect(.history(.setTags(id, $0.commaSeparated)))] })
            ]
        case .note:
            return [
                .ask(Question(title: "Note to run \(id)", text: entry.note) { [.effect(.history(.note(id, $0)))] })
            ]
        case .pairs: return [.listPairs(PairFilter(run: id))]
        case .delete:
            deleted.append(id)
            return [.effect(.history(.delete(id)))]
        case .undo, .filter, .listDeleted, .evaluations, .close: break
        }
        return []
    }

    /// Returns what models used: `today 12345 tokens, $0.02`; an empty text if nothing.
    private static func words(_ models: [TokenUsage]) -> String {
        let total = TokenUsage.total(of: models)
        guard total.generatedTokens > 0 else { return "" }
        let cost = total.cost.map { cost in
            // Ten cents are no eleven, although 0.1 is no binary fraction.
            let cents = Int(min(1e9, max(0, cost * 100 - 1e-6)).rounded(.up))
            return ", $\(cents / 100).\(cents % 100 < 10 ? "0" : "")\(cents % 100)"
        }
        return "today \(total.generatedTokens) tokens\(cost ?? "")"
    }

    /// Asks for older runs when the cursor comes near the last one.
    mutating func moved(_ context: any Context) -> [Request] {
        guard let next, !isLoading, finder.selected >= entries.count - 20 else { return [] }
        return listRuns(from: next)
    }

    mutating func typed(isPasted: Bool, _ context: any Context) -> [Request] { reload() }

    mutating func take(_ event: LayerEvent, _ context: any Context) -> [Request] {
        guard case .message(.history(let answer)) = event else { return [] }
        switch answer {
        case .page(_, let page, let isMore, let count):
            if !isMore { evaluations = count }
            entries = isMore ? entries + page.entries : page.entries
            next = page.next
            isLoading = false
            finder.move(by: 0, count: rowCount)
        case .changed(let sentence):
            notice = sentence
            return reload()
        case .failed(let sentence):
            notice = sentence
            isLoading = false
        case .usage(let models): today = Self.words(models)
        case .run, .runs, .evaluations, .evaluation, .evaluationFound, .pairs, .pairRefused: break
        }
        return []
    }
}
