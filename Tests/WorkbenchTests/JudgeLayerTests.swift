import Terminal
import Testing

@testable import Workbench

@Suite struct JudgeLayerTests {
    private func judging(_ word: String) throws -> Pilot {
        var pilot = try Pilot.afterRun()
        try pilot.evaluate()
        pilot.press("j")
        pilot.type(word + "\n")
        return pilot
    }

    @Test(arguments: ["", "gpt/large"])
    func `the model that is typed judges, or the usual one`(word: String) throws {
        let pilot = try judging(word)
        let number = pilot.state.evaluations.number
        #expect(pilot.effects.contains(.evaluation(.judge(number: number, model: word))))
        #expect(pilot.sees("The judge is being loaded."))
    }

    @Test func `its progress and its report are shown, and s stops it`() throws {
        var pilot = try judging("")
        let number = pilot.state.evaluations.number
        pilot.report(.evaluation(.judging(number: number, .progress("Judging with tiny: 3 of 18"))))
        #expect(pilot.sees("3 of 18"))
        pilot.press("s")
        #expect(pilot.effects.contains(.evaluation(.stopJudging)) && pilot.sees("is being stopped"))
        pilot.report(.evaluation(.judging(number: number + 1, .failed("of another one"))))
        pilot.report(.evaluation(.judging(number: number, .ended(["How far the judge can be believed", "", "심판"]))))
        #expect(pilot.sees("How far the judge can be believed") && pilot.sees("심판"))
        #expect(!pilot.sees("of another one"))
        pilot.press("s")
        #expect(pilot.footer.contains("The judge isn't working."))
        pilot.press("Esc")
        #expect(pilot.state.layers.top is EvaluationLayer)
    }

    @Test func `r lets the judge score the same outputs by a rubric once it is done`() throws {
        var pilot = try judging("")
        let number = pilot.state.evaluations.number
        pilot.press("r")
        #expect(pilot.footer.contains("The judge is working"))
        #expect(!pilot.effects.contains(.evaluation(.judgeByRubric)))
        pilot.report(.evaluation(.judging(number: number, .ended(["Compared."]))))
        pilot.press("r")
        #expect(pilot.effects.contains(.evaluation(.judgeByRubric)))
        #expect(pilot.sees("The judge is being loaded.") && !pilot.sees("Compared."))
        pilot.report(.evaluation(.judging(number: number, .ended(["Scored."]))))
        #expect(pilot.sees("Scored."))
    }

    @Test func `the end of a judging that isn't looked at is told`() throws {
        var pilot = try judging("")
        let number = pilot.state.evaluations.number
        pilot.press("Esc")
        pilot.report(.evaluation(.judging(number: number, .progress("Judging with tiny: 3 of 18"))))
        #expect(!pilot.sees("3 of 18"))
        pilot.report(.evaluation(.judging(number: number, .ended(["How far the judge can be believed"]))))
        #expect(pilot.footer.contains("The judge is done"))
    }

    @Test func `a judge that isn't fair to all lanes is told in red`() throws {
        var pilot = try judging("")
        let alarm = "Not a fair judge: it judges its own outputs."
        pilot.report(
            .evaluation(
                .judging(
                    number: pilot.state.evaluations.number, .ended(["- All say the same.", "- \(alarm)"], alarm: alarm))
            ))
        #expect(pilot.style(of: "Not a fair judge") == Style(.error))
        #expect(pilot.style(of: "All say the same") != Style(.error))
    }

    @Test func `one lane is nothing to judge`() throws {
        var pilot = Pilot()
        pilot.press("F5")
        pilot.evaluate(try SampleEvaluation.many(3, lanes: 1))
        pilot.press("j")
        #expect(pilot.footer.contains("Verdicts compare two lanes or more."))
    }
}
