import Evaluation
import Foundation
import History
import Prompting

@testable import Workbench

/// Evaluations that were kept.
enum SampleKeptEvaluations {
    static let entries = [
        EvaluationEntry(
            id: 12, date: Date(timeIntervalSince1970: 1_764_084_180), origin: .screen, prompt: "Reviews",
            file: "/prompts/reviews.prompt.yaml", data: "reviews.csv", cases: 9,
            lanes: [
                .init(name: "cool", model: "SmolLM2-135M-Instruct.Q4_1", count: 9, correct: 7),
                .init(name: "warm", model: "SmolLM2-135M-Instruct.Q4_1", count: 9, correct: 4),
            ]),
        EvaluationEntry(
            id: 11, date: Date(timeIntervalSince1970: 1_764_000_180), origin: .eval, prompt: "영화 평",
            data: "reviews.csv",
            cases: 120,
            lanes: [.init(name: "A", model: "gemma-3-270m-q4_k_m", count: 80, correct: 61, failed: 2)],
            isFinished: false),
    ]

    /// The evaluation 12, of the sample prompt.
    static func kept(of prompt: Prompt, path: String?, change: String? = nil) throws -> KeptEvaluation {
        KeptEvaluation(
            number: 12, title: "evaluation 12, 2025-11-25 15:23: Reviews on reviews.csv", prompt: prompt, path: path,
            data: DataChoice(path: "/data/reviews.csv"), results: try SampleEvaluation.results(), change: change)
    }
}

extension Pilot {
    /// Lists the kept evaluations.
    mutating func listEvaluations() {
        press("Alt-k")
        report(.history(.evaluations(SampleKeptEvaluations.entries, for: "")))
    }

    /// What was asked of the history.
    var historyRequests: [HistoryRequest] {
        effects.compactMap { if case .history(let request) = $0 { request } else { nil } }
    }
}
