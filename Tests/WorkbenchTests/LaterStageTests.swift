import Foundation
import Lanes
import Prompting
import Testing

@testable import Workbench

/// What ^T shows of the stages after the first.
@Suite struct LaterStageTests {
    /// A lane whose technique asks for the answer in a second stage, and the text that is sent for that.
    private func stepwise() throws -> (pilot: Pilot, opening: String) {
        var prompt = Prompt.reviews
        prompt.technique = .zeroShotChainOfThought
        for index in prompt.lanes.indices { prompt.lanes[index].technique = nil }
        let pilot = Pilot(prompt: prompt, isLive: false)
        let facts = try #require(pilot.state.setup.facts(of: 0))
        let compiled = try pilot.state.setup.compiled(0, for: facts)
        try #require(compiled.steps.count == 2)
        return (pilot, compiled.steps[1].opening.trimmingCharacters(in: .whitespacesAndNewlines))
    }

    @Test func `before a run the text that asks for the answer is shown, and where the model's text will stand`() throws
    {
        var (pilot, opening) = try stepwise()
        pilot.press("^T")
        try pilot.answerRender()
        pilot.press("End")
        #expect(pilot.sees("stage 2: the text above, what stage 1 writes, and then"))
        #expect(pilot.sees("(the text of stage 1: F5 runs the lane)") && pilot.sees(opening))
    }

    @Test func `after a run the model's own text stands there, and the copy holds all of it`() throws {
        var (pilot, opening) = try stepwise()
        pilot.press("F5")
        let run = try #require(pilot.runs.first)
        let stages = [
            StageResult(prompt: "", text: "It dragged on.", finish: .end),
            StageResult(prompt: "\n\(opening)", text: " Negative", finish: .end),
        ]
        let lane = LaneResult(
            name: run.name, samples: [SampleResult(stages: stages, text: "", answer: "Negative")], answer: "Negative",
            error: nil, usage: Usage(), timings: Timings())
        pilot.begin(run.name)
        pilot.say(run.name, ["It", " dragged", " on."])
        pilot.report(.engine(.run(run.id, .laneFinished(lane: 0, result: lane))))
        pilot.report(
            .engine(.run(run.id, .finished(RunSummary(lanes: [lane], mode: .fast, padding: [], isCancelled: false)))))
        pilot.press("^T")
        try pilot.answerRender()
        pilot.press("End")
        #expect(pilot.sees("It dragged on.") && pilot.sees(opening) && pilot.sees("the model's output"))
        #expect(!pilot.sees("(the text of stage 1"))
        pilot.press("y")
        #expect(pilot.state.screen.clipboard.hasSuffix("It dragged on.\n\(opening)"))
    }

    @Test func `the text scrolls on a screen of any height, and its end is seen when the screen grows`() throws {
        var (pilot, opening) = try stepwise()
        pilot.press("^T")
        try pilot.answerRender()
        for rows in 1...6 {
            pilot.resize(80, rows)
            pilot.press("End PgUp PgDn Down Up Home End")
        }
        pilot.resize(140, 40)
        #expect(pilot.sees("the exact text that lane cool sends") && pilot.sees(opening))
    }

    @Test func `a technique of one stage has nothing below its text`() throws {
        var pilot = Pilot(isLive: false)
        pilot.press("^T")
        try pilot.answerRender()
        #expect(!pilot.sees("stage 2"))
    }
}
