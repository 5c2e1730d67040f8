import ArgumentParser
import Console
import Evaluation
import History
import Library
import Operations
import Prompting
import Reports
import TextLayout

struct EvalCommand: EvaluatingCommand {
    static let configuration = CommandConfiguration(
        commandName: "eval",
        abstract:
            "Runs a prompt's lanes over a data set, and says which is right more often, by how much, and how sure that is.",
        discussion: """
            All cases of all lanes go through the engine as one batch, and shared prefixes are evaluated once. Each output is \
            kept as it comes, so that Ctrl-C or a crash loses only the running cases, and --resume continues with the others.

            EXAMPLES
              lathe eval sentiment --data reviews.csv \\
                  --lane technique=zero-shot --lane technique=few-shot
              lathe eval arithmetic --data gsm8k.jsonl --expected answer \\
                  --expected-after "####" --limit 50
              lathe eval sentiment --data reviews.csv --format json --fail-under 0.8
            """)

    static let origin = EvaluationOrigin.eval

    @Argument(help: "A prompt file, a prompt's name, or -.")
    var file: String

    @OptionGroup(title: "Data") var data: DataArguments
    @OptionGroup(title: "The prompt") var prompt: PromptArguments
    @OptionGroup(title: "Model and engine") var engine: EngineArguments
    @OptionGroup(title: "Sampling") var sampling: SamplingArguments
    @OptionGroup(title: "Lanes") var lanes: LaneArguments
    @OptionGroup(title: "How answers are read") var answers: AnswerArguments
    @OptionGroup(title: "The evaluation") var evaluation: EvaluationArguments

    @OptionGroup(title: "Metrics") var measures: MeasureArguments
    @OptionGroup(title: "The history") var history: HistoryArguments

    @Option(
        help: ArgumentHelp(
            "Fails (exit code 1) if a lane's accuracy is below this, 0...1.", valueName: "accuracy"))
    var failUnder: Double?

    @Option(help: "The format of the result.")
    var format: EvaluationFormat = .table

    func validate() throws {
        if let failUnder, !(0...1).contains(failUnder) {
            throw ValidationError("--fail-under is \(failUnder); it must be 0...1, as 0.8 for 80 %.")
        }
    }

    func run() throws {
        try withPlan(for: chosenLanes, evaluate)
    }

    /// Returns the lanes of the command line, else the prompt's own, with the number of samples that was asked for.
    private func chosenLanes(of prompt: Prompt) throws -> [Lane] {
        let chosen = try lanes.lanes()
        guard evaluation.samples != nil else { return chosen }
        if !chosen.isEmpty { return evaluation.sampled(chosen) }
        return evaluation.sampled(prompt.lanes.isEmpty ? [Lane(name: "")] : prompt.lanes)
    }

    private func evaluate(_ plan: EvaluationPlan) throws {
        try plan.check(measures.metrics)
        let session = try evaluation.session(of: plan, history)
        let report = try session.run()
        try session.outcome(of: report, measures.metrics).print(as: format)
        if try session.close(report) { throw ExitCode.interrupted }
        if let failUnder {
            for lane in report.lanes where lane.accuracy < failUnder {
                printError(
                    "\(harmless(lane.name)) is below \(failUnder): \(lane.correct) of \(lane.count) right.")
            }
            if report.lanes.contains(where: { $0.accuracy < failUnder }) { throw ExitCode.failure }
        }
        if !report.failures.isEmpty { throw ExitCode.failure }
    }
}
