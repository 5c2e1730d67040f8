import Evaluation
import Operations
import Reports
import TextLayout

extension CaseOutput {
    /// Runs the missing outputs of a plan, and returns all; nil if Ctrl-C ended that.
    package static func all(of plan: EvaluationPlan) throws -> [CaseOutput]? {
        let work = try EvaluationWork(plan, path: nil, resume: true, recorder: nil)
        let interruption = Interruption(cancel: work.cancel)
        defer { withExtendedLifetime(interruption) {} }
        let line = ProgressLine()
        let total = plan.data.cases.count * plan.run.lanes.count
        try wait {
            await work.run { _ in line.show("Generating outputs: \(work.outputs.count) of \(total)") }
        }
        line.clear()
        try work.close()
        if work.isCancelled { return nil }
        let failed = work.outputs.filter { $0.error != nil }
        if let first = failed.first {
            printError(harmless("\(failed.count) outputs failed and are left out: \(first.error ?? "")"))
        }
        return work.outputs
    }
}

extension JudgeWork {
    /// Prints what the judge says of a plan's lanes, below how far it can be believed.
    ///
    /// - Parameters:
    ///   - plan: What was judged.
    ///   - kinship: How close the judge is to the lanes' models.
    ///   - form: What the judge was asked for.
    ///   - votes: People's verdicts on the same prompt.
    ///   - file: The prompt's file, as it was named.
    ///   - format: The format of the report.
    /// - Throws: If it can't be printed.
    package func print(
        _ plan: EvaluationPlan, _ kinship: Kinship, form: JudgePrompt.Form, votes: [Pair], file: String,
        as format: StandingFormat
    ) throws {
        let lanes = plan.run.lanes.map(\.name)
        let advice =
            "Take a larger model or one on a server with --judge, or vote yourself: lathe vote \(harmless(file))."
        if form == .rubric {
            let report = RubricReport(
                scores, lanes: lanes, isReworded: isReworded, votes: votes, promptName: plan.promptName,
                judge: kinship.judge, kinship: kinship.sentence, isUnfair: kinship.isUneven, cost: cost)
            try report.print(as: format)
            if report.isAdvised { printError(advice) }
            return
        }
        let report = JudgeReport(
            promptName: plan.promptName, cases: plan.data.cases.count, judge: kinship.judge, lanes: lanes,
            kinship: kinship.sentence, isUnfair: kinship.isUneven, identical: identical, pairs: pairs,
            votes: votes, repetition: repetition, cost: cost)
        try report.print(as: format)
        if report.trial.verdicts > 0, !report.trial.isBelievable { printError(advice) }
    }
}
