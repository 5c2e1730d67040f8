import Lanes
import Sampling

/// A lane that follows beams. Each beam is a generation, which rides a branch as those of other lanes do; they take a step
/// together, when all have the row after them.
final class BeamLane {
    let lane: Int
    private let settings: Settings
    private let model: LlamaModel
    /// Reports each step; nil if nobody wants to see the search.
    private let emit: (@Sendable (RunEvent) -> Void)?
    private var search: BeamSearch
    /// The beams that run, the likeliest first.
    private(set) var beams: [Generation]
    /// The beams that have ended in the present step of the technique, by their last candidate.
    private var ended: [BeamTree.ID: Generation] = [:]
    /// The searches of the technique's earlier steps.
    private var trees: [BeamTree] = []
    /// The beams to show, the best first; empty while it runs.
    private(set) var kept: [Generation] = []
    private var scores: [BeamScore?] = []
    private(set) var isFinished = false

    /// Creates the search of a lane from its prompt.
    init(_ root: Generation, model: LlamaModel, emit: (@Sendable (RunEvent) -> Void)?) {
        lane = root.lane
        settings = root.request.settings
        self.model = model
        self.emit = emit
        search = BeamSearch(width: settings.beams, lengthPenalty: settings.lengthPenalty)
        beams = [root]
        passGivenStages(root)
    }

    /// The largest number of beams that run at once.
    var width: Int { search.width }

    /// The number of tokens of a row that a beam offers.
    var reach: Int { search.reach }

    /// True if every beam has the row after it.
    var canStep: Bool { !isFinished && beams.allSatisfy { $0.offers != nil } }

    /// Takes a step. Returns each beam so far with those that go on from it; none do if the search is done. If the
    /// technique has a further step, the best beam then begins it.
    func step(isReplayed: Bool) -> [(beam: Generation, next: [Generation])] {
        let former = beams
        let parents = search.running.map(\.id)
        let start = search.tree.candidates.count
        var tried: [BeamTree.ID: Generation] = [:]
        search.step(former.map { $0.offers ?? [] }, text: { [model] in model.shownText(of: $0) }) {
            beam, offer, place in
            let next = Generation(from: former[beam])
            next.accept(offer.token, probability: offer.probability, isReplayed: isReplayed)
            tried[start + place] = next
            return next.isFinished
        }
        emit?(.searched(lane: lane, stage: former[0].stage, candidates: Array(search.tree.candidates[start...])))
        ended.merge(tried) { $1 }
        ended = ended.filter { id, _ in search.ended.contains { $0.id == id } }
        if search.isDone {
            search.finish()
            endStage(former[0])
            return former.map { ($0, []) }
        }
        beams = search.running.compactMap { beam in beam.id.flatMap { tried[$0] } }
        return zip(former, parents).map { beam, parent in
            let next = zip(search.running, beams).filter { running, _ in
                running.id.map { search.tree.candidates[$0].parent == parent } ?? false
            }
            return (beam, next.map { $1 })
        }
    }

    /// Ends the search as it is because one of its beams has ended: for the same reason.
    func stop(because beam: Generation) {
        guard !isFinished else { return }
        for (running, generation) in zip(search.running, beams) {
            generation.end(beam.stages.last?.finish ?? .error, error: beam.error)
            if let id = running.id { ended[id] = generation }
        }
        search.conclude()
        finish(orShowing: beam)
    }

    /// Chooses among the continuations that have ended. If the technique has a further step, the best goes on with it.
    private func endStage(_ former: Generation) {
        guard let best = search.tree.results.first.flatMap({ ended[$0] }) else {
            // The grammar allows nothing behind any beam.
            former.endWithoutChoice()
            return finish(orShowing: former)
        }
        guard best.goOn() else { return finish(orShowing: best) }
        trees.append(search.tree)
        search = BeamSearch(width: settings.beams, lengthPenalty: settings.lengthPenalty)
        (ended, beams) = ([:], [best])
        passGivenStages(best)
        if best.isFinished { stop(because: best) }
    }

    /// Goes on with the technique's next step as long as the tokens that a stage begins with end it: it isn't searched.
    private func passGivenStages(_ beam: Generation) {
        while beam.isFinished, beam.goOn() { trees.append(BeamTree()) }
    }

    /// Takes the kept beams in their order, or `other` if there are none.
    private func finish(orShowing other: Generation) {
        isFinished = true
        beams = []
        let tree = search.tree
        trees.append(tree)
        for (id, score) in zip(tree.results, tree.scores).prefix(settings.keptBeams) {
            guard let generation = ended[id] else { continue }
            kept.append(generation)
            scores.append(
                BeamScore(logProbability: tree.candidates[id].total, length: tree.step(of: id) + 1, score: score))
        }
        if kept.isEmpty {
            kept = [other]
            scores = [nil]
        }
        for (number, generation) in kept.enumerated() { generation.release(as: number) }
    }

    /// The outputs, the best first.
    var results: [SampleResult] {
        zip(kept, scores).map { generation, score in
            var result = generation.result
            result.beam = score
            return result
        }
    }

    /// Lets go of the beams, which refer to their search, once the result is handed in.
    func close() { (kept, ended, scores) = ([], [:], []) }

    /// The searches of all steps; nil if nobody wants to see them.
    var shownTrees: [BeamTree]? { emit == nil ? nil : trees }

    /// The tokens of the kept beams; the prompt and the rows, which they share, count once.
    var usage: Usage {
        var usage = Usage()
        for (number, generation) in kept.enumerated() {
            var own = generation.usage
            if number > 0 { (own.promptTokens, own.cachedTokens, own.decodedRows) = (0, 0, 0) }
            usage.add(own)
        }
        return usage
    }
}
