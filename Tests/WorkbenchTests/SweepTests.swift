import Evaluation
import Prompting
import Testing

@testable import Workbench

/// A sweep over knobs on the screen.
@Suite struct SweepTests {
    /// The list of data sets, after knobs were typed.
    private func typed(_ over: String, prompt: Prompt = .reviews) throws -> Pilot {
        var pilot = try Pilot.afterRun(prompt: prompt)
        pilot.press("Alt-g")
        pilot.report(.evaluation(.dataListed(SampleEvaluation.entries)))
        pilot.press("Alt-o")
        pilot.type(over)
        pilot.press("Enter")
        return pilot
    }

    private func orders(_ pilot: Pilot) -> [EvaluationOrder] {
        pilot.effects.compactMap { if case .evaluation(.evaluate(_, let order)) = $0 { order } else { nil } }
    }

    @Test func `all combinations of the knobs run in place of the lanes, also again`() throws {
        var pilot = try typed("temperature=0,0.8 & technique=few-shot,cot")
        #expect(pilot.sees("evaluate 4 cells on"))
        #expect(
            pilot.effects.contains {
                if case .evaluation(.describeData(_, _, let lanes)) = $0 { lanes == 4 } else { false }
            })
        pilot.press("Down Enter")
        let order = try #require(orders(pilot).first)
        #expect(order.prompt.lanes.count == 4 && order.models.count == 4)
        #expect(order.prompt.lanes[0].name == "temperature 0, technique few-shot")
        #expect(order.prompt.lanes[3].name == "temperature 0.8, technique cot")
        #expect(pilot.state.board.lanes.count == 2)
        pilot.report(
            .evaluation(
                .evaluation(
                    number: pilot.state.evaluations.number,
                    .ended(try SampleEvaluation.many(3, lanes: 4), wasStopped: false))))
        pilot.press("r")
        #expect(orders(pilot).last?.prompt.lanes == order.prompt.lanes)
    }

    @Test func `of more lanes than there is room for, the cursor's is among those that are seen`() throws {
        var pilot = Pilot()
        pilot.press("F5")
        pilot.resize(80, 24)
        pilot.evaluate(try SampleEvaluation.many(3, lanes: 20))
        #expect(pilot.sees("1 to 8 of 20 lanes"))
        for _ in 1...12 { pilot.press("Right") }
        #expect(pilot.sees("6 to 13 of 20 lanes"))
    }

    @Test(arguments: [(140, true), (80, false)])
    func `names of lanes are whole where there is room beside the figures`(columns: Int, isWhole: Bool) throws {
        let name = "temperature 0.8, technique few-shot, top-P 0.95"
        let scorer = try Scorer(.choice(["Positive", "Negative"]), answerSentence: "The answer is")
        let outputs = SampleEvaluation.cases.map { SampleEvaluation.output("Positive", lane: name, id: $0.id) }
        let report = EvaluationReport(
            outputs, of: SampleEvaluation.cases, lanes: [name], scorer: { _ in scorer }, seed: 1)
        var pilot = Pilot()
        pilot.press("F5")
        pilot.resize(columns, 30)
        pilot.evaluate(
            EvaluationResults(
                report: report, answer: "choice:Positive|Negative", sentences: [], replacesInput: false))
        #expect(pilot.sees("\(name)  ") == isWhole && pilot.sees("unread"))
    }

    @Test(arguments: ["temperature", "temperature=1", "warmth=1,2", "model=a,b", "temperature=0,x", "phrasing"])
    func `what makes no sweep is told, and the lanes stay`(over: String) throws {
        let pilot = try typed(over)
        #expect(!pilot.footer.isEmpty && pilot.sees("evaluate 2 lanes on"))
    }

    @Test func `phrasings without values are those of the prompt that are on`() throws {
        var prompt = Prompt.reviews
        prompt.phrasings = [Phrasing(name: "question"), Phrasing(name: "struck")]
        prompt.phrasings[1].isOn = false
        var pilot = try typed("phrasing", prompt: prompt)
        #expect(pilot.sees("evaluate 2 cells on"))
        pilot.press("Down Enter")
        let order = try #require(orders(pilot).first)
        #expect(order.prompt.lanes.map(\.phrasing) == ["own", "question"])
    }

    @Test func `an empty line evaluates the lanes again`() throws {
        var pilot = try typed("temperature=0,0.8")
        #expect(pilot.sees("evaluate 2 cells on"))
        pilot.press("Alt-o ^U Enter")
        #expect(pilot.sees("evaluate 2 lanes on"))
    }

    @Test func `what an answer is, and that likelihoods are read, goes with the order`() throws {
        var pilot = try typed("")
        pilot.press("Alt-t")
        pilot.type("choice:Positive|Negative")
        pilot.press("Enter Alt-l")
        #expect(pilot.sees("read as choice:Positive|Negative; by likelihood"))
        pilot.press("Down Enter")
        let order = try #require(orders(pilot).first)
        #expect(order.way.answerType == .choice(["Positive", "Negative"]) && order.way.scoring == .likelihood)
    }

    @Test func `metrics go with the order`() throws {
        var pilot = try typed("")
        pilot.press("Alt-g")
        pilot.type("rouge-l bleu, rouge-l")
        pilot.press("Enter")
        #expect(pilot.sees("with rouge-l, bleu"))
        pilot.press("Down Enter")
        let order = try #require(orders(pilot).first)
        #expect(order.way.chosenMetrics.map(\.name) == ["rouge-l", "bleu"])
    }

    @Test func `a metric that there isn't is told with those that there are`() throws {
        var pilot = try typed("")
        pilot.press("Alt-g")
        pilot.type("roug")
        pilot.press("Enter")
        #expect(pilot.state.screen.notice?.isError == true && pilot.sees("There is no metric roug."))
        #expect(!pilot.sees("with roug"))
    }

    @Test func `a form of answers that there isn't is told`() throws {
        var pilot = try typed("")
        pilot.press("Alt-t")
        pilot.type("colour")
        pilot.press("Enter")
        #expect(pilot.state.screen.notice?.isError == true)
        #expect(!pilot.sees("read as colour"))
    }
}
