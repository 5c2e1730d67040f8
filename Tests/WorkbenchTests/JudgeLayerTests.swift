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

    /// The manners in which the judge was asked to judge again.
    private func manners(_ pilot: Pilot) -> [JudgeManner] {
        pilot.effects.compactMap { if case .evaluation(.judgeAgain(let manner)) = $0 { manner } else { nil } }
    }

    /// A screen on which the judge is done.
    private func judged() throws -> Pilot {
        var pilot = try judging("")
        end(&pilot, "Compared.")
        return pilot
    }

    private func end(_ pilot: inout Pilot, _ line: String) {
        pilot.report(.evaluation(.judging(number: pilot.state.evaluations.number, .ended([line]))))
    }

    @Test func `r lets the judge score the same outputs by a rubric once it is done, and compare them again`() throws {
        var pilot = try judging("")
        pilot.press("r")
        #expect(pilot.footer.contains("The judge is working"))
        #expect(manners(pilot).isEmpty)
        end(&pilot, "Compared.")
        pilot.press("r")
        #expect(manners(pilot).map(\.scores) == [true])
        #expect(pilot.sees("The judge is being loaded.") && !pilot.sees("Compared."))
        end(&pilot, "Scored.")
        #expect(pilot.sees("Scored."))
        pilot.press("r")
        #expect(manners(pilot).map(\.scores) == [true, false])
    }

    @Test func `e asks for reasons too, in the manner that is seen`() throws {
        var pilot = try judged()
        pilot.press("r")
        end(&pilot, "Scored.")
        pilot.press("e")
        end(&pilot, "Scored with reasons.")
        pilot.press("e")
        #expect(manners(pilot).map(\.explains) == [false, true, false])
        #expect(manners(pilot).map(\.scores) == [true, true, true])
    }

    @Test func `f leaves shared lines out of what is compared, and says that a rubric compares nothing`() throws {
        var pilot = try judged()
        pilot.press("f")
        end(&pilot, "Compared.")
        #expect(manners(pilot).map(\.folds) == [true])
        pilot.press("r")
        end(&pilot, "Scored.")
        pilot.press("f")
        #expect(pilot.footer.contains("A rubric scores each output by itself"))
        #expect(manners(pilot).count == 2)
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
