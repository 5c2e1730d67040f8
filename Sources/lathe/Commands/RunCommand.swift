import ArgumentParser
import Console
import History
import Lanes
import Library
import Operations
import TextLayout

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
              lathe run sentiment --lane name=cool,temperature=0.2 \\
                  --lane name=warm,temperature=1.2
              lathe run arithmetic --strict --format json
            """)

    @Argument(help: "A prompt file, a prompt's name, or -.")
    var file: String

    @OptionGroup(title: "The prompt") var prompt: PromptArguments
    @OptionGroup(title: "The prompt") var images: ImageArguments
    @OptionGroup(title: "Model and engine") var engine: EngineArguments
    @OptionGroup(title: "Sampling") var sampling: SamplingArguments

    @OptionGroup(title: "Lanes") var lanes: LaneArguments
    @OptionGroup(title: "The history") var history: HistoryArguments

    @Option(help: "The format of the result.")
    var format: RunPrinter.Format = .columns

    @Flag(help: "Say on standard error what each lane runs with, and show a model's thoughts whole.")
    var verbose = false

    func run() throws {
        let file = try PromptLibrary.standard.open(self.file)
        // The history is opened while models are loaded.
        let recorder = history.recorder()
        let setup = engine.setup
        let models = LocalModels(setup, telling: ProgressLine.teller)
        defer { models.shutDown() }
        let variables = try prompt.variables()
        let asked = images.applied(to: file.prompt)
        let (lanes, settings) = (try lanes.lanes(), try sampling.patch())
        let plan = try wait {
            [name = self.file, technique = prompt.technique, layout = prompt.layout, chat = try prompt.chat()] in
            try await RunPlan(
                prompt: asked, name: name, lanes: lanes, variables: variables, technique: technique,
                layout: layout, commandLine: settings, chat: chat, models: models, mode: setup.mode,
                images: file.imageFolders(given: variables.keys), notices: file.notices)
        }
        if verbose { for summary in plan.summaries { printError(harmless(summary)) } }
        let run = plan.start()
        let interruption = Interruption(cancel: run.cancel)
        let format = format
        let summary = try wait {
            var printer = RunPrinter(format: format, plan: plan, showsThoughts: verbose)
            let (observed, summary) = try await RunObserver.observe(run) { try printer.take($0) }
            // The run is kept before it is printed, so that a run that was seen is in the history.
            recorder.keep {
                RunRecord(
                    observed, summary, origin: .run,
                    asked: AskedRun(
                        plan: plan, prompt: PromptRecord(file, plan: plan)))
            }
            try printer.finish(observed.withTokens(summary))
            return summary
        }
        recorder.close()
        if interruption.isInterrupted { throw ExitCode.interrupted }
        if summary.lanes.contains(where: { $0.error != nil }) { throw ExitCode.failure }
    }
}
