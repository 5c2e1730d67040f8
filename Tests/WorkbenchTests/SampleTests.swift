import Lanes
import Library
import Prompting
import Sampling
import Terminal
import Testing

@testable import Workbench

@Suite struct SampleTests {
    private static let texts = ["Negative", "Mixed, I say", "Negative"]

    /// A workbench whose first lane has said three things, and whose lanes have the focus.
    private func pilot(columns: Int = 140) -> Pilot {
        var prompt = Prompt.reviews
        prompt.lanes[0].samples = 3
        var pilot = Pilot(columns: columns, prompt: prompt)
        pilot.press("F5 Tab")
        pilot.finishSamples("cool", Self.texts)
        pilot.finish(["warm": "Bad"])
        pilot.forget()
        return pilot
    }

    @Test func `brackets step through a lane's samples, each with its own text and tokens`() {
        var pilot = pilot()
        #expect(pilot.output("cool") == "Negative")
        #expect(pilot.sees("sample 1 of 3 · 1 tok · end"))
        pilot.press("]")
        #expect(pilot.output("cool") == "Mixed, I say")
        #expect(pilot.sees("Mixed, I say"))
        #expect(pilot.sees("2/3 · 3 tok · token limit · 2/3: Negative"))
        #expect(pilot.lane("cool")?.output.tokens.count == 3)
        pilot.press("] ]")
        #expect(pilot.sees("sample 3 of 3"))
        #expect(pilot.footer.contains("last of 3 samples"))
        pilot.press("[ [ [")
        #expect(pilot.output("cool") == "Negative")
        #expect(pilot.footer.contains("first sample"))
    }

    @Test func `the last line offers the key where there are several samples`() {
        var pilot = pilot()
        #expect(pilot.footer.contains("[ ] sample"))
        pilot.press("2")
        #expect(!pilot.footer.contains("[ ] sample"))
        pilot.press("]")
        #expect(pilot.footer.contains("The lane has one sample"))
    }

    @Test func `a narrow lane still says which sample is seen`() {
        var pilot = pilot(columns: 60)
        pilot.press("]")
        #expect(pilot.sees("2/3 · 3 tok · token limit") || pilot.sees("sample 2 of 3"))
    }

    @Test func `y copies the sample that is seen, and p pins it`() {
        var pilot = pilot()
        pilot.press("] y")
        #expect(pilot.effects.contains(.terminal(.handOver("Mixed, I say", what: "The output"))))
        pilot.press("p ]")
        #expect(pilot.lane("cool")?.pinned?.text.text == "Mixed, I say")
        #expect(pilot.output("cool") == "Negative")
    }

    @Test func `the token cursor and the chart belong to the sample that is seen`() {
        var pilot = pilot()
        pilot.press("] Left")
        #expect(pilot.state.board.lane.tokenCursor == 2)
        let asked = pilot.effects.compactMap { effect -> [Int32]? in
            if case .engine(.distribution(let history, _, _, _)) = effect { history } else { nil }
        }
        #expect(asked.last == [1, 2, 3] + ["Mixed,", " I"].map { Vocabulary.id(of: $0) })
        pilot.press("]")
        #expect(pilot.state.board.lane.tokenCursor == nil)
    }

    @Test func `words are compared with the sample that is seen`() {
        var pilot = pilot()
        pilot.press("=")
        #expect(pilot.state.board.differences[pilot.state.board.lane.id] == [0..<8])
        pilot.press("]")
        #expect(pilot.style(of: "Mixed, I say") == Style(.difference))
        #expect(pilot.state.board.differences[pilot.state.board.lane.id] == [0..<12])
    }

    @Test func `samples that stream at once are all kept, whichever is seen`() {
        var prompt = Prompt.reviews
        prompt.lanes[0].samples = 2
        var pilot = Pilot(prompt: prompt)
        pilot.press("F5 Tab")
        pilot.beginSample("cool", 0)
        pilot.saySample("cool", 0, "one", end: 3)
        pilot.beginSample("cool", 1)
        pilot.saySample("cool", 1, "uno", end: 3)
        pilot.press("]")
        #expect(pilot.output("cool") == "uno")
        pilot.saySample("cool", 0, " two", end: 7)
        pilot.saySample("cool", 1, " dos", end: 7)
        #expect(pilot.output("cool") == "uno dos")
        #expect(pilot.sees("sample 2 of 2 · 2 tok"))
        pilot.press("[")
        #expect(pilot.output("cool") == "one two")
    }

    @Test func `a sample that hasn't begun can't be seen yet`() {
        var prompt = Prompt.reviews
        prompt.lanes[0].samples = 2
        var pilot = Pilot(prompt: prompt)
        pilot.press("F5 Tab")
        pilot.beginSample("cool", 0)
        pilot.saySample("cool", 0, "one", end: 3)
        pilot.press("]")
        #expect(pilot.output("cool") == "one")
    }

    @Test func `the same sample is seen after the lane has run again`() {
        var pilot = pilot()
        pilot.press("] F5")
        pilot.beginSample("cool", 0)
        pilot.saySample("cool", 0, "Yes", end: 3)
        #expect(pilot.output("cool") == "Mixed, I say")
        pilot.beginSample("cool", 1)
        pilot.saySample("cool", 1, "No", end: 2)
        #expect(pilot.output("cool") == "No")
        pilot.press("[")
        #expect(pilot.output("cool") == "Yes")
    }

    @Test func `a lane that runs again with one sample shows that one`() {
        var pilot = pilot()
        pilot.press("] Tab")
        while pilot.state.board.focusedKnob != .samples { pilot.press("Down") }
        pilot.press("Left Left")
        #expect(pilot.state.board.lanes[0].lane.samples == 1)
        pilot.finish(["cool": "Only"])
        #expect(pilot.output("cool") == "Only")
        #expect(!pilot.sees("sample 1 of"))
    }

    @Test func `the history gets the text and the tokens of every sample`() throws {
        var pilot = pilot()
        pilot.report(.timer(.record))
        let runs = pilot.effects.compactMap { effect -> ScreenRun? in
            if case .history(.record(let run)) = effect { run } else { nil }
        }
        let lane = try #require(runs.first?.lanes.first)
        #expect(lane.result.samples.map(\.text) == Self.texts)
        #expect(lane.result.samples.map { $0.stages.map(\.tokens.count) } == [[1], [3], [1]])
    }

    @Test func `a run that comes out of the history has all its samples`() {
        var output = Output(width: 40, glyphs: .unicode)
        let samples = Self.texts.map { text in
            SampleResult(stages: [StageResult(prompt: "", text: text, finish: .end)], text: text, answer: text)
        }
        // Nobody told on the way.
        output.take(.laneFinished(lane: 0, result: LaneResult(name: "cool", samples: samples, answer: "Negative")))
        #expect(output.samples.map(\.text) == Self.texts)
        #expect(output.text.text == "Negative")
        output.show(sample: 1)
        #expect(output.text.text == "Mixed, I say")
    }
}

extension Pilot {
    fileprivate mutating func tell(_ name: String, _ event: RunEvent) {
        guard let run = runs.last(where: { $0.name == name }) else { return }
        report(.engine(.run(run.id, event)))
    }

    fileprivate mutating func beginSample(_ name: String, _ sample: Int) {
        tell(name, .stageStarted(lane: 0, sample: sample, stage: 0, prompt: "", history: [1, 2, 3]))
    }

    fileprivate mutating func saySample(_ name: String, _ sample: Int, _ piece: String, end: Int) {
        let token = DrawnToken(id: Vocabulary.id(of: piece), probability: 0.5, end: end)
        tell(name, .text(lane: 0, sample: sample, stage: 0, text: piece, tokens: [token]))
    }

    /// The last run of the lane says these things, one a sample, and ends.
    fileprivate mutating func finishSamples(_ name: String, _ texts: [String]) {
        var samples: [SampleResult] = []
        for (sample, text) in texts.enumerated() {
            beginSample(name, sample)
            var end = 0
            for piece in Vocabulary.pieces(of: text) {
                end += piece.utf8.count
                saySample(name, sample, piece, end: end)
            }
            let stage = StageResult(prompt: "", text: text, finish: text.contains(" ") ? .length : .end)
            tell(name, .stageFinished(lane: 0, sample: sample, stage: 0, result: stage))
            samples.append(SampleResult(stages: [stage], text: text, answer: text))
        }
        var timings = Timings()
        timings.firstTokenSeconds = 0.4
        timings.decodeSeconds = 0.8
        var usage = Usage()
        usage.generatedTokens = 5
        let lane = LaneResult(
            name: name, samples: samples, answer: majority(of: texts), usage: usage, timings: timings)
        tell(name, .laneFinished(lane: 0, result: lane))
        tell(name, .finished(RunSummary(lanes: [lane], mode: .fast, padding: [], isCancelled: false)))
    }
}
