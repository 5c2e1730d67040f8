import Foundation
import Library
import Prompting
import Runtime

/// Measures what the README states, or the parts that are named: `bench lanes draw`. Nothing else should be running: the threads
/// of two engines on the same cores spin against each other.
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
        if CommandLine.arguments.contains("--memory") {
            show(try await anonymousMegabytes())
            return
        }
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
                    var rows: [Measurement] = []
                    for lanes in [1, 2, 4, 8] {
                        rows.append(try await throughput(.smolLM2, lanes: lanes, atLeast: 0.95))
                    }
                    return rows + [try await throughput(.gemma3, lanes: 3, atLeast: 1.1)]
                }
            ),
            ("prefix", { [try await sharedPrefix(prompt)] }),
            ("eval", { try await evaluation(prompt) }),
            ("knob", { try await forEachModel { [try await knobTurn($0)] } }),
            ("edit", { [try await edit(prompt)] }),
            ("join", { [try await joining(prompt)] }),
            ("load", { [try await loadingBeside()] }),
            ("cancel", { try await forEachModel { [try await cancelling($0)] } }),
            ("draw", { try await forEachModel { try await drawing($0) } }),
            ("memory", { [try await memory()] }),
            ("remote", { try await remoteLane() }),
            ("drift", { try await forEachModel { [try await fastModeDrift($0)] } }),
            ("history", { try await historyOfManyRuns() }),
        ]
        let wanted = CommandLine.arguments.dropFirst()
        show("llama.cpp \(LlamaBuild.version), \(ProcessInfo.processInfo.activeProcessorCount) threads\n")
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
