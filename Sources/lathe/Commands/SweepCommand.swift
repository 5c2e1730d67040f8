import ArgumentParser
import Console
import Evaluation
import History
import Reports

struct SweepCommand: EvaluatingCommand {
    static let configuration = CommandConfiguration(
        commandName: "sweep",
        abstract: "Runs a prompt over a data set for every combination of some knobs, and finds the best.",
        discussion: """
            Each combination is a lane of one evaluation, as `lathe eval` runs it. Accuracy is drawn against the first knob with \
            numbers. The best cell is named, and whether its lead is more than the luck of the best of that many.

            EXAMPLES
              lathe sweep topic --data headlines \\
                  --over technique=zero-shot,few-shot --over temperature=0,0.8
              lathe sweep arithmetic --data arithmetic --limit 40 \\
                  --over technique=few-shot,cot --over temperature=0,0.4,0.8
            """)

    static let origin = EvaluationOrigin.sweep

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
    @OptionGroup var history: HistoryArguments

    @Option(help: "The format of the result.")
    var format: SweepFormat = .table

    func validate() throws {
        _ = try grid
    }

    private var grid: SweepGrid {
        get throws {
            do {
                return try SweepGrid(over)
            } catch let error as SweepGridError {
                throw ValidationError("--over\(error.axis.map { " \($0)" } ?? ""): \(error)")
            }
        }
    }

    func run() throws {
        let grid = try grid
        try withPlan(for: { _ in evaluation.sampled(grid.cells.map(\.lane)) }) { plan in
            let session = try EvaluationSession(plan, evaluation, history)
            let report = try session.run(comparing: false)
            let output = SweepOutput(grid: grid, evaluation: try session.outcome(of: report, measures.metrics))
            try output.print(as: format)
            try session.close(report)
            if !report.failures.isEmpty { throw ExitCode.failure }
        }
    }
}
