import Models
import Terminal

extension State {
    // MARK: measuring

    /// Measures a model, once nothing else computes; or ends the benchmark that there is.
    mutating func toggleBenchmark(of entry: ModelEntry?) {
        if let benchmark {
            if benchmark.isWaiting { self.benchmark = nil } else { emit(.stopMeasuring) }
            sayOfModels(benchmark.isWaiting ? "The benchmark is given up." : "The benchmark is being stopped.")
            return
        }
        guard let entry else { return }
        if entry.isServer { return sayOfModels("It is \(entry.elsewhere), and a benchmark measures this machine.") }
        if let problem = entry.problem { return sayOfModels(problem) }
        if let need = need(of: entry, modelPicker?.memory), need.fit == .tooLarge {
            return sayOfModels("It needs \(byteText(need.bytes)), more than this machine has.")
        }
        modelWorkNumber += 1
        benchmark = Benchmark(number: modelWorkNumber, entry: entry)
    }

    /// Whether something on this machine computes beside a benchmark.
    private var isComputing: Bool {
        if models.values.contains(where: \.isLoading) { return true }
        if lanes.indices.contains(where: { lanes[$0].isRunning && facts(of: $0)?.isServer != true }) { return true }
        guard let evaluation, evaluation.isRunning, !evaluation.isWaiting else { return false }
        return evaluation.order.models.contains { models[$0]?.facts?.isServer != true }
    }

    /// Begins a benchmark that has waited; notes that one is no longer alone.
    mutating func settleBenchmark() {
        guard let current = benchmark else { return }
        if !current.isWaiting {
            if isComputing { benchmark?.wasDisturbed = true }
        } else if !isComputing {
            benchmark?.isWaiting = false
            emit(
                .measure(
                    number: current.number, path: current.entry.path,
                    idle: idleModels.filter { $0 != current.entry.path }))
        }
    }

    mutating func receiveBenchmark(_ news: BenchmarkNews, number: Int) {
        guard let current = benchmark, current.number == number else { return }
        if case .progress(let what) = news {
            benchmark?.progress = what
            return
        }
        benchmark = nil
        switch news {
        case .progress: break
        case .measured(let figures):
            let result = BenchmarkResult(figures: figures, wasDisturbed: current.wasDisturbed)
            if let identity = current.entry.description?.identity { benchmarkResults[identity] = result }
            modelPicker?.notice = nil
            if modelPicker == nil { say("\(current.entry.name): \(result.sentence)") }
        case .stopped: sayOfModels("The benchmark was stopped.")
        case .failed(let problem): sayOfModels(problem, isError: true)
        }
        if modelPicker != nil { emit(.listModels) }
    }

    // MARK: adding

    /// Adds the model that was typed. The list is whole again meanwhile; what was typed comes back where it fails.
    mutating func add(_ word: String) {
        if let addition, addition.isRunning {
            return sayOfModels("\(addition.title) comes first; Alt-s stops it.")
        }
        modelWorkNumber += 1
        addition = ModelAddition(number: modelWorkNumber, word: word)
        modelPicker?.finder = Finder()
        emit(.addModel(number: modelWorkNumber, word))
    }

    mutating func stopAdding() {
        guard addition?.isRunning == true else { return sayOfModels("No model is being added.") }
        emit(.stopAdding)
    }

    mutating func receiveAddition(_ news: AdditionNews, number: Int) {
        guard let current = addition, current.number == number else { return }
        switch news {
        case .progress(let words, let fraction):
            addition?.progress = words
            addition?.fraction = fraction
        case .added(let name, let notice):
            addition = nil
            modelPicker?.awaited = name
            sayOfModels(notice)
            // Lanes may have waited for any model at all.
            retryModels()
            if modelPicker != nil { emit(.listModels) }
        case .stopped(let notice):
            addition = nil
            typeAgain(current.word)
            sayOfModels(notice)
        case .failed(let problem):
            addition?.problem = problem
            typeAgain(current.word)
            sayOfModels(problem, isError: true)
        }
    }

    /// Puts what couldn't be added back where it was typed, unless something else stands there.
    private mutating func typeAgain(_ word: String) {
        guard var picker = modelPicker, picker.finder.query.text.isEmpty else { return }
        picker.finder = Finder(query: lineEditor(word))
        modelPicker = picker
    }

    // MARK: removing

    /// Why a model can't be taken away now; nil where it can.
    func reasonToKeep(_ entry: ModelEntry) -> String? {
        if let user = lanes.indices.first(where: { isUsed(entry, by: $0) }) {
            return "Lane \(lanes[user].lane.name) is on it; choose another model for it first."
        }
        if let evaluation, evaluation.isRunning,
            evaluation.order.models.contains(where: { models[$0]?.facts?.path == entry.path || $0 == entry.name })
        {
            return "The evaluation runs on it; Alt-g shows that, and s stops it there."
        }
        return benchmark?.entry.path == entry.path ? "It is being measured; Alt-b stops that." : nil
    }

    /// Asks before a file is deleted, since nothing brings it back.
    mutating func askToRemove(_ entry: ModelEntry) {
        var lines: [String]
        switch entry.removal {
        case .refused(let reason): return sayOfModels(reason)
        case .link: lines = ["Only the link goes; the file that it leads to stays.", entry.path]
        case .file(let bytes): lines = ["\(byteText(bytes)) are deleted for good: there is no undo.", entry.path]
        }
        if let reason = reasonToKeep(entry) { return sayOfModels(reason) }
        if isLoaded(entry) { lines.append("It is taken out of memory first.") }
        if entry.isDefault { lines.append("It is the default model; another one is made that by Alt-d.") }
        guard let picker = modelPicker else { return }
        keptOverlays.append(.models(picker))
        let isLink = entry.removal == .link
        overlay = .choice(
            Choice(
                title: "Remove \(entry.name)?", lines: lines,
                answers: [
                    .init(
                        key: Key("d"), label: isLink ? "remove the link" : "delete the file",
                        hint: isLink ? "remove it" : "delete it", action: .removeModel(entry)),
                    .init(key: Key(.escape), label: "keep it", hint: "keep it", action: .dismiss),
                ]))
    }

    /// Frees and deletes a model, unless a lane has come to it since that was asked.
    mutating func remove(_ entry: ModelEntry) {
        if let reason = reasonToKeep(entry) { return sayOfModels(reason) }
        if isLoaded(entry) { emit(.unloadModel(path: entry.path)) }
        emit(.removeModel(path: entry.path))
    }

    mutating func receiveModelChange(_ notice: String) {
        sayOfModels(notice)
        if modelPicker != nil { emit(.listModels) }
    }
}
