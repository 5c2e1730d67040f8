import Evaluation
import Foundation
import Prompting
import Reports
import Sampling
import Testing
import TextLayout

/// People's verdicts beside a judge's.
struct JudgedVotesReportTests {
    private let judge = Voter(kind: .model, name: "large-model", instrument: "1")

    private func pair(_ caseID: Int, _ verdict: Verdict, isTurned: Bool = false, by voter: Voter) -> Pair {
        let outputs = ["cool", "warm"].map { lane in
            PairOutput(
                prompt: "story", lane: lane, technique: .zeroShot, model: "tiny", settings: Settings(), request: "",
                text: "\(lane) \(caseID)")
        }
        return Pair(
            caseID: "\(caseID)", question: [], first: outputs[isTurned ? 1 : 0], second: outputs[isTurned ? 0 : 1],
            verdict: verdict, voter: voter, date: Date(timeIntervalSince1970: 1), seconds: 1, choice: .all)
    }

    /// A judge of ten pairs, of which so many hold, beside a vote on each.
    private func report(holding: Int) -> JudgedVotesReport {
        let pairs = (0..<10).flatMap { number in
            [
                pair(number, .first, by: judge),
                pair(number, number < holding ? .second : .first, isTurned: true, by: judge),
            ]
        }
        return JudgedVotesReport(
            promptName: "story", judge: "large-model", trial: JudgeTrial(pairs),
            votes: (0..<10).map { pair($0, .first, by: .person("Ada")) })
    }

    @Test func `a judge that can't be believed is told, in words and in JSON`() throws {
        let doubtful = report(holding: 4)
        #expect(doubtful.text(width: 100, glyphs: .unicode).contains("only 40 % of its pairs hold in both orders."))
        let values = try JSONSerialization.jsonObject(with: try JSONEncoder().encode(doubtful)) as? [String: Any]
        #expect((values?["doubt"] as? String)?.hasPrefix("large-model can't be believed") == true)
        #expect(values?["same"] as? Int == 4 && values?["open"] as? Int == 6)
    }

    @Test func `of one that can be believed there is no doubt`() {
        #expect(!report(holding: 6).text(width: 100, glyphs: .unicode).contains("believed"))
    }
}
