import Foundation
import Testing

@testable import Evaluation

struct CitationTests {
    private let sources = """
        [1] refunds.md:2, Refunds
        A refund takes 14 days, and costs nothing.

        [2] fees.md:1
        There are no fees.
        """

    private func output(_ text: String, _ columns: [String: String] = [:]) -> MeasuredOutput {
        MeasuredOutput(text, columns: ["sources": sources].merging(columns) { $1 })
    }

    @Test(arguments: [
        ("It takes 14 days [1].", true), ("It takes 14 days [1, 2].", true), ("It takes 14 days [3].", false),
        ("It takes 14 days [1][9].", false), ("It takes 14 days.", false), ("See [a] and [2024x].", false),
        ("[0] says so.", false),
    ]) func `a cited number must be a passage's`(text: String, holds: Bool) {
        #expect(CitationsExistCheck().holds(for: output(text), Findings()) == holds)
        #expect(!CitationsExistCheck().reasons(for: output(text), Findings(), isNegated: false).isEmpty)
    }

    @Test(arguments: [
        ("It takes 14 days [1]. It is free [2].", 1.0), ("It takes 14 days. [1] It is free.", 0.5),
        ("It takes 14 days. It is free.", 0), ("", 0), ("# Answer\nTwo things:\n- It is free [2].", 1),
        ("환불은 14일 걸립니다[1]. 수수료는 없습니다.", 0.5),
    ]) func `the share of sentences with a citation is counted`(text: String, share: Double) throws {
        let check = CitedSentencesCheck()
        #expect(check.score(for: output(text), Findings()) == share)
        #expect(check.holds(for: output(text), Findings()) == (share == 1))
        var lenient = output(text)
        lenient.threshold = 0.5
        #expect(check.holds(for: lenient, Findings()) == (share >= 0.5))
    }

    @Test(arguments: [
        ("It says \"a refund takes 14 days\" [1].", true),
        ("It says “A refund  takes\t14 days and costs nothing”.", true),
        ("It says \"a refund takes 15 days\".", false), ("The \"refund\" is \"quick\".", true),
        ("Nothing quoted.", true), ("It says \"a refund takes 14 days\" [2].", false),
        ("It says \"a refund takes 14 days\" [2][1].", true), ("\"A refund takes 14 days\". It is free [2].", true),
        ("It says \"a refund takes 14 days\" [9].", false),
        ("It says \"refund takes 14 day\".", false), ("It says \"costs nothing. There are no\".", false),
    ]) func `quoted words must stand in one passage, in a cited one if any is cited`(text: String, holds: Bool) {
        #expect(QuotesStandCheck().holds(for: output(text), Findings()) == holds)
    }

    @Test func `words of the answer are looked for in all passages, without citations`() throws {
        // "takes", "14", "days", "no", "fees" of 8 words.
        let share = try #require(SourceOverlap().value(output("That takes 14 days, with no hidden fees [1].")))
        #expect(abs(share - 5.0 / 8) < 1e-12)
        #expect(SourceOverlap().value(output("[1]")) == nil)
        #expect(SourceOverlap().value(MeasuredOutput("Without sources")) == nil)
    }

    @Test func `recall, reciprocal rank and nDCG are those of worked examples`() {
        // Right passages at ranks 2 and 4 of five, of three: nDCG (1/log2 3 + 1/log2 5) / (1 + 1/log2 3 + 1/2).
        let hits = RankedHits([false, true, false, true, false], wanted: 3)
        #expect(abs(hits.recall - 2.0 / 3) < 1e-12)
        #expect(hits.reciprocalRank == 0.5)
        #expect(abs(hits.discountedGain - 0.4981892575) < 1e-8)
        #expect(RankedHits([true, true], wanted: 2).discountedGain == 1)
        #expect(RankedHits([true], wanted: 3).discountedGain == 1)
        let nothing = RankedHits([false, false], wanted: 1)
        #expect([nothing.recall, nothing.reciprocalRank, nothing.discountedGain] == [0, 0, 0])
        #expect(RankedHits([], wanted: 1).discountedGain == 0)
    }

    @Test func `the right passages are named by a part of their place or text`() {
        let named = output("x", ["rightSource": "fees.md\nTakes 30 days"])
        #expect(RetrievalMetric(.recall).value(named) == 0.5)
        #expect(RetrievalMetric(.mrr).value(named) == 0.5)
        #expect(RetrievalMetric(.recall).value(output("x", ["rightSource": "refunds.md\ncosts  Nothing"])) == 1)
        #expect(RetrievalMetric(.recall).value(output("x")) == nil)
    }

    @Test func `checks and metrics of a lane read what the lane was sent`() throws {
        var one = Case(id: "1", variables: ["sources": sources], expected: [])
        one.columns["rightSource"] = "fees.md"
        one.laneValues["bare"] = ["sources": "(no sources)"]
        let outputs = ["bare", "full"].map {
            CaseOutput(id: "1", lane: $0, samples: [CaseOutput.Sample(text: "It is free [2].")])
        }
        let check = try Assertion(name: "cites", type: "citations-exist", values: [])
        let scorer = try Scorer(.text, answerSentence: "", assertions: [check])
        let report = EvaluationReport(outputs, of: [one], lanes: ["bare", "full"], scorer: { _ in scorer }, seed: nil)
        #expect(report.cases.map(\.isCorrect) == [false, true])
        #expect(MetricScores(RetrievalMetric(.recall), of: report, seed: 1).lanes.map(\.value) == [0, 1])
    }
}
