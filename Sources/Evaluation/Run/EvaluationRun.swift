import Lanes
import Prompting
import Remedies
import Synchronization

/// A lane as an evaluation runs it.
package struct EvaluatedLane: Sendable {
    /// The lane's name.
    package var name: String
    /// The engine that it runs on.
    package var engine: any Engine
    /// A key that is the same for lanes of one engine; they run as one batch.
    package var engineKey: String
    /// True if its outputs cost nothing, since an engine of Lathe's makes them.
    package var isFree: Bool
    /// Makes the request for a case.
    package var request: @Sendable (Case) throws(PromptError) -> LaneRequest

    /// Creates a lane.
    package init(
        name: String, engine: any Engine, engineKey: String, isFree: Bool = true,
        request: @escaping @Sendable (Case) throws(PromptError) -> LaneRequest
    ) {
        self.name = name
        self.engine = engine
        self.engineKey = engineKey
        self.isFree = isFree
        self.request = request
    }
}

/// A run of lanes over cases. Each engine gets the cases of all its lanes as one run, so that they share batches and
/// prefixes.
///
/// Cases come one after another with all their lanes, so that a cancelled run leaves pairs. The same run with the same
/// `parallel` on a fresh engine gives the same texts; in strict mode it does with any `parallel` on any engine.
package struct EvaluationRun: Sendable {
    /// The lanes.
    package var lanes: [EvaluatedLane]
    /// The cases.
    package var cases: [Case]
    /// The mode, which says what cases may share.
    package var mode: RunMode
    /// The largest number of samples that run at once on an engine, at least 1.
    package var parallel: Int
    /// The time that chat templates are told, in seconds since 1970; nil is when each portion of the cases begins.
    package var date: Int64?
    /// The possible answers whose likelihoods are read instead of generating; nil if lanes generate.
    package var labels: [AnswerLabel]?

    /// The default number of samples in a batch. More rows cost less each, until attention over everybody's cells
    /// outweighs that.
    package static let defaultParallel = 8

    /// Creates a run of all lanes over all cases.
    package init(lanes: [EvaluatedLane], cases: [Case], mode: RunMode = .fast, parallel: Int = defaultParallel) {
        self.lanes = lanes
        self.cases = cases
        self.mode = mode
        self.parallel = parallel
    }

    /// The name of an output: lane and case.
    package struct Key: Sendable, Hashable {
        /// The lane's name.
        package var lane: String
        /// The case's id.
        package var id: String

        /// Creates the key of a lane's output for a case.
        package init(lane: String, id: String) {
            self.lane = lane
            self.id = id
        }
    }

    /// Starts the outputs that are missing.
    ///
    /// - Parameters:
    ///   - done: Outputs that exist already.
    ///   - report: Gets every output as it comes, on the engines' threads; it must not block for long.
    /// - Returns: `wait` waits for the end. `cancel` ends the run within a token; cases that are running are given up.
    ///   Likelihoods that an engine has been asked for are still reported.
    package func start(
        without done: Set<Key> = [], report: @escaping @Sendable (CaseOutput) -> Void
    ) -> (wait: @Sendable () async -> Void, cancel: @Sendable () -> Void) {
        var works: [String: EngineWork] = [:]
        for lane in lanes {
            works[lane.engineKey, default: EngineWork(engine: lane.engine, run: self, done: done)].lanes.append(lane)
        }
        let runs = works.sorted { $0.key < $1.key }.map { $0.value.start(report) }
        return ({ for run in runs { await run.wait() } }, { for run in runs { run.cancel() } })
    }
}

/// The work of one engine, requested in portions: the requests of a million cases would take more memory than the
/// model.
private struct EngineWork: Sendable {
    let engine: any Engine
    let run: EvaluationRun
    let done: Set<EvaluationRun.Key>
    var lanes: [EvaluatedLane] = []

    /// Number of requests in a portion. At the end of one the last few samples run by themselves, which costs less than
    /// a hundredth.
    static let portion = 1024

    func start(
        _ report: @escaping @Sendable (CaseOutput) -> Void
    ) -> (wait: @Sendable () async -> Void, cancel: @Sendable () -> Void) {
        let cancellation = Cancellation()
        let task = Task {
            var next = 0
            var priors: [String: [Double]] = [:]
            let reading = run.labels.map { LabelReading(labels: $0, mode: run.mode, date: run.date) }
            if let reading, let first = run.cases.first {
                for lane in lanes where !cancellation.isSet {
                    priors[lane.name] = await reading.priors(of: lane, like: first)
                }
            }
            while next < run.cases.count, !cancellation.isSet {
                let (requests, ids) = portion(from: &next, report)
                if requests.isEmpty { continue }
                if let reading {
                    await read(requests, ids, by: reading, priors, cancellation, report)
                } else {
                    await generate(requests, ids, cancellation, report)
                }
            }
        }
        return ({ await task.value }, { cancellation.set() })
    }

    /// Returns the next requests with the ids of their cases. Reports cases that can't be compiled.
    private func portion(
        from next: inout Int, _ report: (CaseOutput) -> Void
    ) -> (requests: [LaneRequest], ids: [String]) {
        var (requests, ids) = ([LaneRequest](), [String]())
        while next < run.cases.count, requests.count < Self.portion {
            let one = run.cases[next]
            next += 1
            for lane in lanes where !done.contains(EvaluationRun.Key(lane: lane.name, id: one.id)) {
                do throws(PromptError) {
                    var request = try lane.request(one)
                    // The output is told by it.
                    request.name = lane.name
                    request.caseKey = one.key
                    requests.append(request)
                    ids.append(one.id)
                } catch {
                    var output = CaseOutput(id: one.id, lane: lane.name, samples: [], error: "\(error)")
                    output.remedy = error.remedy
                    report(output)
                }
            }
        }
        return (requests, ids)
    }

    private func generate(
        _ requests: [LaneRequest], _ ids: [String], _ cancellation: Cancellation,
        _ report: @escaping @Sendable (CaseOutput) -> Void
    ) async {
        let (names, prompts) = (requests.map(\.name), requests.map(\.prompt))
        let free = Set(lanes.filter(\.isFree).map(\.name))
        let records = CaseRecords()
        await withCheckedContinuation { continuation in
            let request = RunRequest(
                lanes: requests, mode: run.mode, keepsRows: false, parallel: run.parallel, date: run.date)
            let cancel = engine.start(request) { event in
                switch event {
                case .stageStarted(let lane, _, 0, _, _): records.begin(lane)
                case .text(let lane, let sample, let stage, _, let tokens):
                    records.add(tokens, lane: lane, sample: sample, stage: stage)
                case .laneFinished(let lane, let result):
                    let record = records.end(lane)
                    // A case that was given up has no result.
                    guard !result.samples.contains(where: { $0.stages.last?.finish == .cancelled }) else { return }
                    var output = CaseOutput(
                        result, of: prompts[lane], id: ids[lane], lane: names[lane], isFree: free.contains(names[lane]),
                        seconds: record.seconds)
                    for sample in output.samples.indices {
                        output.samples[sample].perplexity = record.perplexity(ofSample: sample)
                    }
                    report(output)
                case .finished: continuation.resume()
                default: break
                }
            }
            cancellation.take(cancel)
        }
    }
}

extension EngineWork {
    /// The largest number of questions that an engine has at once: one that it answers, and the next.
    private static let mostQuestions = 2

    /// Reads the likelihoods of the possible answers of each request.
    fileprivate func read(
        _ requests: [LaneRequest], _ ids: [String], by reading: LabelReading, _ priors: [String: [Double]],
        _ cancellation: Cancellation, _ report: @escaping @Sendable (CaseOutput) -> Void
    ) async {
        await withTaskGroup(of: (index: Int, Result<[LabelScore], EngineError>).self) { group in
            var next = 0
            func ask() {
                guard next < requests.count, !cancellation.isSet else { return }
                let (index, request) = (next, requests[next])
                next += 1
                group.addTask { [engine] in
                    do throws(EngineError) {
                        let scores = try await reading.scores(
                            of: request.prompt, in: engine, priors: priors[request.name])
                        return (index, .success(scores))
                    } catch {
                        return (index, .failure(error))
                    }
                }
            }
            for _ in 0..<Self.mostQuestions { ask() }
            var before = ContinuousClock.now
            while let (index, result) = await group.next() {
                ask()
                var output = CaseOutput(
                    id: ids[index], lane: requests[index].name, samples: [],
                    seconds: (ContinuousClock.now - before) / .seconds(1))
                before = .now
                switch result {
                case .success(let scores):
                    output.labels = scores
                    output.samples =
                        scores.likeliest.map { index in
                            [CaseOutput.Sample(text: scores[index].label, answer: scores[index].label)]
                        } ?? []
                    output.cost = 0
                case .failure(let error):
                    output.error = "\(error)"
                    output.remedy = error.remedy
                }
                report(output)
            }
        }
    }
}

/// Cancels the run that is under way, and those that would follow it.
private final class Cancellation: Sendable {
    private let state = Mutex<(isSet: Bool, cancel: (@Sendable () -> Void)?)>((false, nil))

    var isSet: Bool { state.withLock { $0.isSet } }

    /// Keeps the closure that cancels the run that has just begun.
    func take(_ cancel: @escaping @Sendable () -> Void) {
        let isSet = state.withLock { state in
            state.cancel = cancel
            return state.isSet
        }
        if isSet { cancel() }
    }

    func set() {
        let cancel = state.withLock { state in
            state.isSet = true
            return state.cancel
        }
        cancel?()
    }
}
