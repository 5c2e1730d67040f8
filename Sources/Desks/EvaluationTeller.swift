import Evaluation
import History
import Operations
import Reports
import Synchronization
import Workbench

/// Reports an evaluation to the screen: the progress after every output, and the results from time to time.
final class EvaluationTeller: Sendable {
    private let work: EvaluationWork
    private let plan: EvaluationPlan
    /// The names of models that the lanes on the screen use at the same time.
    private let sharedNames: [String]
    private let send: @Sendable (EvaluationNews) -> Void
    private let progress: Mutex<EvaluationProgress>
    private let closing = Mutex<String?>(nil)
    private let worker = Worker("evaluation results")
    /// The time at which results may be counted again: counting takes at most a twentieth of the time.
    private let next = Mutex(ContinuousClock.now)

    init(
        _ work: EvaluationWork, plan: EvaluationPlan, sharing sharedNames: [String],
        send: @escaping @Sendable (EvaluationNews) -> Void
    ) {
        self.work = work
        self.plan = plan
        self.sharedNames = sharedNames
        self.send = send
        progress = Mutex(work.progress)
        tell()
        count()
    }

    func take(_ output: CaseOutput) {
        progress.withLock { $0.take(output) }
        tell()
        count()
    }

    /// Reports what is done after the last case.
    func say(_ sentence: String) {
        closing.withLock { $0 = sentence }
        tell()
    }

    private func tell(_ results: EvaluationResults? = nil) {
        let (fraction, sentence) = progress.withLock { ($0.fraction, $0.sentence) }
        send(.progress(fraction, closing.withLock { $0 } ?? sentence, results))
    }

    private func count() {
        let isDue = next.withLock { next in
            // Outputs that a model must still measure are counted at the end.
            guard .now >= next, !work.isBlind else { return false }
            // Until it has been counted and the time for that is known.
            next = .now + .seconds(3600)
            return true
        }
        guard isDue else { return }
        worker.add { [self] in
            let start = ContinuousClock.now
            tell(results(work.outcome(work.growingReport(), strictCheck: nil), comparing: false))
            let taken = start.duration(to: .now)
            next.withLock { $0 = .now + max(.milliseconds(500), taken * 19) }
        }
    }

    /// Reports the results at the end, with the values of metrics, and returns them. Asks models first if checks or metrics
    /// need them. Where such a model fails, the results say so and come without its values.
    func end(_ check: StrictCheck?, measuring metrics: [any Metric]) async -> EvaluationOutcome {
        var (scores, failures): ([MetricScores], [String]) = ([], [])
        do {
            try await work.measure { [self] sentence in sentence.map(say) }
        } catch {
            failures.append("Checks that need a model weren't made. \(screenText(of: error))")
        }
        await worker.catchUp()
        let report = work.report()
        do {
            scores = try await work.scores(metrics, of: report) { [self] sentence in sentence.map(say) }
        } catch {
            failures.append("Metrics weren't measured. \(screenText(of: error))")
        }
        // What is kept and written has the shares of answers before and after each correction, as the screen shows them.
        let outcome = work.keep(
            work.outcome(report, metrics: scores, strictCheck: check, corrections: CalibrationMethod.allCases))
        send(.ended(results(outcome, comparing: true, saying: failures), wasStopped: work.isCancelled))
        return outcome
    }

    private func results(
        _ outcome: EvaluationOutcome, comparing: Bool, saying failures: [String] = []
    ) -> EvaluationResults {
        var sentences = failures + outcome.metricSentences + outcome.sentences.map(screenText(of:))
        if comparing {
            sentences += [outcome.promptShare].compactMap(\.self) + plan.notices.map(screenText(of:))
            if !sharedNames.isEmpty, plan.run.mode == .fast {
                sentences.append(
                    "\(sharedNames.joined(separator: ", ")) couldn't be loaded once more, so the evaluation shares it with the lanes: in fast mode `lathe eval` may give a few other texts."
                )
            }
        }
        return EvaluationResults(
            report: outcome.report, answer: "\(plan.answer)", sentences: sentences,
            replacesInput: plan.data.replacesInput, supports: outcome.supports)
    }
}
