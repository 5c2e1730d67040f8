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

    /// Ends a run of two stages.
    private func finish(_ run: Pilot.RunningLane, _ opening: String, thoughts: String = "", _ pilot: inout Pilot) {
        let stages = [
            StageResult(
                prompt: "", text: "It dragged on.", thoughts: thoughts, thoughtTokens: thoughts.isEmpty ? 0 : 1,
                finish: .end),
            StageResult(prompt: "\n\(opening)", text: " Negative", finish: .end),
        ]
        let lane = LaneResult(
            name: run.name, samples: [SampleResult(stages: stages, text: "", answer: "Negative")], answer: "Negative",
            error: nil, usage: Usage(), timings: Timings())
        pilot.report(.engine(.run(run.id, .laneFinished(lane: 0, result: lane))))
        pilot.report(
            .engine(.run(run.id, .finished(RunSummary(lanes: [lane], mode: .fast, padding: [], isCancelled: false)))))
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
        pilot.begin(run.name)
        pilot.say(run.name, ["It", " dragged", " on."])
        finish(run, opening, &pilot)
        pilot.press("^T")
        try pilot.answerRender()
        pilot.press("End")
        #expect(pilot.sees("It dragged on.") && pilot.sees(opening) && pilot.sees("the model's output"))
        #expect(!pilot.sees("(the text of stage 1"))
        pilot.press("y")
        #expect(pilot.state.screen.clipboard.hasSuffix("It dragged on.\n\(opening)"))
    }

    @Test(arguments: [true, false])
    func `thoughts are shown as they are sent again, with the tags around them`(knowsHistories: Bool) throws {
        var (pilot, opening) = try stepwise()
        pilot.press("F5")
        let run = try #require(pilot.runs.first)
        pilot.begin(run.name, history: [1, 2, 3])
        let drawn = DrawnToken(id: 50, probability: 0.9, end: 6)
        pilot.report(
            .engine(.run(run.id, .thoughts(lane: 0, sample: 0, stage: 0, text: "Hm, 2.", tokens: [drawn]))))
        pilot.say(run.name, ["It", " dragged", " on."])
        if knowsHistories {
            pilot.begin(run.name, stage: 1, trigger: "\n\(opening)", history: [1, 2, 3, 50, 51, 52])
            pilot.say(run.name, [" Negative"])
        }
        finish(run, opening, thoughts: "Hm, 2.", &pilot)
        pilot.forget()
        pilot.press("^T")
        try pilot.answerRender()
        let asked = pilot.effects.compactMap { effect -> (tokens: [[Int32]], model: String?)? in
            guard case .engine(.spell(let tokens, let model)) = effect else { return nil }
            return (tokens: tokens, model: model)
        }
        let question = try #require(asked.first)
        #expect(asked.count == 1 && question.tokens == (knowsHistories ? [[50, 51, 52]] : [[50]]))
        // In a run of the history only the tokens of the thoughts are known.
        let text = "<think>Hm, 2.</think>" + (knowsHistories ? "It dragged on.\n\(opening)" : "")
        pilot.report(.engine(.spelled(question.tokens, model: question.model, [text])))
        pilot.press("End")
        #expect(pilot.sees("<think>Hm, 2.</think>It dragged on.") && pilot.sees(opening))
        pilot.press("y")
        #expect(pilot.state.screen.clipboard.hasSuffix("<think>Hm, 2.</think>It dragged on.\n\(opening)"))
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
