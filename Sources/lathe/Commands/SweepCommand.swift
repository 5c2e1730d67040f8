import ArgumentParser
import Evaluation
import Library
import Prompting

struct SweepCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sweep",
        abstract: "Runs a prompt over a data set for every combination of some knobs, and finds the best.",
        discussion: """
            Each combination is a lane of one evaluation, as `lathe eval` runs it. Accuracy is drawn against the first knob with \
            numbers, and the best cell is told with whether it is more than the luck of the best of so many.

            EXAMPLES
              lathe sweep topic --data headlines --over technique=zero-shot,few-shot --over temperature=0,0.8
              lathe sweep arithmetic --data arithmetic --limit 40 --over technique=few-shot,cot --over temperature=0,0.4,0.8
            """)

    @Argument(help: "A prompt file, a prompt's name, or -.")
    var file: String

    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "A knob and its values: temperature=0,0.4,0.8, technique=few-shot,cot, or any key of --lane. May be repeated.",
            valueName: "knob=values"))
    var over: [String]

    @OptionGroup var data: DataArguments
    @OptionGroup var prompt: PromptArguments
    @OptionGroup var engine: EngineArguments
    @OptionGroup var sampling: SamplingArguments
    @OptionGroup var answers: AnswerArguments
    @OptionGroup var evaluation: EvaluationArguments
    @OptionGroup var measures: MeasureArguments

    @Option(help: "How the result is printed.")
    var format: SweepFormat = .table

    func validate() throws {
        _ = try SweepGrid(over)
    }

    func run() throws {
        let grid = try SweepGrid(over)
        let file = try PromptLibrary.standard.open(self.file)
        let data = try data.dataSet(for: file.prompt)
        let models = LocalModels(engine)
        defer { models.shutDown() }
        let planned = try PlannedLane.all(
            of: file.prompt, replacedBy: evaluation.sampled(grid.cells.map(\.lane)), technique: prompt.technique,
            layout: prompt.layout, commandLine: try sampling.patch(), models: models)
        let plan = try EvaluationPlan(
            file: file, name: self.file, data: data, lanes: planned, variables: try prompt.variables(),
            answer: try answers.type, pick: answers.pick, mode: engine.mode, parallel: evaluation.parallel,
            texts: TextModels(measures, lanes: models.loaded, engine: engine))
        let session = try EvaluationSession(plan, evaluation)
        let report = try session.run(comparing: false)
        let output = SweepOutput(
            grid: grid,
            evaluation: EvaluationOutput(
                plan: plan, report: report, metrics: try session.scores(measures.metric, of: report),
                results: session.path, strictCheck: session.strictCheck))
        try output.print(as: format)
        try session.close(report)
        if !report.failures.isEmpty { throw ExitCode.failure }
    }
}
