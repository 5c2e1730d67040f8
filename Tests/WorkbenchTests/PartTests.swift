import Library
import Prompting
import Terminal
import Testing

@testable import Workbench

/// The parts of a prompt that are edited as YAML on the screen.
@Suite struct PartTests {
    /// A workbench whose cursor is in the field of a part.
    private func pilot(
        on part: PromptPart, columns: Int = 140, prompt: Prompt = .reviews, language: Language = .english
    ) -> Pilot {
        var pilot = Pilot(columns: columns, prompt: prompt, language: language)
        leaveText(&pilot)
        pilot.press("e")
        for _ in 0..<2 where pilot.state.composer.field != .part(part) { pilot.press("Down") }
        return pilot
    }

    private func leaveText(_ pilot: inout Pilot) {
        for _ in 0..<20 where pilot.state.composer.field != .addExample { pilot.press("Up") }
    }

    private func prompt(_ pilot: Pilot) -> Prompt { pilot.state.promptForSaving }

    @Test func `evaluators are typed as YAML, and no lane runs for them`() {
        var pilot = pilot(on: .evaluators)
        #expect(pilot.state.composer.field == .part(.evaluators))
        pilot.type("- name: polite\n  type: contains\n  value: please")
        #expect(prompt(pilot).evaluators == #"[{"name": "polite", "type": "contains", "value": "please"}]"#)
        #expect(pilot.state.isUnsaved && pilot.scheduled(.liveRun).isEmpty)
        #expect(pilot.state.board.lanes.allSatisfy { !$0.isStale })
    }

    @Test func `cases are typed as YAML and put into the prompt by a key`() {
        var pilot = pilot(on: .testData)
        pilot.type("- { review: 지루해요., expected: Negative }")
        #expect(prompt(pilot).testData == [["review": "지루해요.", "expected": "Negative"]])
        pilot.press("Alt-.")
        #expect(pilot.state.composer.prompt.variables["review"] == "지루해요.")
    }

    @Test func `the form of answers is typed as YAML`() {
        var pilot = pilot(on: .answer)
        pilot.type("type: choice\nchoices: [Positive, Negative]")
        #expect(prompt(pilot).answer == AnswerForm(type: "choice", choices: ["Positive", "Negative"]))
    }

    @Test func `what can't be read is told below its field, and the prompt keeps what could be read`() {
        var pilot = pilot(on: .testData)
        pilot.type("- { review: a }")
        pilot.press("Backspace")
        #expect(pilot.sees("! testData, line"))
        #expect(prompt(pilot).testData == [["review": "a"]])
        pilot.type("}")
        #expect(!pilot.sees("! testData") && prompt(pilot).unread == nil)
    }

    @Test(arguments: [
        "- { type: contians, value: a }", "- { name: judge, uses: a }",
        "- { type: assert-set, assert: [{ type: contians, value: a }] }",
    ]) func `a check that can't be made is told, and kept`(text: String) {
        var pilot = pilot(on: .evaluators)
        pilot.type(text)
        #expect(pilot.sees("! `"))
        #expect(prompt(pilot).evaluators != nil && prompt(pilot).unread == nil)
    }

    @Test func `a form of answers that there isn't is told`() {
        var pilot = pilot(on: .answer)
        pilot.type("type: nubmer")
        #expect(pilot.sees("! `nubmer` is not a form"))
    }

    @Test func `a prompt with a part that can't be read isn't saved, and the cursor goes there`() {
        var pilot = pilot(on: .testData)
        pilot.type("- {")
        leaveText(&pilot)
        pilot.press("Tab ^S")
        #expect(!pilot.effects.contains { if case .files(.save) = $0 { true } else { false } })
        #expect(pilot.footer.contains("Not saved: a part can't be read so far."))
        #expect(pilot.state.composer.field == .part(.testData) && pilot.state.screen.pane == .prompt)
        pilot.press("Alt-a Backspace ^S")
        #expect(pilot.effects.contains { if case .files(.save) = $0 { true } else { false } })
    }

    @Test func `a part that can't be read is kept with unsaved work, and is there when that is opened again`() {
        var pilot = pilot(on: .evaluators)
        pilot.type("- {")
        pilot.report(.timer(.draft))
        let kept = pilot.effects.compactMap { effect -> Prompt? in
            if case .files(.keepDraft(_, let prompt)) = effect { prompt } else { nil }
        }
        let again = self.pilot(on: .evaluators, prompt: kept.last ?? Prompt())
        #expect(again.state.composer.editor(of: .part(.evaluators)).text == "- {")
        #expect(again.sees("! evaluators, line"))
    }

    @Test func `undo takes the typed part back`() {
        var pilot = pilot(on: .evaluators)
        pilot.type("- { type: contains, value: a }")
        for _ in 0..<40 where prompt(pilot).evaluators != nil || prompt(pilot).unread != nil { pilot.press("^_") }
        #expect(prompt(pilot).evaluators == nil && prompt(pilot).unread == nil)
        for _ in 0..<40 where prompt(pilot).evaluators == nil { pilot.press("Alt-_") }
        #expect(prompt(pilot).evaluators != nil)
    }

    @Test func `the form in which a part was typed stays while the prompt changes elsewhere`() {
        var pilot = pilot(on: .testData)
        let text = "# the hard ones\n- {review: a}"
        pilot.type(text)
        leaveText(&pilot)
        pilot.press("a")
        #expect(pilot.state.composer.editor(of: .part(.testData)).text == text)
    }

    @Test func `an output that becomes a case stands in the field of the test data`() throws {
        var pilot = try Pilot.afterRun()
        leaveText(&pilot)
        pilot.press("e")
        while pilot.state.screen.pane != .lanes { pilot.press("Tab") }
        pilot.press("e c")
        #expect(prompt(pilot).testData.count == 1)
        #expect(pilot.state.composer.editor(of: .part(.testData)).text.contains("expected: Negative"))
    }

    @Test func `an output becomes the right answer of the case that has the present values`() throws {
        var prompt = Prompt.reviews
        prompt.testData = [
            ["review": "Fine.", "expected": "Positive"], ["review": prompt.variables["review"] ?? "", "expected": "?"],
        ]
        var pilot = try Pilot.afterRun(prompt: prompt)
        while pilot.state.screen.pane != .lanes { pilot.press("Tab") }
        pilot.press("e")
        #expect(pilot.sees("the right answer of case 2, which has the present values"))
        pilot.press("r")
        #expect(self.prompt(pilot).testData.map { $0["expected"] } == ["Positive", "Negative"])
        pilot.press("^_")
        #expect(self.prompt(pilot).testData == prompt.testData)
    }

    @Test func `an output is no case's right answer while the cases can't be read`() throws {
        var pilot = try Pilot.afterRun()
        leaveText(&pilot)
        pilot.press("e Down Down")
        pilot.type("- {")
        while pilot.state.screen.pane != .lanes { pilot.press("Tab") }
        let before = prompt(pilot).testData
        pilot.press("e c")
        #expect(prompt(pilot).testData == before)
        #expect(pilot.footer.contains("correct it first"))
    }

    @Test func `a lane on the whole screen gives way to a part that can't be read`() throws {
        var pilot = try Pilot.afterRun()
        leaveText(&pilot)
        pilot.press("e Down Down")
        pilot.type("- {")
        while pilot.state.screen.pane != .lanes { pilot.press("Tab") }
        pilot.press("Enter")
        #expect(pilot.state.layers.top is LaneLayer)
        pilot.press("^S")
        #expect(pilot.state.layers.isEmpty && pilot.state.screen.pane == .prompt)
    }

    @Test func `the palette finds the parts by what they are called elsewhere`() {
        for words in ["assertions", "test data", "answer type"] {
            var pilot = Pilot()
            pilot.press("^P")
            pilot.type(words)
            #expect(pilot.sees("Edit the form of answers, checks and test data"), "\(words)")
        }
    }

    @Test func `the parts are in Korean where the locale is`() {
        let pilot = pilot(on: .answer, language: .korean)
        #expect(pilot.sees("답의 형식, 검사, 테스트 데이터") && pilot.sees("answer: 답을 읽는 방법"))
    }
}
