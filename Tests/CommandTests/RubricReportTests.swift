import Evaluation
import Foundation
import Prompting
import Reports
import Sampling
import Testing

/// What is told of a judge's scores.
struct RubricReportTests {
    /// The scores of two lanes in so many cases, of which `holding` keep their order in three wordings.
    private func outputs(_ cases: Int = 10, holding: Int, reason: String? = nil) -> [ScoredOutput] {
        (0..<cases).flatMap { number in
            ["cool", "warm"].map { lane in
                let output = PairOutput(
                    prompt: "story", lane: lane, technique: .zeroShot, model: "tiny", settings: Settings(), request: "",
                    text: "\(lane) \(number)")
                let value = lane == "warm" ? 4.0 : 3
                let turned = lane == "warm" ? 2.0 : 3
                return ScoredOutput(
                    caseID: "\(number)", output: output, group: number, value: value, reason: reason,
                    again: [number < holding ? value : turned, value])
            }
        }
    }

    private func report(
        _ outputs: [ScoredOutput], isReworded: Bool = true, votes: [Pair] = [], kinship: String? = nil,
        isUnfair: Bool = false
    ) -> RubricReport {
        RubricReport(
            outputs, lanes: ["cool", "warm"], isReworded: isReworded, votes: votes, promptName: "story",
            judge: "large-model", kinship: kinship, isUnfair: isUnfair, cost: (20, 1.5))
    }

    private func json(_ report: RubricReport) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: try JSONEncoder().encode(report)) as? [String: Any])
    }

    @Test func `how far the judge can be believed stands above its scores`() throws {
        let text = report(outputs(holding: 9)).text
        let head = try #require(text.range(of: "How far the judge can be believed"))
        let table = try #require(text.range(of: "lane  mean"))
        #expect(head.lowerBound < table.lowerBound)
        #expect(text.contains("Under three wordings of the frame, the score of an output moves by 0.10 on average"))
        #expect(text.contains("and by 2.00 at most (20 outputs)."))
        #expect(text.contains("the same output scores higher in 9 of 10 pairs, 90.0 %"))
        #expect(text.contains("the order turns in 1."))
        #expect(text.contains("warm scores higher than cool: by 1.00 on 10 cases"))
    }

    @Test func `a judge whose scores don't keep their order is told so, and no result`() throws {
        let report = report(outputs(holding: 5))
        #expect(report.isAdvised)
        for text in [report.text, report.markdown] {
            #expect(text.contains("No result is told: this judge scores the wording of the frame, not the texts."))
            #expect(text.contains("Only 50.0 % of the pairs keep their order; it takes 60.0 %."))
            #expect(!text.contains("unscored |") && !text.contains("lane  mean"))
            #expect(!text.contains("scores higher than"))
        }
        let values = try json(report)
        #expect(values["lanes"] == nil)
        let trial = try #require(values["trial"] as? [String: Any])
        #expect(trial["holding"] as? Int == 5 && trial["turning"] as? Int == 5)
        #expect(trial["isBelievable"] as? Bool == false)
        #expect((values["scores"] as? [[String: Any]])?.count == 20)
    }

    @Test func `a server is said to be asked the same again`() {
        let text = report(outputs(holding: 5), isReworded: false).text
        #expect(text.contains("Asked the same three times, the score of an output moves by"))
        #expect(text.contains("this judge's scores change when it is asked the same again"))
    }

    @Test func `people's votes on the same outputs stand among the measurements`() {
        let outputs = outputs(holding: 10)
        let votes = (0..<4).map { number in
            Pair(
                caseID: "\(number)", question: [], first: outputs[2 * number].output,
                second: outputs[2 * number + 1].output, verdict: number == 0 ? .first : .second, voter: .person("Ada"),
                date: Date(timeIntervalSince1970: 1), seconds: 1, choice: .random)
        }
        let text = report(outputs, votes: votes).text
        #expect(text.contains("People's votes prefer the higher score in 3 of the 4 pairs whose scores differ"))
    }

    @Test func `without a second asking nobody knows whether scores hold`() {
        var outputs = outputs(holding: 10)
        for place in outputs.indices { outputs[place].again = [] }
        let report = report(outputs)
        #expect(report.text.contains("It wasn't asked again") && report.text.contains("No result is told"))
        // Another judge isn't what is missing.
        #expect(!report.isAdvised)
    }

    @Test func `reasons stand below the result, each with its case and lane`() {
        let text = report(outputs(1, holding: 1, reason: "It is clear.")).text
        #expect(text.contains("The judge's reasons\n- case 0, cool, 3: It is clear.\n- case 0, warm, 4: It is clear."))
        #expect(!report(outputs(holding: 10)).text.contains("reasons"))
    }

    @Test func `a judge that isn't fair to all lanes stands in a red line of its own`() {
        let kinship = "Not a fair judge: it judges its own outputs."
        #expect(report(outputs(holding: 10), kinship: kinship).alarm == nil)
        let unfair = report(outputs(holding: 10), kinship: kinship, isUnfair: true)
        let lines = AlarmText.colored(unfair.text, alarm: unfair.alarm).split(separator: "\n")
        #expect(lines.filter { $0.contains("\u{1B}") } == ["\u{1B}[31m- \(kinship)\u{1B}[0m"])
        #expect(AlarmText.colored(unfair.text, alarm: nil) == unfair.text)
    }
}
