import Evaluation
import Terminal

/// Two outputs that stood in a pair, side by side, with all that was said of them.
struct PairLayer: ComparingLayer {
    enum Command: Hashable {
        case before, next, scroll(Scroll), open(Side), predictability(Side), close
    }

    static let place: String? = "In a pair of outputs"
    static let note = "words that differ are marked"
    static let keys: [LayerKey<Command>] =
        [
            LayerKey([Key(.left)], .before, "The pair before", hint: "pair", hintName: "←/→"),
            LayerKey([Key(.right), Key(" ")], .next, "The next pair"),
        ] + LayerKey.scrolling(withSpace: false) { .scroll($0) } + [
            LayerKey([Key("o")], .open(.left), "Open the run or evaluation of the left output", hint: "open its run"),
            LayerKey([Key("O")], .open(.right), "Open the run or evaluation of the right one"),
        ] + predictabilityKeys { .predictability($0) } + [
            LayerKey([Key(.escape), Key(.enter), Key("q")], .close, "Back", hint: "back")
        ]

    private let rows: [PairVerdicts]
    /// The index of the pair that is read.
    private var place: Int
    var comparison = Comparison(title: "")

    /// Shows one of the listed pairs; nil if there is none at this place.
    init?(_ rows: [PairVerdicts], place: Int, _ look: Look) {
        guard rows.indices.contains(place) else { return nil }
        (self.rows, self.place) = (rows, place)
        show(look)
    }

    private mutating func show(_ look: Look) {
        comparison = Comparison(rows[place], place: "\(place + 1) of \(rows.count)", look)
    }

    private func output(on side: Side) -> PairOutput { side == .left ? rows[place].one : rows[place].other }

    func hint(of command: Command, _ standard: String?, _ context: any Context) -> String? {
        reason(against: command, context) == nil ? standard : nil
    }

    func reason(against command: Command, _ context: any Context) -> String? {
        guard case .open(let side) = command else { return nil }
        let output = output(on: side)
        return output.place == nil && output.request.isEmpty
            ? "Nobody knows which run this output is of." : nil
    }

    mutating func perform(_ command: Command, _ key: Key, _ context: any Context) -> [Request] {
        switch command {
        case .before, .next:
            place = min(max(0, place + (command == .next ? 1 : -1)), rows.count - 1)
            show(context.look)
        case .open(let side):
            let output = output(on: side)
            let request = output.place.map { HistoryRequest.open($0.run) }
            return [.effect(.history(request ?? .findEvaluation(output)))]
        case .predictability(let side): return comparison.showPredictability(of: side)
        case .close: return [.close, .select("\(place)")]
        case .scroll(let scroll): comparison.scroll(scroll, context.look)
        }
        return []
    }
}
