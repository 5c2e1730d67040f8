import Terminal

extension State {
    /// Asks for the models that lanes name, and parts outputs from tokens of another one.
    mutating func settleModels() {
        for (index, word) in setup.modelWords.enumerated() {
            if models.states[word] == nil {
                models.states[word] = .loading(name: word ?? "the model", progress: 0)
                emit(.loadModel(word, idle: setup.idleModels(evaluation)))
            }
            guard lanes[index].output.model != word else { continue }
            if lanes[index].output.length > 0 {
                lanes[index].output.forgetTokens()
                lanes[index].tokenCursor = nil
            }
            lanes[index].output.model = word
        }
    }

    mutating func receive(_ model: ModelState, of word: String?) {
        models.states[word] = model
        let affected = lanes.indices.filter { setup.modelWord(of: $0) == word }
        switch model {
        case .failed(let reason):
            say(reason, isError: true)
            for index in affected where lanes[index].output.length == 0 || isRunWanted {
                lanes[index].problem = reason
            }
        case .ready:
            for index in affected { lanes[index].problem = nil }
            emit(.schedule(.count, milliseconds: 1))
            for index in affected where isRunWanted || isLive && lanes[index].outputRevision != lanes[index].revision {
                start(index)
            }
        case .none, .loading, .preparing: break
        }
        carryOut(evaluations.note(word, model, models.states))
        if !models.isLoading { isRunWanted = false }
        if !model.isLoading { carryOut([.model(.listAgain)]) }
    }

    /// Begins a benchmark that has waited, or notes that it is no longer alone.
    mutating func settleBenchmark() {
        guard models.benchmark != nil else { return }
        let setup = setup
        func isHere(_ model: ModelState?) -> Bool { model?.facts?.isServer != true }
        var isComputing = models.isLoading
        isComputing = isComputing || lanes.indices.contains { lanes[$0].isRunning && isHere(setup.model(of: $0)) }
        if let evaluation, evaluation.isRunning, !evaluation.isWaiting {
            isComputing = isComputing || evaluation.order.models.contains { isHere(models.states[$0]) }
        }
        carryOut(models.settleBenchmark(isComputing: isComputing, idle: setup.idleModels(evaluation)))
    }
}
