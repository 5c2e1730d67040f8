import Foundation
import Library
import Prompting
import Runtime

/// Measures what the README states. Ratios are of one run; nothing else should be running.
@main
enum Bench {
    static func main() async throws {
        if CommandLine.arguments.contains("--memory") {
            print(try await anonymousMegabytes())
            return
        }
        let prompt = try PromptFile(contentsOf: "Prompts/arithmetic.prompt.yaml").prompt
        print("\(LlamaBuild.version), \(ProcessInfo.processInfo.activeProcessorCount) threads\n")
        print("| what | on | must be | is | reached |")
        print("| --- | --- | --- | --- | --- |")
        for lanes in [1, 2, 4, 8] { print(try await throughput(.smolLM2, lanes: lanes, atLeast: 0.95).line) }
        print(try await throughput(.gemma3, lanes: 3, atLeast: 1.1).line)
        print(try await sharedPrefix(prompt).line)
        for model in BenchModel.allCases { print(try await knobTurn(model).line) }
        print(try await edit(prompt).line)
        print(try await joining(prompt).line)
        for model in BenchModel.allCases { print(try await cancelling(model).line) }
        for model in BenchModel.allCases { for row in try await drawing(model) { print(row.line) } }
        print(try await memory().line)
        for model in BenchModel.allCases { print(try await fastModeDrift(model).line) }
    }
}
