import Lanes
import Prompting
import Synchronization

/// A lane as an evaluation runs it.
package struct EvaluatedLane: Sendable {
    /// The lane's name.
    package var name: String
    /// What it runs on.
    package var engine: any Engine
    /// Tells engines apart: lanes of one engine run as one batch.
    package var engineKey: String
    /// What it sends for a case.
    package var request: @Sendable (Case) throws(PromptError) -> LaneRequest

    /// A lane.
    package init(
        name: String, engine: any Engine, engineKey: String,
        request: @escaping @Sendable (Case) throws(PromptError) -> LaneRequest
    ) {
        self.name = name
        self.engine = engine
        self.engineKey = engineKey
        self.request = request
    }
}

/// Lanes over cases: every engine gets all of its lanes' cases as one run, so that they share batches and prefixes.
///
/// Cases come one after another with all their lanes, so that what a cancelled run leaves is paired. The same run with the same
/// `parallel` on a fresh engine gives the same texts; in strict mode it does with any.
package struct EvaluationRun: Sendable {
    /// The lanes.
    package var lanes: [EvaluatedLane]
    /// The cases.
    package var cases: [Case]
    /// What the cases may share.
    package var mode: RunMode
    /// Most samples under way at once on an engine, at least 1.
    package var parallel: Int

    /// How many samples share a batch unless someone says otherwise: more rows cost less each, until attention over
    /// everybody's cells costs more than that.
    package static let defaultParallel = 8

    /// All lanes over all cases.
    package init(lanes: [EvaluatedLane], cases: [Case], mode: RunMode = .fast, parallel: Int = defaultParallel) {
        self.lanes = lanes
        self.cases = cases
        self.mode = mode
        self.parallel = parallel
    }

    /// Names an output.
    package struct Key: Sendable, Hashable {
        /// The lane's name.
        package var lane: String
        /// The case's id.
        package var id: String

        /// The output of a lane for a case.
        package init(lane: String, id: String) {
            self.lane = lane
            self.id = id
        }
    }

    /// Starts all that is missing.
    ///
    /// - Parameters:
    ///   - done: Outputs that are there already.
    ///   - report: Gets every output when it is there, on the engines' threads; it must not wait for long.
    /// - Returns: Waits for the end, and ends the run within a token; then the cases under way are given up.
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

/// What one engine has to do, asked of it in portions: requests of a million cases would take more memory than the model.
private struct EngineWork: Sendable {
    let engine: any Engine
    let run: EvaluationRun
    let done: Set<EvaluationRun.Key>
    var lanes: [EvaluatedLane] = []

    /// Requests of a portion. At its end the last few samples run by themselves, which so costs less than a hundredth.
    static let portion = 1024

    func start(
        _ report: @escaping @Sendable (CaseOutput) -> Void
    ) -> (wait: @Sendable () async -> Void, cancel: @Sendable () -> Void) {
        let cancellation = Cancellation()
        let task = Task {
            var next = 0
            while next < run.cases.count, !cancellation.isSet {
                let (requests, ids) = portion(from: &next, report)
                if !requests.isEmpty { await generate(requests, ids, cancellation, report) }
            }
        }
        return ({ await task.value }, { cancellation.set() })
    }

    /// Returns the next requests, and the cases that they are of. What can't be compiled is reported.
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
                    request.caseKey = one.key
                    requests.append(request)
                    ids.append(one.id)
                } catch {
                    report(CaseOutput(id: one.id, lane: lane.name, samples: [], error: "\(error)"))
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
        let clock = CaseClock()
        await withCheckedContinuation { continuation in
            let request = RunRequest(lanes: requests, mode: run.mode, keepsRows: false, parallel: run.parallel)
            let cancel = engine.start(request) { event in
                switch event {
                case .stageStarted(let lane, _, 0, _, _): clock.begin(lane)
                case .laneFinished(let lane, let result):
                    let seconds = clock.end(lane)
                    // A case that was given up is no result.
                    guard !result.samples.contains(where: { $0.stages.last?.finish == .cancelled }) else { return }
                    report(
                        CaseOutput(result, of: prompts[lane], id: ids[lane], lane: names[lane], seconds: seconds))
                case .finished: continuation.resume()
                default: break
                }
            }
            cancellation.take(cancel)
        }
    }
}

/// Ends the run under way, and those that would follow it.
private final class Cancellation: Sendable {
    private let state = Mutex<(isSet: Bool, cancel: (@Sendable () -> Void)?)>((false, nil))

    var isSet: Bool { state.withLock { $0.isSet } }

    /// Takes what ends the run that has just begun.
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

/// When each case had its turn.
private final class CaseClock: Sendable {
    private let begun = Mutex<[Int: ContinuousClock.Instant]>([:])

    func begin(_ lane: Int) {
        begun.withLock { if $0[lane] == nil { $0[lane] = .now } }
    }

    /// Returns the seconds since it began.
    func end(_ lane: Int) -> Double {
        begun.withLock { begun in
            guard let start = begun.removeValue(forKey: lane) else { return 0 }
            return start.duration(to: .now) / .seconds(1)
        }
    }
}
