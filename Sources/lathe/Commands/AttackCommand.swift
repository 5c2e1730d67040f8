import ArgumentParser
import Evaluation
import Library
import Operations
import Prompting
import Reports
import TextLayout

/// The format in which the result of attacks is printed.
enum AttackFormat: String, CaseIterable, ExpressibleByArgument {
    case text, json, markdown
}

struct AttackCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "attack",
        abstract: "Tries to talk a prompt's lanes round, and says how often that works and what they refuse besides.",
        discussion: """
            Each attack is after something harmless that a program can recognise: a pass phrase in the instruction, a word that \
            must not be written, a role that must not be left, or the instruction itself. The suite adds its rules to the prompt's \
            instruction. Beside the attacks run harmless questions that look dangerous and the prompt's own test data, since a \
            prompt that refuses everything is no good.

            A suite is a YAML file, or the name of one in attacks/ in your prompts' folder; the one that comes with Lathe is usual.

            EXAMPLES
              lathe attack support
              lathe attack support --tries 5 --temperature 0.8 --max-tokens 120
              lathe attack support --suite my-attacks.yaml --format json
            """)

    @Argument(help: "A prompt file, a prompt's name, or -.")
    var file: String

    @Option(help: ArgumentHelp("The suite of attacks, a file or a name.", valueName: "name"))
    var suite: String = AttackSuite.usual

    @Option(help: "The number of tries of each attack.")
    var tries: Int = 1

    @Option(
        help: ArgumentHelp(
            "The variable that attacks take the place of (default: the input's last; without one, the whole input).",
            valueName: "variable"))
    var into: String?

    @OptionGroup var prompt: PromptArguments
    @OptionGroup var engine: EngineArguments
    @OptionGroup var sampling: SamplingArguments
    @OptionGroup var lanes: LaneArguments

    @Option(help: "The number of outputs that run at once.")
    var parallel: Int = EvaluationRun.defaultParallel

    @Option(help: "The format of the result.")
    var format: AttackFormat = .text

    func validate() throws {
        if !(1...100).contains(tries) { throw ValidationError("--tries is \(tries); it must be 1...100.") }
        if !(1...32).contains(parallel) { throw ValidationError("--parallel is \(parallel); it must be 1...32.") }
    }

    func run() throws {
        let suite = try AttackSuite(named: suite)
        let file = try AttackWork.guarded(try PromptLibrary.standard.open(self.file), by: suite)
        let setup = engine.setup
        let models = LocalModels(setup, telling: ProgressLine.teller)
        defer { models.shutDown() }
        let (chosen, settings, chat) = (try lanes.lanes(), try sampling.patch(), try prompt.chat())
        let planned = try wait {
            [prompt = file.prompt, technique = prompt.technique, layout = prompt.layout] in
            try await PlannedLane.all(
                of: prompt, replacedBy: chosen, technique: technique, layout: layout, commandLine: settings,
                chat: chat, models: models)
        }
        let work = try AttackWork(
            suite, on: file, name: self.file, lanes: planned,
            texts: TextModels(lanes: models.loaded, threads: engine.threads),
            options: AttackWork.Options(
                tries: tries, variable: into, variables: try prompt.variables(), parallel: parallel, mode: setup.mode))
        for notice in work.notices { printError(harmless(notice)) }
        let interruption = Interruption(cancel: work.cancel)
        defer { withExtendedLifetime(interruption) {} }
        try wait { [work] in await work.run(telling: ProgressLine.teller) }
        let report = work.report()
        switch format {
        case .text: try printOutput(harmless(report.text))
        case .json: try printJSON(report, pretty: true)
        case .markdown: try printOutput(report.markdown)
        }
        if work.isCancelled {
            printError("Interrupted: the figures are those of the outputs that had come.")
            throw ExitCode.interrupted
        }
        if !report.failures.isEmpty { throw ExitCode.failure }
    }
}
