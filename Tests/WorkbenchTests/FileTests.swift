import Foundation
import Prompting
import Terminal
import Testing
import TextLayout

@testable import Library
@testable import Workbench

@Suite struct SavingTests {
    @Test func `saving a prompt that comes with Lathe asks for a name`() {
        var pilot = Pilot(isShipped: true)
        pilot.press("^S")
        #expect(!pilot.effects.contains { if case .files(.save) = $0 { true } else { false } })
        #expect(pilot.sees("Save as"))
        pilot.type("mine\n")
        #expect(pilot.effects.last == .files(.save(pilot.state.promptForSaving, path: "mine", isForced: false)))
    }

    @Test func `saving a prompt that has a file of its own saves it there`() {
        var pilot = Pilot()
        pilot.type("x")
        #expect(pilot.sees("reviews.prompt.yaml •"))
        pilot.press("^S")
        #expect(pilot.effects.last == .files(.save(pilot.state.promptForSaving, path: nil, isForced: false)))
        pilot.report(.files(.saved(path: "prompts/reviews.prompt.yaml", notices: ["A comment was moved."])))
        #expect(!pilot.sees("reviews.prompt.yaml •"))
        #expect(pilot.effects.last == .files(.forgetDraft))
        #expect(pilot.footer.contains("Saved prompts/reviews.prompt.yaml. A comment was moved."))
    }

    @Test func `a prompt that says nothing of lanes and technique goes on saying nothing`() {
        var plain = Prompt()
        plain.input = "하나"
        var pilot = Pilot(prompt: plain)
        #expect(pilot.state.board.lanes.count == 1)
        #expect(pilot.state.promptForSaving == plain)
        pilot.type("Z")
        plain.input = pilot.state.composer.prompt.input
        #expect(pilot.state.promptForSaving == plain)
        // What is changed on purpose is saved.
        pilot.press("F2")
        #expect(pilot.state.promptForSaving.technique == pilot.state.composer.prompt.technique)
        pilot.press("Tab n")
        #expect(pilot.state.promptForSaving.lanes.count == 2)
    }

    @Test func `lanes that don't fit the screen are saved all the same`() {
        var many = Prompt()
        many.input = "x"
        many.lanes = (0..<10).map { Lane(name: "\($0)") }
        var pilot = Pilot(prompt: many)
        #expect(pilot.state.promptForSaving == many)
        pilot.press("Tab p")
        pilot.type("y")
        #expect(pilot.state.promptForSaving.lanes.suffix(2).map(\.name) == ["8", "9"])
    }

    @Test func `a prompt needs a name`() {
        var pilot = Pilot(path: nil)
        pilot.press("^S Alt-a Backspace Enter")
        #expect(pilot.footer.contains("needs a name"))
        #expect(!pilot.effects.contains { if case .files(.save) = $0 { true } else { false } })
    }

    @Test func `lanes are saved as they are on the screen`() throws {
        var pilot = Pilot()
        pilot.press("Tab n Tab Right")
        let saved = pilot.state.promptForSaving
        #expect(saved.lanes.map(\.name) == ["cool", "cool 2", "warm"])
        #expect(saved.lanes[1].modelParameters.temperature == 0.25)
    }

    @Test func `a file that changed meanwhile asks and shows what differs`() {
        var pilot = Pilot()
        var now = Prompt.reviews
        now.instruction = "Classify the mood of the review as Positive or Negative. Answer with one word."
        pilot.report(.files(.conflict(path: "prompts/reviews.prompt.yaml", now: now)))
        #expect(pilot.sees("“mood” → “sentiment”"))
        pilot.press("z x Enter")
        #expect(pilot.sees("was changed"))
        pilot.press("s")
        #expect(
            pilot.effects.last
                == .files(.save(pilot.state.promptForSaving, path: pilot.state.session.path, isForced: true)))
    }

    @Test func `a file that changed meanwhile can be read again, and what was edited is kept`() throws {
        var pilot = Pilot()
        pilot.type("x")
        let edited = pilot.state.promptForSaving
        pilot.report(.files(.conflict(path: "prompts/reviews.prompt.yaml", now: nil)))
        pilot.forget()
        pilot.press("r")
        #expect(
            pilot.effects == [
                .files(.keepDraft(path: "prompts/reviews.prompt.yaml", edited)), .files(.setAside(1)),
                .files(.open("prompts/reviews.prompt.yaml")),
            ])
    }

    @Test func `what can't be written is told and the work goes on`() {
        var pilot = Pilot()
        pilot.type("x")
        pilot.report(.notice("prompts/reviews.prompt.yaml can't be written: read-only file system.", isError: true))
        #expect(pilot.footer.contains("read-only"))
        #expect(pilot.state.isUnsaved)
        #expect(pilot.style(of: "prompts/reviews") == Style(.error))
    }
}

@Suite struct DraftTests {
    @Test func `work is kept within two seconds of the first keystroke, whatever is typed on`() throws {
        var pilot = Pilot()
        pilot.type("a")
        #expect(pilot.scheduled(.draft).count == 1)
        #expect(try #require(pilot.scheduled(.draft).first) <= 2000)
        pilot.type("bcdef")
        pilot.press("Tab Tab Right")
        #expect(pilot.scheduled(.draft).count == 1)
        let prompt = pilot.state.promptForSaving
        pilot.report(.timer(.draft))
        #expect(pilot.effects.last == .files(.keepDraft(path: "prompts/reviews.prompt.yaml", prompt)))
        pilot.press("Right")
        #expect(pilot.scheduled(.draft).count == 2)
    }

    @Test func `a draft that is the saved text again is forgotten`() {
        var pilot = Pilot()
        pilot.type("a")
        pilot.press("Backspace")
        pilot.report(.timer(.draft))
        #expect(pilot.effects.last == .files(.forgetDraft))
    }

    @Test func `quitting keeps the draft, then ends`() {
        var pilot = Pilot()
        pilot.type("a")
        let prompt = pilot.state.promptForSaving
        pilot.forget()
        pilot.press("^Q")
        #expect(pilot.effects == [.files(.keepDraft(path: "prompts/reviews.prompt.yaml", prompt)), .quit])
    }

    @Test func `being asked to end keeps the draft too`() {
        var pilot = Pilot()
        pilot.type("a")
        pilot.forget()
        pilot.send(.terminal(.terminated))
        #expect(pilot.effects.count == 2)
        #expect(pilot.effects.last == .quit)
    }

    @Test func `quitting without changes keeps nothing`() {
        var pilot = Pilot()
        pilot.press("^Q")
        #expect(pilot.effects == [.files(.forgetDraft), .quit])
    }

    @Test func `unsaved work of an earlier start is offered`() {
        var pilot = Pilot()
        var prompt = Prompt.plain
        prompt.input = "Was it saved?"
        let draft = Draft(path: "prompts/plain.prompt.yaml", prompt: prompt)
        pilot.report(.files(.draftsFound([FoundDraft(draft: draft, isShipped: false)])))
        #expect(pilot.sees("Unsaved work"))
        #expect(pilot.sees("Was it saved?"))
        pilot.press("Enter")
        #expect(pilot.effects.contains(.files(.adoptDraft(draft))))
        #expect(pilot.state.composer.prompt.input == "Was it saved?")
        #expect(pilot.state.isUnsaved)
        #expect(pilot.sees("plain.prompt.yaml •"))
    }

    @Test func `unsaved work is thrown away or left for the next time`() {
        let draft = Draft(path: nil, prompt: .plain)
        var pilot = Pilot()
        pilot.report(.files(.draftsFound([FoundDraft(draft: draft, isShipped: false)])))
        pilot.press("d")
        #expect(pilot.effects == [.files(.discardDraft(draft))])
        pilot.forget()
        pilot.report(.files(.draftsFound([FoundDraft(draft: draft, isShipped: false)])))
        pilot.press("Esc")
        #expect(pilot.effects.isEmpty)
        #expect(pilot.state.composer.prompt.input == "{{review}}")
    }

    @Test func `work is kept before another prompt is opened`() {
        var pilot = Pilot()
        pilot.type("a")
        let prompt = pilot.state.promptForSaving
        pilot.press("^O")
        pilot.report(.files(.libraryListed(SampleLibrary.entries)))
        pilot.forget()
        pilot.press("Enter")
        #expect(
            pilot.effects == [
                .files(.keepDraft(path: "prompts/reviews.prompt.yaml", prompt)), .files(.setAside(1)),
                .files(.open("prompts/my reviews.prompt.yaml")),
            ])
        pilot.forget()
        pilot.report(
            .files(.opened(path: "prompts/my reviews.prompt.yaml", isShipped: false, .plain, notices: ["One."])))
        #expect(!pilot.effects.contains { if case .files(.keepDraft) = $0 { true } else { false } })
        #expect(pilot.state.composer.prompt.input == "Why is the sky blue?")
        #expect(pilot.footer.contains("One."))
    }

    @Test func `work is kept before a new prompt is begun`() {
        var pilot = Pilot()
        pilot.type("a")
        pilot.forget()
        pilot.press("Alt-o")
        #expect(pilot.effects.contains { if case .files(.keepDraft) = $0 { true } else { false } })
        #expect(pilot.state.composer.prompt.input.isEmpty)
        #expect(pilot.sees("untitled"))
    }
}

@Suite struct LibraryTests {
    private func pilot() -> Pilot {
        var pilot = Pilot()
        pilot.press("^O")
        pilot.report(.files(.libraryListed(SampleLibrary.entries)))
        pilot.forget()
        return pilot
    }

    @Test func `typing filters by name, technique, tag and first line`() {
        for (query, count) in [("few-shot", 2), ("번역", 1), ("translate english", 1), ("numbers", 1), ("zzz", 0)] {
            var pilot = pilot()
            pilot.type(query)
            #expect(pilot.sees("\(count) of 5"), "\(query)")
        }
    }

    @Test func `Enter opens what is chosen`() {
        var pilot = pilot()
        pilot.press("Down Enter")
        #expect(pilot.effects.last == .files(.open("prompts/번역 한영.prompt.yaml")))
    }

    @Test func `a prompt with a mistake isn't opened but told about`() {
        var pilot = pilot()
        pilot.press("Down Down Enter")
        #expect(pilot.effects.isEmpty)
        #expect(pilot.sees("line 3, column 7"))
    }

    @Test func `a deleted prompt is brought back, and the filter stays`() {
        var pilot = pilot()
        pilot.type("reviews")
        pilot.press("Del")
        #expect(pilot.effects.last == .files(.library(.delete("prompts/my reviews.prompt.yaml"))))
        let trashed = TrashedPrompt(path: "trash/a", original: "prompts/my reviews.prompt.yaml")
        pilot.report(.files(.libraryListed(Array(SampleLibrary.entries.dropFirst()))))
        pilot.report(.files(.libraryChanged(notice: "Deleted. ^_ brings it back.", deleted: trashed)))
        #expect(pilot.sees("Deleted."))
        #expect(pilot.sees("> reviews"))
        pilot.press("^_")
        #expect(pilot.effects.last == .files(.library(.restore(trashed))))
    }

    @Test func `all that was deleted is brought back one by one, whatever was refused in between`() {
        var pilot = pilot()
        let trashed = ["a", "b"].map { TrashedPrompt(path: "trash/\($0)", original: "prompts/\($0).prompt.yaml") }
        for prompt in trashed {
            pilot.report(.files(.libraryListed(SampleLibrary.entries)))
            pilot.report(.files(.libraryChanged(notice: "Deleted. ^_ brings it back.", deleted: prompt)))
        }
        pilot.report(.files(.libraryListed(SampleLibrary.entries)))
        pilot.report(.files(.libraryChanged(notice: "It comes with Lathe.", deleted: nil)))
        pilot.forget()
        pilot.press("^_")
        pilot.press("^_")
        #expect(pilot.effects == trashed.reversed().map { .files(.library(.restore($0))) })
        pilot.press("^_")
        #expect(pilot.effects.count == 2)
        #expect(pilot.sees("Nothing else was deleted here."))
    }

    @Test func `a prompt is copied and renamed`() {
        var pilot = pilot()
        pilot.press("Alt-c")
        #expect(pilot.effects.last == .files(.library(.duplicate("prompts/my reviews.prompt.yaml"))))
        pilot.press("Alt-r")
        pilot.type(" 2\n")
        #expect(pilot.effects.last == .files(.library(.rename("prompts/my reviews.prompt.yaml", to: "my reviews 2"))))
    }
}

@Suite struct FinderTests {
    @Test func `any other key closes the help`() {
        var pilot = Pilot()
        pilot.press("F1 Down PgDn")
        #expect(pilot.sees("all keys"))
        pilot.press("x")
        #expect(!pilot.sees("any other key closes"))
        #expect(pilot.state.composer.prompt == Pilot().state.composer.prompt)
    }

    @Test func `control-H is never bound, for it is Backspace on some terminals`() {
        #expect(!Binding.all.contains { $0.keys.contains(Key("h", .control)) })
    }

    @Test func `each function key has a second binding`() {
        for binding in Binding.all
        where binding.keys.contains(where: { if case .function = $0.code { true } else { false } }) {
            // What they go through one by one, Alt-t and Alt-y choose from a list.
            let isListed = binding.action == .nextTechnique || binding.action == .nextLayout
            #expect(binding.keys.count > 1 || isListed, "\(binding.title)")
        }
    }

    @Test func `what is sent is copied`() throws {
        var pilot = Pilot()
        pilot.press("^T")
        try pilot.answerRender(notices: ["The template added a system message."])
        #expect(pilot.sees("The template added"))
        pilot.press("y")
        guard case .terminal(.handOver(let text, _))? = pilot.effects.last else {
            Issue.record("Nothing was copied.")
            return
        }
        #expect(text.contains("Classify the sentiment"))
        pilot.press("Esc")
        #expect(pilot.state.layers.isEmpty)
    }

    @Test func `a prompt that doesn't fit the context is told in the header`() throws {
        var pilot = Pilot(hasModel: false)
        pilot.load(contextLength: 20)
        pilot.report(.timer(.count))
        try pilot.answerRender()
        #expect(pilot.sees("don't fit 20"))
    }
}

@Suite struct LayerKeyTests {
    @Test func `each line of the help fits a screen of 80 columns`() {
        for line in KeySection.all.flatMap(\.keys) {
            #expect(line.names.displayWidth <= 20, "\(line)")
            #expect(line.action.displayWidth <= 55, "\(line)")
        }
    }

    @Test func `a layer's keys are told once in the help, and the last ones lead back`() {
        for kind in KeySection.layers {
            let keys = kind.section?.keys ?? []
            #expect(keys.last?.action.hasPrefix("Back") == true, "\(kind)")
            let names = keys.flatMap { $0.names.split(separator: " ") }
            #expect(names.count == Set(names).count, "\(kind)")
        }
    }

    @Test func `a key that is off says why, where the list says things`() {
        var pilot = Pilot()
        pilot.press("^O")
        pilot.report(.files(.libraryListed(SampleLibrary.entries)))
        pilot.press("^_")
        #expect(pilot.sees("Nothing else was deleted here."))
        pilot.press("Down")
        #expect(!pilot.sees("Nothing else was deleted here."))
    }
}
