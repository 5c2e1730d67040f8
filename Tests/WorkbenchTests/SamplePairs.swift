import Evaluation
import Foundation
import Prompting
import Sampling

/// Pairs of outputs with verdicts: Ada and a judge part on the case 2, agree on 3, and only Ada has voted on 4.
enum SamplePairs {
    static let judge = Voter(kind: .model, name: "large-model", instrument: "1")

    static func output(_ lane: String, _ caseID: String, request: String? = nil, place: RunPlace? = nil) -> PairOutput {
        PairOutput(
            prompt: "Sentiment of a review", lane: lane, technique: .zeroShot, model: "tiny", settings: Settings(),
            request: request ?? "\(lane)\(caseID)", text: "\(lane) 출력 \(caseID)", place: place)
    }

    static func pair(
        _ caseID: String, _ verdict: Verdict, by voter: Voter = .person("Ada"), isTurned: Bool = false,
        request: String? = nil, place: RunPlace? = nil
    ) -> Pair {
        let outputs = ["cool", "warm"].map { output($0, caseID, request: request, place: place) }
        return Pair(
            caseID: caseID, question: [Message(role: .user, content: "Review \(caseID)")],
            first: outputs[isTurned ? 1 : 0], second: outputs[isTurned ? 0 : 1], verdict: verdict, voter: voter,
            date: Date(timeIntervalSince1970: 1_764_000_000), seconds: 3.2, choice: .random,
            probability: voter.kind == .model ? (verdict == .second ? 0.25 : 0.75) : nil)
    }

    /// A judge's verdicts in both orders.
    static func judged(
        _ caseID: String, _ verdict: Verdict, by judge: Voter = judge, request: String? = nil, place: RunPlace? = nil
    ) -> [Pair] {
        [
            pair(caseID, verdict, by: judge, request: request, place: place),
            pair(caseID, verdict.mirrored, by: judge, isTurned: true, request: request, place: place),
        ]
    }

    static let all =
        [pair("4", .first), pair("3", .first), pair("2", .first)] + judged("2", .second) + judged("3", .first)
}
