import ArgumentParser
import Foundation
import Library
import Prompting
import Runtime

extension RunPrinter.Format: ExpressibleByArgument {}

struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Runs a prompt's lanes and shows them side by side.",
        discussion: """
            FILE is a prompt file, the name of a shipped or saved prompt, or - for standard input.

            EXAMPLES
              lathe run tour
              lathe run sentiment --set review=@review.txt --technique zero-shot
              lathe run sentiment --lane name=cool,temperature=0.2 --lane name=warm,temperature=1.2
              lathe run arithmetic --strict --format json
            """)

    @Argument(help: "A prompt file, a prompt's name, or -.")
    var file: String

    @OptionGroup var prompt: PromptArguments
    @OptionGroup var engine: EngineArguments
    @OptionGroup var sampling: SamplingArguments

    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "A lane instead of the file's, as name=warm,temperature=1.2,technique=cot. May be repeated.",
            valueName: "settings"))
    var lane: [String] = []

    @Option(help: "How the result is printed.")
    var format: RunPrinter.Format = .columns

    func validate() throws {
        _ = try lanes()
    }

    private func lanes() throws -> [Lane] {
        try lane.map { text in
            do throws(LaneError) {
                return try Lane(flat: text)
            } catch {
                throw ValidationError("--lane \(text): \(error)")
            }
        }
    }

    func run() throws {
        let file = try PromptLibrary.standard.open(self.file)
        let lanes = try lanes()
        let needsModel = Backends.standard.needsModel(file.prompt, lanes: lanes, commandLine: engine.model)
        let model = needsModel ? try engine.load(promptModel: file.prompt.model) : nil
        defer { model?.engine.shutDown() }
        let plan = try RunPlan(
            prompt: file.prompt, name: self.file, lanes: lanes, variables: try prompt.variables(),
            technique: prompt.technique, layout: prompt.layout, commandLine: try sampling.patch(),
            modelWord: engine.model, model: model, mode: engine.mode, notices: file.notices)
        let run = plan.start(model: model)
        let interruption = Interruption(cancel: run.cancel)
        let format = format
        let summary = try wait {
            var printer = RunPrinter(format: format, plan: plan)
            var summary: RunSummary?
            for await event in run.events {
                try printer.take(event)
                if case .finished(let result) = event { summary = result }
            }
            guard let summary else { throw Failure("The engine ended without a result.") }
            try printer.finish(summary, model: model)
            return summary
        }
        if interruption.isInterrupted { throw ExitCode.interrupted }
        if summary.lanes.contains(where: { $0.error != nil }) { throw ExitCode.failure }
    }
}
