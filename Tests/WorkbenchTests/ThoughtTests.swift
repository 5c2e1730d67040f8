import Prompting
import Sampling
import Terminal
import Testing
import TextLayout

@testable import Lanes
@testable import Workbench

struct ThoughtTests {
    private func output(_ events: [RunEvent]) -> Output {
        var output = Output(width: 60, glyphs: .unicode)
        output.take(.stageStarted(lane: 0, sample: 0, stage: 0, prompt: "", history: [1, 2]))
        for event in events { output.take(event) }
        return output
    }

    private func token(_ id: Int32, end: Int) -> DrawnToken { DrawnToken(id: id, probability: 0.5, end: end) }

    private var thought: RunEvent {
        .thoughts(lane: 0, sample: 0, stage: 0, text: "Hm, 2.", tokens: [token(10, end: 3), token(11, end: 6)])
    }

    private var answer: RunEvent {
        .text(lane: 0, sample: 0, stage: 0, text: "Two.", tokens: [token(12, end: 3), token(13, end: 4)])
    }

    @Test func `thoughts are counted while they come, and folded before the answer`() {
        #expect(output([thought]).text.text == "▸ thinking, 2 tokens\n")
        #expect(output([thought, answer]).text.text == "▸ thought for 2 tokens (t)\nTwo.")
    }

    @Test func `unfolding shows the thoughts, and folding hides them again`() {
        var output = output([thought, answer])
        let folded = output.text.text
        output.toggleThoughts()
        #expect(output.text.text == "▾ thought for 2 tokens (t)\nHm, 2.\n\nTwo.")
        output.toggleThoughts()
        #expect(output.text.text == folded)
    }

    /// A workbench whose first lane has thought, is answering, and has the focus.
    private func pilot() -> Pilot {
        var pilot = Pilot(reportsMouse: true, isLive: false)
        pilot.press("F5")
        pilot.begin("cool")
        if let run = pilot.runs.last(where: { $0.name == "cool" }) { pilot.report(.engine(.run(run.id, thought))) }
        pilot.say("cool", ["Two", "."])
        pilot.press("Alt-1")
        return pilot
    }

    @Test func `Enter unfolds thoughts first, and then opens the lane on the whole screen`() {
        var pilot = pilot()
        pilot.press("Enter")
        #expect(pilot.sees("Hm, 2.") && !(pilot.state.layers.top is LaneLayer))
        pilot.press("Enter")
        #expect(pilot.sees("Hm, 2.") && pilot.state.layers.top is LaneLayer)
    }

    @Test func `text that turns out to be thoughts at the end is folded then`() {
        var output = output([.text(lane: 0, sample: 0, stage: 0, text: "Hm, 2.</think>Two.", tokens: [])])
        let result = SampleResult(
            stages: [StageResult(prompt: "", text: "Two.", thoughts: "Hm, 2.", finish: .end)], text: "Two.",
            answer: "Two.")
        output.take(.laneFinished(lane: 0, result: LaneResult(name: "cool", samples: [result], answer: "Two.")))
        #expect(output.text.text.hasSuffix("\nTwo.") && !output.text.text.contains("Hm"))
        output.toggleThoughts()
        #expect(output.text.text.contains("Hm, 2.\n\nTwo."))
    }

    @Test func `t in a lane unfolds its thoughts and folds them again, and T is the key of its technique`() {
        var pilot = pilot()
        #expect(pilot.sees("▸ thought for 2 tokens (t)") && !pilot.sees("Hm, 2."))
        pilot.press("t")
        #expect(pilot.sees("Hm, 2."))
        pilot.press("t")
        #expect(!pilot.sees("Hm, 2.") && pilot.state.board.lane.lane.technique == nil)
        pilot.press("T")
        #expect(pilot.state.board.lane.lane.technique != nil)
    }

    @Test func `a click on the line that counts thoughts unfolds them, and one on it again folds them`() {
        var pilot = pilot()
        pilot.mouse(.press, on: "thought for 2")
        #expect(pilot.sees("Hm, 2."))
        pilot.mouse(.press, on: "thought for 2")
        #expect(!pilot.sees("Hm, 2."))
    }

    @Test func `tokens keep to their text, and follow the thoughts before them`() {
        var output = output([thought, answer])
        func words() -> [String] {
            output.tokens.map { String(decoding: Array(output.text.text.utf8)[$0.range], as: UTF8.self) }
        }
        #expect(words() == ["Two", "."])
        output.toggleThoughts()
        #expect(words() == ["Two", "."])
        #expect(output.history(before: 1) == [1, 2, 10, 11, 12])
        #expect(output.openings(branchingAt: 1, to: 99) == [[10, 11, 12, 99]])
    }

    @Test func `a branch behind thoughts marks the token with which it parted`() {
        let output = output([thought, answer])
        var lane = LaneState(id: LaneID(number: 1), lane: Lane(name: "A"), output: output)
        lane.openings = output.openings(branchingAt: 1, to: 13)
        #expect(lane.parting == output.tokens[1].range)
        lane.openings = [[10, 11]]
        #expect(lane.parting == nil)
    }

    @Test func `the answer alone is copied and compared`() {
        #expect(output([thought, answer]).answer == "Two.")
    }

    @Test func `thoughts that end without an answer say so`() {
        let stage = StageResult(prompt: "", text: "", thoughts: "Hm, 2.", thoughtTokens: 2, finish: .length)
        let result = LaneResult(
            name: "A", samples: [SampleResult(stages: [stage], text: "", answer: "")], answer: "")
        let output = output([thought, .laneFinished(lane: 0, result: result)])
        #expect(output.text.text == "▸ thought for 2 tokens, without an answer (t)\n")
    }

    @Test func `an output without thoughts stays as it was`() {
        var output = output([answer])
        output.toggleThoughts()
        #expect(output.text.text == "Two.")
        #expect(output.fold == 0)
    }

    @Test
    func `thoughts of a run in the history are counted in tokens too, and so are those whose tokens are forgotten`() {
        let stage = StageResult(prompt: "", text: "Two.", thoughts: "Hm, 2.", thoughtTokens: 2, finish: .end)
        var sample = Sample(SampleResult(stages: [stage], text: "Two.", answer: "Two."))
        sample.fold(isOpen: false, glyphs: .unicode, hasEnded: true)
        #expect(sample.text == "▸ thought for 2 tokens (t)\nTwo.")
        var forgetful = output([thought, answer]).samples[0]
        forgetful.forgetTokens()
        forgetful.fold(isOpen: false, glyphs: .ascii, hasEnded: true)
        #expect(forgetful.text == "> thought for 2 tokens (t)\nTwo.")
    }
}
