import ArgumentParser
import Console
import Desks
import Evaluation
import Library
import Operations
import Prompting
import Reports
import TextLayout

struct ImproveCommand: LaneCommand {
    static let configuration = CommandConfiguration(
        commandName: "improve",
        abstract:
            "Looks for examples and wordings with which a prompt is right more often, and proves it on cases held out.",
        discussion: """
            Candidates are the prompt with examples drawn from the right answers of the data, and with instructions of a list or \
            of a model that sees failures. They race: all on few cases, the better half on more, the last two on all. The cases \
            are divided once: those that examples are made of never count, and those held out are used once, for the winner \
            against the prompt as it was.

            The prompt stays as it is. --out writes the winner to a new file, for you to look at; on a terminal Enter opens a \
            candidate beside the prompt as it is, as lanes of the workbench.

            EXAMPLES
              lathe improve sentiment --data reviews
              lathe improve topic --data train.csv --test test.csv --out better.prompt.yaml
              lathe improve summary --data cases.jsonl --instructions wordings.txt
              lathe improve topic --data headlines --propose 8 --with gpt/gpt-4o-mini
            """)

    @Argument(help: "A prompt file, a prompt's name, or -.")
    var file: String

    @OptionGroup(title: "Data") var data: DataArguments
    @OptionGroup(title: "The search") var improvement: ImprovementArguments
    @OptionGroup(title: "The prompt") var prompt: PromptArguments
    @OptionGroup(title: "Model and engine") var engine: EngineArguments
    @OptionGroup(title: "Sampling") var sampling: SamplingArguments
    @OptionGroup(title: "How answers are read") var answers: AnswerArguments

    @Option(help: ScoringWay.help)
    var score: ScoringWay = .generation

    @Option(help: "The number of outputs that run at once.")
    var parallel: Int = EvaluationRun.defaultParallel

    @Option(help: ArgumentHelp("The new file that the winner is written to.", valueName: "prompt.yaml"))
    var out: String?

    @Option(
        help: ArgumentHelp(
            "The file that keeps the outputs (default: one of Lathe's own, which --resume finds).",
            valueName: "results.jsonl"))
    var outputs: String?

    @Flag(help: "Takes over the outputs of an earlier search that asked the same.")
    var resume = false

    @Option(help: "The format of the result.")
    var format: StandingFormat = .table

    func validate() throws {
        if !(1...32).contains(parallel) { throw ValidationError("--parallel is \(parallel); it must be 1...32.") }
        if score == .likelihood, improvement.maxTokensTotal != nil {
            throw ValidationError("--max-tokens-total has no meaning with --score likelihood, which counts no tokens.")
        }
    }

    func run() throws {
        try checkNew(out)
        var beside: String?
        try withLanes({ _ in [Lane(name: "as it is")] }, answer: try answers.type) { cases in
            let (data, test) = try allData(cases)
            let images = cases.file.imageFolders(given: cases.variables.keys)
            let evaluation = try wait {
                [
                    name = file, type = try answers.type, tolerance = try answers.near.value, pick = answers.pick,
                    parallel, score, threads = engine.threads
                ] in
                try await EvaluationPlan(
                    .eval, file: cases.file, path: cases.path, name: name, data: data, source: cases.source,
                    lanes: cases.lanes, variables: cases.variables, images: images, answer: type, tolerance: tolerance,
                    pick: pick, mode: cases.setup.mode, parallel: parallel, scoring: score,
                    texts: TextModels(lanes: cases.models.loaded, threads: threads), telling: ProgressLine.teller)
            }
            var order = try improvement.order()
            order.proposals = try ImprovementSession.proposals(
                improvement.propose, with: improvement.proposer ?? cases.lanes.first?.lane.model, by: "instruction",
                models: cases.models)
            let plan = try ImprovementPlan(
                evaluation, of: cases.file.prompt, test: test, variables: cases.variables, images: images, order: order)
            for notice in evaluation.notices { printError(harmless(commandLineText(of: notice))) }
            let session = ImprovementSession(plan: plan, outputs: outputs, resume: resume, out: out, format: format)
            let (isInterrupted, outcome) = try session.run(cases.file) { winner in
                var wanted = winner.applied(to: cases.file.prompt)
                if let technique = prompt.technique { wanted.technique = technique }
                return wanted
            }
            if isInterrupted { throw ExitCode.interrupted }
            beside = try session.askForLanes(outcome, cases.file.prompt)
        }
        guard let beside else { return }
        try ScreenStart(engine: engine.setup, isHistoryOff: !Configuration.current.keepsHistory).open(beside)
    }

    /// Returns the cases with those that were given as held-out data, and the ids of these.
    private func allData(_ cases: PlannedCases) throws -> (DataSet, Set<String>) {
        guard let test = improvement.test else { return (cases.data, []) }
        var options = try data.rows.options().checked(by: cases.file)
        options.answer = try answers.type
        (options.limit, options.shuffleSeed) = (nil, nil)
        let held = try DataSet(file: DataSet.shippedFile(test) ?? test, for: cases.file.prompt, options: options)
        return cases.data.joined(with: held)
    }
}
