import Foundation
import Lanes
import Prompting
import Runtime
import Sampling
import Synchronization

/// A knob turn that changes no token, four lanes of 256 tokens.
func knobTurn(_ model: BenchModel) async throws -> Measurement {
    let engine = try await model.engine()
    defer { engine.shutDown() }
    let lanes = (0..<4).map { index in lane("\(index)", story + "Keeper number \(index)", tokens: 256) { $0.topP = 1 } }
    _ = await engine.start(RunRequest(lanes: lanes)).summary()
    var times: [Double] = []
    var decodes = 0
    for turn in 1...9 {
        // Each turn allows a little less of what the funnel keeps anyway.
        let turned = lanes.map { lane in
            var lane = lane
            lane.settings.topP = 1 - Double(turn) * 1e-7
            return lane
        }
        let clock = ContinuousClock()
        var summary: RunSummary?
        times.append(seconds(await clock.measure { summary = await engine.start(RunRequest(lanes: turned)).summary() }))
        decodes += summary?.lanes.reduce(0) { $0 + $1.usage.decodedRows } ?? 0
    }
    let time = median(times) * 1000
    return Measurement(
        what: "knob turn that changes no token, 4 lanes x 256 tokens", model: model.rawValue,
        mustBe: "0 decodes, ≤ 16 ms", value: "\(decodes) decodes, \(text(time, 1)) ms",
        isReached: decodes == 0 && time <= 16)
}

/// An edit of the last line of the long prompt.
func edit(_ prompt: Prompt) async throws -> Measurement {
    let engine = try await BenchModel.smolLM2.engine()
    defer { engine.shutDown() }
    func request(_ question: String) throws -> RunRequest {
        var prompt = prompt
        prompt.input = question
        var settings = Settings()
        settings.maxTokens = 2
        let compiled = try prompt.compile(technique: .chainOfThought, hasChatTemplate: true)
        return RunRequest(lanes: [LaneRequest(name: "a", prompt: compiled, settings: settings)])
    }
    _ = await engine.start(try request("Tom has 3 apples and buys 4 more. How many has he?")).summary()
    let usage = await engine.start(try request("Tom has 3 apples and buys 5 more. How many has he?")).summary().lanes[0]
        .usage
    let again = usage.promptTokens - usage.cachedTokens
    // From the edited word on: " 5 more. How many has he?" and the template's end.
    let after = 16
    return Measurement(
        what: "edit of the last line of a \(usage.promptTokens)-token prompt: tokens evaluated again", model: "SmolLM2",
        mustBe: "those after it, at most 63 before", value: "\(again)", isReached: again <= after + 63)
}

/// The longest pause of four streaming lanes when a long prompt joins them.
func joining(_ prompt: Prompt) async throws -> Measurement {
    let engine = try await BenchModel.smolLM2.engine(contextLength: 4096)
    defer { engine.shutDown() }
    var settings = Settings()
    settings.maxTokens = 8
    let newcomer = LaneRequest(
        name: "new", prompt: try prompt.compile(technique: .chainOfThought, hasChatTemplate: true), settings: settings)
    let lanes = (0..<4).map { index in lane("\(index)", story + "Keeper number \(index)", tokens: 120) }
    let run = engine.start(RunRequest(lanes: lanes))
    var last = [ContinuousClock.Instant?](repeating: nil, count: 4)
    var longest = Duration.zero
    var second: Run?
    var events = 0
    for await event in run.events {
        guard case .text(let lane, _, _, _, _) = event else { continue }
        events += 1
        if events > 80, second == nil { second = engine.start(RunRequest(lanes: [newcomer])) }
        if let before = last[lane], second != nil { longest = max(longest, before.duration(to: .now)) }
        last[lane] = .now
    }
    if let second { _ = await second.summary() }
    let milliseconds = seconds(longest) * 1000
    return Measurement(
        what: "longest stall when a long prompt joins four streaming lanes", model: "SmolLM2", mustBe: "≤ 250 ms",
        value: "\(text(milliseconds, 0)) ms", isReached: milliseconds <= 250)
}

private final class Flag: Sendable {
    let isSet = Mutex(false)
}

/// The longest pause of four streaming lanes while another model is loaded, as for the first time: its batches are measured too.
/// The median of three loads, beside the longest pause of the same lanes just before.
func loadingBeside() async throws -> Measurement {
    var rounds: [Stall] = []
    for _ in 0..<3 { rounds.append(try await stallOfLoading()) }
    let isLoaded = rounds.allSatisfy(\.isLoaded)
    let stall = median(rounds.map(\.loading))
    let stalls = rounds.map { text($0.loading, 0) }.joined(separator: ", ")
    return Measurement(
        what: "longest stall of four streaming lanes while a second model is loaded", model: "SmolLM2, Gemma 3",
        mustBe: "≤ 100 ms",
        value: "\(text(stall, 0)) ms (of \(stalls)); without \(text(median(rounds.map(\.before)), 0)) ms"
            + (isLoaded ? "" : ", not loaded in time"),
        isReached: stall <= 100 && isLoaded)
}

/// Longest pauses in milliseconds.
private struct Stall {
    var before: Double
    var loading: Double
    var isLoaded: Bool
}

private func stallOfLoading() async throws -> Stall {
    // Both live in one process, as they do for users.
    let host = Bench.process()
    let engine = try await BenchModel.smolLM2.engine(in: host)
    defer { engine.shutDown() }
    let lanes = (0..<4).map { index in lane("\(index)", story + "Keeper number \(index)", tokens: 300) }
    let run = engine.start(RunRequest(lanes: lanes))
    var last = [ContinuousClock.Instant?](repeating: nil, count: 4)
    var longest = (before: Duration.zero, loading: Duration.zero)
    var events = 0
    let loaded = Flag()
    let path = try BenchModel.gemma3.path
    var loading: Task<DetachedEngine?, Never>?
    let scratch = try Scratch()
    let choices = scratch.file("choices.json")
    for await event in run.events {
        guard case .text(let lane, _, _, _, _) = event else { continue }
        events += 1
        if events == 80 {
            loading = Task.detached {
                var options = EngineOptions()
                options.contextLength = 2048
                options.choices = ChoicesLocation(path: choices, modelChecksum: "new")
                let other = try? await DetachedEngine.load(path: path, options: options, in: host)
                loaded.isSet.withLock { $0 = true }
                return other
            }
        }
        if let before = last[lane] {
            let pause = before.duration(to: .now)
            // The first steps come right behind the prompt.
            if 20..<80 ~= events { longest.before = max(longest.before, pause) }
            if events > 80 { longest.loading = max(longest.loading, pause) }
        }
        last[lane] = .now
        if loaded.isSet.withLock({ $0 }) { run.cancel() }
    }
    await loading?.value?.shutDown()
    return Stall(
        before: seconds(longest.before) * 1000, loading: seconds(longest.loading) * 1000,
        isLoaded: loaded.isSet.withLock { $0 })
}

/// Cancel in the middle of a prefill of 4,000 tokens.
func cancelling(_ model: BenchModel) async throws -> Measurement {
    let engine = try await model.engine(contextLength: 8192)
    defer { engine.shutDown() }
    var worst = 0.0
    for round in 0..<5 {
        await engine.forget()
        let run = engine.start(
            RunRequest(lanes: [lane("a", "Round \(round). " + String(repeating: story, count: 32), tokens: 8)]))
        var instant: ContinuousClock.Instant?
        for await event in run.events {
            if case .prefill(_, let done, _) = event, done > 500 + 137 * round, instant == nil {
                // Somewhere inside the next batch, not just before it.
                try await Task.sleep(for: .milliseconds(30 * round))
                instant = .now
                run.cancel()
            }
        }
        if let instant { worst = max(worst, seconds(instant.duration(to: .now)) * 1000) }
    }
    return Measurement(
        what: "cancel in the middle of a 4,000-token prefill, worst of 5", model: model.rawValue, mustBe: "≤ 100 ms",
        value: "\(text(worst, 0)) ms", isReached: worst <= 100)
}

/// From a row of logits to the drawn token, kept for replay.
func drawing(_ model: BenchModel) async throws -> [Measurement] {
    let engine = try await model.engine()
    defer { engine.shutDown() }
    var rows: [[Float]] = []
    for length in stride(from: 40, to: story.count, by: 40) {
        let next = try await engine.next(lane("", String(story.prefix(length)), tokens: 1).prompt)
        var logits = [Float](repeating: -.infinity, count: next.row.vocabularySize)
        for candidate in next.row.candidates { logits[Int(candidate.id)] = candidate.logit }
        rows.append(logits)
    }
    var open = Settings()
    (open.topK, open.topP, open.minP, open.temperature, open.repeatPenalty) = (0, 1, 0, 1.3, 1.1)
    var typical = Settings()
    (typical.topK, typical.typicalP, typical.order) = (0, 0.9, .huggingFace)
    let limits = model == .smolLM2 ? (0.2, 2.0) : (0.8, 10.0)
    func time(_ settings: Settings) -> Double {
        var funnel = Funnel(settings)
        let history = (0..<200).map { Int32(100 + $0 * 7) }
        let clock = ContinuousClock()
        var best: [Double] = []
        for logits in rows {
            let times = (0..<5).map { index in
                seconds(
                    clock.measure {
                        logits.withUnsafeBufferPointer { logits in
                            guard let kept = try? Row(keeping: logits, extras: history.suffix(64), withSpread: true)
                            else { return }
                            let key = NoiseKey(seed: 1, case: 0, sample: 0, stage: 0, index: index)
                            switch funnel.apply(to: kept, history: history[...]) {
                            case .kept(let survivors): _ = survivors.draw(key)
                            case .unproven:
                                guard let whole = try? Row(whole: logits),
                                    case .kept(let survivors) = funnel.apply(to: whole, history: history[...])
                                else { return }
                                _ = survivors.draw(key)
                            }
                        }
                    })
            }
            best.append(median(times))
        }
        return median(best) * 1000
    }
    let usual = time(Settings())
    let worst = max(time(open), time(typical))
    return [
        Measurement(
            what: "from logits to token, default settings", model: model.rawValue, mustBe: "≤ \(limits.0) ms",
            value: "\(text(usual, 3)) ms", isReached: usual <= limits.0),
        Measurement(
            what: "from logits to token, nothing cut", model: model.rawValue, mustBe: "≤ \(text(limits.1, 0)) ms",
            value: "\(text(worst, 2)) ms", isReached: worst <= limits.1),
    ]
}

/// Anonymous resident memory of the engine's process with four lanes in a context of 2048.
func memory() async throws -> Measurement {
    let engine = try await BenchModel.smolLM2.engine()
    defer { engine.shutDown() }
    let lanes = (0..<4).map { lane("\($0)", story + "Keeper number \($0)", tokens: 256) }
    _ = await engine.start(RunRequest(lanes: lanes)).summary()
    let status = try String(contentsOfFile: "/proc/\(engine.process ?? 0)/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix("RssAnon") } ?? ""
    let megabytes = (Double(line.filter(\.isNumber)) ?? .nan) / 1024
    return Measurement(
        what: "anonymous memory of the engine's process, 4 lanes sharing 2048", model: "SmolLM2", mustBe: "≤ 200 MB",
        value: "\(text(megabytes, 0)) MB", isReached: megabytes <= 200)
}
