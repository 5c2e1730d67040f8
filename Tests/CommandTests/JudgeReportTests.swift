import Evaluation
import Foundation
import Prompting
import Reports
import Sampling
import Testing

/// What is told of a judge's verdicts.
struct JudgeReportTests {
    private func output(_ lane: String, _ caseID: Int) -> PairOutput {
        PairOutput(
            prompt: "story", lane: lane, technique: .zeroShot, model: "tiny", settings: Settings(), request: "",
            text: String(repeating: lane, count: 5 + (lane == "B" ? caseID * 7 % 11 : 4)))
    }

    /// A judge's verdicts on lanes in both orders, all of which hold; the later lane wins in three cases of four.
    private func report(_ lanes: [String], cases: Int = 8) -> JudgeReport {
        var pairs: [Pair] = []
        for caseID in 0..<cases {
            for (place, one) in lanes.enumerated() {
                for other in lanes[(place + 1)...] {
                    let winner = caseID % 4 == 1 ? one : other
                    for (first, second) in [(one, other), (other, one)] {
                        pairs.append(
                            Pair(
                                caseID: "\(caseID)", question: [], first: output(first, caseID),
                                second: output(second, caseID), verdict: first == winner ? .first : .second,
                                voter: Voter(kind: .model, name: "judge", instrument: "1"),
                                date: Date(timeIntervalSince1970: 1), seconds: 1, choice: .all))
                    }
                }
            }
        }
        return JudgeReport(
            promptName: "story", cases: cases, judge: "judge", lanes: lanes, kinship: nil, isUnfair: false,
            identical: 0, pairs: pairs, votes: [], cost: (0, 0))
    }

    private func json(_ report: JudgeReport) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: try JSONEncoder().encode(report)) as? [String: Any])
    }

    @Test func `of three lanes each two have a row with the influence of length taken out`() throws {
        let report = report(["A", "B", "C"])
        let rows = report.text.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        let heading = try #require(rows.firstIndex { $0.prefix(3) == ["lane", "against", "pairs"] })
        #expect(rows[heading + 1].prefix(3) == ["B", "A", "8"] && rows[heading + 1].contains("75.0"))
        #expect(rows[heading + 2].prefix(3) == ["C", "A", "8"])
        #expect(rows[heading + 3].prefix(3) == ["C", "B", "8"])
        #expect(report.text.contains("not corrected for several"))
        #expect(report.markdown.contains("| lane | against | pairs | win rate |"))
        let rates = try #require(try json(report)["rates"] as? [[String: Any]])
        #expect(rates.map { $0["lane"] as? String } == ["B", "C", "C"])
        #expect(rates.map { $0["against"] as? String } == ["A", "A", "B"])
        #expect(rates.allSatisfy { $0["winRate"] as? Double == 0.75 && $0["lengthControlled"] is Double })
    }

    @Test func `two lanes have one result and no table of rates`() throws {
        let report = report(["A", "B"], cases: 1)
        #expect(report.text.hasPrefix("story: 1 case, judged by judge in both orders"))
        #expect(!report.text.contains("against"))
        #expect(report.markdown.contains("| lane | won | lost |") && !report.markdown.contains("against"))
        let values = try json(report)
        #expect(values["rates"] == nil)
        #expect((values["result"] as? [String: Any])?["pairs"] as? Int == 1)
    }
}
