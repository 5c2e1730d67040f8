import Foundation
import Library
import Prompting
import Runtime

/// Measures what the README states. Ratios are of one run; nothing else should be running.
@main
enum Bench {
    static func main() async throws {
        if CommandLine.arguments.contains("--memory") {
            show(try await anonymousMegabytes())
            return
        }
        let prompt = try PromptFile(contentsOf: "Prompts/arithmetic.prompt.yaml").prompt
        show("\(LlamaBuild.version), \(ProcessInfo.processInfo.activeProcessorCount) threads\n")
        show("| what | on | must be | is | reached |")
        show("| --- | --- | --- | --- | --- |")
        for lanes in [1, 2, 4, 8] { show(try await throughput(.smolLM2, lanes: lanes, atLeast: 0.95).line) }
        show(try await throughput(.gemma3, lanes: 3, atLeast: 1.1).line)
        show(try await sharedPrefix(prompt).line)
        for model in BenchModel.allCases { show(try await knobTurn(model).line) }
        show(try await edit(prompt).line)
        show(try await joining(prompt).line)
        for model in BenchModel.allCases { show(try await cancelling(model).line) }
        for model in BenchModel.allCases { for row in try await drawing(model) { show(row.line) } }
        show(try await memory().line)
        for model in BenchModel.allCases { show(try await fastModeDrift(model).line) }
    }
}

/// Prints a line at once, in a pipe too.
func show(_ line: some CustomStringConvertible) {
    FileHandle.standardOutput.write(Data("\(line)\n".utf8))
}
