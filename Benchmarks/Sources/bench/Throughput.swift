import Foundation
import Prompting
import Runtime

/// The engine's lanes against the bare loop with as many rows, alternating, the median of the ratios.
func throughput(_ model: BenchModel, lanes: Int, atLeast: Double, rounds: Int = 5) async throws -> Measurement {
    let bare = try BareLoop(path: try model.path, threads: ProcessInfo.processInfo.activeProcessorCount)
    let engine = try await model.engine()
    defer { engine.shutDown() }
    let tokens = 64
    let request = RunRequest(
        lanes: (0..<lanes).map { lane("\($0)", story + "Keeper number \($0 + 2)", tokens: tokens) }, keepsRows: true)
    var ratios: [Double] = []
    for _ in 0..<rounds {
        await engine.forget()
        let summary = await engine.start(request).summary()
        let prompt = summary.lanes[0].usage.promptTokens
        let slowest = summary.lanes.map(\.timings.decodeSeconds).max() ?? .nan
        let loop = bare.time(rows: lanes, prompt: prompt, steps: tokens - 1)
        ratios.append(loop / slowest)
    }
    let ratio = median(ratios)
    return Measurement(
        what: "\(lanes) lane\(lanes == 1 ? "" : "s") against the bare loop", model: model.rawValue,
        mustBe: "≥ \(text(atLeast))", value: "\(text(ratio)) (\(text(ratios.min() ?? 0))…\(text(ratios.max() ?? 0)))",
        isReached: ratio >= atLeast)
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
