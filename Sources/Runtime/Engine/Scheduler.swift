import CLlama
import Lanes
import Sampling

/// Decides what the next batch holds: one step after another on the engine's thread, with all lanes of all runs in one
/// batch.
///
/// A generation draws from kept rows while they prove the draw (replay). Then it rides a branch of the prefix tree; a
/// branch is one row of a batch for all generations with the same history.
final class Scheduler {
    let model: LlamaModel
    let context: LlamaContext
    let renderer: PromptRenderer
    let grammars: GrammarStore
    let choices: EngineChoices
    let costs: RowCosts
    let places: HistoryPlaces
    var tree: PrefixTree
    private(set) var rows = RowStore()
    /// The time of a row in the latest batch, in seconds.
    private var secondsPerRow = 0.0
    var jobs: [Job] = []
    var questions: [Question] = []
    private var wishesToForget: [() -> Void] = []
    /// The running generations, each with its request.
    var generations: [(generation: Generation, job: Job)] = []

    /// The largest number of rows in a batch.
    var mostRows: Int { choices.promptRows }
    /// The longest time of a batch, in seconds. A slow machine evaluates fewer rows in it.
    static let longestStall = 0.18
    /// The largest number of running generations.
    static let mostGenerations = 32

    init(model: LlamaModel, context: LlamaContext, renderer: PromptRenderer, choices: EngineChoices) {
        self.model = model
        self.context = context
        self.renderer = renderer
        grammars = GrammarStore(model: model)
        self.choices = choices
        costs = choices.costs
        places = HistoryPlaces(images: renderer.images)
        tree = PrefixTree(context: context, cutEvery: choices.cutEvery, places: places)
    }

    /// True if there is nothing to do.
    var isIdle: Bool { jobs.isEmpty && questions.isEmpty && wishesToForget.isEmpty }

    func add(_ job: Job) {
        jobs.append(job)
    }

    /// Removes kept rows and evaluated prefixes when nothing runs.
    func forget(then done: @escaping () -> Void) {
        wishesToForget.append(done)
    }

    private func forgetIfIdle() {
        guard generations.isEmpty, !wishesToForget.isEmpty else { return }
        tree.clear()
        rows = RowStore()
        for done in wishesToForget { done() }
        wishesToForget = []
    }

    /// Ends all runs, for a shutdown.
    func cancelAll() {
        for job in jobs { job.flag.set() }
        endCancelled()
        for question in questions { question.fail(.shutDown) }
        questions = []
        forgetIfIdle()
    }

    /// Evaluates one batch and lets every generation in it draw.
    func step() {
        // In this order the decode sees an interrupt that comes from now on, and the flag shows one that came before.
        context.resume()
        endCancelled()
        forgetIfIdle()
        for (generation, _) in generations where generation.branch == nil && generation.offers == nil {
            place(generation)
        }
        admit()
        answerQuestions()
        guard let batch = nextBatch() else { return }
        let start = ContinuousClock.now
        let outcome = evaluate(batch)
        if !batch.rows.isEmpty {
            secondsPerRow = (ContinuousClock.now - start) / .seconds(1) / Double(batch.rows.count)
        }
        switch outcome {
        case .done: take(batch)
        case .full: makeRoom()
        case .interrupted: undo(batch)
        case .failed(let reason): fail(batch, .decodeFailed(reason: reason))
        }
        if batch.isPadded { _ = context.cut(paddingSequence, to: 0) }
    }

    /// Returns the number of prompt rows in a batch in which `lanes` lanes stream.
    ///
    /// A run that has the engine to itself is always evaluated in the same batches, however long they take, so that it
    /// gives the same text. Beside other runs, time counts.
    func promptRows(beside lanes: Int) -> Int {
        let most = choices.promptRowsBesideLanes
        guard jobs.count > 1, secondsPerRow > 0 else { return most }
        let affordable = Scheduler.longestStall / secondsPerRow - Double(lanes)
        return Int(min(max(4, affordable), Double(most)))
    }

    var paddingSequence: Int32 { Int32(context.sequences - 1) }

    // MARK: replay

    /// Draws from kept rows until one is missing, or doesn't prove the draw under the settings.
    func replay(_ generation: Generation) {
        if let search = generation.search { return advance(search) }
        defer { generation.showText() }
        while !generation.isFinished, let row = rows[generation.key] {
            guard case .kept(let survivors) = generation.survivors(of: row) else { return }
            generation.rowTime = generation.rowTime ?? .now
            let token = generation.draw(from: survivors)
            generation.accept(token, probability: row.probability(of: token), isReplayed: true)
        }
    }

    // MARK: after a batch

    func take(_ batch: Batch) {
        var ofBeams: [Branch] = []
        for part in batch.parts {
            let branch = part.branch
            // The lane that rode it may have ended with another of its beams in this batch.
            guard branch.pending.count >= part.count else { continue }
            let start = branch.tokens.count
            branch.tokens += branch.pending.prefix(part.count)
            branch.pending.removeFirst(part.count)
            tree.touch(branch)
            branch.riders.first?.countRows(at: start..<branch.tokens.count)
            if part.isComplete, !branch.riders.isEmpty {
                draw(branch, row: batch.rows.isEmpty ? context.vectorsRow : part.lastRow)
                if branch.riders.contains(where: { $0.search != nil }) {
                    // The beams of a lane take a step together.
                    ofBeams.append(branch)
                } else {
                    self.part(branch)
                }
            } else {
                for rider in branch.riders { rider.showProgress(branch.tokens.count) }
            }
        }
        for search in searches { advance(search) }
        for branch in ofBeams where !branch.riders.isEmpty { part(branch) }
    }

    /// Lets all riders of a branch draw from the row after it, or note what they may go on with as beams.
    private func draw(_ branch: Branch, row index: Int) {
        let riders = branch.riders
        guard let logits = context.logits(ofRow: index) else {
            for rider in riders { end(rider, .decodeFailed(reason: "a row of logits is missing")) }
            return
        }
        do throws(RowError) {
            let kept = try Row(
                keeping: logits, extras: riders.flatMap(\.movable), withSpread: riders.contains(where: \.needsSpread))
            var whole: Row?
            if let key = riders.first(where: \.keepsRows)?.key { rows.insert(kept, for: key) }
            for rider in riders {
                rider.rowTime = rider.rowTime ?? .now
                if let search = rider.search {
                    if rider.takeOffers(from: kept, most: search.reach) { continue }
                    let row: Row = if let whole { whole } else { try Row(whole: logits) }
                    whole = row
                    _ = rider.takeOffers(from: row, most: search.reach)
                    continue
                }
                switch rider.survivors(of: kept) {
                case .kept(let survivors):
                    let token = rider.draw(from: survivors)
                    rider.accept(token, probability: kept.probability(of: token), isReplayed: false)
                case .unproven:
                    let row: Row = if let whole { whole } else { try Row(whole: logits) }
                    whole = row
                    guard case .kept(let survivors) = rider.survivors(of: row) else {
                        rider.endWithoutChoice()
                        continue
                    }
                    let token = rider.draw(from: survivors)
                    rider.accept(token, probability: row.probability(of: token), isReplayed: false)
                }
            }
        } catch {
            for rider in riders { end(rider, .badLogits(reason: "\(error)")) }
            return
        }
        for rider in riders where rider.search == nil { replay(rider) }
    }

    /// Separates the riders of a branch after a draw: the first rider's history stays on the branch, others get forks.
    private func part(_ branch: Branch) {
        var forks: [Branch] = [branch]
        let length = branch.tokens.count
        // A rider that ends may take the other beams of its lane along.
        for rider in branch.riders where rider.branch === branch {
            guard !rider.isFinished, rider.offers == nil, rider.history.count > length,
                rider.history.starts(with: branch.tokens)
            else {
                leave(branch, rider)
                settle(rider)
                continue
            }
            let next = Array(rider.history[length...])
            if branch.pending.isEmpty {
                branch.pending = next
            } else if branch.pending != next {
                leave(branch, rider)
                let fork = forks.first { $0.pending == next } ?? tree.fork(of: branch)
                guard let fork else {
                    rider.end(.context)
                    settle(rider)
                    continue
                }
                fork.pending = next
                fork.riders.append(rider)
                rider.branch = fork
                if !forks.contains(where: { $0 === fork }) { forks.append(fork) }
            }
        }
    }

    private func end(_ generation: Generation, _ error: EngineError) {
        generation.end(.error, error: error)
        settle(generation)
    }

    // MARK: a batch that came to nothing

    /// Makes room if no cells are left: drops an idle branch, or else ends the longest lane.
    private func makeRoom() {
        if tree.evict() { return }
        guard let longest = tree.active.max(by: { $0.tokens.count < $1.tokens.count }) else { return }
        for rider in longest.riders {
            rider.end(.context)
            settle(rider)
        }
    }

    func undo(_ batch: Batch) {
        for part in batch.parts { tree.cut(part.branch, to: part.branch.tokens.count) }
    }

    private func fail(_ batch: Batch, _ error: EngineError) {
        undo(batch)
        for part in batch.parts {
            for rider in part.branch.riders { end(rider, error) }
        }
    }
}
