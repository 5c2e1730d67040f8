import Evaluation
import Foundation
import Prompting
import Sampling

/// Pairs to judge.
enum SamplePairs {
    static func output(_ lane: String, _ text: String, request: String? = nil, model: String = "tiny") -> PairOutput {
        PairOutput(
            prompt: "story", lane: lane, technique: .zeroShot, model: model, settings: Settings(),
            request: request ?? "\(lane)-\(text)", text: text)
    }

    static func pair(
        _ caseID: String, _ first: (String, String), _ second: (String, String), _ verdict: Verdict,
        by voter: Voter = .person("Ada"), change: (inout Pair) -> Void = { _ in }
    ) -> Pair {
        var pair = Pair(
            caseID: caseID, question: [Message(role: .user, content: "Tell me of \(caseID).")],
            first: output(first.0, first.1), second: output(second.0, second.1), verdict: verdict, voter: voter,
            date: Date(timeIntervalSince1970: 1_764_000_000.123), seconds: 4.5, choice: .random)
        change(&pair)
        return pair
    }

    static func questions(_ count: Int) -> [VoteRound.Question] {
        (0..<count).map {
            VoteRound.Question(caseID: "\($0)", messages: [Message(role: .user, content: "Case \($0)?")])
        }
    }
}
