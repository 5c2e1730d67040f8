import Evaluation
import Foundation
import History
import Lanes
import Prompting
import Sampling

/// Keeping, opening and comparing evaluations of 10,000 cases and four lanes.
func keptEvaluations(cases count: Int = 10_000) throws -> [Measurement] {
    let folder = NSTemporaryDirectory() + "/lathe-bench-evaluations-\(getpid())"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/history.sqlite"
    let history = try History(path: path)
    let names = ["A", "B", "C", "D"]
    let cases = (0..<count).map { number in
        Case(id: "\(number)", variables: ["review": "\(story) \(number)"], expected: ["Positive"], line: number + 2)
    }
    let scorer = try Scorer(.choice(["Positive", "Negative"]), answerSentence: "The answer is")
    let outputs = cases.flatMap { one in
        names.map { lane in
            let answer = ["Positive", "Negative", "hard to say", "both"][(Int(one.key % 7) + lane.utf8.count) % 4]
            return CaseOutput(
                id: one.id, lane: lane, samples: [.init(text: "\(story.prefix(200)) The answer is \(answer).")],
                finish: "end", tokens: 60, promptTokens: 200, evaluatedTokens: 40, seconds: 0.5)
        }
    }
    let report = EvaluationReport(outputs, of: cases, lanes: names, scorer: { _ in scorer }, seed: 1)
    var prompt = Prompt()
    prompt.input = "{{review}}"
    let data = try DataSet(text: "review,expected\nx,Positive\n", format: .csv(separator: nil), for: prompt)
    let model = ModelRecord(
        name: "tiny", path: "/m", sha256: nil, architecture: "llama", quantization: "Q4_1", contextLength: 2048,
        build: "")
    let record = EvaluationRecord(
        date: Date(), origin: .eval, mode: .fast, parallel: 8,
        prompt: PromptRecord(name: "reviews", text: "input: x\n"),
        data: DataRecord(name: "reviews.csv", data), answer: "choice:Positive|Negative",
        lanes: names.map {
            EvaluationLaneRecord(name: $0, technique: .zeroShot, layout: .chat, settings: Settings(), model: model)
        }, machine: MachineRecord(lathe: "", processor: "", threads: 2))
    let outcome = EvaluationOutcome(record: record, report: report)
    func timed(_ work: () throws -> Void) rethrows -> Double {
        let clock = ContinuousClock()
        return seconds(try clock.measure(work))
    }
    var ids: [Int64] = []
    let kept = try (0..<2).map { number in
        try timed {
            let id = try history.begin(record, cases: cases, identity: "\(number)", continues: false)
            try history.finish(id, outcome)
            ids.append(id)
        }
    }
    let opened = try (0..<Bench.rounds).map { _ in try timed { _ = try history.evaluation(ids[0]) } }
    let (one, other) = (try history.evaluation(ids[0]), try history.evaluation(ids[1]))
    let compared = timed { _ = EvaluationComparison(one, other) }
    let listed = try timed { _ = try history.evaluations("reviews tiny") }
    history.close()
    let on = "\(count) cases, 4 lanes"
    return [
        Measurement(
            what: "opening a kept evaluation (median)", model: on, mustBe: "≤ 1 s", value: "\(text(median(opened))) s",
            isReached: median(opened) <= 1),
        Measurement(
            what: "keeping one at its end", model: on, mustBe: "stated", value: "\(text(median(kept))) s",
            isReached: true),
        Measurement(
            what: "comparing two that are open", model: on, mustBe: "≤ 1 s", value: "\(text(compared)) s",
            isReached: compared <= 1),
        Measurement(
            what: "listing kept evaluations", model: on, mustBe: "≤ 50 ms", value: "\(text(listed * 1000)) ms",
            isReached: listed <= 0.05),
    ]
}
