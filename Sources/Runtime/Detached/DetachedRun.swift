import Dispatch
import Lanes
import Prompting
import Synchronization

/// A run in an engine's process. What it generates is also kept here, so that it outlives the process.
///
/// If the process is lost, lanes that had begun end with its error and what they had. The other lanes run in a new
/// process.
final class DetachedRun: Sendable {
    private struct State: Sendable {
        var lanes: [LaneProgress]
        /// The connection on which the request is open, and its number; nil if it isn't open.
        var open: (connection: EngineConnection, number: UInt32)?
        var padding: [Int] = []
        var isCancelled = false
        /// How often in a row the process was lost before any lane had begun.
        var fruitless = 0
    }

    /// Seconds after a cancel in which a healthy engine ends a run.
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

    /// Runs some of the lanes in the process that has the model, when it is loaded.
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

    /// Handles the loss of the process: lanes that had begun end, the others run in a new process. Each loss but one
    /// ends at least one lane, so this comes to an end.
    private func lose(_ lanes: [Int], _ error: EngineError) {
        let (begun, left, isHopeless) = state.withLock { state in
            state.open = nil
            let missing = lanes.filter { state.lanes[$0].result == nil }
            let begun = missing.filter { state.lanes[$0].hasBegun }
            state.fruitless = begun.isEmpty && missing.count == lanes.count ? state.fruitless + 1 : 0
            let left = state.isCancelled ? [] : missing.filter { !state.lanes[$0].hasBegun }
            return (begun, left, state.fruitless > 1)
        }
        // After a shutdown no new process is wanted. A process that was lost twice before anything began would be lost
        // again.
        if error == .shutDown || left.isEmpty || isHopeless { return finish(lanes, error) }
        end(begun, error)
        run(left)
    }

    /// Ends lanes that have no result: with an error, or after a cancel without one.
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

    /// Keeps the open request for a cancel, and cancels at once if a cancel came before. The run may have ended, or go
    /// on elsewhere.
    private func noteOpen(_ connection: EngineConnection, _ number: UInt32) {
        let isCancelled = state.withLock { state in
            if let open = state.open, open.connection.isOpen { return false }
            state.open = (connection, number)
            return state.isCancelled
        }
        if isCancelled { connection.cancel(number) }
    }
}

/// The state of a lane that runs in another process.
private struct LaneProgress: Sendable {
    let request: LaneRequest
    private var samples: [[StageProgress]]
    private var tokens = 0
    var result: LaneResult?

    private struct StageProgress: Sendable {
        var prompt: String
        var text = ""
        var thoughts = ""
        var thoughtTokens = 0
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

    mutating func add(thoughts text: String, tokens count: Int, sample: Int) {
        tokens += count
        guard samples.indices.contains(sample), !samples[sample].isEmpty else { return }
        samples[sample][samples[sample].count - 1].thoughts += text
        samples[sample][samples[sample].count - 1].thoughtTokens += count
    }

    mutating func end(sample: Int, _ result: StageResult) {
        guard samples.indices.contains(sample), !samples[sample].isEmpty else { return }
        samples[sample][samples[sample].count - 1].result = result
    }

    /// Returns the result of a lane that ends early, with what it has: with an error, or cancelled if `error` is nil.
    func given(up error: EngineError?) -> LaneResult {
        let finish: Finish = error == nil ? .cancelled : .error
        let results = samples.map { stages -> SampleResult in
            let stages = stages.map {
                $0.result
                    ?? StageResult(
                        prompt: $0.prompt, text: $0.text, thoughts: $0.thoughts, thoughtTokens: $0.thoughtTokens,
                        finish: finish)
            }
            return SampleResult(
                stages: stages.isEmpty ? [StageResult(prompt: "", text: "", finish: finish)] : stages,
                of: request.prompt)
        }
        var usage = Usage()
        usage.generatedTokens = tokens
        return LaneResult(
            name: request.name, samples: results, answer: results.majorityAnswer, error: error,
            usage: usage)
    }
}

extension [LaneProgress] {
    fileprivate mutating func take(_ event: RunEvent) {
        switch event {
        case .stageStarted(let lane, let sample, _, let prompt, _): self[lane].begin(sample: sample, prompt: prompt)
        case .text(let lane, let sample, _, let text, let tokens):
            self[lane].add(text, tokens: tokens.count, sample: sample)
        case .thoughts(let lane, let sample, _, let text, let tokens):
            self[lane].add(thoughts: text, tokens: tokens.count, sample: sample)
        case .stageFinished(let lane, let sample, _, let result): self[lane].end(sample: sample, result)
        case .laneFinished(let lane, let result): self[lane].result = result
        case .prefill, .waiting, .searched, .finished: break
        }
    }
}
