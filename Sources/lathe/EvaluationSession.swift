import ArgumentParser
import Console
import Evaluation
import History
import Operations
import Synchronization
import TextLayout

/// An evaluation from the command line: shows progress on standard error, and handles Ctrl-C.
final class EvaluationSession {
    private let work: EvaluationWork
    private let recorder: RunRecorder
    private let strictSample: Int?
    private let noiseCases: Int?
    private let corrections: [CalibrationMethod]
    private var strictCheck: StrictCheck?
    private var repeatNoise: RepeatNoise?

    init(_ plan: EvaluationPlan, _ arguments: EvaluationArguments, _ history: HistoryArguments) throws {
        for row in plan.data.badRows.prefix(10) { printError("Left out. " + harmless(row.sentence)) }
        if plan.data.badRows.count > 10 { printError("… and \(plan.data.badRows.count - 10) more rows are left out.") }
        recorder = history.recorder(of: "evaluation")
        work = try EvaluationWork(plan, path: arguments.out, resume: arguments.resume, recorder: recorder)
        (strictSample, noiseCases) = (arguments.strictSample, arguments.repeatNoise)
        corrections = arguments.corrections
        for notice in work.notices { printError(harmless(notice)) }
        if plan.run.lanes.count > 1 { printError(plan.detectable) }
    }

    /// Runs the outputs that are missing. Returns the results so far, also if Ctrl-C ended the run.
    func run(comparing: Bool = true) throws -> EvaluationReport {
        let interruption = Interruption(cancel: work.cancel)
        defer { withExtendedLifetime(interruption) {} }
        let line = ProgressLine()
        defer { line.clear() }
        let progress = Mutex(work.progress)
        line.show(harmless(progress.withLock { $0.sentence }))
        try wait { [work] in
            await work.run { output in
                let sentence = progress.withLock { progress in
                    progress.take(output)
                    return progress.sentence
                }
                line.show(harmless(sentence))
            }
        }
        line.show("Comparing cases with strict mode …")
        strictCheck = try wait { [work, strictSample] in await work.strictCheck(cases: strictSample) }
        if let noiseCases {
            line.show("Asking servers again …")
            repeatNoise = try wait { [work] in await work.repeatNoise(cases: noiseCases) }
        }
        line.clear()
        if noiseCases != nil, repeatNoise == nil, !work.isCancelled {
            printError("No lane generates on a server, so --repeat-noise asks nothing again.")
        }
        try wait { [work] in try await work.measure(telling: ProgressLine.teller) }
        return work.report(comparing: comparing)
    }

    /// Returns the outcome with the values of metrics, and keeps it. Asks models first if metrics need them.
    func outcome(of report: EvaluationReport, _ metrics: [any Metric]) throws -> EvaluationOutcome {
        let interruption = Interruption(cancel: work.cancel)
        defer { withExtendedLifetime(interruption) {} }
        let scores = try wait { [work] in try await work.scores(metrics, of: report, telling: ProgressLine.teller) }
        return work.keep(
            work.outcome(
                report, metrics: scores, strictCheck: strictCheck, repeatNoise: repeatNoise, corrections: corrections))
    }

    /// Closes the file of results.
    ///
    /// - Throws: The reason why outputs couldn't be written, and `ExitCode.interrupted` after Ctrl-C.
    func close(_ report: EvaluationReport) throws {
        try work.close()
        recorder.close()
        guard work.isCancelled else { return }
        let count = report.rows.reduce(0) { $0 + $1.lanes.count { $0 != nil } }
        printError("Interrupted: \(count) outputs are kept in \(harmless(work.path)); --resume continues with them.")
        throw ExitCode.interrupted
    }
}
