import Evaluation
import History
import Terminal

/// What was said of outputs that stood in pairs: people's votes beside the verdicts of one judge, those first on which they part.
struct PairsLayer: ListLayer {
    enum Command: Hashable { case read, nextJudge, close }

    static let place: String? = "In the verdicts on pairs of outputs"
    static let keys: [LayerKey<Command>] = [
        LayerKey("type", "Find pairs by words of case, lanes and texts", hint: "to find"),
        LayerKey([Key(.enter)], .read, "Read both texts and all that was said of them", hint: "read"),
        LayerKey([Key(.tab)], .nextJudge, "Show the verdicts of another judge", hint: "other judge"),
        LayerKey([Key(.escape)], .close, "Back", hint: "back"),
    ]

    /// Which pairs are shown.
    let filter: PairFilter
    var finder = Finder()
    var notice: String?
    /// True until the pairs have come.
    private(set) var isLoading = true
    private var pairs: [Pair] = []
    /// The judges of the pairs, the one that judged last first.
    private(set) var judges: [Voter] = []
    /// The index of the judge whose verdicts are shown.
    private(set) var judge = 0
    private var all: [PairVerdicts] = []
    /// What typed words are looked for in.
    private var words: [String] = []
    /// The pairs that have all typed words.
    private(set) var rows: [PairVerdicts] = []

    init(_ filter: PairFilter) {
        self.filter = filter
    }

    var rowCount: Int { rows.count }

    var selected: PairVerdicts? { rows.indices.contains(finder.selected) ? rows[finder.selected] : nil }

    /// The finding about people and the judge; nil if there is no judge.
    private(set) var sentence: String?
    /// Says that the judge can't be believed; nil if it can be.
    private(set) var doubt: String?
    /// Why the pairs couldn't be read; nil if they could.
    private(set) var problem: String?

    func hint(of command: Command, _ standard: String?, _ context: any Context) -> String? {
        reason(against: command, context) == nil ? standard : nil
    }

    func reason(against command: Command, _ context: any Context) -> String? {
        switch command {
        case .read: selected == nil ? "No pair is listed." : nil
        case .nextJudge: judges.count < 2 ? "There is no other judge." : nil
        case .close: nil
        }
    }

    mutating func perform(_ command: Command, _ key: Key, _ context: any Context) -> [Request] {
        switch command {
        case .read: return [.showPair(rows, place: finder.selected)]
        case .nextJudge:
            judge = (judge + 1) % max(1, judges.count)
            collect()
        case .close: return [.close]
        }
        return []
    }

    mutating func typed(isPasted: Bool, _ context: any Context) -> [Request] {
        find()
        return []
    }

    mutating func take(_ event: LayerEvent, _ context: any Context) -> [Request] {
        switch event {
        case .message(.history(.pairs(let pairs, filter))):
            self.pairs = pairs
            judges = PairVerdicts.judges(of: pairs)
            (judge, isLoading, problem) = (0, false, nil)
            collect()
        case .message(.history(.failed(let sentence))) where isLoading: (problem, isLoading) = (sentence, false)
        case .selected(let place):
            finder.selected = Int(place) ?? finder.selected
            finder.move(by: 0, count: rowCount)
        default: break
        }
        return []
    }

    /// Collects what people and the judge said.
    private mutating func collect() {
        all = PairVerdicts.all(pairs, judge: judges.indices.contains(judge) ? judges[judge] : nil)
        words = all.map { one in
            [
                one.caseID, one.one.lane, one.other.lane, one.people, one.judge, one.both?.relation.rawValue ?? "",
                String(one.one.text.prefix(1000)), String(one.other.text.prefix(1000)),
            ].joined(separator: " ").lowercased()
        }
        let shown = judges.indices.contains(judge) ? judges[judge] : nil
        sentence = shown.map { JudgedVote.sentence(all.compactMap(\.both), judge: $0.name) }
        doubt = shown.flatMap { judge in JudgeTrial(pairs.filter { $0.voter == judge }).doubt(about: judge.name) }
        find()
    }

    private mutating func find() {
        let wanted = finder.words
        rows = zip(all, words).filter { _, text in wanted.allSatisfy { text.contains($0) } }.map(\.0)
        finder.move(by: 0, count: rowCount)
    }
}
