import Prompting
import Runtime
import Synchronization

/// A lane as an evaluation runs it.
public struct EvaluatedLane: Sendable {
    /// The lane's name.
    public var name: String
    /// What it runs on.
    public var engine: any Engine
    /// Tells engines apart: lanes of one engine run as one batch.
    public var engineKey: String
    /// What it sends for a case.
    public var request: @Sendable (Case) throws(PromptError) -> LaneRequest

    /// A lane.
    public init(
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
public struct EvaluationRun: Sendable {
    /// The lanes.
    public var lanes: [EvaluatedLane]
    /// The cases.
    public var cases: [Case]
    /// What the cases may share.
    public var mode: RunMode
    /// Most samples under way at once on an engine, at least 1.
    public var parallel: Int

    /// How many samples share a batch unless someone says otherwise: more rows cost less each, until attention over
    /// everybody's cells costs more than that.
    public static let defaultParallel = 8

    /// All lanes over all cases.
    public init(lanes: [EvaluatedLane], cases: [Case], mode: RunMode = .fast, parallel: Int = defaultParallel) {
        self.lanes = lanes
        self.cases = cases
        self.mode = mode
        self.parallel = parallel
    }

    /// Names an output.
    public struct Key: Sendable, Hashable {
        /// The lane's name.
        public var lane: String
        /// The case's id.
        public var id: String

        /// The output of a lane for a case.
        public init(lane: String, id: String) {
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
    public func start(
        without done: Set<Key> = [], report: @escaping @Sendable (CaseOutput) -> Void
    ) -> (wait: @Sendable () async -> Void, cancel: @Sendable () -> Void) {
        var works: [String: EngineWork] = [:]
        for (index, one) in cases.enumerated() {
            for (number, lane) in lanes.enumerated() where !done.contains(Key(lane: lane.name, id: one.id)) {
                do throws(PromptError) {
                    var request = try lane.request(one)
                    request.caseKey = one.key
                    works[lane.engineKey, default: EngineWork(engine: lane.engine)].add(request, id: cases[index].id)
                } catch {
                    report(CaseOutput(id: one.id, lane: lanes[number].name, samples: [], error: "\(error)"))
                }
            }
        }
        let runs = works.sorted { $0.key < $1.key }.map { $0.value.start(mode, parallel, report) }
        return ({ for run in runs { await run.wait() } }, { for run in runs { run.cancel() } })
    }
}

/// What one engine has to do.
private struct EngineWork {
    let engine: any Engine
    private var requests: [LaneRequest] = []
    private var ids: [String] = []

    init(engine: any Engine) {
        self.engine = engine
    }

    mutating func add(_ request: LaneRequest, id: String) {
        requests.append(request)
        ids.append(id)
    }

    func start(
        _ mode: RunMode, _ parallel: Int, _ report: @escaping @Sendable (CaseOutput) -> Void
    ) -> (wait: @Sendable () async -> Void, cancel: @Sendable () -> Void) {
        let (ended, continuation) = AsyncStream.makeStream(of: Void.self)
        let names = requests.map(\.name)
        let clock = CaseClock()
        let cancel = engine.start(RunRequest(lanes: requests, mode: mode, keepsRows: false, parallel: parallel)) {
            [ids] event in
            switch event {
            case .stageStarted(let lane, _, 0, _, _): clock.begin(lane)
            case .laneFinished(let lane, let result):
                let seconds = clock.end(lane)
                // A case that was given up is no result.
                guard !result.samples.contains(where: { $0.stages.last?.finish == .cancelled }) else { return }
                report(CaseOutput(result, id: ids[lane], lane: names[lane], seconds: seconds))
            case .finished: continuation.finish()
            default: break
            }
        }
        return ({ for await _ in ended {} }, cancel)
    }
}

/// When each case had its turn.
private final class CaseClock: Sendable {
    private let begun = Mutex<[Int: ContinuousClock.Instant]>([:])

    func begin(_ lane: Int) {
        begun.withLock { if $0[lane] == nil { $0[lane] = .now } }
    }

    /// Seconds since it began.
    func end(_ lane: Int) -> Double {
        begun.withLock { begun in
            guard let start = begun.removeValue(forKey: lane) else { return 0 }
            return start.duration(to: .now) / .seconds(1)
        }
    }
}
