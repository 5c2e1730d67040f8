import Evaluation
import History
import Terminal

/// One case of an evaluation, with two lanes' outputs side by side.
struct CaseLayer: ComparingLayer {
    enum Command: Hashable {
        case before, next, scroll(Scroll), otherLanes, open, addExample, listPairs, predictability(Side), close
    }

    static let place: String? = "In a case of an evaluation"
    static let note = "words that differ are marked"
    static let keys: [LayerKey<Command>] =
        [
            LayerKey([Key(.left)], .before, "The case before", hint: "case", hintName: "←/→"),
            LayerKey([Key(.right), Key(" ")], .next, "The next case"),
        ] + LayerKey.scrolling(withSpace: false) { .scroll($0) } + [
            LayerKey([Key(.tab)], .otherLanes, "Other lanes", hint: "other lanes"),
            LayerKey([Key("o")], .open, "Put the case into the prompt", hint: "open"),
            LayerKey([Key("e")], .addExample, "Make the case an example of the prompt", hint: "to examples"),
            LayerKey([Key("t")], .listPairs, "What people and judges said of its outputs"),
        ] + predictabilityKeys { .predictability($0) } + [
            LayerKey([Key(.escape), Key(.enter), Key("q")], .close, "Back", hint: "back")
        ]

    /// The ids of the listed cases. The report's rows move, because cases may end in another order than they have.
    private let ids: [String]
    /// The case's index among them.
    private var place: Int
    /// The index of the lane on the left; the next lane is on the right.
    private var lane: Int
    var comparison = Comparison(title: "")

    /// Shows one of the listed cases, with a lane and the one on its right; nil if there is no case at this place.
    init?(ids: [String], place: Int, lane: Int, _ context: any Context) {
        self.ids = ids
        self.place = place
        let lanes = context.evaluation?.results?.report.lanes.count ?? 1
        self.lane = max(0, min(lane, lanes - 2))
        guard ids.indices.contains(place), row(context) != nil else { return nil }
        show(context)
    }

    private func row(_ context: any Context) -> EvaluationReport.Row? {
        context.evaluation?.results?.report.rows.first { $0.one.id == ids[place] }
    }

    private mutating func show(_ context: any Context) {
        guard let results = context.evaluation?.results, let row = row(context) else { return }
        comparison = Comparison(
            row, lanes: results.report.lanes.map(\.name), first: lane, place: "\(place + 1) of \(ids.count)",
            supports: results.supports, context.look)
    }

    mutating func perform(_ command: Command, _ key: Key, _ context: any Context) -> [Request] {
        switch command {
        case .before, .next:
            place = min(max(0, place + (command == .next ? 1 : -1)), max(0, ids.count - 1))
            show(context)
        case .otherLanes:
            let lanes = context.evaluation?.results?.report.lanes.count ?? 1
            lane = lane + 2 < lanes ? lane + 1 : 0
            show(context)
        case .open, .addExample:
            guard let row = row(context) else { return [] }
            return [command == .open ? .openCase(row.one) : .addExample(row)]
        case .listPairs:
            guard let name = context.evaluation?.order.name else { return [] }
            return [.listPairs(PairFilter(prompt: name, caseID: ids[place]))]
        case .predictability(let side): return comparison.showPredictability(of: side)
        case .close: return [.close, .select(ids[place])]
        case .scroll(let scroll): comparison.scroll(scroll, context.look)
        }
        return []
    }
}
