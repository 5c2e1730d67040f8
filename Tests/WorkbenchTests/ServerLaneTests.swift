import Prompting
import Sampling
import Terminal
import Testing

@testable import Lanes
@testable import Workbench

struct ServerLaneTests {
    /// A workbench whose lanes are on a server that lacks top-K and min-P.
    private func pilot(isLive: Bool = true) -> Pilot {
        var pilot = Pilot(reportsMouse: true, hasModel: false, isLive: isLive)
        pilot.report(
            .engine(
                .model(
                    nil,
                    .ready(
                        ModelFacts(
                            name: "box/m", path: "server box/m", quantization: "", contextLength: .max,
                            hasChatTemplate: true, lacking: [.topK, .minP])))))
        return pilot
    }

    /// The text of the first lane comes as a server sends it, without tokens.
    private func stream(_ pilot: inout Pilot, _ texts: [String]) {
        guard let run = pilot.runs.first else { return }
        pilot.begin(run.name)
        for text in texts {
            pilot.report(.engine(.run(run.id, .text(lane: 0, sample: 0, stage: 0, text: text, tokens: []))))
        }
    }

    @Test func `a knob that the server lacks is dimmed, and turning it says so and runs nothing`() {
        var pilot = pilot(isLive: false)
        #expect(pilot.style(of: "top-K") == Style(.faint, .dim))
        #expect(pilot.style(of: "min-P") == Style(.faint, .dim))
        #expect(pilot.style(of: "top-P") != Style(.faint, .dim))
        #expect(!pilot.sees("  K "))
        pilot.press("F6")
        pilot.forget()
        pilot.mouse(.press, on: "top-K")
        #expect(pilot.state.board.focusedKnob == .setting(.topK))
        #expect(pilot.sees("box/m doesn't accept it"))
        pilot.press("Right")
        #expect(pilot.footer.contains("box/m doesn't accept top-K, so lane"))
        #expect(pilot.runNames.isEmpty)
    }

    @Test func `a lane says what its server is doing`() {
        var pilot = pilot(isLive: false)
        pilot.press("F5")
        #expect(pilot.sees("waiting for the server"))
        guard let run = pilot.runs.first else { return }
        pilot.report(.engine(.run(run.id, .waiting(lane: 0, seconds: 4, reason: "box answered 429: slow down"))))
        #expect(pilot.sees("asks again in 4 s: box answered 429"))
        stream(&pilot, ["A ", "fox"])
        #expect(pilot.sees("2 pieces"))
        #expect(!pilot.sees("asks again"))
    }

    @Test func `a run that is stopped before its first word doesn't leave the figures of the one before`() {
        var pilot = pilot(isLive: false)
        pilot.press("F5")
        pilot.finish(["cool": "An older text", "warm": "An older text"])
        pilot.press("F5 Esc")
        #expect(pilot.sees("stopped before the first word"))
        #expect(pilot.sees("An older text"))
        #expect(!pilot.sees("t/s"))
        pilot.press("F5")
        #expect(!pilot.sees("stopped before"))
    }

    @Test func `what a lane cost stands with its figures`() throws {
        var pilot = pilot(isLive: false)
        pilot.press("F5")
        stream(&pilot, ["A fox"])
        let run = try #require(pilot.runs.first)
        var usage = Usage()
        usage.generatedTokens = 5
        usage.cost = 0.0016
        let stage = StageResult(prompt: "", text: "A fox", finish: .end)
        let result = LaneResult(
            name: run.name, samples: [SampleResult(stages: [stage], text: "A fox", answer: "A fox")], answer: "A fox",
            usage: usage)
        pilot.report(.engine(.run(run.id, .laneFinished(lane: 0, result: result))))
        pilot.report(
            .engine(.run(run.id, .finished(RunSummary(lanes: [result], mode: .fast, padding: [], isCancelled: false)))))
        #expect(pilot.sees("$0.0016"))
    }

    @Test func `what is sent to a server is shown without tokens, and it is said why`() {
        var pilot = pilot(isLive: false)
        pilot.press("^T")
        for effect in pilot.effects.reversed() {
            guard case .engine(.render(let number, _, _)) = effect else { continue }
            let sent = SentPrompt(
                fragments: [Fragment("[user]\n", isField: false), Fragment("Is it <good>?", isField: true)], tokens: [],
                notices: [])
            pilot.report(.engine(.rendered(number: number, .success(sent))))
            break
        }
        #expect(pilot.sees("Is it <good>?"))
        #expect(pilot.sees("your prompt · roles"))
        #expect(pilot.sees("box/m doesn't show its tokens"))
        #expect(!pilot.sees("0 tokens"))
    }
}
