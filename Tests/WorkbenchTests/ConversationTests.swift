import Prompting
import Terminal
import Testing

@testable import Workbench

@Suite struct ConversationTests {
    private func answered() throws -> Pilot {
        var pilot = try Pilot.afterRun()
        pilot.press("Tab a")
        return pilot
    }

    @Test func `a in a lane makes input and output turns, and the next question is typed`() throws {
        var pilot = try answered()
        #expect(
            pilot.state.composer.prompt.turns == [
                Turn(role: .user, text: "The plot dragged and I nearly fell asleep."),
                Turn(role: .assistant, text: "Negative"),
            ])
        #expect(pilot.state.composer.prompt.input == "")
        #expect(pilot.sees("Conversation"))
        pilot.type("Why?")
        #expect(pilot.state.composer.prompt.input == "Why?")
    }

    @Test(arguments: ["a", "e a", "Alt-u"])
    func `turns are typed where they are seen, also out of a lane that fills the screen`(
        _ keys: String
    ) throws {
        var pilot = try Pilot.afterRun()
        pilot.press("Tab Enter \(keys)")
        pilot.type("xyz")
        let prompt = pilot.state.composer.prompt
        #expect(([prompt.input] + prompt.turns.map(\.text)).contains("xyz"))
        #expect(pilot.state.layers.isEmpty)
        #expect(pilot.state.board.lanes.count == 2)
    }

    @Test func `nothing runs before the next question, and the outputs stay`() throws {
        var pilot = try answered()
        pilot.report(.timer(.liveRun))
        #expect(pilot.runNames.isEmpty)
        #expect(pilot.output("cool") == "Negative")
        pilot.press("F5")
        #expect(pilot.runNames.isEmpty)
        #expect(pilot.sees("type the next question"))
        pilot.type("Why?")
        pilot.report(.timer(.liveRun))
        #expect(pilot.runNames == ["cool", "warm"])
        let sent = pilot.effects.compactMap {
            if case .engine(.run(_, let request, _)) = $0 { request.lanes[0].prompt.body } else { nil }
        }
        guard case .chat(let messages, _) = try #require(sent.first) else {
            Issue.record("no chat")
            return
        }
        #expect(messages.suffix(3).map(\.text) == ["The plot dragged and I nearly fell asleep.", "Negative", "Why?"])
    }

    @Test func `undo takes the turns back`() throws {
        var pilot = try answered()
        pilot.press("^_")
        #expect(pilot.state.composer.prompt == Prompt.reviews)
    }

    @Test func `an output that isn't whole is no turn`() throws {
        var pilot = try Pilot.afterRun()
        pilot.press("F5 Tab")
        pilot.begin("cool")
        pilot.say("cool", ["Pos"])
        pilot.press("a")
        #expect(pilot.state.composer.prompt.turns.isEmpty)
        #expect(pilot.sees("still running"))
    }

    @Test func `turns are added, typed, deleted and brought back`() {
        var pilot = Pilot(prompt: .plain)
        pilot.press("Alt-u")
        pilot.type("Hi {{name}}")
        pilot.press("Ctrl-End Down")
        pilot.type("Hello")
        #expect(
            pilot.state.composer.prompt.turns == [
                Turn(role: .user, text: "Hi {{name}}"), Turn(role: .assistant, text: "Hello"),
            ])
        #expect(pilot.sees("{{name}} ="))
        pilot.press("Alt-x")
        #expect(pilot.state.composer.prompt.turns == [Turn(role: .user, text: "Hi {{name}}")])
        pilot.press("^_")
        #expect(pilot.state.composer.prompt.turns.count == 2)
        pilot.press("Alt-x Alt-x Alt-x")
        #expect(pilot.state.composer.prompt.turns.isEmpty)
        #expect(pilot.sees("Choose a turn"))
    }

    @Test func `the line below the turns adds more`() {
        var prompt = Prompt.plain
        prompt.turns = [Turn(role: .user, text: "a"), Turn(role: .assistant, text: "b")]
        var pilot = Pilot(prompt: prompt)
        pilot.press("Up")
        #expect(pilot.state.composer.field == .addTurns)
        pilot.press("Enter")
        #expect(pilot.state.composer.prompt.turns.map(\.role) == [.user, .assistant, .user, .assistant])
        #expect(pilot.state.composer.field == .turn(2))
    }
}
