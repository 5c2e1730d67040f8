import History
import Library
import Prompting
import Terminal

extension State {
    /// Shows a layer over the panes, in place of the present layers.
    mutating func show(_ layer: some Layer) {
        layers.clear()
        layers.push(layer)
    }

    /// Asks for a line of text, over the panes. A lane that fills the screen is seen again afterwards.
    mutating func ask(_ question: Question) {
        if !(layers.top is LaneLayer) { layers.clear() }
        layers.push(QuestionLayer(question, look))
    }

    // MARK: files

    /// Asks for the versions of the open prompt.
    mutating func openVersions() {
        guard let path = session.path, !session.isShipped else {
            say("Only saved prompts have versions. ^S saves this one under a name.")
            return
        }
        emit(.files(.listVersions(path)))
    }

    mutating func receive(_ versions: [DescribedVersion], of path: String, _ now: Prompt?) {
        guard !versions.isEmpty else {
            let text = "There are no versions yet. Each save makes one."
            if !layers.update(LibraryLayer.self, { $0.notice = text }) { say(text) }
            return
        }
        // If another layer is open, the user has turned to something else since.
        guard layers.isEmpty || layers.top is LibraryLayer else { return }
        layers.push(VersionsLayer(path: path, versions: versions.reversed(), now: now))
    }

    // MARK: the text that is sent

    mutating func openCompiled() {
        var layer = CompiledLayer(lane: board.lane.id)
        if let facts = setup.facts(of: focusedLane) {
            do {
                let compiled = try setup.compiled(focusedLane, for: facts)
                layer.layout = compiled.layout
                layer.later = LaterStage.all(of: compiled, in: board.lane)
                layer.model = setup.modelWord(of: focusedLane)
                let unknown = layer.later.map(\.tokens)
                if unknown.contains(where: { !$0.isEmpty }) { emit(.engine(.spell(unknown, model: layer.model))) }
                let again = board.lane.recorded?.sending(compiled, to: facts)
                carryOut(tokens.ask(again ?? compiled, setup.modelWord(of: focusedLane)))
            } catch {
                layer.problem = screenText(of: error)
                // What is missing may be the passages.
                if let question = try? setup.sourceQuestion(of: focusedLane) { carryOut(passages.ask(question)) }
            }
        } else {
            layer.problem = "No model is loaded. The text that is sent depends on the model."
        }
        show(layer)
    }

    // MARK: the tree

    /// Shows the tree of the focused lane's beams; of its samples, with those of its branches, if it drew tokens.
    mutating func openTree() {
        let output = board.lane.newest
        let layer = BeamLayer(
            lane: board.lane.lane.name, origin: board.treeOrigin, stages: board.trees,
            beginnings: output.isSearched ? (output.request ?? output.recordedRequest)?.openings ?? [] : [])
        guard let layer else {
            return say("The lane has no tokens yet. F5 runs it.")
        }
        layers.push(layer)
    }

    // MARK: models

    mutating func receive(_ entries: [ModelEntry], _ memory: MemoryUse?) {
        if layers.nearest(ModelsLayer.self) != nil {
            return tellLayers(.message(.models(.modelsListed(entries, memory))))
        }
        // If another layer is open, the user has turned to something else since.
        guard layers.isEmpty || layers.top is LaneLayer else { return }
        var layer = ModelsLayer(entries: entries, memory: memory)
        layer.isForLane = board.lane.lane.model != nil
        let setup = setup
        layer.finder.selected = entries.firstIndex { setup.isUsed($0, by: focusedLane) } ?? 0
        if let addition = models.addition, let problem = addition.problem {
            layer.finder.query = look.lineEditor(addition.word)
            layer.notice = problem
        }
        show(layer)
    }

    // MARK: history

    mutating func showHistory() {
        var layer = HistoryLayer()
        let requests = layer.reload()
        show(layer)
        carryOut(requests + [.effect(.history(.usage))])
    }

    // MARK: evaluation

    /// Shows the evaluation of this session; if there is none, asks for its data.
    mutating func showEvaluation() {
        evaluations.opened = nil
        guard let evaluation else {
            layers.clear()
            return openData()
        }
        show(EvaluationLayer(evaluation.results?.report))
    }

    /// Lists the kept evaluations that have some words, over the present layers.
    mutating func showKeptEvaluations(_ words: String) {
        // There is one list; what was opened from it is closed.
        while layers.nearest(KeptEvaluationsLayer.self) != nil { layers.pop() }
        var layer = KeptEvaluationsLayer(words, look)
        let requests = layer.reload()
        layers.push(layer)
        carryOut(requests)
    }

    /// Shows an evaluation that was kept, over the list of them.
    mutating func show(_ kept: KeptEvaluation) {
        // If another layer is open, the user has turned to something else since.
        guard layers.top is KeptEvaluationsLayer else { return }
        evaluations.opened = EvaluationState(kept)
        layers.push(EvaluationLayer(kept.results.report))
    }

    mutating func openData() {
        var layer = DataLayer()
        if let data = evaluations.current?.order.data { layer.readings[data.path] = data.reading }
        layers.push(layer)
        emit(.evaluation(.listData(composer.prompt)))
    }

    /// Lets a model judge the outputs of this session's evaluation.
    mutating func judge(with word: String) {
        guard let current = evaluations.current else { return }
        layers.push(JudgeLayer(current.number, of: current.order.name, look))
        emit(.evaluation(.judge(number: current.number, model: word)))
    }

    /// Lists what was said of outputs that stood in pairs, over the present layers.
    mutating func showPairs(_ filter: PairFilter) {
        layers.push(PairsLayer(filter))
        emit(.history(.pairs(filter)))
    }

    var isEvaluationShown: Bool {
        evaluations.opened == nil
            && (layers.top is EvaluationLayer || layers.top is CaseLayer || layers.top is CalibrationLayer
                || layers.top is VoteLayer || (layers.top as? JudgeLayer)?.isOfEvaluation == true)
    }

    /// Evaluates the lanes on some cases, or in their place all combinations of knobs.
    mutating func beginEvaluation(_ data: DataChoice, _ way: EvaluationWay) {
        var prompt = promptForSaving
        prompt.lanes = board.lanes.map(\.lane)
        if let grid = way.grid { prompt.lanes = grid.cells.map(\.lane) }
        let setup = setup
        let order = EvaluationOrder(
            prompt: prompt, name: prompt.name.isEmpty ? title : prompt.name,
            path: session.path,
            models: prompt.lanes.map { setup.modelWord(of: $0) }, data: data,
            images: setup.images, way: way)
        let requests = evaluations.begin(order, models.states)
        show(EvaluationLayer(nil))
        carryOut(requests)
        if way.grid == nil, let branched = board.lanes.first(where: { !$0.openings.isEmpty }) {
            say("Lane \(branched.lane.name) was branched off at a token; the evaluation runs it from its prompt.")
        }
    }
}
