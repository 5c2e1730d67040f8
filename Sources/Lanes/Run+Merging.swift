import Synchronization

/// A part of a run: another run, of some of the lanes.
package struct RunPart: Sendable {
    /// The part's run.
    package var run: Run
    /// Index in the merged run of each of this part's lanes.
    package var lanes: [Int]

    /// Creates a part of these lanes.
    package init(run: Run, lanes: [Int]) {
        self.run = run
        self.lanes = lanes
    }
}

extension Run {
    /// Merges runs on several engines into one. Every event comes as it happens, with the lane's index in the merged
    /// run, and one summary comes after the last part has ended. Cancelling it cancels all parts.
    package static func merging(_ parts: [RunPart], mode: RunMode) -> Run {
        if parts.count == 1, let only = parts.first, only.lanes == Array(only.lanes.indices) { return only.run }
        let (events, continuation) = AsyncStream.makeStream(of: RunEvent.self)
        let whole = Whole(parts: parts.count, mode: mode)
        if parts.isEmpty { whole.finish(continuation) }
        for part in parts {
            Task.detached {
                var summary: RunSummary?
                for await event in part.run.events {
                    if case .finished(let result) = event {
                        summary = result
                    } else if let event = event.moved(to: part.lanes) {
                        continuation.yield(event)
                    }
                }
                whole.take(summary, lanes: part.lanes)
                whole.finish(continuation)
            }
        }
        let cancel = { @Sendable in
            for part in parts { part.run.cancel() }
        }
        continuation.onTermination = { reason in
            if case .cancelled = reason { cancel() }
        }
        return Run(events: events, cancel: cancel)
    }
}

extension RunEvent {
    /// Returns the event with its lane's index in the merged run; nil if it belongs to no lane.
    package func moved(to lanes: [Int]) -> RunEvent? {
        func place(_ lane: Int) -> Int? { lanes.indices.contains(lane) ? lanes[lane] : nil }
        switch self {
        case .prefill(let lane, let done, let total):
            return place(lane).map { .prefill(lane: $0, done: done, total: total) }
        case .waiting(let lane, let seconds, let reason):
            return place(lane).map { .waiting(lane: $0, seconds: seconds, reason: reason) }
        case .stageStarted(let lane, let sample, let stage, let prompt, let history):
            return place(lane).map {
                .stageStarted(lane: $0, sample: sample, stage: stage, prompt: prompt, history: history)
            }
        case .thoughts(let lane, let sample, let stage, let text, let tokens):
            return place(lane).map { .thoughts(lane: $0, sample: sample, stage: stage, text: text, tokens: tokens) }
        case .text(let lane, let sample, let stage, let text, let tokens):
            return place(lane).map { .text(lane: $0, sample: sample, stage: stage, text: text, tokens: tokens) }
        case .searched(let lane, let stage, let candidates):
            return place(lane).map { .searched(lane: $0, stage: stage, candidates: candidates) }
        case .stageFinished(let lane, let sample, let stage, let result):
            return place(lane).map { .stageFinished(lane: $0, sample: sample, stage: stage, result: result) }
        case .laneFinished(let lane, let result): return place(lane).map { .laneFinished(lane: $0, result: result) }
        case .finished: return self
        }
    }
}

/// Collects the results of the parts.
private final class Whole: Sendable {
    private struct State: Sendable {
        var left: Int
        var lanes: [Int: LaneResult] = [:]
        var padding: [Int] = []
        var isCancelled = false
    }

    private let state: Mutex<State>
    private let mode: RunMode

    init(parts: Int, mode: RunMode) {
        state = Mutex(State(left: parts))
        self.mode = mode
    }

    func take(_ summary: RunSummary?, lanes: [Int]) {
        state.withLock { state in
            for (lane, result) in zip(lanes, summary?.lanes ?? []) { state.lanes[lane] = result }
            if state.padding.isEmpty { state.padding = summary?.padding ?? [] }
            state.isCancelled = state.isCancelled || summary?.isCancelled ?? true
            state.left -= 1
        }
    }

    /// Ends the merged run when every part has ended.
    func finish(_ continuation: AsyncStream<RunEvent>.Continuation) {
        let summary = state.withLock { state -> RunSummary? in
            guard state.left == 0 else { return nil }
            // Only once.
            state.left = -1
            return RunSummary(
                lanes: state.lanes.sorted { $0.key < $1.key }.map(\.value), mode: mode, padding: state.padding,
                isCancelled: state.isCancelled)
        }
        guard let summary else { return }
        continuation.yield(.finished(summary))
        continuation.finish()
    }
}
