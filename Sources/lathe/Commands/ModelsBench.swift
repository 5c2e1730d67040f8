import ArgumentParser
import Foundation
import Library
import Prompting
import Runtime
import Sampling
import TextLayout

struct ModelsBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measures a model here: loading, reading a prompt, generating in one lane and in four, memory.",
        discussion: """
            Nothing else should be running meanwhile.

            EXAMPLES
              lathe models bench
              lathe models bench gemma3-270m --threads 2
            """)

    @Argument(help: "A model's name or path (default: the default model).")
    var model: String?

    @Option(help: "Threads that compute (default: one a core).")
    var threads: Int?

    @Option(help: "How it is printed.")
    var format: TableFormat = .table

    private struct Report: Encodable {
        var model: String
        var build = LlamaBuild.current
        var threads: Int
        var loadSeconds: Double
        /// Tokens a second.
        var prompt: Double
        var oneLane: Double
        var fourLanes: Double
        /// Bytes that the process holds; most of it is the model's file.
        var memory: UInt64?
    }

    func validate() throws {
        if let threads, !(1...256).contains(threads) {
            throw ValidationError("--threads is \(threads); it must be 1...256.")
        }
    }

    func run() throws {
        let path = if let model { try modelFile(model) } else { try defaultModelPath() }
        let description = try Probe().check(path)
        let name = ModelStore.standard.name(of: path) ?? description.name
        let cores = threads ?? ProcessInfo.processInfo.activeProcessorCount
        let line = ProgressLine()
        defer { line.clear() }
        let report = try wait { () async throws -> Report in
            line.show("\(name): loading")
            var options = EngineOptions()
            options.contextLength = min(2048, max(256, description.contextLength))
            options.threads = cores
            let start = ContinuousClock.now
            let engine = try await LlamaEngine.load(path: path, options: options)
            defer { engine.shutDown() }
            var report = Report(
                model: name, threads: cores, loadSeconds: start.duration(to: .now) / .seconds(1), prompt: 0, oneLane: 0,
                fourLanes: 0)
            line.show("\(name): reading")
            let length = min(512, engine.contextLength / 2)
            let reading = try await Self.lanes(engine, text: Self.text(words: length * 3 / 4), count: 1, tokens: 1)
            report.prompt = Double(reading.prompt) / max(reading.prefill, 1e-9)
            line.show("\(name): generating")
            let one = try await Self.lanes(engine, text: Self.text(words: 24), count: 1, tokens: 64)
            report.oneLane = one.speed
            let four = try await Self.lanes(engine, text: Self.text(words: 30), count: 4, tokens: 64)
            report.fourLanes = four.speed
            report.memory = MachineMemory.ofThisProcess
            return report
        }
        line.clear()
        if format == .json { return try printJSON(report, pretty: true) }
        var rows = [
            ("model", report.model), ("threads", "\(report.threads)"),
            ("load", String(format: "%.2f s", report.loadSeconds)),
            ("prompt", String(format: "%.0f tokens/s", report.prompt)),
            ("one lane", String(format: "%.0f tokens/s", report.oneLane)),
            ("four lanes", String(format: "%.0f tokens/s together", report.fourLanes)),
        ]
        if let memory = report.memory { rows.append(("memory", byteText(memory))) }
        for (title, value) in rows { print(title.padded(toWidth: 12) + harmless(value)) }
    }

    private struct Result {
        var prompt = 0
        var prefill = 0.0
        var speed = 0.0
    }

    /// Lanes that don't end by themselves and part at once, because their seeds differ.
    private static func lanes(_ engine: LlamaEngine, text: String, count: Int, tokens: Int) async throws -> Result {
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
        let summary = await engine.start(RunRequest(lanes: lanes, keepsRows: false)).summary()
        let seconds = start.duration(to: .now) / .seconds(1)
        if let error = summary.lanes.compactMap(\.error).first { throw error }
        var result = Result()
        result.prompt = summary.lanes[0].usage.promptTokens
        result.prefill = summary.lanes[0].timings.prefillSeconds
        let generated = summary.lanes.reduce(0) { $0 + $1.usage.generatedTokens }
        // All lanes' first tokens come of the prompt's rows.
        result.speed = Double(generated - count) / max(seconds - result.prefill, 1e-9)
        return result
    }

    private static func text(words: Int) -> String {
        let story = ["the", "old", "keeper", "climbed", "the", "stairs", "and", "counted", "them", "every", "night"]
        return (0..<words).map { story[$0 % story.count] }.joined(separator: " ")
    }
}
