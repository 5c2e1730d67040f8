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

@Test(
    arguments: [
        ("cost", "yes", nil, true), ("perplexity", "yes", nil, true), ("cost", "yes", 0.01, false),
        ("cost", "no", nil, false),
    ] as [(String, String, Double?, Bool)])
func `an output of which a check can't be made is unread, not right, unless it is wrong anyway`(
    type: String, text: String, cost: Double?, isOpen: Bool
) throws {
    let check = try Assertion(type: type, values: [], threshold: 1)
    let scorer = try Scorer(.text, answerSentence: "", assertions: [check])
    var made = output(text)
    made.cost = cost
    let scored = try #require(scorer.score(made, of: one("yes")))
    #expect(scored.unread == (isOpen ? UnreadReason.unchecked([type]) : nil))
    #expect(scored.isUnread == isOpen)
    #expect(scored.isCorrect == (!isOpen && text == "yes"))
    #expect(scored.extracted == text)
    let report = EvaluationReport([made], of: [one("yes")], lanes: ["A"], scorer: { _ in scorer }, seed: nil)
    #expect(report.lanes[0].unparsed == (isOpen ? 1 : 0))
}

@Test func `a check of weight 0 that can't be made decides nothing`() throws {
    let check = try Assertion(type: "cost", values: [], threshold: 1, weight: 0)
    let scorer = try Scorer(.text, answerSentence: "", assertions: [check])
    #expect(scorer.score(output("yes"), of: one("yes"))?.isCorrect == true)
}

@Test func `an output that is nothing but thoughts says so`() throws {
    let thought = CaseOutput(id: "1", lane: "A", samples: [.init(text: "", thoughts: "48 / 2")])
    #expect(try Scorer(.number, answerSentence: "").score(thought, of: one("24"))?.unread == .onlyThoughts)
    #expect(try Scorer(.number, answerSentence: "").score(output(" "), of: one("24"))?.unread == .empty)
}

@Test func `metrics of outputs that were made elsewhere leave thoughts out`() throws {
    let texts = try OutputTexts(
        source(
            """
            {"output": "<think>one two three</think>four", "answer": "four"}
            {"output": "<think>one two", "answer": "four"}
            """))
    #expect(texts.outputs.map(\.text) == ["four", ""])
    #expect(texts.overall(TextLength(unit: .words)) == (0.5, 2))
    #expect(texts.overall(ExactMatch()) == (0.5, 2))
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
    let f1 = MetricScores(TokenF1(), of: report, seed: 1)
    let own = [
        TokenF1.score("the cat sat on a mat", expected: ["the cat sat on the mat"]),
        TokenF1.score("a dog barked", expected: ["a dog barked at night"]),
    ]
    #expect(abs((f1.lanes[0].value ?? 0) - own.reduce(0, +) / 2) < 1e-12)
    #expect(f1.lanes[1].value == 1)
    #expect(f1.pairs.count == 1)
    #expect(abs(f1.pairs[0].difference - (1 - own.reduce(0, +) / 2)) < 1e-12)
    #expect(f1.pairs[0].interval.low <= f1.pairs[0].difference && f1.pairs[0].difference <= f1.pairs[0].interval.high)
    let bleu = MetricScores(BLEU(), of: report, seed: 1)
    #expect(abs((bleu.lanes[1].value ?? 0) - 100) < 1e-9)
}

@Test func `models' metrics are measured once for each text, and perplexity is of all tokens together`() throws {
    let cases = [one("yes", id: "1"), one("no", id: "2")]
    let outputs = [
        output("yes", id: "1"), output("no way", id: "2"), output("yes", id: "1", lane: "B"),
        output(" yes\n", id: "2", lane: "B"),
    ]
    let scorer = try Scorer(.text, answerSentence: "")
    let report = EvaluationReport(outputs, of: cases, lanes: ["A", "B"], scorer: { _ in scorer }, seed: 1)
    let needs = MetricScores.needs(
        [Cosine(), Surprisal(isPerplexity: false), Surprisal(isPerplexity: true), TokenF1()], of: report)
    #expect(needs.embedded == ["no", "no way", "yes"] && needs.surprising == ["no way", "yes"])
    var found = Findings()
    found.keep([1, 0], of: "yes")
    found.keep([0, 1], of: "no")
    found.keep([0.6, 0.8], of: "no way")
    found.keep(Findings.Surprisal(bits: 1, tokens: 1), of: "yes")
    found.keep(Findings.Surprisal(bits: 8, tokens: 2), of: "no way")
    #expect(found.missing(needs).isEmpty)
    let cosine = MetricScores(Cosine(), of: report, found: found, seed: 1)
    #expect(abs((cosine.lanes[0].value ?? 0) - 0.9) < 1e-6 && cosine.lanes[1].value == 0.5)
    let surprisal = MetricScores(Surprisal(isPerplexity: false), of: report, found: found, seed: 1)
    #expect(surprisal.lanes.map(\.value) == [3, 1])
    #expect(surprisal.pairs[0].difference == -1.5)
    #expect(
        MetricScores(Surprisal(isPerplexity: true), of: report, found: found, seed: 1).lanes.map(\.value) == [8, 2])
}

@Test func `two forms of a text are two texts to a model`() {
    var needs = Needs()
    needs.embed(["\u{E9}", "e\u{301}", "\u{E9}"])
    #expect(needs.embedded.count == 2)
}

@Test func `a case's similar is scored once its texts are measured`() throws {
    var case1 = one(id: "1")
    case1.assertions = [try Assertion(cell: "similar: yes, it is")]
    var scorer = try Scorer(.text, answerSentence: "")
    #expect(scorer.needsModel(for: [case1]) && !scorer.needsModel(for: [one("x")]))
    let text = output("it is so")
    let needs = scorer.needs(text, of: case1)
    #expect(needs.embedded == ["it is so", "yes, it is"])
    scorer.found.keep([1, 0], of: "it is so")
    scorer.found.keep([0, 1], of: "yes, it is")
    #expect(scorer.score(text, of: case1)?.isCorrect == false)
    scorer.found.keep([1, 0], of: "yes, it is")
    #expect(scorer.score(text, of: case1)?.isCorrect == true)
}

@Test func `outputs made elsewhere are measured with or without right answers`() throws {
    let texts = try OutputTexts(
        source(
            """
            {"output": "yes", "answer": "yes"}

            {"output": " no\\n", "answer": ["no", "never"]}
            {"output": "perhaps"}
            {"answer": "x"}
            """))
    #expect(texts.outputs.map(\.text) == ["yes", "no", "perhaps"])
    #expect(texts.badRows.map(\.line) == [5])
    #expect(texts.overall(TokenF1()) == (1, 2))
    #expect(texts.overall(TextLength(unit: .words)) == (1, 3))
    #expect(texts.overall(Cosine()) == (nil, 0))
    #expect(texts.needs([Cosine()]).embedded == ["never", "no", "yes"])
}

@Test func `outputs that similar couldn't check are counted`() throws {
    let check = try Assertion(type: "similar", values: ["A cat sleeps."])
    var scorer = try Scorer(.text, answerSentence: "", assertions: [check])
    let cases = [Case(id: "1", variables: [:]), Case(id: "2", variables: [:])]
    let outputs = [output("A dog.", id: "1"), output("A cow.", id: "2"), output("A dog.", id: "2", lane: "B")]
    func unmeasured() -> [UnmeasuredCheck] {
        let report = EvaluationReport(outputs, of: cases, lanes: ["A", "B"], scorer: { _ in scorer }, seed: nil)
        return scorer.unmeasured(in: report)
    }
    #expect(unmeasured() == [UnmeasuredCheck(name: "similar", outputs: 3)])
    #expect(!scorer.isMeasured(outputs[0], of: cases[0]))
    scorer.found.keep([1, 0], of: "A cat sleeps.")
    scorer.found.keep([0, 1], of: "A dog.")
    #expect(unmeasured() == [UnmeasuredCheck(name: "similar", outputs: 1)])
    #expect(scorer.isMeasured(outputs[0], of: cases[0]) && !scorer.isMeasured(outputs[1], of: cases[1]))
    scorer.found.keep([0, 1], of: "A cow.")
    #expect(unmeasured().isEmpty)
}
