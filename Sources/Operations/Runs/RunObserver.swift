import Foundation
import History
import Lanes
import Sampling

/// Collects what a run's events say besides its summary: when it began and ended, and the tokens that were drawn.
package struct RunObserver: Sendable {
    private struct Place: Hashable {
        var lane: Int
        var sample: Int
        var stage: Int
    }

    private let date = Date()
    private let start = ContinuousClock.now
    private var end = ContinuousClock.now
    private var tokens: [Place: [DrawnToken]] = [:]

    /// Thrown if the engine ends without a summary.
    package struct NoResult: Error, CustomStringConvertible {
        /// What happened, in a sentence.
        package let description = "The engine ended without a result."
    }

    /// Waits for the end of a run; `each` gets every event as it comes.
    package static func observe(
        _ run: Run, _ each: (RunEvent) throws -> Void = { _ in }
    ) async throws -> (RunObserver, RunSummary) {
        var observed = RunObserver()
        var summary: RunSummary?
        for await event in run.events {
            observed.take(event)
            try each(event)
            if case .finished(let result) = event { summary = result }
        }
        guard let summary else { throw NoResult() }
        return (observed, summary)
    }

    private mutating func take(_ event: RunEvent) {
        switch event {
        case .text(let lane, let sample, let stage, _, let drawn),
            .thoughts(let lane, let sample, let stage, _, let drawn):
            tokens[Place(lane: lane, sample: sample, stage: stage), default: []] += drawn
        case .finished: end = .now
        default: break
        }
    }

    /// Returns the summary with the tokens that were drawn for each lane.
    package func withTokens(_ summary: RunSummary) -> RunSummary {
        var summary = summary
        for lane in summary.lanes.indices { summary.lanes[lane] = withTokens(summary.lanes[lane], of: lane) }
        return summary
    }

    /// Returns a lane's result with the tokens that were drawn for it.
    fileprivate func withTokens(_ result: LaneResult, of lane: Int) -> LaneResult {
        var result = result
        for sample in result.samples.indices {
            for stage in result.samples[sample].stages.indices {
                let place = Place(lane: lane, sample: sample, stage: stage)
                result.samples[sample].stages[stage].tokens = tokens[place] ?? []
            }
        }
        return result
    }

    fileprivate var times: (date: Date, seconds: Double) { (date, start.duration(to: end) / .seconds(1)) }
}

/// The request of a run, as its record keeps it.
package struct AskedRun: Sendable {
    var prompt: PromptRecord
    var lanes: [LaneRequest]
    /// The origin of each lane's settings.
    var sources: [[String: SettingsSource]]
    /// The model of each lane.
    var models: [ModelRecord]
    var threads: Int
    var notices: [String]
    /// True if the engine had computed nothing before.
    var isFresh: Bool
    var rerunOf: Int64?

    /// Takes the request of a new plan.
    package init(plan: RunPlan, prompt: PromptRecord, isFresh: Bool = true) {
        self.prompt = prompt
        lanes = plan.request.lanes
        sources = plan.settings.map(\.sources)
        models = plan.backends.map { ModelRecord($0) }
        threads = plan.model?.threads ?? 0
        notices = plan.notices
        self.isFresh = isFresh
    }

    /// Takes the request of a run that is made again; `notices` are new ones about it.
    package init(again recorded: RecordedRun, backends: [Backend], notices new: [String]) {
        prompt = recorded.run.prompt
        lanes = recorded.run.lanes.map(\.request)
        sources = recorded.run.lanes.map(\.sources)
        models = backends.map { ModelRecord($0) }
        threads = backends.model?.threads ?? 0
        notices = recorded.run.notices + new
        isFresh = true
        rerunOf = recorded.id
    }
}

extension RunRecord {
    /// Records a run that has ended.
    package init(_ observed: RunObserver, _ summary: RunSummary, origin: RunOrigin, asked: AskedRun) {
        let lanes = zip(asked.lanes, summary.lanes).enumerated().map { index, lane in
            let (request, result) = lane
            return LaneRecord(
                request, model: asked.models[index],
                sources: asked.sources.indices.contains(index) ? asked.sources[index] : [:],
                result: observed.withTokens(result, of: index))
        }
        let times = observed.times
        self.init(
            date: times.date, seconds: times.seconds, origin: origin, mode: summary.mode.rawValue, prompt: asked.prompt,
            lanes: lanes,
            machine: MachineRecord(
                lathe: LatheVersion.number, processor: Processor.name, threads: asked.threads, padding: summary.padding),
            notices: asked.notices, isFresh: asked.isFresh, isCancelled: summary.isCancelled, rerunOf: asked.rerunOf)
    }
}
