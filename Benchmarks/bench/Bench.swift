import Foundation
import Library
import Prompting
import Runtime

/// Measures what docs/explanation/benchmarks.md states, or the parts that are named: `bench lanes draw`; `--quick` only tries
/// whether they work, and `--attacks N` takes fewer attacks. Nothing else should be running: the threads of two engines on the
/// same cores spin against each other.
@main
enum Bench {
    static func main() async {
        do {
            try await run()
        } catch {
            show("\(error)")
            exit(1)
        }
    }

    private static func run() async throws {
        if CommandLine.arguments.contains("--many-cases") { return try showManyCases() }
        if let index = CommandLine.arguments.firstIndex(of: "--long-lane"),
            let text = CommandLine.arguments.dropFirst(index + 1).first.flatMap(LongText.init)
        {
            return try showLongLane(text)
        }
        let prompt = try PromptFile(contentsOf: "Prompts/arithmetic.prompt.yaml").prompt
        let measurements: [(name: String, measure: @Sendable () async throws -> [Measurement])] = [
            (
                "lanes",
                {
                    var rows = try await throughput(.smolLM2, lanes: [1, 2, 4, 8].map { ($0, 0.95) })
                    rows += try await throughput(.gemma3, lanes: [1, 2, 4, 8].map { ($0, 0.95) } + [(3, nil)])
                    return rows
                }
            ),
            ("prefill", { try await forEachModel { [try await prefill($0)] } }),
            ("server", { try await againstServer(prompt) }),
            ("inspect", { try await againstInspect(prompt) }),
            ("exactness", { try await forEachModel { [try await exactness($0)] } }),
            ("signals", { [try await signals()] }),
            ("prefix", { [try await sharedPrefix(prompt)] }),
            ("eval", { try await evaluation(prompt) }),
            ("knob", { try await forEachModel { [try await knobTurn($0)] } }),
            ("rare-knobs", { try await forEachModel { try await rareKnobTurns($0) } }),
            ("beams", { try await beamSearch() }),
            ("likelihood", { try await likelihoods() }),
            ("detect", { try await forEachModel { [try await detecting($0)] } }),
            ("attacks", { [try await attacking()] }),
            ("judging", { [try await judging(), fittingVotes()] }),
            ("edit", { [try await edit(prompt)] }),
            ("join", { [try await joining(prompt)] }),
            ("load", { [try await loadingBeside()] }),
            ("cancel", { try await forEachModel { [try await cancelling($0)] } }),
            ("draw", { try await forEachModel { try await drawing($0) } }),
            ("memory", { [try await memory()] }),
            ("remote", { try await remoteLane() }),
            ("drift", { try await forEachModel { [try await fastModeDrift($0)] } }),
            ("history", { try await historyOfManyRuns() }),
            ("evaluations", { try keptEvaluations() }),
            ("library", { try libraryOfManyPrompts() }),
            ("sources", { try sourcesOfManyFiles() }),
        ]
        let wanted = CommandLine.arguments.dropFirst().filter { !$0.hasPrefix("--") && Int($0) == nil }
        defer { try? FileManager.default.removeItem(atPath: cache) }
        show("Processor: \(Machine.processor)")
        show("Compiler of llama.cpp: \(Machine.compiler)")
        show("llama.cpp: \(LlamaBuild.version), \(LlamaBuild.features)")
        for model in BenchModel.allCases {
            let engine = try await model.engine()
            show("Chosen for \(model.rawValue): \(engine.choices.line)")
            engine.shutDown()
        }
        show("")
        show("| what | on | must be | is | reached |")
        show("| --- | --- | --- | --- | --- |")
        for (name, measure) in measurements where wanted.isEmpty || wanted.contains(name) {
            for row in try await measure() { show(row.line) }
        }
        for (name, measure) in screenMeasurements
        where wanted.isEmpty || wanted.contains("screen") || wanted.contains(name) {
            for row in try await measure() { show(row.line) }
        }
    }

    /// Whether each measurement is only tried: one round where there are several, one setting of a peer's.
    static let isQuick = CommandLine.arguments.contains("--quick")
    /// The number of attacks that `--attacks` asks for; nil without it.
    static let attackCount = CommandLine.arguments.firstIndex(of: "--attacks").flatMap { index in
        CommandLine.arguments.dropFirst(index + 1).first.flatMap { Int($0) }.map { max(1, $0) }
    }
    /// Rounds that the median is taken of.
    static let rounds = isQuick ? 1 : 5

    /// Lathe's cache for this run, so that what engines choose is measured in it, once for the engines here and for programs.
    static let cache = NSTemporaryDirectory() + "/lathe-bench-cache-\(getpid())"

    /// A process for engines, as the built program starts one for itself.
    static func process() -> EngineProcess {
        EngineProcess(EngineCommand(name: "the engine", executable: Workplace.program, arguments: ["engine"]))
    }

    private static func forEachModel(_ measure: @Sendable (BenchModel) async throws -> [Measurement]) async throws
        -> [Measurement]
    {
        var rows: [Measurement] = []
        for model in BenchModel.allCases { rows += try await measure(model) }
        return rows
    }
}

/// Prints a line at once, in a pipe too.
func show(_ line: some CustomStringConvertible) {
    FileHandle.standardOutput.write(Data("\(line)\n".utf8))
}
