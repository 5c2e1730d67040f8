import Evaluation
import Prompting
import Terminal

extension State: Context {
    var evaluation: EvaluationState? { evaluations.current }
    var isRunning: Bool { lanes.contains(where: \.isRunning) }

    func unsavedPrompt(at path: String) -> Prompt? {
        path == self.path && !isShipped && isUnsaved ? promptForSaving : nil
    }
}

extension State {
    /// Lets the top layer take what happened; false if it lets a key through or there is none.
    mutating func receiveInLayer(_ event: LayerEvent) -> Bool {
        let context = self
        guard let requests = layers.receive(event, context) else { return false }
        carryOut(requests)
        return true
    }

    /// Lets all layers take what came of effects, or another size.
    mutating func tellLayers(_ event: LayerEvent) {
        let context = self
        carryOut(layers.receiveInAll(event, context))
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
        case .answer(let text): _ = receiveInLayer(.answer(text))
        case .select(let row): _ = receiveInLayer(.selected(row))
        case .compare(let comparison): layers.push(ComparisonLayer(comparison: comparison))
        case .perform(let action): perform(action)
        case .open(let path): open(path)
        case .save(let name): save(as: name)
        case .saveAllTheSame(let path): emit(.save(promptForSaving, path: path, isForced: true))
        case .restoreVersion(let version, let path):
            layers.clear()
            if isUnsaved { keepDraft() }
            emit(.library(.restoreVersion(version, of: path)))
        case .restoreDraft(let found): restore(found)
        case .offer(let drafts): offer(drafts)
        case .listRuns(let filter, let position):
            if position == .newest { historyQuestion += 1 }
            emit(.history(.page(number: historyQuestion, filter, position)))
        case .export(let path): export(to: path)
        case .renameLane(let name): renameLane(to: name)
        case .setKnob(let knob, let text): if !set(knob, reading: text) { askForKnob(knob, text) }
        case .setStops(let text): setStops(reading: text)
        case .model(let request): carryOut(request)
        case .listData: showData()
        case .evaluate(let data): evaluate(data)
        case .stopEvaluation: carryOut(evaluations.stop())
        case .tellOfEvaluation(let text, let isError): if !isEvaluationShown { say(text, isError: isError) }
        case .showCase(let rows, let place):
            if let layer = CaseLayer(rows: rows, place: place, self) { layers.push(layer) }
        case .openCase(let one): open(one)
        case .addExample(let row): addExample(row)
        }
    }

    // MARK: models

    private mutating func carryOut(_ request: ModelRequest) {
        switch request {
        case .use(let entry, let inLane): use(entry, inLane: inLane)
        case .add(let word): carryOut(models.add(word))
        case .forgetAddition: if models.addition?.isRunning == false { models.addition = nil }
        case .toggleBenchmark(let entry, let memory): carryOut(models.toggleBenchmark(of: entry, memory))
        case .remove(let entry):
            // A lane may have come to it since that was asked.
            if let reason = setup.reasonToKeep(entry, evaluation) {
                sayOfModels(reason)
            } else {
                if models.isLoaded(entry) { emit(.unloadModel(path: entry.path)) }
                emit(.removeModel(path: entry.path))
            }
        case .say(let text, let isError): sayOfModels(text, isError: isError)
        case .sayUnlessListed(let text): if !layers.update(ModelsLayer.self, { $0.notice = nil }) { say(text) }
        case .listAgain: if layers.nearest(ModelsLayer.self) != nil { emit(.listModels) }
        case .await(let name): _ = layers.update(ModelsLayer.self) { $0.awaited = name }
        case .clear: _ = layers.update(ModelsLayer.self) { $0.finder = Finder() }
        case .typeAgain(let word):
            let query = look.lineEditor(word)
            _ = layers.update(ModelsLayer.self) { layer in
                if layer.finder.query.text.isEmpty { layer.finder = Finder(query: query) }
            }
        }
    }

    /// Says something in the list of models, or, where that isn't open, in the last line.
    mutating func sayOfModels(_ text: String, isError: Bool = false) {
        if !layers.update(ModelsLayer.self, { $0.notice = text }) { say(text, isError: isError) }
    }

    private mutating func use(_ entry: ModelEntry, inLane: Bool) {
        let index = focusedLane
        if inLane {
            change("the model of lane \(lane.lane.name)", lane: index) { $0.lanes[index].lane.model = entry.name }
            say("Lane \(lane.lane.name) is on \(entry.name).")
        } else {
            change("the model") { state in
                state.prompt.model = entry.name
                state.models.choice.commandLine = nil
                for index in state.lanes.indices { state.lanes[index].lane.model = nil }
            }
            say("All lanes are on \(entry.name).")
        }
    }
}
