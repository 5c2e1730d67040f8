import Prompting
import Terminal
import Testing

@testable import Library
@testable import Workbench

/// Several prompts are open; nothing that isn't saved is out of reach.
@Suite struct OpenPromptsTests {
    /// A workbench with an output on the screen and an unsaved change, in which another prompt was opened.
    private func pilotWithTwo() -> Pilot {
        var pilot = Pilot(isLive: false)
        pilot.press("F5")
        pilot.begin("cool")
        pilot.say("cool", ["Negative"])
        pilot.end("cool")
        pilot.type("Z")
        pilot.open("prompts/other.prompt.yaml")
        return pilot
    }

    @Test func `leaving unsaved work is told, with the key that goes back`() {
        let pilot = pilotWithTwo()
        #expect(pilot.footer.contains("reviews.prompt.yaml has unsaved changes and stays open: Alt-` goes back to it."))
        #expect(pilot.sees("other.prompt.yaml   +1"))
    }

    @Test func `a prompt that was left comes back as it was: text, output and what can be undone`() {
        var pilot = pilotWithTwo()
        pilot.press("Alt-`")
        #expect(pilot.sees("reviews.prompt.yaml •"))
        #expect(pilot.state.isUnsaved)
        #expect(pilot.state.board.lanes[0].output.text.text == "Negative")
        pilot.press("^_")
        #expect(!pilot.state.isUnsaved)
    }

    @Test func `the key goes through all open prompts`() {
        var pilot = pilotWithTwo()
        pilot.open("prompts/third.prompt.yaml")
        var seen: [String] = []
        for _ in 0..<3 {
            pilot.press("Alt-`")
            seen.append(pilot.state.title)
        }
        #expect(seen == ["reviews.prompt.yaml", "other.prompt.yaml", "third.prompt.yaml"])
    }

    @Test func `opening a prompt that is open turns to it instead of reading it again`() {
        var pilot = pilotWithTwo()
        pilot.forget()
        pilot.open("prompts/reviews.prompt.yaml")
        #expect(pilot.state.title == "reviews.prompt.yaml")
        #expect(pilot.state.isUnsaved)
        #expect(!pilot.effects.contains(.files(.open("prompts/reviews.prompt.yaml"))))
    }

    @Test func `a prompt that can't be opened leaves the present one on the screen`() {
        var pilot = Pilot()
        pilot.type("Z")
        pilot.open("prompts/broken.prompt.yaml", nil)
        #expect(pilot.state.title == "reviews.prompt.yaml")
        #expect(pilot.state.openPrompts.left.isEmpty)
    }

    @Test func `a run that a prompt was left in the middle of runs again when it comes back`() {
        var pilot = Pilot()
        pilot.press("F5")
        pilot.begin("cool")
        pilot.say("cool", ["Neg"])
        pilot.open("prompts/other.prompt.yaml")
        let before = Set(pilot.runs.map(\.id))
        pilot.press("Alt-`")
        let new = pilot.runs.filter { !before.contains($0.id) }
        #expect(new.map(\.name).sorted() == ["cool", "warm"])
    }

    @Test func `unsaved work comes first in the library, with its first words`() {
        var pilot = Pilot()
        var prompt = Prompt.plain
        prompt.instruction = "Translate the letter"
        let found = FoundDraft(draft: Draft(path: nil, prompt: prompt), isShipped: false)
        pilot.press("^O")
        pilot.report(.files(.libraryListed(SampleLibrary.entries)))
        pilot.report(.files(.unsavedListed([found])))
        #expect(pilot.sees("unsaved: Translate the letter"))
        pilot.press("Enter")
        #expect(pilot.state.composer.prompt.instruction == "Translate the letter")
        #expect(pilot.effects.contains(.files(.adoptDraft(found.draft))))
    }

    @Test func `unsaved work that is thrown away in the library can be brought back there`() {
        var pilot = Pilot()
        let found = FoundDraft(draft: Draft(path: nil, prompt: .plain), isShipped: false)
        pilot.press("^O")
        pilot.report(.files(.libraryListed(SampleLibrary.entries)))
        pilot.report(.files(.unsavedListed([found])))
        pilot.press("Del")
        #expect(pilot.effects.contains(.files(.discardDraft(found.draft))))
        pilot.report(.files(.unsavedListed([])))
        pilot.press("^_")
        #expect(pilot.effects.contains(.files(.keepAgain(found.draft))))
    }

    @Test func `a renamed file is followed by a prompt that was left`() {
        var pilot = pilotWithTwo()
        pilot.report(.files(.movedBeside(path: "prompts/reviews.prompt.yaml", now: "prompts/new.prompt.yaml")))
        pilot.press("Alt-`")
        #expect(pilot.state.session.path == "prompts/new.prompt.yaml")
    }

    @Test func `an unchanged prompt whose file is deleted is closed, a changed one stays open`() {
        var pilot = pilotWithTwo()
        pilot.open("prompts/third.prompt.yaml")
        pilot.report(.files(.movedBeside(path: "prompts/other.prompt.yaml", now: nil)))
        pilot.report(.files(.movedBeside(path: "prompts/reviews.prompt.yaml", now: nil)))
        #expect(pilot.state.openPrompts.left.map(\.title) == ["reviews.prompt.yaml"])
    }

    @Test func `unchanged prompts don't pile up, changed ones are never closed`() {
        var pilot = pilotWithTwo()
        for number in 0..<20 {
            pilot.open("prompts/\(number).prompt.yaml")
        }
        #expect(pilot.state.openPrompts.left.count == OpenPrompts.mostUnchanged + 1)
        #expect(pilot.state.openPrompts.left.contains { $0.title == "reviews.prompt.yaml" })
    }
}

/// What a person types stays, whatever it is called.
@Suite struct VariableTests {
    @Test func `a variable that is renamed key by key keeps its value`() {
        var pilot = Pilot(prompt: .about("Too long."))
        pilot.press("Up Left*2 Backspace*6")
        pilot.type("text")
        #expect(pilot.state.composer.prompt.input == "{{text}}")
        #expect(pilot.state.composer.prompt.variables["text"] == "Too long.")
        #expect(pilot.state.composer.prompt.variables["review"] == nil)
    }

    @Test func `a new variable doesn't take the value of one that is still used`() {
        var pilot = Pilot(prompt: .about("Too long."))
        pilot.press("Up")
        pilot.type(" {{other}}")
        #expect(pilot.state.composer.prompt.variables["review"] == "Too long.")
        #expect(pilot.state.composer.prompt.variables["other"]?.isEmpty ?? true)
    }

    /// A prompt with test data and a variable without a value.
    private var withData: Prompt {
        var prompt = Prompt.plain
        prompt.input = "{{word}}"
        prompt.testData = [["word": "one", "expected": "1"], ["word": "two", "expected": "2"]]
        return prompt
    }

    @Test func `the first case of the test data stands in for missing values, and isn't saved`() {
        let pilot = Pilot(prompt: withData)
        #expect(pilot.state.composer.prompt.variables["word"] == "one")
        #expect(!pilot.state.isUnsaved)
        #expect(pilot.state.promptForSaving == withData)
    }

    @Test func `keys go through the cases`() {
        var pilot = Pilot(prompt: withData)
        pilot.press("Alt-.")
        #expect(pilot.state.composer.prompt.variables["word"] == "two")
        #expect(!pilot.state.isUnsaved)
        pilot.press("Alt-.")
        #expect(pilot.footer.contains("last of 2 cases"))
        pilot.press("Alt-,")
        #expect(pilot.state.composer.prompt.variables["word"] == "one")
    }

    @Test func `going to a lane by its number leaves the text field`() {
        var pilot = Pilot()
        pilot.press("Alt-2")
        #expect(pilot.state.screen.pane == .lanes)
        #expect(pilot.state.focusedLane == 1)
    }

    @Test func `a path that is typed in the library is opened`() {
        var pilot = Pilot()
        pilot.press("^O")
        pilot.report(.files(.libraryListed([])))
        pilot.type("./mine/a.yaml")
        #expect(pilot.sees("Enter opens the file ./mine/a.yaml."))
        pilot.press("Enter")
        #expect(pilot.effects.contains(.files(.open("./mine/a.yaml"))))
    }

    @Test func `the library finds names before tags`() {
        var pilot = Pilot()
        pilot.press("^O")
        let entries = [
            PromptEntry(
                name: "alpha", path: "a.prompt.yaml", isShipped: false,
                summary: .success(PromptEntry.Summary(Prompt.tagged("zeta")))),
            PromptEntry(
                name: "zeta", path: "z.prompt.yaml", isShipped: false,
                summary: .success(PromptEntry.Summary(Prompt.plain))),
        ]
        pilot.report(.files(.libraryListed(entries)))
        pilot.type("zeta")
        pilot.press("Enter")
        #expect(pilot.effects.contains(.files(.open("z.prompt.yaml"))))
    }
}

extension Prompt {
    fileprivate static func about(_ review: String) -> Prompt {
        var prompt = Prompt.plain
        prompt.input = "{{review}}"
        prompt.variables = ["review": review]
        return prompt
    }

    fileprivate static func tagged(_ tag: String) -> Prompt {
        var prompt = Prompt.plain
        prompt.tags = [tag]
        return prompt
    }
}

@Suite struct NewPromptTests {
    @Test func `a new prompt has one lane and runs once there is something to send`() {
        var pilot = Pilot()
        pilot.press("Alt-o")
        #expect(pilot.state.board.lanes.count == 1)
        #expect(pilot.runs.isEmpty)
        pilot.press("F5")
        #expect(pilot.footer.contains("The prompt is empty"))
        pilot.type("Name a colour.")
        pilot.report(.timer(.liveRun))
        #expect(pilot.runs.count == 1)
    }
}

/// What a lane says can be put to use where it stands.
@Suite struct OutputUseTests {
    private func pilotWithOutput() -> Pilot {
        var pilot = Pilot(isLive: false)
        pilot.press("F5")
        pilot.begin("cool")
        pilot.say("cool", ["Negative"])
        pilot.end("cool")
        pilot.press("Tab e")
        return pilot
    }

    @Test func `an output becomes an example with the present input`() {
        var pilot = pilotWithOutput()
        let before = pilot.state.composer.prompt.examples.count
        pilot.press("x")
        let examples = pilot.state.composer.prompt.examples
        #expect(examples.count == before + 1)
        #expect(examples.last?.input == "The plot dragged and I nearly fell asleep.")
        #expect(examples.last?.output == "Negative")
        pilot.press("^_")
        #expect(pilot.state.composer.prompt.examples.count == before)
    }

    @Test func `an output becomes the right answer of a case`() {
        var pilot = pilotWithOutput()
        pilot.press("c")
        #expect(
            pilot.state.composer.prompt.testData
                == [["review": "The plot dragged and I nearly fell asleep.", "expected": "Negative"]])
    }

    @Test func `an outdated or unfinished output isn't put to use`() {
        var pilot = pilotWithOutput()
        pilot.press("Esc Shift-Tab")
        pilot.type("x")
        pilot.press("Tab e")
        #expect(pilot.state.layers.isEmpty && pilot.footer.contains("earlier state of the prompt"))
        pilot.press("F5 e")
        #expect(pilot.state.layers.isEmpty && pilot.footer.contains("still running"))
    }

    @Test(arguments: [
        ("Tab ?", "The line above the text"), ("Tab Tab ?", "It takes"), ("Tab Tab Tab ?", "The candidates for"),
    ])
    func `what stands in a pane is explained there`(keys: String, words: String) {
        var pilot = Pilot(isLive: false)
        pilot.press(keys)
        #expect(pilot.sees(words))
        pilot.press("Esc")
        #expect(pilot.state.layers.isEmpty)
    }
}
