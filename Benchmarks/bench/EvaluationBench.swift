import Evaluation
import Foundation
import Lanes
import Prompting
import Runtime

/// 32 cases under the prompt with eight worked examples, as an evaluation and one after another without what they share.
func evaluation(_ prompt: Prompt) async throws -> [Measurement] {
    let engine = try await BenchModel.smolLM2.engine(contextLength: 8192)
    defer { engine.shutDown() }
    let lane = EvaluatedLane(name: "cot", engine: engine, engineKey: "SmolLM2") { one throws(PromptError) in
        var request = LaneRequest(
            name: "cot",
            prompt: try prompt.compile(
                technique: .chainOfThought, layout: .chat, hasChatTemplate: true, variables: one.variables),
            settings: .init())
        (request.settings.maxTokens, request.settings.temperature) = (96, 0.8)
        request.settings.logitBias = [0: -1000, 2: -1000, 4: -1000]
        return request
    }
    let cases = (0..<32).map { number in
        let text =
            "A farmer has \(number + 3) fields with \(2 * number + 5) rows of beans in each. He digs up \(number) rows. How many are left?"
        return Case(id: "\(number)", variables: ["question": text])
    }
    var ratios: [Double] = []
    var share = 0.0
    for round in 0..<2 {
        await engine.forget()
        let (together, outputs) = await timed(EvaluationRun(lanes: [lane], cases: cases))
        // One after another they take equally long, so that every eighth, in each round another one, stands for all.
        var apart = 0.0
        for index in stride(from: round, to: cases.count, by: 8) {
            await engine.forget()
            apart += await timed(EvaluationRun(lanes: [lane], cases: [cases[index]])).seconds
        }
        ratios.append(apart * 8 / together)
        let prompts = outputs.reduce(0) { $0 + $1.promptTokens }
        share = Double(outputs.reduce(0) { $0 + $1.evaluatedTokens }) / Double(max(1, prompts))
    }
    // What the default number at once is chosen by.
    var speeds: [String] = []
    for parallel in [4, 16] {
        await engine.forget()
        let (time, _) = await timed(EvaluationRun(lanes: [lane], cases: cases, parallel: parallel))
        speeds.append("\(parallel): \(text(32 / time))")
    }
    return [
        Measurement(
            what: "cases a second by how many are under way at once", model: "SmolLM2", mustBe: "stated",
            value: speeds.joined(separator: ", "), isReached: true),
        Measurement(
            what: "32 cases of an 8-example CoT prompt, 96 tokens each, against one after another", model: "SmolLM2",
            mustBe: "≥ 3 times faster", value: "\(text(median(ratios))) times", isReached: median(ratios) >= 3),
        Measurement(
            what: "prompt tokens evaluated in it, of all", model: "SmolLM2", mustBe: "≤ 1/8",
            value: "1/\(text(1 / share, 1))", isReached: share <= 0.125),
        try scoring(), resampling(),
    ]
}

/// Runs an evaluation, and says how long that took.
func timed(_ run: EvaluationRun) async -> (seconds: Double, outputs: [CaseOutput]) {
    let collected = Collected()
    let start = ContinuousClock.now
    await run.start { collected.add($0) }.wait()
    return (seconds(start.duration(to: .now)), collected.outputs)
}

/// Unchecked Sendable: the lock guards the list.
private final class Collected: @unchecked Sendable {
    private let lock = NSLock()
    private var list: [CaseOutput] = []

    var outputs: [CaseOutput] { lock.withLock { list } }

    func add(_ output: CaseOutput) { lock.withLock { list.append(output) } }
}

/// Outputs of 100,000 cases, a paragraph each, scored as numbers.
private func scoring() throws -> Measurement {
    let cases = (0..<100_000).map { Case(id: "\($0)", variables: ["q": "\($0)"], expected: ["\($0 * 7)"]) }
    let outputs = cases.indices.map { number in
        let reasoning = "There are \(number) boxes with 7 pears in each, so we multiply \(number) by 7. "
        return CaseOutput(
            id: "\(number)", lane: "a",
            samples: [
                .init(text: String(repeating: reasoning, count: 4) + "The answer is \(number * 7 + number % 3 % 2).")
            ])
    }
    let scorer = try Scorer(.number, answerSentence: "The answer is")
    let start = ContinuousClock.now
    let report = EvaluationReport(outputs, of: cases, lanes: ["a"], scorer: { _ in scorer }, seed: 1)
    let time = seconds(start.duration(to: .now))
    precondition(report.lanes[0].count == 100_000 && report.lanes[0].unparsed == 0)
    return Measurement(
        what: "scoring 100,000 outputs of \(outputs[0].samples[0].text.count) characters as numbers", model: "-",
        mustBe: "≤ 2 s", value: "\(text(time)) s", isReached: time <= 2)
}

/// Ten thousand resamples of as many cases: of scores, which are added up one by one, and of right and wrong answers.
private func resampling() -> Measurement {
    let scores = (0..<10_000).map { Double($0 * 7919 % 10_000) / 10_000 }
    let others = (0..<10_000).map { Double($0 * 104_729 % 10_000) / 10_000 }
    let outcomes = PairedOutcomes(scores.map { $0 < 0.5 }, others.map { $0 < 0.52 })
    let clock = ContinuousClock()
    let ofScores = seconds(clock.measure { _ = Bootstrap.differenceInterval(scores, others, seed: 1) })
    let ofAnswers = seconds(clock.measure { _ = Bootstrap.differenceInterval(outcomes, seed: 1) })
    return Measurement(
        what: "interval of a difference on 10,000 cases: of scores, of answers", model: "-", mustBe: "≤ 3 s, ≤ 0.3 s",
        value: "\(text(ofScores)) s, \(text(ofAnswers)) s", isReached: ofScores <= 3 && ofAnswers <= 0.3)
}
