import Foundation
import Lanes
import Prompting
import Runtime

/// Lanes behind a prompt of about 800 tokens against the best of the bare loop with as many rows, in turns, the median of the
/// ratios; the limit is on the ratio.
func throughput(
    _ model: BenchModel, lanes counts: [(lanes: Int, atLeast: Double?)], rounds: Int = Bench.rounds
) async throws -> [Measurement] {
    let bare = try BareLoop(path: try model.path)
    let engine = try await model.engine()
    defer { engine.shutDown() }
    let tokens = 64
    let beginning = String(repeating: story, count: 7)
    var rows: [Measurement] = []
    for (count, limit) in counts {
        let lanes = (0..<count).map { lane("\($0)", beginning + "Keeper number \($0 + 2)", tokens: tokens) }
        let prompt = try engine.render(lanes[0].prompt).tokens.count
        let way = try bare.bestWay(rows: count, prompt: prompt)
        var ratios: [Double] = []
        var speeds: [Double] = []
        for _ in 0..<rounds {
            await engine.forget()
            let summary = await engine.start(RunRequest(lanes: lanes, keepsRows: true)).summary()
            let slowest = summary.lanes.map(\.timings.decodeSeconds).max() ?? .nan
            ratios.append(try bare.steps(way, rows: count, prompt: prompt, count: tokens - 1) / slowest)
            speeds.append(Double(count * (tokens - 1)) / slowest)
        }
        let ratio = median(ratios)
        rows.append(
            Measurement(
                what:
                    "\(count) lane\(count == 1 ? "" : "s") behind \(prompt) tokens against the best bare loop (\(way))",
                model: model.rawValue, mustBe: limit.map { "≥ \(text($0))" } ?? "stated",
                value: "\(spread(ratios)); \(text(median(speeds), 0)) t/s", isReached: ratio >= limit ?? 0))
    }
    return rows
}

/// A prompt of 2,000 tokens from an empty memory against the best of the bare loop, in turns. The engine's time is from the request
/// to the end of a run of one token, in the process that asks.
func prefill(_ model: BenchModel, rounds: Int = Bench.rounds) async throws -> Measurement {
    let bare = try BareLoop(path: try model.path)
    let engine = try await model.engine(contextLength: 4096)
    defer { engine.shutDown() }
    var words = String(repeating: story, count: 20)
    func request() -> RunRequest { RunRequest(lanes: [lane("a", words, tokens: 1)]) }
    // To the token: a word of the story is one or two.
    while try engine.render(request().lanes[0].prompt).tokens.count > 2000 {
        words = words.split(separator: " ").dropLast().joined(separator: " ")
    }
    let tokens = try engine.render(request().lanes[0].prompt).tokens.count
    let best = try bare.bestPrompt(tokens: tokens)
    var ratios: [Double] = []
    var speeds: [Double] = []
    for _ in 0..<rounds {
        await engine.forget()
        let start = ContinuousClock.now
        let summary = await engine.start(request()).summary()
        let time = seconds(.now - start)
        if let error = summary.lanes.first?.error { throw error }
        ratios.append(try bare.prompt(best.way, tokens: tokens, size: best.size) / time)
        speeds.append(Double(tokens) / time)
    }
    let ratio = median(ratios)
    return Measurement(
        what: "prompt of \(tokens) tokens against the best bare loop (\(best.way), in \(best.size)s)",
        model: model.rawValue, mustBe: "≥ 0.90", value: "\(spread(ratios)); \(text(median(speeds), 0)) t/s",
        isReached: ratio >= 0.9)
}

/// Four lanes on the prompt with eight worked examples, together and one after another.
func sharedPrefix(_ prompt: Prompt) async throws -> Measurement {
    let engine = try await BenchModel.smolLM2.engine()
    defer { engine.shutDown() }
    let lanes = try (0..<4).map { index in
        var request = LaneRequest(
            name: "\(index)", prompt: try prompt.compile(technique: .chainOfThought, hasChatTemplate: true),
            settings: .init())
        request.settings.maxTokens = 64
        request.settings.seed = UInt64(index)
        request.settings.temperature = 1.2
        request.settings.logitBias = [0: -1000, 2: -1000, 4: -1000]
        return request
    }
    let clock = ContinuousClock()
    var ratios: [Double] = []
    for _ in 0..<3 {
        var apart = 0.0
        for lane in lanes {
            await engine.forget()
            let time = await clock.measure { _ = await engine.start(RunRequest(lanes: [lane])).summary() }
            apart += seconds(time)
        }
        await engine.forget()
        let together = await clock.measure { _ = await engine.start(RunRequest(lanes: lanes)).summary() }
        ratios.append(apart / seconds(together))
    }
    return Measurement(
        what: "four lanes on an 8-example CoT prompt against one after another", model: "SmolLM2",
        mustBe: "≥ 2.5 times faster", value: "\(text(median(ratios))) times", isReached: median(ratios) >= 2.5)
}

/// Share of tokens that differ between a lane alone and the same lane beside three others, in fast mode.
func fastModeDrift(_ model: BenchModel) async throws -> Measurement {
    let engine = try await model.engine()
    defer { engine.shutDown() }
    var differing = 0
    var all = 0
    for round in 0..<8 {
        let lanes = (0..<4).map { index in
            lane("\(index)", story + "Chapter \(round * 4 + index)", tokens: 64) { $0.seed = UInt64(round) }
        }
        await engine.forget()
        let together = await engine.start(RunRequest(lanes: lanes)).summary()
        for (index, lane) in lanes.enumerated() {
            await engine.forget()
            let alone = await engine.start(RunRequest(lanes: [lane])).summary()
            let words = (Array(alone.lanes[0].samples[0].text), Array(together.lanes[index].samples[0].text))
            differing += max(words.0.count, words.1.count) - zip(words.0, words.1).prefix { $0 == $1 }.count
            all += max(words.0.count, words.1.count)
        }
    }
    return Measurement(
        what: "characters that differ between a lane alone and beside three others, fast mode", model: model.rawValue,
        mustBe: "stated", value: "\(text(100 * Double(differing) / Double(all), 1)) %", isReached: true)
}
