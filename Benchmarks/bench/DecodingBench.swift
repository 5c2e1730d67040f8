import Evaluation
import Foundation
import Lanes
import Library
import Operations
import Prompting
import Runtime
import Sampling
import Synchronization

/// Beam search beside samples of the same size, and beside a plain loop that evaluates each path anew.
func beamSearch() async throws -> [Measurement] {
    let engine = try await BenchModel.smolLM2.engine()
    defer { engine.shutDown() }
    let tokens = 64
    func time(_ change: (inout Settings) -> Void) async -> Double {
        await engine.forget()
        let asked = lane("a", story, tokens: tokens, change: change)
        let start = ContinuousClock.now
        _ = await engine.start(RunRequest(lanes: [asked])).summary()
        return seconds(start.duration(to: .now))
    }
    func samples() async -> Double {
        await engine.forget()
        var asked = lane("a", story, tokens: tokens) { $0.temperature = 0.8 }
        asked.samples = 4
        let start = ContinuousClock.now
        _ = await engine.start(RunRequest(lanes: [asked])).summary()
        return seconds(start.duration(to: .now))
    }
    var (ratios, beams): ([Double], [Double]) = ([], [])
    for _ in 0..<Bench.rounds {
        let searched = await time { settings in
            (settings.decoding, settings.beams, settings.keep) = (.beam, 4, 4)
        }
        beams.append(searched)
        ratios.append(searched / (await samples()))
    }
    // The plain loop: in each step each of four paths is evaluated whole. Every eighth step stands for all.
    let bare = try BareLoop(path: try BenchModel.smolLM2.path)
    let prompt = try engine.render(lane("a", story, tokens: 1).prompt).tokens.count
    let best = try bare.bestPrompt(tokens: prompt)
    var plain = 0.0
    for step in stride(from: 0, to: tokens, by: 8) {
        for _ in 0..<4 { plain += try bare.prompt(best.way, tokens: prompt + step, size: best.size) }
    }
    let gain = plain * 8 / median(beams)
    return [
        Measurement(
            what: "beams 4 x \(tokens) tokens against one lane of 4 samples", model: "SmolLM2",
            mustBe: "≤ 1.5 times its time",
            value: spread(ratios), isReached: median(ratios) <= 1.5),
        Measurement(
            what: "the same against a plain loop that evaluates each path anew", model: "SmolLM2",
            mustBe: "≥ 4 times faster", value: "\(text(gain, 1)) times", isReached: gain >= 4),
    ]
}

/// Headlines by likelihood, beside the same answers generated: with examples, where answers are as short as those, and without,
/// where a model explains itself until it is stopped.
func likelihoods() async throws -> [Measurement] {
    let prompt = try PromptFile(contentsOf: "Prompts/topic.prompt.yaml").prompt
    guard let form = prompt.answer else { return [] }
    let data = try DataSet(file: "Prompts/data/headlines.csv", for: prompt, options: DataOptions())
    let labels = try AnswerLabel.labels(of: AnswerType(form), in: data.cases)
    var rows: [Measurement] = []
    for model in BenchModel.allCases {
        let engine = try await model.engine(contextLength: 4096)
        defer { engine.shutDown() }
        for technique in [Technique.fewShot, .zeroShot] {
            let lane = EvaluatedLane(name: "a", engine: engine, engineKey: model.rawValue) {
                one throws(PromptError) in
                LaneRequest(
                    name: "a",
                    prompt: try prompt.compile(technique: technique, hasChatTemplate: true, variables: one.variables),
                    settings: Settings().applying(prompt.modelParameters))
            }
            func time(labels: [AnswerLabel]?) async -> (seconds: Double, tokens: Int) {
                await engine.forget()
                var run = EvaluationRun(lanes: [lane], cases: data.cases)
                run.labels = labels
                let tokens = Mutex(0)
                let start = ContinuousClock.now
                await run.start { output in tokens.withLock { $0 += output.tokens } }.wait()
                return (seconds(start.duration(to: .now)), tokens.withLock { $0 })
            }
            var (gains, generated): ([Double], Int) = ([], 0)
            for _ in 0..<Bench.rounds {
                let written = await time(labels: nil)
                generated = written.tokens
                gains.append(written.seconds / (await time(labels: labels).seconds))
            }
            let each = text(Double(generated) / Double(data.cases.count), 1)
            rows.append(
                Measurement(
                    what:
                        "\(data.cases.count) headlines by likelihood against generating \(each) tokens each (\(technique.title))",
                    model: model.rawValue, mustBe: "≥ 3 times faster", value: spread(gains),
                    isReached: median(gains) >= 3))
        }
    }
    return rows
}

/// Turns of the knobs of stages that are rarely on, four lanes of 256 tokens, that change no token.
func rareKnobTurns(_ model: BenchModel) async throws -> [Measurement] {
    let engine = try await model.engine()
    defer { engine.shutDown() }
    let knobs: [(name: String, on: (inout Settings, Double) -> Void)] = [
        ("topNSigma", { $0.topNSigma = 30 - $1 }),
        ("xtcProbability", { ($0.xtcProbability, $0.xtcThreshold) = (1e-9 * (1 + $1), 0.5) }),
        ("dryMultiplier", { ($0.dryMultiplier, $0.dryAllowedLength) = (1e-9 * (1 + $1), 200) }),
        ("dynatempRange", { $0.dynatempRange = 1e-7 * (1 + $1) }),
    ]
    var rows: [Measurement] = []
    for knob in knobs {
        func request(_ turn: Double) -> RunRequest {
            RunRequest(
                lanes: (0..<4).map { index in
                    lane("\(index)", story + "Keeper number \(index)", tokens: 256) { knob.on(&$0, turn) }
                })
        }
        _ = await engine.start(request(0)).summary()
        var (times, decodes): ([Double], Int) = ([], 0)
        for turn in 1...5 {
            let start = ContinuousClock.now
            let summary = await engine.start(request(Double(turn))).summary()
            times.append(seconds(start.duration(to: .now)) * 1000)
            decodes += summary.lanes.reduce(0) { $0 + $1.usage.decodedRows }
        }
        rows.append(
            Measurement(
                what: "turn of `\(knob.name)` that changes no token, 4 lanes x 256 tokens", model: model.rawValue,
                mustBe: "0 decodes, ≤ 16 ms", value: "\(decodes) decodes, \(text(median(times), 1)) ms",
                isReached: decodes == 0 && median(times) <= 16))
    }
    return rows
}
