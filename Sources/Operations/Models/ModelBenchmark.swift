import Foundation
import Lanes
import Models
import Prompting
import Runtime
import Sampling
import Synchronization

/// Measures a model on this machine: loading, reading a prompt, generating in one lane and in four, and memory.
package struct ModelBenchmark: Sendable {
    private let model: ModelDescription
    /// The number of threads that compute; nil is one for each core.
    private let threads: Int?

    /// Creates a benchmark of a model that was checked.
    package init(model: ModelDescription, threads: Int?) {
        self.model = model
        self.threads = threads
    }

    /// Measures for some seconds and returns the figures. `progress` gets the name of what is being measured.
    /// Cancelling the task ends it at the next token.
    package func run(progress: @escaping @Sendable (String) -> Void) async throws -> BenchmarkFigures {
        let stop = Stop()
        return try await withTaskCancellationHandler {
            do {
                return try await measure(stop, progress)
            } catch {
                // Work that was stopped fails in some way.
                try Task.checkCancellation()
                throw error
            }
        } onCancel: {
            stop.set()
        }
    }

    private func measure(
        _ stop: Stop, _ progress: @escaping @Sendable (String) -> Void
    ) async throws -> BenchmarkFigures {
        progress("loading")
        var options = EngineOptions()
        options.contextLength = min(2048, max(256, model.contextLength))
        let threads = threads ?? Processors.count
        options.threads = threads
        if let checksum = try? Checksums().sha256(of: model.path) {
            options.choices = .usual(modelChecksum: checksum)
            options.measuresAnew = true
        }
        let start = ContinuousClock.now
        let loaded = Mutex<ContinuousClock.Instant?>(nil)
        // In a process of its own, so that its memory is the model's alone.
        let engine = try await DetachedEngine.load(path: model.path, options: options, in: EngineProcess(.own)) { _ in
            !stop.isSet
        } measuring: {
            loaded.withLock { $0 = .now }
            progress("trying settings")
        }
        defer { engine.shutDown() }
        let loadSeconds = start.duration(to: loaded.withLock { $0 } ?? .now) / .seconds(1)
        progress("reading a prompt")
        let length = min(512, engine.contextLength / 2)
        let reading = try await lanes(engine, text: Self.text(words: length * 3 / 4), count: 1, tokens: 1, stop)
        progress("generating in one lane")
        let one = try await lanes(engine, text: Self.text(words: 24), count: 1, tokens: 64, stop)
        progress("generating in four lanes")
        let four = try await lanes(engine, text: Self.text(words: 30), count: 4, tokens: 64, stop)
        var figures = BenchmarkFigures(
            threads: threads, loadSeconds: loadSeconds, prompt: Double(reading.prompt) / max(reading.prefill, 1e-9),
            oneLane: one.speed, fourLanes: four.speed)
        figures.choices = engine.choices.trials.isEmpty ? nil : engine.choices
        figures.memory = engine.process.flatMap { MachineMemory.used(by: $0) }
        return figures
    }

    private struct Result {
        var prompt = 0
        var prefill = 0.0
        var speed = 0.0
    }

    /// Runs lanes that don't end by themselves. They differ at once, because their seeds do.
    private func lanes(
        _ engine: DetachedEngine, text: String, count: Int, tokens: Int, _ stop: Stop
    ) async throws -> Result {
        await engine.forget()
        let lanes = (0..<count).map { index in
            var settings = Settings()
            (settings.temperature, settings.topK, settings.topP, settings.minP) = (2, 0, 1, 0)
            settings.maxTokens = tokens
            settings.seed = UInt64(index + 1)
            return LaneRequest(
                name: "\(index)",
                prompt: CompiledPrompt(technique: .zeroShot, body: .completion([Fragment(text, isField: true)])),
                settings: settings)
        }
        let start = ContinuousClock.now
        let run = engine.start(RunRequest(lanes: lanes, keepsRows: false))
        stop.whenSet(run.cancel)
        let summary = await run.summary()
        let seconds = start.duration(to: .now) / .seconds(1)
        try Task.checkCancellation()
        if let error = summary.lanes.compactMap(\.error).first { throw error }
        var result = Result()
        result.prompt = summary.lanes[0].usage.promptTokens
        result.prefill = summary.lanes[0].timings.prefillSeconds
        let generated = summary.lanes.reduce(0) { $0 + $1.usage.generatedTokens }
        // The first token of each lane comes from the prompt's rows.
        result.speed = Double(generated - count) / max(seconds - result.prefill, 1e-9)
        return result
    }

    private static func text(words: Int) -> String {
        let story = ["the", "old", "keeper", "climbed", "the", "stairs", "and", "counted", "them", "every", "night"]
        return (0..<words).map { story[$0 % story.count] }.joined(separator: " ")
    }
}

/// Ends the running work, from any thread.
private final class Stop: Sendable {
    private let state = Mutex<(isSet: Bool, cancel: (@Sendable () -> Void)?)>((false, nil))

    var isSet: Bool { state.withLock { $0.isSet } }

    func set() {
        let cancel = state.withLock { state in
            state.isSet = true
            return state.cancel
        }
        cancel?()
    }

    /// Keeps the closure that ends the work that runs from now on. Calls it at once if the work was stopped before.
    func whenSet(_ cancel: @escaping @Sendable () -> Void) {
        let isSet = state.withLock { state in
            state.cancel = cancel
            return state.isSet
        }
        if isSet { cancel() }
    }
}
