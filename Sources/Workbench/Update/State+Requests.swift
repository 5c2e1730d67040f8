import Evaluation
import Prompting
import Terminal

extension State {
    /// Passes an event to the top layer; false if that passes a key on, or if there is no layer.
    mutating func receiveInLayer(_ event: LayerEvent) -> Bool {
        let context = self
        guard let requests = layers.receive(event, context) else { return false }
        carryOut(requests)
        return true
    }

    /// Passes an event to all layers.
    mutating func tellLayers(_ event: LayerEvent) {
        let context = self
        carryOut(layers.receiveInAll(event, context))
    }

    mutating func emit(_ effect: Effect) { effects.append(effect) }

    mutating func say(_ text: String, isError: Bool = false) {
        screen.notice = Screen.Notice(text: text, isError: isError)
    }

    mutating func carryOut(_ requests: [Request]) {
        for request in requests { carryOut(request) }
    }

    private mutating func carryOut(_ request: Request) {
        switch request {
        case .effect(let effect): emit(effect)
        case .say(let text, let isError): say(text, isError: isError)
        case .close: layers.pop()
        case .closeAll: layers.clear()
        case .ask(let question): layers.push(QuestionLayer(question, look))
        case .choose(let choice): layers.push(ChoiceLayer(choice: choice))
        case .askAnew(let question): ask(question)
        case .focus(let pane):
            screen.pane = pane
            // A lane that fills the screen would cover the pane, and take the keys that are meant for it.
            if pane != .lanes, layers.top is LaneLayer { layers.clear() }
        case .focusLanes: if screen.pane == .prompt { screen.pane = .lanes }
        case .copy(let text, let what):
            screen.clipboard = text
            emit(.terminal(what.map { .handOver(text, what: $0) } ?? .copy(text)))
        // A part of the screen tells ``track(_:)`` about this.
        case .changed: break
        case .answer(let text): _ = receiveInLayer(.answer(text))
        case .select(let id): _ = receiveInLayer(.selected(id))
        case .compare(let comparison): layers.push(ComparisonLayer(comparison: comparison))
        case .perform(let action): perform(action)
        case .press(let key): _ = receiveInLayer(.key(key))
        case .open(let path): open(path)
        case .save(let name): save(as: name)
        case .saveAllTheSame(let path): emit(.files(.save(promptForSaving, path: path, isForced: true)))
        case .restoreVersion(let version, let path):
            layers.clear()
            prepareToLeave()
            emit(.files(.library(.restoreVersion(version, of: path))))
        case .restoreDraft(let found): restore(found)
        case .discardDraft(let found): discard(found)
        case .listRuns(let filter, let position):
            let number = keeping.number(isNewList: position == .newest)
            emit(.history(.page(number: number, filter, position)))
        case .export(let path): export(to: path)
        case .exportPrompt(let format, let path): export(as: format, to: path)
        case .openImported(let index, let file): openImported(index, of: file)
        case .find(let text): carryOut(board.find(text))
        case .showLikelihood(let text): showLikelihood(of: text)
        case .showPredictability(let text, let name): showPredictability(of: text, name)
        case .renameLane(let name): track { $0.board.rename(to: name) }
        case .branch(let stage, let tokens, let text):
            track { $0.board.branch(stage: stage, with: tokens, after: text, $0.setup) }
        case .run(let index):
            let setup = setup
            carryOut(board.start(index, setup))
        case .findPassages(let question): carryOut(passages.ask(question))
        case .addOutput(let output, let use): add(output, as: use)
        case .takeTechnique(let technique): changeTechnique(technique)
        case .takeLayout(let layout): changeLayout(layout)
        case .chooseKnob(let index):
            screen.pane = .knobs
            board.knob = index
            perform(.typeKnob)
        case .showFirstCandidate: tokenChart.selected = 0
        case .setKnob(let knob, let text):
            let setup = setup
            track { $0.board.set(knob, reading: text, setup) }
        case .setTexts(let key, let text):
            let setup = setup
            track { $0.board.set(key, texts: text, setup) }
        case .resetKnob(let knob): track { $0.board.reset(knob) }
        case .showOrder: layers.push(OrderLayer())
        case .model(let request): carryOut(request)
        case .listData: openData()
        case .showData(let choice, let name):
            layers.push(DataSheetLayer(choice, name: name))
            emit(.evaluation(.showData(choice, composer.prompt, look.dataWidth)))
        case .evaluate(let data, let way): beginEvaluation(data, way)
        case .stopEvaluation: carryOut(evaluations.stop())
        case .tellOfEvaluation(let text, let isError): if !isEvaluationShown { say(text, isError: isError) }
        case .showCase(let ids, let place, let lane):
            if let layer = CaseLayer(ids: ids, place: place, lane: lane, self) { layers.push(layer) }
        case .showCalibration(let lane): layers.push(CalibrationLayer(lane: lane))
        case .vote: beginVotes()
        case .voteAs(let name): vote(as: name)
        case .showStanding(let pairs, let lanes): showStanding(pairs, lanes: lanes)
        case .judge(let word): judge(with: word)
        case .judgeLanes(let word): judgeLanes(with: word)
        case .listPairs(let filter): showPairs(filter)
        case .showPair(let rows, let place):
            if let layer = PairLayer(rows, place: place, look) { layers.push(layer) }
        case .listEvaluations(let words): showKeptEvaluations(words)
        case .planAttacks(let suite, let tries): planAttacks(suite: suite, tries: tries)
        case .beginAttacks: carryOut(evaluations.attacks.begin())
        case .making(let request): carryOut(request)
        case .openCase(let one): open(one, takesInput: evaluation?.results?.replacesInput == true)
        case .addExample(let row): addExample(row)
        }
    }

    // MARK: models

    private mutating func carryOut(_ request: ModelRequest) {
        switch request {
        case .use(let entry, let inLane): use(entry, inLane: inLane)
        case .followPrompt:
            let (index, name) = (focusedLane, board.lane.lane.name)
            track { state in
                state.board.lanes[index].lane.model = nil
                return [.changed(Change("the model of lane \(name)", .lane(index)))]
            }
            say("Lane \(name) uses the prompt's model again.")
        case .add(let word): carryOut(models.add(word))
        case .forgetAddition: if models.addition?.isRunning == false { models.addition = nil }
        case .toggleBenchmark(let entry, let memory): carryOut(models.toggleBenchmark(of: entry, memory))
        case .remove(let entry):
            // A lane may have come to use it since the request.
            if let reason = setup.reasonToKeep(entry, evaluations.current, evaluations.attacks) {
                sayOfModels(reason)
            } else {
                if models.isLoaded(entry) { emit(.engine(.unloadModel(path: entry.path))) }
                emit(.models(.removeModel(path: entry.path)))
            }
        case .say(let text, let isError): sayOfModels(text, isError: isError)
        case .sayUnlessListed(let text): if !layers.update(ModelsLayer.self, { $0.notice = nil }) { say(text) }
        case .listAgain: if layers.nearest(ModelsLayer.self) != nil { emit(.models(.listModels)) }
        case .await(let name): _ = layers.update(ModelsLayer.self) { $0.awaited = name }
        case .clear: _ = layers.update(ModelsLayer.self) { $0.finder = Finder() }
        case .typeAgain(let word):
            let query = look.lineEditor(word)
            _ = layers.update(ModelsLayer.self) { layer in
                if layer.finder.query.text.isEmpty { layer.finder = Finder(query: query) }
            }
        }
    }

    /// Shows a sentence in the list of models; if that isn't open, in the last line.
    mutating func sayOfModels(_ text: String, isError: Bool = false) {
        if !layers.update(ModelsLayer.self, { $0.notice = text }) { say(text, isError: isError) }
    }

    private mutating func use(_ entry: ModelEntry, inLane: Bool) {
        let index = focusedLane
        let name = board.lane.lane.name
        track { state in
            if inLane {
                state.board.lanes[index].lane.model = entry.name
                return [.changed(Change("the model of lane \(name)", .lane(index)))]
            }
            state.composer.prompt.model = entry.name
            state.models.choice.commandLine = nil
            for index in state.board.lanes.indices { state.board.lanes[index].lane.model = nil }
            return [.changed(Change("the model"))]
        }
        say(inLane ? "Lane \(name) uses \(entry.name)." : "All lanes use \(entry.name).")
    }
}
