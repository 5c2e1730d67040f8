import Evaluation
import History
import Operations
import Synchronization
import TextLayout

/// An evaluation from the command line: shows progress on standard error, and handles Ctrl-C.
package final class EvaluationSession {
    private let work: EvaluationWork
    private let recorder: RunRecorder
    private let strictSample: Int?
    private let noiseCases: Int?
    private let corrections: [CalibrationMethod]
    private var strictCheck: StrictCheck?
    private var repeatNoise: RepeatNoise?

    /// Creates a session, and tells which rows are left out.
    ///
    /// - Parameters:
    ///   - plan: What is evaluated.
    ///   - path: The file that keeps the outputs; nil for one of Lathe's own.
    ///   - resume: Whether outputs of an earlier run are taken over.
    ///   - recorder: What keeps the evaluation.
    ///   - strictSample: The number of cases that are run again in strict mode; nil leaves it to the time that they take.
    ///   - noiseCases: The number of cases that servers are asked about again; nil for none.
    ///   - corrections: The corrections of shares that are shown too.
    /// - Throws: If the file can't be opened.
    package init(
        _ plan: EvaluationPlan, path: String?, resume: Bool, recorder: RunRecorder, strictSample: Int?,
        noiseCases: Int?, corrections: [CalibrationMethod]
    ) throws {
        for row in plan.data.badRows.prefix(10) { printError("Left out. " + harmless(row.sentence)) }
        if plan.data.badRows.count > 10 { printError("… and \(plan.data.badRows.count - 10) more rows are left out.") }
        self.recorder = recorder
        work = try EvaluationWork(plan, path: path, resume: resume, recorder: recorder)
        (self.strictSample, self.noiseCases) = (strictSample, noiseCases)
        self.corrections = corrections
        for notice in work.notices { printError(harmless(notice)) }
        if plan.run.lanes.count > 1 { printError(plan.detectable) }
    }

    /// Runs the outputs that are missing. Returns the results so far, also if Ctrl-C ended the run.
    package func run(comparing: Bool = true) throws -> EvaluationReport {
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
    package func outcome(of report: EvaluationReport, _ metrics: [any Metric]) throws -> EvaluationOutcome {
        let interruption = Interruption(cancel: work.cancel)
        defer { withExtendedLifetime(interruption) {} }
        let scores = try wait { [work] in try await work.scores(metrics, of: report, telling: ProgressLine.teller) }
        return work.keep(
            work.outcome(
                report, metrics: scores, strictCheck: strictCheck, repeatNoise: repeatNoise, corrections: corrections))
    }

    /// Closes the file of results. Returns true, and says what is kept, if Ctrl-C ended the run.
    ///
    /// - Throws: The reason why outputs couldn't be written.
    package func close(_ report: EvaluationReport) throws -> Bool {
        try work.close()
        recorder.close()
        guard work.isCancelled else { return false }
        let count = report.rows.reduce(0) { $0 + $1.lanes.count { $0 != nil } }
        printError("Interrupted: \(count) outputs are kept in \(harmless(work.path)); --resume continues with them.")
        return true
    }
}
