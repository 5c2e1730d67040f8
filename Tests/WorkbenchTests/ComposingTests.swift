import Prompting
import Terminal
import Testing

@testable import Workbench

@Suite struct ComposingTests {
    @Test func `Hangul is typed into the input`() {
        var pilot = Pilot(prompt: .plain)
        pilot.press("Ctrl-End")
        pilot.type(" 왜요? 👩‍🚀")
        #expect(pilot.state.composer.prompt.input == "Why is the sky blue? 왜요? 👩‍🚀")
        #expect(pilot.sees("왜요?"))
        pilot.press("Backspace*3")
        #expect(pilot.state.composer.prompt.input == "Why is the sky blue? 왜요")
    }

    @Test func `a page is pasted as it is`() {
        var pilot = Pilot(prompt: .plain)
        let page = (1...60).map { "Line \($0): 한글과 tabs\tand ends." }.joined(separator: "\n")
        pilot.press("Alt-a")
        pilot.paste(page)
        #expect(pilot.state.composer.prompt.input == page)
        #expect(pilot.sees("Line 60"))
        pilot.press("^_")
        #expect(pilot.state.composer.prompt.input == "Why is the sky blue?")
    }

    @Test func `what is pasted outside of a text field goes into the input`() {
        var pilot = Pilot(prompt: .plain)
        pilot.press("Tab")
        pilot.paste("q x n ")
        #expect(pilot.state.composer.prompt.input == "Why is the sky blue?q x n ")
        #expect(pilot.laneNames == ["A"])
    }

    @Test func `a megabyte is pasted whole and typed on`() {
        var pilot = Pilot(prompt: .plain)
        let text = String(repeating: "0123456789 가나다라 ", count: 43_000)
        pilot.press("Alt-a")
        pilot.paste(text)
        pilot.type("끝.")
        #expect(pilot.state.composer.prompt.input.utf8.count == text.utf8.count + 4)
        #expect(pilot.state.composer.prompt.input.hasSuffix("라 끝."))
        #expect(pilot.sees("끝."))
        pilot.press("Ctrl-Home")
        pilot.type("x")
        #expect(pilot.state.composer.prompt.input.hasPrefix("x0123456789"))
        #expect(pilot.frame.canvas.size == pilot.state.size)
    }

    @Test func `F2 goes through the techniques`() {
        var pilot = Pilot()
        var seen: [String] = []
        for _ in Technique.allCases {
            pilot.press("F2")
            seen.append(pilot.state.composer.prompt.technique?.title ?? "")
            #expect(pilot.sees("[\(seen.last ?? "")]"))
        }
        #expect(seen == ["CoT", "zero-shot CoT", "zero-shot", "few-shot"])
    }

    @Test func `F3 changes the layout where the model has a template`() {
        var pilot = Pilot()
        pilot.press("F3")
        #expect(pilot.sees("[completion]"))
        pilot.press("F3")
        #expect(pilot.sees("[chat]"))
    }

    @Test func `F3 leads a lane out of a layout of its own that its model can't take`() {
        var prompt = Prompt.reviews
        prompt.lanes[0].layout = .chat
        var pilot = Pilot(prompt: prompt)
        pilot.load(hasChatTemplate: false)
        pilot.press("F3")
        #expect(pilot.state.board.lanes[0].lane.layout == nil)
        #expect(pilot.footer.contains("Lane cool uses the completion layout"))
    }

    @Test func `a change of the layout says which lanes keep their own`() {
        var prompt = Prompt.reviews
        prompt.lanes[0].layout = .completion
        var pilot = Pilot(prompt: prompt)
        pilot.press("F3")
        #expect(pilot.state.board.lanes[0].lane.layout == .completion)
        #expect(pilot.footer.contains("Lane cool keeps its own."))
    }

    @Test func `a model without a template keeps the completion layout and says why`() {
        var pilot = Pilot(hasModel: false)
        pilot.load(hasChatTemplate: false)
        pilot.press("F3")
        #expect(pilot.state.composer.prompt.layout == nil)
        #expect(pilot.footer.contains("no chat template"))
    }

    @Test func `a variable gets a field when its name is typed`() {
        var pilot = Pilot(prompt: .plain)
        pilot.press("Ctrl-End")
        pilot.type(" {{place}}")
        #expect(pilot.sees("{{place}} ="))
        pilot.press("Down")
        pilot.type("서울")
        #expect(pilot.state.composer.prompt.variables == ["place": "서울"])
    }

    @Test func `arrows lead from field to field, which the last line says`() {
        var pilot = Pilot()
        #expect(pilot.footer.contains("Tab pane  ↑/↓ field"))
        #expect(pilot.state.composer.field == .variable("review"))
        pilot.press("Ctrl-Home Up")
        #expect(pilot.state.composer.field == .input)
        pilot.press("Up")
        #expect(pilot.state.composer.field == .addExample)
        pilot.press("Down Down")
        #expect(pilot.state.composer.field == .variable("review"))
        pilot.press("Ctrl-End Down")
        #expect(pilot.state.composer.field == .title(.about))
        pilot.press("Down")
        #expect(pilot.state.composer.field == .title(.wording))
    }

    @Test func `name, description and tags are edited, and no lane runs for them`() {
        var pilot = Pilot()
        pilot.press("Ctrl-End Down Enter Down Alt-a")
        pilot.type("Reviews\nWhat people say\nfilm, 영화")
        let prompt = pilot.state.promptForSaving
        #expect(prompt.name == "Reviews" && prompt.description == "What people say" && prompt.tags == ["film", "영화"])
        #expect(pilot.state.isUnsaved)
        #expect(pilot.scheduled(.liveRun).isEmpty)
    }

    @Test func `labels and triggers are edited in one line`() {
        var pilot = Pilot()
        pilot.press("Down Down Enter Down Alt-a")
        pilot.type("질문\n")
        #expect(pilot.state.composer.prompt.wording.questionLabel == "질문")
        #expect(pilot.state.composer.field == .wording(.answerLabel))
    }

    @Test func `the field's text goes to an editor and comes back without the newline that it adds`() {
        var pilot = Pilot()
        pilot.press("^E")
        #expect(
            pilot.effects == [
                .terminal(.editOutside(.variable("review"), "The plot dragged and I nearly fell asleep."))
            ])
        pilot.report(.files(.editedOutside(.variable("review"), "Good.\n")))
        #expect(pilot.state.composer.prompt.variables["review"] == "Good.")
        pilot.press("^_")
        #expect(pilot.state.composer.prompt.variables["review"] == "The plot dragged and I nearly fell asleep.")
    }

    @Test func `the headings count the tokens of what stands below them, while it is typed too`() throws {
        var pilot = try Pilot.afterRun()
        let parts = try #require(pilot.state.tokens.tokens?.parts)
        let (instruction, input) = (try #require(parts.instruction), try #require(parts.input))
        #expect(instruction > 1 && input > 1 && parts.between > 1)
        #expect(pilot.sees("Instruction  \(instruction) tokens") && pilot.sees("Input  \(input) tokens"))
        #expect(pilot.sees("2 of 3 on, \(parts.between) tokens"))
        pilot.type(" Really dull.")
        pilot.report(.timer(.count))
        try pilot.answerRender()
        #expect((pilot.state.tokens.tokens?.parts?.input ?? 0) > input)
        #expect(pilot.state.tokens.tokens?.parts?.instruction == instruction)
    }

    @Test func `tokens are counted with blanks in the braces of a variable, and with braces in its value`() throws {
        func input(_ input: String, _ review: String) throws -> Int? {
            var prompt = Prompt.reviews
            (prompt.input, prompt.variables) = (input, ["review": review, "dull": "What a long and dull film."])
            return try Pilot.afterRun(prompt: prompt).state.tokens.tokens?.parts?.input
        }
        let plain = try #require(try input("{{review}}", "The plot dragged."))
        #expect(plain > 1)
        #expect(try input("{{ review }}", "The plot dragged.") == plain)
        #expect(try input("{{review}}", "The plot {{dull}}.") == plain)
    }

    @Test func `what is cut goes to the clipboard and back`() {
        var pilot = Pilot(prompt: .plain)
        pilot.press("Alt-a ^X")
        #expect(pilot.state.composer.prompt.input.isEmpty)
        #expect(pilot.effects.contains(.terminal(.copy("Why is the sky blue?"))))
        pilot.press("^V ^V")
        #expect(pilot.state.composer.prompt.input == "Why is the sky blue?Why is the sky blue?")
    }

    @Test func `the outside editor can't be opened on something that is no text`() {
        var pilot = Pilot()
        pilot.press("Ctrl-Home Up*3 ^P")
        pilot.type("$EDITOR")
        pilot.press("Enter")
        #expect(!pilot.effects.contains { if case .terminal(.editOutside) = $0 { true } else { false } })
    }
}

@Suite struct ExampleTests {
    /// The cursor on the first of three examples.
    private func pilot() -> Pilot {
        var pilot = Pilot()
        pilot.press("Ctrl-Home Up*5")
        return pilot
    }

    private func inputs(_ pilot: Pilot) -> [String] { pilot.state.composer.prompt.examples.map(\.input) }

    @Test func `a adds an example and opens it`() {
        var pilot = pilot()
        #expect(pilot.state.composer.field == .example(0))
        pilot.press("a")
        pilot.type("Meh.")
        pilot.press("Down Down")
        pilot.type("Neutral")
        #expect(pilot.state.composer.prompt.examples[1] == Example(input: "Meh.", output: "Neutral"))
        #expect(pilot.state.composer.prompt.examples.count == 4)
    }

    @Test func `the first example says which technique sends it, if the present one sends none`() {
        var prompt = Prompt.reviews
        (prompt.examples, prompt.technique) = ([], .zeroShot)
        var pilot = Pilot(prompt: prompt, isLive: false)
        for _ in 1...10 where pilot.state.composer.field != .addExample { pilot.press("Up") }
        pilot.press("Enter")
        #expect(pilot.state.composer.prompt.examples.count == 1)
        #expect(pilot.footer.contains("zero-shot sends no examples: Alt-t chooses few-shot."))
    }

    @Test func `Enter opens an example to edit its three fields`() {
        var pilot = pilot()
        pilot.press("Enter Alt-a")
        pilot.type("Great!")
        pilot.press("Down Alt-a")
        pilot.type("Because.")
        pilot.press("Down Alt-a")
        pilot.type("Good")
        #expect(
            pilot.state.composer.prompt.examples[0] == Example(input: "Great!", reasoning: "Because.", output: "Good"))
        pilot.press("Esc Esc")
        #expect(pilot.state.composer.openExample == nil)
        #expect(pilot.state.composer.field == .example(0))
    }

    @Test func `Space switches an example on and off`() {
        var pilot = pilot()
        pilot.press("Space")
        #expect(!pilot.state.composer.prompt.examples[0].isOn)
        #expect(pilot.sees("1 of 3 on"))
        pilot.press("Space")
        #expect(pilot.sees("2 of 3 on"))
    }

    @Test func `examples change places`() {
        var pilot = pilot()
        let old = inputs(pilot)
        pilot.press("J")
        #expect(inputs(pilot) == [old[1], old[0], old[2]])
        #expect(pilot.state.composer.field == .example(1))
        pilot.press("Alt-Down Alt-Down")
        #expect(inputs(pilot) == [old[1], old[2], old[0]])
        pilot.press("Alt-Up K")
        #expect(inputs(pilot) == old)
    }

    @Test func `a deleted example comes back with undo`() {
        var pilot = pilot()
        let old = pilot.state.composer.prompt
        pilot.press("Down x")
        #expect(inputs(pilot) == [old.examples[0].input, old.examples[2].input])
        #expect(pilot.footer.contains("^_"))
        pilot.press("^_")
        #expect(pilot.state.composer.prompt == old)
        pilot.press("Alt-_")
        #expect(pilot.state.composer.prompt.examples.count == 2)
    }

    @Test func `the last example can go`() {
        var pilot = pilot()
        pilot.press("x x x x")
        #expect(pilot.state.composer.prompt.examples.isEmpty)
        #expect(pilot.state.composer.field == .addExample)
        pilot.press("Enter")
        #expect(pilot.state.composer.field == .exampleInput(0))
    }

    @Test func `an edited example keeps its text when it moves`() {
        var pilot = pilot()
        pilot.press("Enter Alt-a")
        pilot.type("Edited")
        pilot.press("Esc Esc J Enter")
        #expect(pilot.state.composer.prompt.examples[1].input == "Edited")
        pilot.type("!")
        #expect(pilot.state.composer.prompt.examples[1].input.contains("!"))
    }
}

@Suite struct UndoTests {
    @Test func `typing is undone by the field it was typed in`() {
        var pilot = Pilot(prompt: .plain)
        pilot.press("Ctrl-End")
        pilot.type(" one two")
        pilot.press("^_ ^_ ^_")
        #expect(pilot.state.composer.prompt.input == "Why is the sky blue?")
        pilot.press("Alt-_ Alt-_ Alt-_")
        #expect(pilot.state.composer.prompt.input == "Why is the sky blue? one two")
    }

    @Test func `undoing a knob keeps what was typed since`() {
        var pilot = Pilot(prompt: .plain)
        pilot.press("Tab Tab Right Tab Tab Ctrl-End")
        pilot.type(" Please.")
        pilot.press("Tab ^_")
        #expect(pilot.state.composer.prompt.input == "Why is the sky blue?")
        #expect(pilot.state.board.lane.lane.modelParameters.temperature != nil)
        pilot.press("^_")
        #expect(pilot.state.board.lane.lane.modelParameters.temperature == nil)
        pilot.press("Alt-_ Alt-_")
        #expect(pilot.state.composer.prompt.input == "Why is the sky blue? Please.")
        #expect(pilot.state.board.lane.lane.modelParameters.temperature != nil)
    }

    @Test func `turns of one knob are undone together`() {
        var pilot = Pilot()
        pilot.press("Tab Tab Right Right Right")
        #expect(pilot.state.board.lane.lane.modelParameters.temperature == 0.35)
        pilot.press("^_")
        #expect(pilot.state.board.lane.lane.modelParameters.temperature == 0.2)
    }

    @Test func `there is nothing to undo at the start`() {
        var pilot = Pilot()
        pilot.press("^_")
        #expect(pilot.footer.contains("nothing to undo"))
    }
}

/// The text around the input's variable, and examples without it.
struct ExampleFrameTests {
    private var prompt: Prompt {
        var prompt = Prompt.reviews
        prompt.input = "Review: {{review}}"
        return prompt
    }

    @Test func `a line says that examples lack the text, and w puts it there`() {
        var pilot = Pilot(prompt: prompt)
        #expect(pilot.sees("w adds “Review:” to the inputs"))
        pilot.goToExample()
        pilot.press("w")
        #expect(pilot.state.composer.prompt.examples[0].input == "Review: Loved every minute of it.")
        #expect(!pilot.sees("to the inputs"))
    }

    @Test func `examples that got the text follow it when it is changed`() {
        var pilot = Pilot(prompt: prompt)
        pilot.goToExample()
        pilot.press("w")
        var composer = pilot.state.composer
        composer.setText(of: .input, "Text: {{text}} (in English)")
        #expect(composer.prompt.examples[0].input == "Text: Loved every minute of it. (in English)")
        composer.setText(of: .exampleInput(0), "Text: Awful. (in English)")
        #expect(composer.prompt.examples[0].variables == ["text": "Awful."])
    }

    @Test func `undo takes the text away again`() {
        var pilot = Pilot(prompt: prompt)
        pilot.goToExample()
        pilot.press("w ^_")
        #expect(pilot.state.composer.prompt.examples == prompt.examples)
    }

    @Test func `examples that need nothing are left as they are`() {
        var pilot = Pilot()
        pilot.goToExample()
        pilot.press("w")
        #expect(pilot.footer.contains("no text around a single variable"))
    }
}

extension Pilot {
    /// Puts the cursor on the first example.
    fileprivate mutating func goToExample() {
        for _ in 0..<40 where state.composer.field != .example(0) { press("Up") }
        for _ in 0..<40 where state.composer.field != .example(0) { press("Down") }
    }
}
