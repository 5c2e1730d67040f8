import Foundation
import Testing

@testable import Evaluation

private func output(_ texts: String..., id: String = "1", lane: String = "A", answer: String? = nil) -> CaseOutput {
    CaseOutput(id: id, lane: lane, samples: texts.map { CaseOutput.Sample(text: $0, answer: answer) }, tokens: 5)
}

private func one(_ expected: String..., id: String = "1") -> Case {
    Case(id: id, variables: ["q": id], expected: expected)
}

@Test func `an output is right where its answer equals one of the right ones`() throws {
    let scorer = try Scorer(.number, answerSentence: "The answer is")
    let right = scorer.score(output("3 and 4 make 7. The answer is 7."), of: one("8", "7.0"))
    #expect(right?.isCorrect == true)
    #expect(right?.extracted == "7")
    #expect(scorer.score(output("It is 7 or 8"), of: one("7"))?.isCorrect == false)
}

@Test func `an output without an answer is not right, and says that it has none`() throws {
    let scored = try Scorer(.number, answerSentence: "").score(output("I don't know."), of: one("7"))
    #expect(scored?.isCorrect == false)
    #expect(scored?.extracted == nil)
}

@Test func `in a second stage's text the first match counts`() throws {
    let scorer = try Scorer(.number, answerSentence: "The answer is")
    let scored = scorer.score(
        output("2 + 2 is 5. Therefore, the answer is 4, not 5.", answer: " 4, not 5."), of: one("4"))
    #expect(scored?.isCorrect == true)
}

@Test func `what must hold besides makes an output right or wrong`() throws {
    let short = try Assertion(type: "not-contains", values: ["sorry"])
    let scorer = try Scorer(.text, answerSentence: "", assertions: [short])
    #expect(scorer.score(output("Seoul"), of: one("seoul"))?.isCorrect == true)
    #expect(scorer.score(output("sorry"), of: one("sorry"))?.isCorrect == false)
    #expect(scorer.score(output("anything"), of: Case(id: "1", variables: [:]))?.isCorrect == true)
}

@Test func `a lane that failed has no score`() throws {
    let failed = CaseOutput(id: "1", lane: "A", samples: [], error: "no room")
    #expect(try Scorer(.text, answerSentence: "").score(failed, of: one("x")) == nil)
}

@Test func `samples vote by their answers, and those without one abstain`() throws {
    let scorer = try Scorer(.number, answerSentence: "")
    let scored = try #require(scorer.score(output("8", "it is 7", "none", "7.0", "8", "7"), of: one("7")))
    #expect(scored.vote.winner == "7")
    #expect(scored.vote.counts.map(\.votes) == [3, 2])
    #expect(scored.vote.abstentions == 1)
    // 8; 8 against 7, the first; the same; 7 twice; 8 twice as well and first; 7 three times.
    #expect(scored.isCorrectByCount == [false, false, false, true, false, true])
}

@Test func `of equally many votes the answer that came first wins`() {
    #expect(Vote(among: ["b", "a", nil, "a", "b"]).winner == "b")
    #expect(Vote(among: [nil, nil]).winner == nil)
}

@Test func `a report counts what is right, unread and failed by itself`() throws {
    let cases = (1...4).map { one("\($0)", id: "\($0)") }
    var outputs = [
        output("1", id: "1"), output("2", id: "2"), output("nothing", id: "3"),
        CaseOutput(id: "4", lane: "A", samples: [], error: "no room"),
    ]
    outputs += (1...4).map { output("1", id: "\($0)", lane: "B") }
    let scorer = try Scorer(.number, answerSentence: "")
    let report = EvaluationReport(outputs.shuffled(), of: cases, lanes: ["A", "B"], scorer: { _ in scorer }, seed: 1)
    #expect(report.lanes.map(\.count) == [3, 4])
    #expect(report.lanes.map(\.correct) == [2, 1])
    #expect(report.lanes.map(\.unparsed) == [1, 0])
    #expect(report.lanes.map(\.failed) == [1, 0])
    #expect(report.failures.map(\.id) == ["4"])
    // Only cases that both lanes have are compared.
    #expect(report.comparisons.map(\.outcomes) == [PairedOutcomes([true, true, false], [true, false, false])])
    #expect(report.cases.map { "\($0.output.id)\($0.output.lane)" } == ["1A", "1B", "2A", "2B", "3A", "3B", "4B"])
}

@Test func `results survive being written and read`() throws {
    for original in [
        output("one text"), output("a", "b", "c"), output("two stages", answer: "stages"),
        CaseOutput(id: "서울", lane: "A", samples: [], error: "no room"),
    ] {
        let read = try JSONDecoder().decode(CaseOutput.self, from: JSONEncoder().encode(original))
        #expect(read == original)
    }
}

@Test func `metrics are means over the cases, of BLEU and chrF the corpus's, and pairs are compared on what both have`()
    throws
{
    let cases = [one("the cat sat on the mat", id: "1"), one("a dog barked at night", id: "2")]
    let outputs = [
        output("the cat sat on a mat", id: "1"), output("a dog barked", id: "2"),
        output("the cat sat on the mat", id: "1", lane: "B"), output("a dog barked at night", id: "2", lane: "B"),
    ]
    let scorer = try Scorer(.text, answerSentence: "")
    let report = EvaluationReport(outputs, of: cases, lanes: ["A", "B"], scorer: { _ in scorer }, seed: 1)
    let f1 = MetricScores(.f1, of: report, seed: 1)
    let own = [
        TokenF1.score("the cat sat on a mat", expected: ["the cat sat on the mat"]),
        TokenF1.score("a dog barked", expected: ["a dog barked at night"]),
    ]
    #expect(abs((f1.lanes[0].value ?? 0) - own.reduce(0, +) / 2) < 1e-12)
    #expect(f1.lanes[1].value == 1)
    #expect(f1.pairs.count == 1)
    #expect(abs(f1.pairs[0].difference - (1 - own.reduce(0, +) / 2)) < 1e-12)
    #expect(f1.pairs[0].interval.low <= f1.pairs[0].difference && f1.pairs[0].difference <= f1.pairs[0].interval.high)
    let bleu = MetricScores(.bleu, of: report, seed: 1)
    #expect(abs((bleu.lanes[1].value ?? 0) - 100) < 1e-9)
}
