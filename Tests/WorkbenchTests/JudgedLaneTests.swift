import Lanes
import Prompting
import Testing

@testable import Workbench

/// A judge of the lanes as they stand.
@Suite struct JudgedLaneTests {
    private func judged(_ pilot: Pilot) -> (lanes: LanesToJudge, model: String)? {
        pilot.effects.lazy.compactMap {
            if case .evaluation(.judgeLanes(let lanes, let model)) = $0 { (lanes: lanes, model: model) } else { nil }
        }.first
    }

    @Test func `j on a lane lets a model judge the lanes' outputs, without thoughts`() throws {
        var pilot = Pilot()
        pilot.finish(["cool": "Negative", "warm": "<think>It dragged.</think>Positive"])
        pilot.press("Tab j")
        pilot.type("gpt/large\n")
        let (lanes, model) = try #require(judged(pilot))
        #expect(model == "gpt/large")
        #expect(lanes.lanes.map(\.name) == ["cool", "warm"])
        #expect(lanes.lanes.map { $0.outputs.map { $0?.text } } == [["Negative"], ["Positive"]])
        let output = try #require(lanes.lanes[1].outputs[0])
        #expect(output.prompt == "Sentiment of a review" && output.model == "SmolLM2-135M-Instruct")
        #expect(output.settings.temperature == 1.2 && output.technique == .fewShot)
        // What both answer is without examples, which a lane may send or not.
        let question = lanes.question.map(\.text).joined(separator: "\n")
        #expect(question.contains("The plot dragged") && !question.contains("Loved every minute"))
        #expect(lanes.promptName == "Sentiment of a review" && lanes.references.isEmpty)
        #expect(pilot.sees("The judge is being loaded."))
    }

    @Test func `calls of tools are judged as trees, and are told from texts`() throws {
        var pilot = Pilot()
        for run in pilot.runs {
            pilot.begin(run.name)
            let use = ToolUse([ToolCall(name: "look", arguments: #"{"at":1}"#)], content: "")
            let stage = StageResult(prompt: "", text: "", toolUse: run.name == "cool" ? use : nil, finish: .end)
            let sample = SampleResult(stages: [stage], text: run.name == "cool" ? "" : "Positive", answer: "")
            let lane = LaneResult(name: run.name, samples: [sample], answer: "")
            let summary = RunSummary(lanes: [lane], mode: .fast, padding: [], isCancelled: false)
            pilot.report(.engine(.run(run.id, .laneFinished(lane: 0, result: lane))))
            pilot.report(.engine(.run(run.id, .finished(summary))))
        }
        pilot.press("Tab j")
        pilot.type("gpt/large\n")
        let lanes = try #require(judged(pilot)).lanes.lanes
        #expect(lanes.map { $0.outputs.map { $0?.text } } == [["→ look\n  at: 1"], ["Positive"]])
        #expect(lanes.map { $0.outputs.map { $0?.hasCalls } } == [[true], [nil]])
    }

    @Test func `another input is another case, and the same input is the same one`() throws {
        func caseID(_ review: String) throws -> String {
            var prompt = Prompt.reviews
            prompt.variables["review"] = review
            var pilot = Pilot(prompt: prompt)
            pilot.finish(["cool": "Negative", "warm": "Positive"])
            pilot.press("Tab j")
            pilot.type("\n")
            return try #require(judged(pilot)).lanes.caseID
        }
        #expect(try caseID("Long.") == caseID("Long."))
        #expect(try caseID("Long.") != caseID("Short."))
    }

    @Test func `its report is shown, and its end is told where it isn't looked at`() throws {
        var pilot = try Pilot.afterRun()
        pilot.press("Tab j")
        pilot.type("\n")
        pilot.report(.evaluation(.judging(number: LanesToJudge.number, .progress("Judging with tiny: 1 of 2"))))
        #expect(pilot.sees("Judging with tiny: 1 of 2"))
        pilot.press("Esc")
        #expect(pilot.state.layers.isEmpty)
        pilot.report(.evaluation(.judging(number: LanesToJudge.number, .ended(["Nobody knows."]))))
        #expect(pilot.footer.contains("j in the lanes shows them"))
    }

    @Test func `it waits for lanes that are still running`() throws {
        var pilot = try Pilot.afterRun()
        pilot.press("Tab F5 j")
        #expect(pilot.footer.contains("still running"))
        #expect(judged(pilot) == nil && pilot.state.layers.isEmpty)
    }

    @Test func `outputs of an earlier state of the prompt aren't judged`() throws {
        var pilot = try Pilot.afterRun()
        pilot.press("F6 F2 Tab j")
        #expect(pilot.footer.contains("of an earlier state"))
        #expect(judged(pilot) == nil && pilot.state.layers.isEmpty)
    }

    @Test func `a lane that was stopped has no output to judge`() {
        var pilot = Pilot()
        for name in ["cool", "warm"] {
            pilot.begin(name)
            pilot.say(name, ["Negative"])
            pilot.end(name, name == "warm" ? .cancelled : .end)
        }
        pilot.press("Tab j")
        #expect(pilot.footer.contains("two lanes or more: F5"))
        #expect(pilot.state.layers.isEmpty)
    }

    @Test func `one lane is nothing to judge`() {
        var pilot = Pilot(prompt: .plain)
        pilot.finish(["A": "It scatters light."])
        pilot.press("Tab j")
        #expect(pilot.footer.contains("n makes another one"))
    }
}
