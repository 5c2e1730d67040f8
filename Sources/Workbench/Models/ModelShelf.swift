import Library
import Models
import Prompting

/// The models that lanes have asked for, and the work on model files.
struct ModelShelf: Sendable {
    /// The states of models by the words that name them; nil is the default one.
    var states: [String?: ModelState] = [:]
    /// The model for lanes and prompts that name none. The command line's word is dropped when another model is chosen.
    var choice: ModelChoice
    /// The benchmark that runs or waits; nil if there is none.
    var benchmark: Benchmark?
    /// The results of benchmarks, by the measured file.
    var benchmarkResults: [FileIdentity: BenchmarkResult] = [:]
    /// The model that is being added, or that couldn't be; nil if there is none.
    var addition: ModelAddition?
    /// The number of the last benchmark or addition.
    private var number = 0

    init(choice: ModelChoice) {
        self.choice = choice
    }

    /// True if a model is being read or prepared.
    var isLoading: Bool { states.values.contains(where: \.isLoading) }

    /// Returns whether a model is in memory.
    func isLoaded(_ entry: ModelEntry) -> Bool { states.values.contains { $0.facts?.path == entry.path } }

    /// Returns the memory that a model needs, and whether it is there; nil for a server.
    func need(of entry: ModelEntry, _ memory: MemoryUse?) -> MemoryNeed? {
        guard let memory, let model = entry.description else { return nil }
        return MemoryNeed(
            model, contextLength: model.usualContext,
            memory: MachineMemory(total: memory.total, available: memory.available))
    }

    /// Makes models that couldn't be loaded be tried again: their files may be there now.
    mutating func retry() {
        states = states.filter { if case .failed = $0.value { false } else { true } }
    }

    /// Notes that a model's file was freed. Lanes that return to it load it again.
    mutating func forget(path: String) {
        states = states.filter { $0.value.facts?.path != path }
    }

    // MARK: measuring

    /// Measures a model when nothing else computes, or stops the present benchmark.
    mutating func toggleBenchmark(of entry: ModelEntry?, _ memory: MemoryUse?) -> [Request] {
        if let benchmark {
            if benchmark.isWaiting {
                self.benchmark = nil
                return [.model(.say("The benchmark was cancelled."))]
            }
            return [.effect(.models(.stopMeasuring)), .model(.say("The benchmark is being stopped."))]
        }
        guard let entry else { return [] }
        if entry.isServer {
            return [.model(.say("It is \(entry.elsewhere). A benchmark measures only this machine."))]
        }
        if let problem = entry.problem { return [.model(.say(problem))] }
        if let need = need(of: entry, memory), need.fit == .tooLarge {
            return [.model(.say("It needs \(byteText(need.bytes)), more than this machine has."))]
        }
        number += 1
        benchmark = Benchmark(number: number, entry: entry)
        return []
    }

    /// Begins a benchmark that has waited. Notes if another model computes beside a running one.
    mutating func settleBenchmark(isComputing: Bool, idle: [String]) -> [Request] {
        guard let current = benchmark else { return [] }
        guard current.isWaiting else {
            if isComputing { benchmark?.wasDisturbed = true }
            return []
        }
        guard !isComputing else { return [] }
        benchmark?.isWaiting = false
        let path = current.entry.path
        return [.effect(.models(.measure(number: current.number, path: path, idle: idle.filter { $0 != path })))]
    }

    mutating func take(_ news: BenchmarkNews, number: Int) -> [Request] {
        guard let current = benchmark, current.number == number else { return [] }
        if case .progress(let what) = news {
            benchmark?.progress = what
            return []
        }
        benchmark = nil
        switch news {
        case .progress: return []
        case .measured(let figures):
            let result = BenchmarkResult(figures: figures, wasDisturbed: current.wasDisturbed)
            if let identity = current.entry.description?.identity { benchmarkResults[identity] = result }
            return [.model(.sayUnlessListed("\(current.entry.name): \(result.sentence)")), .model(.listAgain)]
        case .stopped: return [.model(.say("The benchmark was stopped.")), .model(.listAgain)]
        case .failed(let problem): return [.model(.say(problem, isError: true)), .model(.listAgain)]
        }
    }

    // MARK: adding

    /// Adds the model that was typed. Meanwhile the whole list is shown; if it fails, the typed text returns.
    mutating func add(_ word: String) -> [Request] {
        if let addition, addition.isRunning {
            return [.model(.say("\(addition.title) comes first; Alt-s stops it."))]
        }
        number += 1
        addition = ModelAddition(number: number, word: word)
        return [.model(.clear), .effect(.models(.addModel(number: number, word)))]
    }

    mutating func take(_ news: AdditionNews, number: Int) -> [Request] {
        guard let current = addition, current.number == number else { return [] }
        switch news {
        case .progress(let words, let fraction):
            addition?.progress = words
            addition?.fraction = fraction
            return []
        case .added(let name, let notice):
            addition = nil
            // Lanes may have waited for any model.
            retry()
            return [.model(.await(name)), .model(.say(notice)), .model(.listAgain)]
        case .stopped(let notice):
            addition = nil
            return [.model(.typeAgain(current.word)), .model(.say(notice))]
        case .failed(let problem):
            addition?.problem = problem
            return [.model(.typeAgain(current.word)), .model(.say(problem, isError: true))]
        }
    }
}
