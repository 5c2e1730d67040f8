import Evaluation
import Terminal

/// What votes say of the lanes, with what is taken out of the strengths.
struct StandingLayer: ComparingLayer {
    enum Command: Hashable { case turnLength, turnFormatting, scroll(Scroll), close }

    static let place: String? = "In what the votes say"
    static let note = "strengths: 400 more are odds of 10 to 1"
    static let keys: [LayerKey<Command>] =
        [
            LayerKey([Key("l")], .turnLength, "Take the influence of length out, or not", hint: "length"),
            LayerKey([Key("f")], .turnFormatting, "Take headings, lists and bold text out, or not", hint: "formatting"),
        ] + LayerKey.scrolling { .scroll($0) } + [
            LayerKey([Key(.escape), Key(.enter), Key("q")], .close, "Back", hint: "back")
        ]

    private let pairs: [Pair]
    private let lanes: [String]
    /// What is taken out of the strengths besides the order.
    private(set) var covariates: Set<PairCovariate> = []
    var comparison = Comparison(title: "")

    init(_ pairs: [Pair], lanes: [String], _ look: Look) {
        (self.pairs, self.lanes) = (pairs, lanes)
        show(look)
    }

    mutating func perform(_ command: Command, _ key: Key, _ context: any Context) -> [Request] {
        switch command {
        case .turnLength: turn([.length])
        case .turnFormatting: turn([.headings, .lists, .bold])
        case .close: return [.close]
        case .scroll(let scroll):
            comparison.scroll(scroll, context.look)
            return []
        }
        show(context.look)
        return []
    }

    mutating func receive(_ event: LayerEvent, _ context: any Context) -> [Request]? {
        guard case .resized = event else { return receiveByKeys(event, context) }
        show(context.look)
        return []
    }

    private mutating func turn(_ some: Set<PairCovariate>) {
        covariates = covariates.isSuperset(of: some) ? covariates.subtracting(some) : covariates.union(some)
    }

    private mutating func show(_ look: Look) {
        let standing = PairStanding(pairs, lanes: lanes, covariates: PairCovariate.allCases.filter(covariates.contains))
        let width = Comparison.wholeWidth(look.size)
        comparison = Comparison(title: "what the votes say")
        for lane in standing.lanes {
            let strength = lane.strength.map { estimate in
                let interval = estimate.ratingInterval.map {
                    " (\(Knob.fixed($0.low, 0)) to \(Knob.fixed($0.high, 0)))"
                }
                return "strength \(Knob.fixed(estimate.rating, 0))\(interval ?? "")"
            }
            let missing = lane.obstacle.map { "no finite strength: \($0.sentence)" } ?? "no strength yet"
            let line =
                "\(look.line(lane.name)): won \(lane.wins), lost \(lane.losses), ties \(lane.ties), \(strength ?? missing)"
            comparison.parts += look.wrap(line, width).map { Comparison.Part.plain($0) }
        }
        for sentence in standing.sentences + [standing.covariateNote].compactMap(\.self) {
            comparison.parts += [.plain("")] + look.wrap(sentence, width).map { .plain($0) }
        }
    }
}
