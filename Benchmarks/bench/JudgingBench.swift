import Evaluation
import Foundation
import History
import Lanes
import Library
import Models
import Operations
import Prompting
import Runtime
import Sampling

/// 100 pairs that a model here judges in both orders, beside replies of 64 tokens of the same model about the same pairs, as many at
/// once as an evaluation takes.
func judging(pairs count: Int = Bench.isQuick ? 4 : 100) async throws -> Measurement {
    let engine = try await BenchModel.smolLM2.engine(contextLength: 8192)
    defer { engine.shutDown() }
    let backend = Backend.local(
        LoadedModel(
            description: try ModelDescription(path: try BenchModel.smolLM2.path), checksum: nil, engine: engine,
            threads: engine.choices.threads))
    let file = try PromptFile(contentsOf: "Prompts/judges/pairwise.prompt.yaml")
    let judge = Judge(backend, prompt: try JudgePrompt(file, form: .pairwise, explains: false))
    let replying = try JudgePrompt(file, form: .pairwise, explains: true)
    let answered = (0..<count).map(described)
    let outputs = JudgedOutputs(
        promptName: "places", lanes: [("A", backend), ("B", backend)], answered: answered)
    let requests = try answered.flatMap { one in
        try [(0, 1), (1, 0)].map { first, second in
            var request = try replying.request(one.question, one.outputs[first], one.outputs[second], of: backend)
            request.settings.maxTokens = 64
            // No reply ends before that.
            request.settings.logitBias = [0: -1000, 1: -1000, 2: -1000, 4: -1000]
            return request
        }
    }
    let scratch = try Scratch()
    var ratios: [Double] = []
    var times: [Double] = []
    for round in 0..<(Bench.isQuick ? 1 : 2) {
        await engine.forget()
        let history = try History(path: scratch.file("\(round).sqlite"))
        defer { history.close() }
        let work = try JudgeWork(judge, on: outputs, history: history, mode: .fast)
        let start = ContinuousClock.now
        try await work.run { _ in }
        let judged = seconds(start.duration(to: .now))
        precondition(work.pairs.count == 2 * count && work.failures.isEmpty)
        await engine.forget()
        let second = ContinuousClock.now
        let run = RunRequest(lanes: requests, mode: .fast, keepsRows: false, parallel: EvaluationRun.defaultParallel)
        _ = await engine.start(run).summary()
        ratios.append(seconds(second.duration(to: .now)) / judged)
        times.append(judged)
    }
    return Measurement(
        what: "\(count) pairs judged in both orders against generating verdicts of 64 tokens", model: "SmolLM2",
        mustBe: "≥ 5 times faster", value: "\(spread(ratios)) times; \(text(median(times), 1)) s",
        isReached: median(ratios) >= 5)
}

/// A case with two answers that differ.
private func described(_ number: Int) -> JudgedOutputs.Answered {
    let places = ["a harbour", "an orchard", "a railway station", "a library", "a kitchen", "a mountain hut"]
    let place = "\(places[number % places.count]) with \(number + 2) windows"
    func output(_ lane: String, _ text: String) -> PairOutput {
        PairOutput(
            prompt: "places", lane: lane, technique: .zeroShot, model: "bench", settings: Settings(), request: "",
            text: text)
    }
    return JudgedOutputs.Answered(
        question: VoteRound.Question(
            caseID: "\(number)", messages: [Message(role: .user, content: "Describe \(place) in two sentences.")]),
        outputs: [
            output(
                "A",
                "In the morning the light falls through \(number + 2) windows. Nobody hurries, and the clock is slow."),
            output(
                "B", "It is \(place). There is much to see there, and people like to come again with their families."),
        ])
}

/// The strengths of eight lanes with their intervals, as they are fitted anew after each of 2,000 votes on 200 cases.
func fittingVotes(votes count: Int = 2000, lanes lanesCount: Int = 8) -> Measurement {
    let lanes = (0..<lanesCount).map { "\($0)" }
    func output(_ lane: Int, _ number: Int) -> PairOutput {
        PairOutput(
            prompt: "places", lane: lanes[lane], technique: .zeroShot, model: "bench", settings: Settings(),
            request: "", text: String(repeating: "word ", count: 20 + (lane * 31 + number * 7) % 40))
    }
    let pairs = (0..<count).map { number -> Pair in
        let first = number % lanesCount
        let second = (first + 1 + number / lanesCount % (lanesCount - 1)) % lanesCount
        // A later lane is a little stronger than the one before it, and the first place helps.
        let chance = 1 / (1 + exp(-(Double(first - second) * 0.2 + 0.1)))
        let draw = Double(number * 7919 % 1009) / 1009
        return Pair(
            caseID: "\(number % 200)", question: [], first: output(first, number), second: output(second, number),
            verdict: draw > 0.95 ? .tie : draw < chance ? .first : .second, voter: .person("bench"),
            date: Date(timeIntervalSince1970: Double(number)), seconds: 1, choice: .random)
    }
    var times: [Double] = []
    for number in (count - 4 * Bench.rounds)..<count {
        let start = ContinuousClock.now
        let standing = PairStanding(Array(pairs[...number]), lanes: lanes)
        let intervals = standing.lanes.compactMap { $0.strength?.ratingInterval }
        times.append(seconds(start.duration(to: .now)) * 1000)
        precondition(intervals.count == lanesCount)
    }
    let longest = times.max() ?? .nan
    return Measurement(
        what: "fit and intervals after each vote, longest of \(times.count)",
        model: "\(count) votes, \(lanesCount) lanes",
        mustBe: "≤ 50 ms", value: "\(text(longest, 1)) ms", isReached: longest <= 50)
}
