import ArgumentParser
import Evaluation
import Foundation
import Library
import Prompting
import Runtime
import Sampling
import TextLayout

struct EvalCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "eval",
        abstract: "Runs a prompt's lanes over a data set: which is right more often, by how much, how surely.",
        discussion: """
            All cases of all lanes go through the engine as one batch; what prompts share is evaluated once. Each output is \
            kept as it comes: Ctrl-C or a crash loses only the cases under way, and --resume goes on.

            EXAMPLES
              lathe eval sentiment --data reviews.csv --lane technique=zero-shot --lane technique=few-shot
              lathe eval arithmetic --data gsm8k.jsonl --expected answer --expected-after "####" --limit 50
              lathe eval sentiment --data reviews.csv --format json --fail-under 0.8
            """)

    @Argument(help: "A prompt file, a prompt's name, or -.")
    var file: String

    @OptionGroup var data: DataArguments
    @OptionGroup var prompt: PromptArguments
    @OptionGroup var engine: EngineArguments
    @OptionGroup var sampling: SamplingArguments
    @OptionGroup var lanes: LaneArguments
    @OptionGroup var answers: AnswerArguments

    @OptionGroup var measures: MeasureArguments

    @Option(help: "Outputs for each case, whose majority counts (self-consistency).")
    var samples: Int?

    @Option(help: "Outputs under way at once.")
    var parallel: Int = EvaluationRun.defaultParallel

    @Option(
        help: ArgumentHelp(
            "Where outputs are kept (default: a file of Lathe's own, which --resume finds).", valueName: "results.jsonl"
        ))
    var out: String?

    @Flag(help: "Takes over the outputs of an earlier run that asked the same.")
    var resume = false

    @Option(
        help: ArgumentHelp(
            "Fails (exit code 1) where a lane's accuracy is below this, 0...1.", valueName: "accuracy"))
    var failUnder: Double?

    @Option(
        help: ArgumentHelp(
            "In fast mode so many cases are run again in strict mode, to tell how many outputs differ.",
            valueName: "cases"))
    var strictSample: Int = 4

    @Option(help: "How the result is printed.")
    var format: EvaluationFormat = .table

    func validate() throws {
        if let samples, !Lane.sampleRange.contains(samples) {
            throw ValidationError("--samples is \(samples); it must be 1...1000.")
        }
        if !(1...32).contains(parallel) { throw ValidationError("--parallel is \(parallel); it must be 1...32.") }
        if let failUnder, !(0...1).contains(failUnder) {
            throw ValidationError("--fail-under is \(failUnder); it must be 0...1, as 0.8 for 80 %.")
        }
        if strictSample < 0 { throw ValidationError("--strict-sample is \(strictSample); it must be at least 0.") }
    }

    func run() throws {
        let file = try PromptLibrary.standard.open(self.file)
        let data = try data.dataSet(for: file.prompt)
        let models = LocalModels(engine)
        defer { models.shutDown() }
        let planned = try PlannedLane.all(
            of: file.prompt, replacedBy: try chosenLanes(of: file.prompt), technique: prompt.technique,
            layout: prompt.layout, commandLine: try sampling.patch(), models: models)
        let plan = try EvaluationPlan(
            file: file, name: self.file, data: data, lanes: planned, variables: try prompt.variables(),
            answer: try answers.type, pick: answers.pick, mode: engine.mode, parallel: parallel,
            texts: TextModels(measures, models: models))
        for row in data.badRows.prefix(10) { printError("Left out. " + harmless(row.sentence)) }
        if data.badRows.count > 10 { printError("… and \(data.badRows.count - 10) more rows are left out.") }
        try evaluate(plan)
    }

    /// The lanes of the command line, or the prompt's own, with as many samples as were asked for.
    private func chosenLanes(of prompt: Prompt) throws -> [Lane] {
        var chosen = try lanes.lanes()
        guard let samples else { return chosen }
        if chosen.isEmpty { chosen = prompt.lanes.isEmpty ? [Lane(name: "")] : prompt.lanes }
        return chosen.map { lane in
            var lane = lane
            lane.samples = samples
            return lane
        }
    }

    private func evaluate(_ plan: EvaluationPlan) throws {
        let work = try EvaluationWork(plan, path: out, resume: resume)
        let interruption = Interruption(cancel: work.cancel)
        if format == .table, plan.run.lanes.count > 1 { printError(plan.detectable) }
        try work.run()
        var check: StrictCheck?
        if plan.run.mode == .fast, strictSample > 0, !interruption.isInterrupted {
            check = try work.strictCheck(cases: strictSample, isCancelled: { interruption.isInterrupted })
        }
        let report = try work.report()
        let printed = EvaluationOutput(
            plan: plan, report: report, metrics: try work.scores(measures.metric, of: report),
            results: work.path, strictCheck: check)
        try printed.print(as: format)
        try work.close()
        if interruption.isInterrupted {
            printError(
                "Interrupted: \(report.cases.count) outputs are kept in \(harmless(work.path)); --resume goes on.")
            throw ExitCode.interrupted
        }
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
