import Sampling
import Terminal
import TextLayout

/// The tree of a lane's beams, or of its samples: the candidates of one step, and the path to the chosen one.
struct BeamLayer: Layer {
    enum Command: Hashable {
        case above, below, back, ahead, farBack, farAhead, first, last, nextResult, resultBefore, nextStage, open, close
    }

    static let place: String? = "In the tree of a lane"
    static let keys: [LayerKey<Command>] = [
        LayerKey([Key(.enter)], .open, "Open a lane that goes on from the token", hint: "open a lane"),
        LayerKey([Key(.left)], .back, "The token before, on the branch", hint: "step", hintName: "←/→"),
        LayerKey([Key(.right)], .ahead, "The token after, on the branch"),
        LayerKey([Key(.up)], .above, "The likelier candidate of the step", hint: "candidate", hintName: "↑/↓"),
        LayerKey([Key(.down)], .below, "The less likely candidate of the step"),
        LayerKey([Key(.pageUp)], .farBack, "Ten tokens back"),
        LayerKey([Key(.pageDown)], .farAhead, "Ten tokens ahead"),
        LayerKey([Key(.home)], .first, "The first step"),
        LayerKey([Key(.end)], .last, "The end of the branch"),
        LayerKey([Key("]")], .nextResult, "The end of the next best output", hint: "output", hintName: "[ ]"),
        LayerKey([Key("[")], .resultBefore, "The end of the output before"),
        LayerKey([Key(.tab)], .nextStage, "The next stage of the technique"),
        LayerKey([Key(.escape)], .close, "Back", hint: "back"),
    ]

    /// The lane's name.
    let lane: String
    /// What made the tree, in words: `4 beams, length penalty 1`.
    let origin: String
    /// The trees of the technique's stages; never empty.
    private let stages: [LaneTree]
    /// The tokens that each stage's tree begins behind, in a lane that branched off another one.
    let beginnings: [[Int32]]
    private(set) var stage = 0
    /// The chosen candidate.
    private(set) var chosen: BeamTree.ID = 0
    /// The branch on which → goes on.
    private var branch: [BeamTree.ID] = []
    /// The step at which each candidate's branch fell.
    private(set) var falls: [Int?] = []
    private(set) var winners: Set<BeamTree.ID> = []

    /// Creates the layer, with the cursor at the first step; nil if no tree has a step.
    init?(lane: String, origin: String, stages: [LaneTree], beginnings: [[Int32]] = []) {
        guard let index = stages.indices.last(where: { !stages[$0].tree.candidates.isEmpty }) else { return nil }
        self.lane = lane
        self.origin = origin
        self.stages = stages
        self.beginnings = beginnings
        show(stage: index)
    }

    var trees: [BeamTree] { stages.map(\.tree) }
    var tree: BeamTree { stages[stage].tree }

    /// Returns whether a token was given to a branch, not drawn.
    func isGiven(_ id: BeamTree.ID) -> Bool { stages[stage].given.contains(id) }

    /// Returns the name of the lane that a result is of; nil if all are of one lane.
    func name(of result: Int) -> String? {
        let names = stages[stage].names
        return names.indices.contains(result) ? names[result] : nil
    }

    private mutating func show(stage: Int) {
        self.stage = stage
        falls = tree.falls
        winners = tree.winningPath
        branch = (tree.bestResult ?? tree.leader).map { tree.path(to: $0) } ?? []
        chosen = branch.first ?? 0
    }

    /// The number of the chosen candidate's step, from 0.
    var step: Int { tree.step(of: chosen) }

    func reason(against command: Command, _ context: any Context) -> String? {
        switch command {
        case .open where tree.candidates[chosen].text.isEmpty: "The output ends here: there is nothing to go on from."
        case .open: context.disabledReason(.newLane)
        case .nextResult, .resultBefore:
            tree.results.isEmpty ? "No output has ended yet." : nil
        case .nextStage: trees.count { !$0.candidates.isEmpty } < 2 ? "The technique has one stage." : nil
        default: nil
        }
    }

    mutating func perform(_ command: Command, _ key: Key, _ context: any Context) -> [Request] {
        switch command {
        case .close: return [.close]
        case .open:
            let beginning = beginnings.indices.contains(stage) ? beginnings[stage] : []
            let path = beginning + tree.path(to: chosen).map { tree.candidates[$0].token }
            return [.closeAll, .branch(stage: stage, path, after: tree.candidates[chosen].text)]
        case .above: choose(chosen - 1, within: tree.step(step))
        case .below: choose(chosen + 1, within: tree.step(step))
        case .back: move(by: -1)
        case .ahead: move(by: 1)
        case .farBack: move(by: -10)
        case .farAhead: move(by: 10)
        case .first: move(by: -tree.stepCount)
        case .last: move(by: tree.stepCount)
        case .nextResult: showResult(by: 1)
        case .resultBefore: showResult(by: -1)
        case .nextStage:
            let others = (1...trees.count).map { (stage + $0) % trees.count }
            if let next = others.first(where: { !trees[$0].candidates.isEmpty }) { show(stage: next) }
        }
        return []
    }

    private mutating func choose(_ id: BeamTree.ID, within ids: Range<BeamTree.ID>) {
        guard ids.contains(id) else { return }
        chosen = id
        if !branch.contains(id) { branch = longest(from: id) }
    }

    /// Moves along the branch, as far as it goes.
    private mutating func move(by steps: Int) {
        guard let place = branch.firstIndex(of: chosen) else { return }
        chosen = branch[min(max(0, place + steps), branch.count - 1)]
    }

    private mutating func showResult(by count: Int) {
        // Several samples may end alike.
        let results = tree.results.reduce(into: [BeamTree.ID]()) { if !$0.contains($1) { $0.append($1) } }
        let place = branch.last.flatMap { results.firstIndex(of: $0) }
        let next = place.map { ($0 + count + results.count) % results.count } ?? 0
        guard results.indices.contains(next) else { return }
        branch = tree.path(to: results[next])
        chosen = branch.last ?? chosen
    }

    /// Returns the path through a candidate: to the best result behind it, else to where its branch fell.
    private func longest(from id: BeamTree.ID) -> [BeamTree.ID] {
        if let result = tree.results.first(where: { tree.path(to: $0).contains(id) }) { return tree.path(to: result) }
        var end = id
        for later in tree.candidates.indices.dropFirst(id) where tree.candidates[later].fate != .dropped {
            if tree.candidates[later].parent == end { end = later }
        }
        return tree.path(to: end)
    }
}
