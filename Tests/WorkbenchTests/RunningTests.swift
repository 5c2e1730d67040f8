import Prompting
import Terminal
import Testing

@testable import Lanes
@testable import Workbench

@Suite struct LiveTests {
    @Test func `lanes run as soon as there is a model`() {
        var pilot = Pilot(hasModel: false)
        pilot.load()
        #expect(pilot.runNames == ["cool", "warm"])
    }

    @Test func `reports that come together do what they do one after another`() {
        var apart = Pilot()
        apart.press("F5")
        var together = apart
        let reports = apart.runs.flatMap { run in
            [
                Workbench.Message.engine(
                    .run(run.id, .stageStarted(lane: 0, sample: 0, stage: 0, prompt: "", history: [1, 2, 3])))
            ]
                + (1...20).map { number in
                    let token = DrawnToken(id: 7, probability: 0.5, end: 5 * number)
                    return .engine(
                        .run(run.id, .text(lane: 0, sample: 0, stage: 0, text: " word", tokens: [token])))
                }
        }
        for report in reports { apart.report(report) }
        together.send(.reports(reports))
        #expect(together.lines == apart.lines)
        #expect(together.sees("word word") && together.sees("20 tok"))
    }

    @Test func `a knob's turn runs that lane alone and at once`() throws {
        var pilot = try Pilot.afterRun()
        pilot.press("Tab Tab")
        pilot.forget()
        pilot.press("Right")
        #expect(pilot.runNames == ["cool"])
        #expect(pilot.scheduled(.liveRun).isEmpty)
        guard
            case .engine(.run(_, let request, _)) = try #require(
                pilot.effects.first(where: { if case .engine(.run) = $0 { true } else { false } }))
        else { return }
        #expect(request.lanes[0].settings.temperature == 0.25)
    }

    @Test func `the old output is dimmed until the first text of the new one`() throws {
        var pilot = try Pilot.afterRun()
        pilot.press("Tab Tab Right")
        #expect(pilot.output("cool") == "Negative")
        #expect(pilot.lane("cool")?.isStale == true)
        pilot.begin("cool")
        #expect(pilot.output("cool") == "Negative")
        pilot.say("cool", ["Bad"])
        #expect(pilot.output("cool") == "Bad")
        #expect(pilot.lane("cool")?.isStale == false)
    }

    @Test func `editing a text schedules a run after a pause`() throws {
        var pilot = try Pilot.afterRun()
        pilot.type("Really. ")
        #expect(pilot.runNames.isEmpty)
        #expect(pilot.scheduled(.liveRun).allSatisfy { (100...1000).contains($0) })
        #expect(!pilot.scheduled(.liveRun).isEmpty)
        pilot.report(.timer(.liveRun))
        #expect(pilot.runNames == ["cool", "warm"])
    }

    @Test func `the pause's end doesn't start again what runs on the newest text`() throws {
        var pilot = try Pilot.afterRun()
        pilot.type("x")
        pilot.press("F5")
        pilot.forget()
        pilot.report(.timer(.liveRun))
        #expect(pilot.runNames.isEmpty)
    }

    @Test func `without live nothing runs until F5`() {
        var pilot = Pilot(isLive: false)
        pilot.type("x")
        pilot.press("Tab Tab Right F2 F2")
        pilot.report(.timer(.liveRun))
        #expect(pilot.runNames.isEmpty)
        #expect(pilot.scheduled(.liveRun).isEmpty)
        pilot.press("F5")
        #expect(pilot.runNames == ["cool", "warm"])
    }

    @Test func `switching live on runs what is stale`() {
        var pilot = Pilot(isLive: false)
        pilot.press("F6")
        #expect(pilot.runNames == ["cool", "warm"])
        #expect(pilot.footer.contains("Live"))
    }

    @Test func `what is run before there is a model runs when there is one`() {
        var pilot = Pilot(hasModel: false, isLive: false)
        pilot.press("F5")
        #expect(pilot.runNames.isEmpty)
        pilot.load()
        #expect(pilot.runNames == ["cool", "warm"])
    }

    @Test func `a model that can't be loaded says so in the lanes`() {
        var pilot = Pilot(hasModel: false)
        pilot.report(.engine(.model(nil, .failed("models/x.gguf isn't a model."))))
        #expect(pilot.footer.contains("isn't a model"))
        pilot.press("Tab F5")
        #expect(pilot.lane("cool")?.problem == "models/x.gguf isn't a model.")
    }
}

@Suite struct RunTests {
    @Test func `Esc ends all runs and keeps their texts`() throws {
        var pilot = Pilot()
        pilot.press("F5")
        pilot.begin("cool")
        pilot.say("cool", ["Neg"])
        let runs = pilot.runs.map(\.id)
        pilot.forget()
        pilot.press("Esc")
        #expect(pilot.effects == runs.map { .engine(.cancel($0)) })
        #expect(pilot.output("cool") == "Neg")
        #expect(pilot.lane("cool")?.isStale == false)
        #expect(!pilot.state.board.lanes.contains { $0.isRunning })
    }

    @Test func `what an older run still tells is ignored`() throws {
        var pilot = Pilot()
        pilot.press("F5")
        let old = try #require(pilot.runs.first)
        pilot.begin("cool")
        pilot.say("cool", ["old"])
        pilot.press("F5")
        pilot.begin("cool")
        pilot.say("cool", ["new"])
        pilot.report(.engine(.run(old.id, .text(lane: 0, sample: 0, stage: 0, text: " ghost", tokens: []))))
        pilot.report(
            .engine(.run(old.id, .finished(RunSummary(lanes: [], mode: .fast, padding: [], isCancelled: true)))))
        #expect(pilot.output("cool") == "new")
        #expect(pilot.lane("cool")?.isRunning == true)
    }

    @Test func `F5 cancels a run before it starts another`() throws {
        var pilot = Pilot()
        pilot.press("F5")
        let old = pilot.runs.map(\.id)
        pilot.forget()
        pilot.press("F5")
        for id in old { #expect(pilot.effects.contains(.engine(.cancel(id)))) }
        #expect(pilot.runs.count == 2)
    }

    @Test func `one lane's error leaves the others alone`() throws {
        var pilot = Pilot()
        pilot.press("F5")
        pilot.begin("warm")
        pilot.say("warm", ["Mixed"])
        pilot.end("cool", .error, error: .promptTooLong(tokens: 3012, context: 2048))
        pilot.say("warm", [" feelings"])
        pilot.end("warm")
        #expect(pilot.output("warm") == "Mixed feelings")
        #expect(pilot.lane("warm")?.problem == nil)
        #expect(pilot.sees("3012 tokens"))
        #expect(pilot.sees("Mixed feelings"))
    }

    @Test func `an error in the middle of an output is told beside it`() throws {
        var pilot = Pilot()
        pilot.press("F5")
        pilot.begin("cool")
        pilot.say("cool", ["Neg"])
        pilot.end("cool", .error, error: .decodeFailed(reason: "no memory"))
        #expect(pilot.sees("Neg"))
        #expect(pilot.sees("llama.cpp could not"))
    }

    @Test func `a lane that can't be resolved says why and the others run`() throws {
        var prompt = Prompt.reviews
        prompt.lanes[0].layout = .chat
        var pilot = Pilot(prompt: prompt, hasModel: false)
        pilot.load(hasChatTemplate: false)
        #expect(pilot.runNames == ["warm"])
        #expect(pilot.lane("cool")?.problem != nil)
    }

    @Test func `a lane tells how many tokens it took, how fast, and why it ended`() throws {
        let pilot = try Pilot.afterRun()
        #expect(pilot.sees("1 tok · first 0.40 s · end"))
        #expect(pilot.sees("125 t/s"))
    }

    @Test func `the second stage's trigger stands between the texts`() throws {
        var pilot = Pilot()
        pilot.press("F5")
        pilot.begin("cool")
        pilot.say("cool", ["First,", " think."])
        pilot.begin("cool", stage: 1, trigger: "\nTherefore, the answer is", history: [1, 2, 3, 4])
        pilot.say("cool", [" 4"])
        #expect(pilot.output("cool") == "First, think.\nTherefore, the answer is 4")
        #expect(pilot.style(of: "Therefore") == Style(.control))
    }

    @Test func `a lane follows the scripted engine's events`() async throws {
        let engine = ScriptedEngine(["cool": .init(["Negative 부정"]), "warm": .init([], error: .shutDown)])
        var pilot = Pilot()
        pilot.press("F5")
        for run in pilot.runs {
            for await event in engine.start(run.request).events { pilot.report(.engine(.run(run.id, event))) }
        }
        #expect(pilot.output("cool") == "Negative 부정")
        #expect(pilot.lane("cool")?.output.tokens.count == 11)
        #expect(pilot.lane("warm")?.problem == "The engine was shut down.")
        #expect(!pilot.state.board.lanes.contains { $0.isRunning })
    }

    @Test func `an output of 100,000 tokens scrolls`() throws {
        var pilot = Pilot(prompt: .plain)
        pilot.press("F5 Tab")
        pilot.begin("A")
        let run = try #require(pilot.runs.first)
        var end = 0
        for number in 0..<1000 {
            var text = ""
            var tokens: [DrawnToken] = []
            for word in 0..<100 {
                let piece = "w\(number * 100 + word) "
                text += piece
                end += piece.utf8.count
                tokens.append(DrawnToken(id: 5, probability: 0.5, end: end))
            }
            pilot.report(.engine(.run(run.id, .text(lane: 0, sample: 0, stage: 0, text: text, tokens: tokens))))
        }
        pilot.end("A")
        #expect(pilot.sees("w99999"))
        pilot.press("Home")
        #expect(pilot.sees("w0 w1 "))
        pilot.press("PgDn PgDn Down")
        #expect(!pilot.sees("w0 w1 "))
        pilot.resize(200, 50)
        pilot.resize(80, 24)
        pilot.press("End")
        #expect(pilot.sees("w99999"))
        pilot.press("Left c")
        #expect(pilot.lane("A")?.tokenCursor == 99_999)
        #expect(pilot.sees("w99999"))
    }
}
