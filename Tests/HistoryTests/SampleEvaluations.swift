import Evaluation
import Foundation
import Lanes
import Prompting
import Sampling

@testable import History

/// Evaluations to keep.
enum SampleEvaluations {
    static let cases = ["A triumph.", "I fell asleep.", "Not bad.", "Every joke lands."].enumerated().map {
        index, text in
        var one = Case(
            id: "\(index + 2)", variables: ["review": text], expected: [index == 1 ? "Negative" : "Positive"],
            line: index + 2)
        one.folder = "/data"
        return one
    }

    static func output(_ text: String, lane: String, id: String) -> CaseOutput {
        var output = CaseOutput(
            id: id, lane: lane, samples: [.init(text: text)], finish: "eog", tokens: 12, promptTokens: 140,
            evaluatedTokens: 20, seconds: 0.4)
        (output.request, output.date, output.cost) = ("1f", 1_764_000_000, 0)
        return output
    }

    static func lane(_ name: String, _ change: (inout EvaluationLaneRecord) -> Void = { _ in }) -> EvaluationLaneRecord
    {
        var lane = EvaluationLaneRecord(
            name: name, technique: .zeroShot, layout: .chat, settings: Settings(), model: SampleRuns.model)
        change(&lane)
        return lane
    }

    /// An evaluation of the lanes `cool` and `warm`; the answers are theirs, case by case.
    static func outcome(
        _ answers: [(cool: String, warm: String)] = [
            ("Positive", "Positive"), ("Negative", "Positive"), ("Negative", "?"), ("Positive", "Positive"),
        ], cases: [Case] = cases, change: (inout EvaluationRecord) -> Void = { _ in }
    ) throws -> EvaluationOutcome {
        let scorer = try Scorer(.choice(["Positive", "Negative"]), answerSentence: "The answer is")
        let outputs = zip(cases, answers).flatMap { one, answer in
            [
                output("The answer is \(answer.cool).", lane: "cool", id: one.id),
                output("The answer is \(answer.warm).", lane: "warm", id: one.id),
            ]
        }
        let report = EvaluationReport(outputs, of: cases, lanes: ["cool", "warm"], scorer: { _ in scorer }, seed: 1)
        var prompt = Prompt()
        prompt.input = "Review: {{review}}"
        var data = try DataSet(text: "review,expected\nx,Positive\n", format: .csv(separator: nil), for: prompt)
        data.cases = cases
        var record = EvaluationRecord(
            date: Date(timeIntervalSince1970: 1_764_000_000.123), origin: .eval, mode: .fast, parallel: 8,
            prompt: PromptRecord(
                name: "reviews", file: "/prompts/reviews.prompt.yaml",
                text: "instruction: Judge.\ninput: \"Review: {{review}}\"\n"),
            promptVersion: 3,
            data: DataRecord(name: "reviews.csv", path: "/data/reviews.csv", sha256: "ab", data),
            answer: "choice:Positive|Negative", checks: ["short"], lanes: [lane("cool"), lane("warm")],
            machine: SampleRuns.machine, notices: ["Something was assumed."])
        record.isFinished = true
        change(&record)
        return EvaluationOutcome(record: record, report: report)
    }
}

extension History {
    /// Keeps a whole evaluation.
    func keep(_ outcome: EvaluationOutcome, cases: [Case] = SampleEvaluations.cases) throws -> Int64 {
        let id = try begin(outcome.record, cases: cases, identity: "x", continues: false)
        try finish(id, outcome)
        return id
    }
}
