import Lanes
import Prompting
import Sampling
import Synchronization

/// A flag that any thread sets to cancel, and the engine's thread reads.
final class CancelFlag: Sendable {
    private let flag = Atomic<Bool>(false)

    var isSet: Bool { flag.load(ordering: .acquiring) }

    func set() {
        flag.store(true, ordering: .releasing)
    }
}

/// One running request: the samples of its lanes that wait, and those that have ended.
final class Job {
    let request: RunRequest
    let flag: CancelFlag
    let emit: @Sendable (RunEvent) -> Void
    /// The time when it was asked for; it may have waited for a batch since.
    private let start: ContinuousClock.Instant
    /// Samples that haven't begun, in order.
    private var waiting: ArraySlice<(lane: Int, sample: Int)>
    private var ended: [[SampleResult?]]
    private var results: [LaneResult?]
    /// The number of lanes without a result.
    private var missing: Int
    private var usage: [Usage]
    private var timings: [Timings?]
    private var errors: [EngineError?]
    /// The images of lanes that have sent some.
    private var images: [Int: [ImageFile]] = [:]
    /// The searches of lanes that follow beams.
    private var trees: [Int: [BeamTree]] = [:]
    /// The lanes whose outputs have left their grammar.
    private var freed: Set<Int> = []
    private(set) var isFinished = false

    init(
        request: RunRequest, flag: CancelFlag, start: ContinuousClock.Instant,
        emit: @escaping @Sendable (RunEvent) -> Void
    ) {
        self.start = start
        self.request = request
        self.flag = flag
        self.emit = emit
        waiting =
            request.lanes.indices.flatMap { lane in
                (0..<Job.generations(request.lanes[lane])).map { (lane: lane, sample: $0) }
            }[...]
        ended = request.lanes.map { Array(repeating: nil, count: Job.generations($0)) }
        results = request.lanes.map { _ in nil }
        missing = request.lanes.count
        usage = request.lanes.map { _ in Usage() }
        timings = request.lanes.map { _ in nil }
        errors = request.lanes.map { _ in nil }
    }

    /// The number of generations that a lane begins with: a search begins with one, whatever it keeps.
    private static func generations(_ request: LaneRequest) -> Int {
        request.settings.isBeamSearch ? 1 : max(1, request.samples)
    }

    var hasWaiting: Bool { !waiting.isEmpty }

    func nextWaiting() -> (lane: Int, sample: Int)? {
        waiting.popFirst()
    }

    /// Takes the result of a generation. After a lane's last sample, reports the lane's result; after the last lane,
    /// the run's.
    func finish(_ generation: Generation, padding: [Int]) {
        let lane = generation.lane
        add(generation.usage, to: lane)
        time(generation)
        errors[lane] = errors[lane] ?? generation.error
        images[lane] = generation.images.map(\.file)
        if generation.hasLeftGrammar { freed.insert(lane) }
        finish(lane: lane, sample: generation.sample, result: generation.result, padding: padding)
    }

    /// Takes the result of a search, and reports that of its lane.
    func finish(_ search: BeamLane, padding: [Int]) {
        let lane = search.lane
        guard let best = search.kept.first else { return }
        add(search.usage, to: lane)
        for generation in search.kept { time(generation) }
        errors[lane] = search.kept.lazy.compactMap(\.error).first
        images[lane] = best.images.map(\.file)
        if best.hasLeftGrammar { freed.insert(lane) }
        trees[lane] = search.shownTrees
        ended[lane] = search.results
        finishIfEnded(lane, padding: padding)
    }

    /// Notes a sample that couldn't begin.
    func fail(lane: Int, sample: Int, error: EngineError, padding: [Int]) {
        errors[lane] = errors[lane] ?? error
        let stage = StageResult(prompt: "", text: "", finish: .error)
        finish(
            lane: lane, sample: sample, result: SampleResult(stages: [stage], text: "", answer: ""), padding: padding)
    }

    /// Ends the samples that haven't begun.
    func cancelWaiting(padding: [Int]) {
        while let (lane, sample) = nextWaiting() {
            let stage = StageResult(prompt: "", text: "", finish: .cancelled)
            finish(
                lane: lane, sample: sample, result: SampleResult(stages: [stage], text: "", answer: ""),
                padding: padding)
        }
        if request.lanes.isEmpty { finishRun(padding: padding) }
    }

    private func finish(lane: Int, sample: Int, result: SampleResult, padding: [Int]) {
        ended[lane][sample] = result
        finishIfEnded(lane, padding: padding)
    }

    private func finishIfEnded(_ lane: Int, padding: [Int]) {
        let samples = ended[lane].compactMap { $0 }
        guard samples.count == ended[lane].count else { return }
        var result = LaneResult(
            name: request.lanes[lane].name, samples: samples, answer: samples.laneAnswer,
            error: errors[lane], usage: usage[lane], timings: timings[lane] ?? Timings())
        result.images = images[lane] ?? []
        result.trees = trees[lane]
        result.notices += [request.lanes[lane].prompt.toolsNotice].compactMap(\.self) + samples.notices
        if freed.contains(lane) {
            result.notices.append(
                "The lane branches off with a token that its grammar doesn't allow: behind that the model was free.")
        }
        if let misfit = request.lanes[lane].prompt.misfitNotice(of: samples) { result.notices.append(misfit) }
        results[lane] = result
        missing -= 1
        emit(.laneFinished(lane: lane, result: result))
        if missing == 0 { finishRun(padding: padding) }
    }

    private func finishRun(padding: [Int]) {
        guard !isFinished else { return }
        isFinished = true
        emit(
            .finished(
                RunSummary(
                    lanes: results.compactMap { $0 }, mode: request.mode, padding: padding, isCancelled: flag.isSet)))
    }

    private func add(_ more: Usage, to lane: Int) {
        usage[lane].add(more)
    }

    private func time(_ generation: Generation) {
        // A sample that drew nothing gives no time, unless no other does.
        guard generation.firstTokenTime != nil || timings[generation.lane] == nil else { return }
        let first = generation.firstTokenTime ?? .now
        var times = Timings()
        times.prefillSeconds = seconds(from: start, to: generation.rowTime ?? first)
        times.firstTokenSeconds = seconds(from: start, to: first)
        times.decodeSeconds = seconds(from: first, to: generation.lastTokenTime ?? first)
        timings[generation.lane] =
            timings[generation.lane].map {
                var all = $0
                all.cover(times)
                return all
            } ?? times
    }

    private func seconds(from start: ContinuousClock.Instant, to end: ContinuousClock.Instant) -> Double {
        let duration = start.duration(to: end).components
        return Double(duration.seconds) + Double(duration.attoseconds) * 1e-18
    }
}
