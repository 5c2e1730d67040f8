import Dispatch
import Lanes
import Prompting
import Synchronization

/// A run in an engine's process, and what of it is known here: what was generated outlives the process.
///
/// Where the process is lost, lanes that had begun end with its error and what they had; the others run in a new process.
final class DetachedRun: Sendable {
    private struct State: Sendable {
        var lanes: [LaneProgress]
        /// Where the question is open, and its number.
        var open: (connection: EngineConnection, number: UInt32)?
        var padding: [Int] = []
        var isCancelled = false
        /// How often the process was lost in a row before any lane had begun.
        var fruitless = 0
    }

    /// Seconds after a cancel in which an engine in good health has ended a run.
    private static let patience = 5.0

    private let request: RunRequest
    private let link: ModelLink
    private let report: @Sendable (RunEvent) -> Void
    private let state: Mutex<State>

    init(_ request: RunRequest, link: ModelLink, report: @escaping @Sendable (RunEvent) -> Void) {
        self.request = request
        self.link = link
        self.report = report
        state = Mutex(State(lanes: request.lanes.map(LaneProgress.init)))
    }

    func start() {
        run(Array(request.lanes.indices))
    }

    func cancel() {
        let open = state.withLock { state in
            state.isCancelled = true
            return state.open
        }
        guard let open else { return }
        open.connection.cancel(open.number)
        DispatchQueue.global().asyncAfter(deadline: .now() + Self.patience) { [weak self] in
            guard let self, state.withLock({ $0.open?.number == open.number }) else { return }
            open.connection.giveUp()
        }
    }

    /// Runs some of the lanes in the process that has the model, once it is there.
    private func run(_ lanes: [Int]) {
        link.use { [self] place in
            switch place {
            case .failure(let error): finish(lanes, error)
            case .success(let place):
                var part = request
                part.lanes = lanes.map { request.lanes[$0] }
                let number = place.connection.ask(.run(model: place.model, part)) { [self] reply, _ in
                    take(reply, lanes)
                }
                noteOpen(place.connection, number)
            }
        }
    }

    private func take(_ reply: EngineReply, _ lanes: [Int]) {
        switch reply {
        case .answer(.event(let event)), .text(let event):
            guard let event = event.moved(to: lanes) else { return }
            state.withLock { $0.lanes.take(event) }
            report(event)
        case .answer(.ended(let padding, let isCancelled)):
            state.withLock { state in
                state.padding = padding
                state.isCancelled = state.isCancelled || isCancelled
            }
            finish(lanes, .shutDown)
        case .answer(.failed(let error)): finish(lanes, error)
        case .lost(let error): lose(lanes, error)
        default: break
        }
    }

    /// After the loss of the process: lanes that had begun end, the others go on elsewhere. Each loss but one costs a lane at least,
    /// so that this ends.
    private func lose(_ lanes: [Int], _ error: EngineError) {
        let (begun, left, isHopeless) = state.withLock { state in
            state.open = nil
            let missing = lanes.filter { state.lanes[$0].result == nil }
            let begun = missing.filter { state.lanes[$0].hasBegun }
            state.fruitless = begun.isEmpty && missing.count == lanes.count ? state.fruitless + 1 : 0
            let left = state.isCancelled ? [] : missing.filter { !state.lanes[$0].hasBegun }
            return (begun, left, state.fruitless > 1)
        }
        // Whoever shut it down wants no other, and one that is lost twice before anything began would be lost again.
        if error == .shutDown || left.isEmpty || isHopeless { return finish(lanes, error) }
        end(begun, error)
        run(left)
    }

    /// Ends lanes that have no result with an error, or, after a cancel, without.
    private func end(_ lanes: [Int], _ error: EngineError) {
        for lane in lanes {
            let result = state.withLock { state -> LaneResult? in
                guard state.lanes[lane].result == nil else { return nil }
                let result = state.lanes[lane].given(up: state.isCancelled ? nil : error)
                state.lanes[lane].result = result
                return result
            }
            if let result { report(.laneFinished(lane: lane, result: result)) }
        }
    }

    private func finish(_ lanes: [Int], _ error: EngineError) {
        end(lanes, error)
        let summary = state.withLock { state in
            state.open = nil
            return RunSummary(
                lanes: state.lanes.compactMap(\.result), mode: request.mode, padding: state.padding,
                isCancelled: state.isCancelled)
        }
        report(.finished(summary))
    }

    /// Remembers what a cancel has to reach. The run may have ended by now, or go on elsewhere.
    private func noteOpen(_ connection: EngineConnection, _ number: UInt32) {
        let isCancelled = state.withLock { state in
            if let open = state.open, open.connection.isOpen { return false }
            state.open = (connection, number)
            return state.isCancelled
        }
        if isCancelled { connection.cancel(number) }
    }
}

/// What is known of a lane that runs elsewhere.
private struct LaneProgress: Sendable {
    let request: LaneRequest
    private var samples: [[StageProgress]]
    private var tokens = 0
    var result: LaneResult?

    private struct StageProgress: Sendable {
        var prompt: String
        var text = ""
        var result: StageResult?
    }

    init(_ request: LaneRequest) {
        self.request = request
        samples = Array(repeating: [], count: max(1, request.samples))
    }

    var hasBegun: Bool { samples.contains { !$0.isEmpty } }

    mutating func begin(sample: Int, prompt: String) {
        guard samples.indices.contains(sample) else { return }
        samples[sample].append(StageProgress(prompt: prompt))
    }

    mutating func add(_ text: String, tokens count: Int, sample: Int) {
        tokens += count
        guard samples.indices.contains(sample), !samples[sample].isEmpty else { return }
        samples[sample][samples[sample].count - 1].text += text
    }

    mutating func end(sample: Int, _ result: StageResult) {
        guard samples.indices.contains(sample), !samples[sample].isEmpty else { return }
        samples[sample][samples[sample].count - 1].result = result
    }

    /// Returns the lane as it stands, for one that ends before its time: with an error, or cancelled.
    func given(up error: EngineError?) -> LaneResult {
        let finish: Finish = error == nil ? .cancelled : .error
        let results = samples.map { stages -> SampleResult in
            let stages = stages.map { $0.result ?? StageResult(prompt: $0.prompt, text: $0.text, finish: finish) }
            return SampleResult(
                stages: stages.isEmpty ? [StageResult(prompt: "", text: "", finish: finish)] : stages,
                of: request.prompt)
        }
        var usage = Usage()
        usage.generatedTokens = tokens
        return LaneResult(
            name: request.name, samples: results, answer: majority(of: results.map(\.answer)), error: error,
            usage: usage)
    }
}

extension [LaneProgress] {
    fileprivate mutating func take(_ event: RunEvent) {
        switch event {
        case .stageStarted(let lane, let sample, _, let prompt, _): self[lane].begin(sample: sample, prompt: prompt)
        case .text(let lane, let sample, _, let text, let tokens):
            self[lane].add(text, tokens: tokens.count, sample: sample)
        case .stageFinished(let lane, let sample, _, let result): self[lane].end(sample: sample, result)
        case .laneFinished(let lane, let result): self[lane].result = result
        case .prefill, .waiting, .finished: break
        }
    }
}
