import ArgumentParser
import Console
import Foundation
import Models
import Operations
import Reports
import Runtime
import TextLayout
import Workbench

struct ModelsBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract:
            "Measures a model on this machine: loading, reading a prompt, generating in one lane and in four, memory.",
        discussion: """
            Nothing else should be running while it measures.

            EXAMPLES
              lathe models bench
              lathe models bench gemma3-270m --threads 2
            """)

    @Argument(help: "A model's name or path (default: the default model).")
    var model: String?

    @Option(help: "The number of threads (default: one for each core).")
    var threads: Int?

    @Option(help: "The format of the output.")
    var format: TableFormat = .table

    func validate() throws {
        if let threads, !(1...256).contains(threads) {
            throw ValidationError("--threads is \(threads); it must be 1...256.")
        }
    }

    func run() throws {
        let path = if let model { try modelFile(model) } else { try ModelStore.standard.defaultPath(.current) }
        let description = try Probe().check(path)
        let name = ModelStore.standard.name(of: path) ?? description.name
        let line = ProgressLine()
        defer { line.clear() }
        let benchmark = ModelBenchmark(model: description, threads: threads)
        let figures = try wait { try await benchmark.run { line.show("\(name): \($0)") } }
        line.clear()
        if format == .json { return try printJSON(BenchmarkReport(model: name, figures: figures), pretty: true) }
        for (title, value) in [(title: "model", value: name)] + figures.rows {
            print(title.padded(toWidth: 12) + harmless(value))
        }
    }
}
