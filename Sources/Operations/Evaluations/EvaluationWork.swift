import Evaluation
import Foundation
import History
import Lanes
import Library
import Sampling
import Synchronization

/// A running evaluation: the outputs of an earlier run, the new ones, and the file that keeps them.
package final class EvaluationWork: Sendable {
    private let plan: EvaluationPlan
    private let results: ResultsFile
    private let scorer: Scorer
    private let kept: [CaseOutput]
    private let keeper: EvaluationKeeper?
    private let shared = Shared()

    /// The state that the engines' threads and Ctrl-C use.
    private final class Shared: Sendable {
        let collected = Mutex<[CaseOutput]>([])
        let cancel = Mutex<(@Sendable () -> Void)?>(nil)
        let isCancelled = Mutex(false)
        /// The scores that ``growingReport()`` has given.
        let scores = Mutex<[EvaluationRun.Key: ScoredCase]>([:])
        /// The time that the run took, in seconds.
        let seconds = Mutex(0.0)
    }

    /// The file that keeps the outputs.
    package var path: String { results.path }
    /// Sentences about what the file of an earlier run holds.
    package let notices: [String]

    /// Opens the file of results. With `resume`, the outputs in it that belong to this evaluation are taken over.
    /// `recorder` keeps the evaluation; nil keeps only the file.
    package init(_ plan: EvaluationPlan, path: String?, resume: Bool, recorder: RunRecorder?) throws {
        var plan = plan
        scorer = try plan.scorer
        let hashes = try Self.hashes(plan)
        let usual = Self.usualPath(plan, hashes)
        let path = path ?? usual
        var (kept, notices): ([CaseOutput], [String]) = ([], [])
        if !resume, path != usual, FileManager.default.fileExists(atPath: path) {
            throw ResultsError.exists(path: path)
        }
        let results = try ResultsFile(path: path)
        if resume {
            let (outputs, bad) = try results.outputs()
            kept = outputs.filter { output in
                output.error == nil && hashes[EvaluationRun.Key(lane: output.lane, id: output.id)] == output.request
            }
            if outputs.isEmpty { notices.append("\(path) has nothing to resume, so all cases are run.") }
            if bad > 0 { notices.append("\(bad == 1 ? "A line" : "\(bad) lines") of \(path) can't be read.") }
            let foreign = outputs.count - kept.count
            if foreign > 0 {
                notices.append(
                    "\(foreign) outputs in \(path) aren't used, because they failed or belong to another prompt, model or settings."
                )
            }
        }
        // One date for all outputs: a prompt with a date line mustn't change over midnight, or with a resumption.
        let date = kept.commonDate ?? Int64(Date.now.timeIntervalSince1970)
        let dated = Set(try plan.lanes.filter(plan.tellsDate).map(\.lane.name))
        let others = kept.filter { dated.contains($0.lane) && ($0.date ?? date) != date }.count
        if others > 0 {
            kept.removeAll { dated.contains($0.lane) && ($0.date ?? date) != date }
            notices.append(
                others == 1
                    ? "An output in \(path) is made again, because its prompt told another date than most."
                    : "\(others) outputs in \(path) are made again, because their prompts told another date than most.")
        }
        let builds = plan.builds
        let old = kept.count
        kept.removeAll { builds[$0.lane]?.lacks($0.serverBuild) ?? false }
        notices += ServerBuilds.notices(remade: old - kept.count, of: path)
        try results.replace(with: kept)
        plan.run.date = date
        self.plan = plan
        self.kept = kept
        self.notices = notices
        self.results = results
        self.hashes = hashes
        let identity = Self.identity(plan, hashes)
        keeper = recorder.map { [plan, scorer] in
            EvaluationKeeper(plan, scorer: scorer, identity: identity, recorder: $0)
        }
    }

    private let hashes: [EvaluationRun.Key: String]

    /// Returns the path of a file for each prompt, lanes with their settings and models, and first case. The same
    /// evaluation finds its file again, also with other answers or more cases; other evaluations have other files.
    private static func usualPath(_ plan: EvaluationPlan, _ hashes: [EvaluationRun.Key: String]) -> String {
        var hash = StableHash()
        let first = plan.data.cases.first?.id ?? ""
        for lane in plan.run.lanes {
            hash.add(lane.name)
            hash.add(hashes[EvaluationRun.Key(lane: lane.name, id: first)] ?? "")
        }
        return Locations.current.outputs(in: "evaluations", of: plan.promptName, String(hash.value, radix: 16))
    }

    /// Returns a hash of all that is asked of all lanes, and of how outputs are judged. Results replace only those with the
    /// same hash.
    private static func identity(_ plan: EvaluationPlan, _ hashes: [EvaluationRun.Key: String]) -> String {
        var hash = plan.judging
        // A part doesn't replace the whole.
        if !plan.skipped.isEmpty { hash.add("without \(plan.skipped.count)") }
        for lane in plan.run.lanes {
            hash.add(lane.name)
            for one in plan.data.cases {
                hash.add(one.id)
                hash.add(hashes[EvaluationRun.Key(lane: lane.name, id: one.id)] ?? "")
                for expected in one.expected { hash.add(expected) }
            }
        }
        return String(hash.value, radix: 16)
    }

    private static func hashes(_ plan: EvaluationPlan) throws -> [EvaluationRun.Key: String] {
        var hashes: [EvaluationRun.Key: String] = [:]
        for lane in plan.lanes {
            let base = try plan.hash(of: lane)
            for one in plan.data.cases {
                var hash = base
                hash.add("\(one.key)")
                for (name, value) in (one.laneValues[lane.lane.name] ?? [:]).sorted(by: { $0.key < $1.key }) {
                    hash.add(name)
                    hash.add(value)
                }
                for image in plan.imageHashes(of: one, in: lane) { hash.add(image) }
                hashes[EvaluationRun.Key(lane: lane.lane.name, id: one.id)] = String(hash.value, radix: 16)
            }
        }
        return hashes
    }

    /// True if the run was cancelled.
    package var isCancelled: Bool { shared.isCancelled.withLock { $0 } }

    /// Cancels the run within a token, and measuring; nothing begins after it.
    package var cancel: @Sendable () -> Void {
        { [shared, measuring = plan.texts.cancel] in
            shared.isCancelled.withLock { $0 = true }
            shared.cancel.withLock { $0?() }
            measuring()
        }
    }

    /// The progress, which counts right outputs as they come. It begins with those of an earlier run.
    package var progress: EvaluationProgress {
        EvaluationProgress(
            cases: plan.data.cases, lanes: plan.run.lanes.map(\.name), scorer: scorer, kept: kept,
            skipped: plan.skipped.count)
    }

    /// Runs all outputs that are missing, and waits for the end.
    ///
    /// - Parameter report: Gets every output when it is kept, on the engines' threads; it must not block for long.
    package func run(report: @escaping @Sendable (CaseOutput) -> Void) async {
        let done = Set(kept.map { EvaluationRun.Key(lane: $0.lane, id: $0.id) }).union(plan.skipped)
        keeper?.begin(with: kept)
        let start = ContinuousClock.now
        defer { shared.seconds.withLock { $0 += (.now - start) / .seconds(1) } }
        await follow(
            plan.run.start(without: done) { [shared, results, hashes, keeper, plan] output in
                var output = output
                (output.date, output.serverBuild) = (plan.run.date, plan.builds[output.lane]?.text)
                output.request = hashes[EvaluationRun.Key(lane: output.lane, id: output.id)] ?? ""
                results.add(output)
                keeper?.add(output)
                shared.collected.withLock { $0.append(output) }
                report(output)
            })
    }

    private func follow(_ run: (wait: @Sendable () async -> Void, cancel: @Sendable () -> Void)) async {
        shared.cancel.withLock { $0 = run.cancel }
        if shared.isCancelled.withLock({ $0 }) { run.cancel() }
        await run.wait()
        shared.cancel.withLock { $0 = nil }
    }

    /// All outputs, those of an earlier run first.
    package var outputs: [CaseOutput] { kept + shared.collected.withLock { $0 } }

    /// True if only a model can tell which outputs are right.
    package var isBlind: Bool { scorer.needsModel(for: plan.data.cases) }

    /// Measures what checks need. `tell` gets the progress.
    package func measure(telling tell: @escaping ProgressTeller) async throws {
        guard isBlind else { return }
        var needs = Needs()
        let cases = Dictionary(plan.data.cases.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        for output in outputs {
            if let one = cases[output.id] { needs.add(scorer.needs(output, of: one)) }
        }
        try await plan.texts.measure(needs, telling: tell)
    }

    /// Returns the report so far, with what has been measured. With `comparing`, lanes are compared too.
    package func report(comparing: Bool = true) -> EvaluationReport {
        var scorer = scorer
        scorer.found = plan.texts.findings
        return EvaluationReport(
            outputs, of: plan.data.cases, lanes: plan.run.lanes.map(\.name), scorer: { [scorer] _ in scorer },
            seed: comparing ? 1 : nil)
    }

    /// Returns the values of metrics. Asks models first if metrics need them; `tell` gets the progress.
    package func scores(
        _ metrics: [any Metric], of report: EvaluationReport, telling tell: @escaping ProgressTeller
    ) async throws -> [MetricScores] {
        try await plan.texts.measure(MetricScores.needs(metrics, of: report), telling: tell)
        return metrics.map { MetricScores($0, of: report, found: plan.texts.findings, seed: 1) }
    }

    /// Returns the report so far without comparisons of lanes. Only outputs that have come since the last one are scored.
    package func growingReport() -> EvaluationReport {
        let outputs = outputs
        return shared.scores.withLock { [scorer] scores in
            EvaluationReport(outputs, of: plan.data.cases, lanes: plan.run.lanes.map(\.name), seed: nil) {
                _, output, one in
                let key = EvaluationRun.Key(lane: output.lane, id: output.id)
                if let known = scores[key] { return known }
                let scored = scorer.score(output, of: one)
                scores[key] = scored
                return scored
            }
        }
    }

    /// Returns the result with all that is said beside it.
    package func outcome(
        _ report: EvaluationReport, metrics: [MetricScores] = [], strictCheck: StrictCheck?,
        repeatNoise: RepeatNoise? = nil, corrections: [CalibrationMethod] = []
    ) -> EvaluationOutcome {
        var measured = scorer
        measured.found = plan.texts.findings
        var record = plan.record
        record.ended = Date()
        let outputs = report.rows.reduce(0) { $0 + $1.lanes.count { $0 != nil } } + report.failures.count
        record.isFinished = !isCancelled && outputs >= plan.lanes.count * plan.data.cases.count - plan.skipped.count
        (record.metrics, record.textModels, record.strictCheck) = (metrics, plan.texts.used, strictCheck)
        record.repeatNoise = repeatNoise
        record.unmeasured = measured.unmeasured(in: report)
        record.likelihood?.corrections = corrections
        return EvaluationOutcome(record: record, report: report, results: path)
    }

    /// Keeps the results in the history. Returns them with the number that they have there.
    package func keep(_ outcome: EvaluationOutcome) -> EvaluationOutcome {
        var outcome = outcome
        outcome.number = keeper?.finish(outcome)
        return outcome
    }

    /// Closes the file of results.
    package func close() throws {
        try results.close()
    }

    /// Runs cases again in strict mode, on models of this machine. Nil if there is nothing to compare.
    ///
    /// `cases` is the number that was asked for. If nil, the check takes only a share of the run's own time, and small
    /// runs aren't checked.
    package func strictCheck(cases asked: Int?) async -> StrictCheck? {
        guard plan.run.mode == .fast, asked != 0, !isCancelled else { return nil }
        // Likelihoods differ in their last digits, which nothing else depends on.
        if asked == nil, plan.run.labels != nil { return nil }
        var strict = plan.run
        strict.mode = .strict
        let local = Set(plan.lanes.filter { $0.backend.model != nil }.map(\.lane.name))
        strict.lanes.removeAll { !local.contains($0.name) }
        guard !strict.lanes.isEmpty else { return nil }
        let first = Dictionary(
            outputs.map { (EvaluationRun.Key(lane: $0.lane, id: $0.id), $0) }, uniquingKeysWith: { $1 })
        let budget = asked == nil ? shared.seconds.withLock { $0 } * StrictCheck.share : .infinity
        let start = ContinuousClock.now
        var check = StrictCheck(outputs: 0, different: 0)
        if asked == nil, plan.data.cases.count < StrictCheck.leastCases { return check }
        // Long outputs first: a difference between the modes changes a token somewhere, and the longer an output is, the
        // likelier it has one.
        let lengths = Dictionary(outputs.map { ($0.id, $0.tokens) }, uniquingKeysWith: +)
        let longest = plan.data.cases.sorted { (lengths[$0.id] ?? 0) > (lengths[$1.id] ?? 0) }
        for one in longest.prefix(asked ?? longest.count) {
            let keys = strict.lanes.map { EvaluationRun.Key(lane: $0.name, id: one.id) }
            let estimate = keys.compactMap { first[$0] }.reduce(0) { $0 + strictSeconds($1) }
            guard (.now - start) / .seconds(1) + estimate <= budget else { continue }
            strict.cases = [one]
            let again = Shared()
            await follow(
                strict.start(without: plan.skipped) { output in again.collected.withLock { $0.append(output) } })
            guard !isCancelled else { return nil }
            for output in again.collected.withLock({ $0 }) {
                guard let former = first[EvaluationRun.Key(lane: output.lane, id: output.id)] else { continue }
                check.outputs += 1
                if former.samples != output.samples { check.different += 1 }
            }
        }
        return check
    }

    /// Asks servers about some cases again. Nil if no lane runs on one.
    package func repeatNoise(cases asked: Int) async -> RepeatNoise? {
        var again = plan.run
        let remote = Set(plan.lanes.filter(\.backend.isRemote).map(\.lane.name))
        again.lanes.removeAll { !remote.contains($0.name) }
        guard !again.lanes.isEmpty, again.labels == nil, !isCancelled else { return nil }
        // At even distances: a data set may be sorted.
        let all = plan.data.cases
        let count = min(asked, all.count)
        again.cases = (0..<count).map { all[$0 * all.count / count] }
        let first = Dictionary(
            outputs.map { (EvaluationRun.Key(lane: $0.lane, id: $0.id), $0) }, uniquingKeysWith: { $1 })
        let made = Shared()
        await follow(again.start(without: plan.skipped) { output in made.collected.withLock { $0.append(output) } })
        return RepeatNoise(made.collected.withLock { $0 }, with: first)
    }

    /// Returns the approximate seconds that an output takes in strict mode, from the measurements of its model;
    /// infinity if nothing was measured.
    private func strictSeconds(_ output: CaseOutput) -> Double {
        guard let model = plan.lanes.first(where: { $0.lane.name == output.lane })?.backend.model,
            let trial = model.engine.choices.trials.first, let prompt = trial.prompt.values.max()
        else { return .infinity }
        let samples = Double(max(1, output.samples.count))
        return samples * Double(output.promptTokens) / prompt + Double(output.tokens) / trial.oneLane
    }
}
