import Prompting
import Sampling
import Terminal
import Testing
import TextLayout

@testable import Lanes
@testable import Workbench

/// Calls of tools in a lane.
struct ToolTests {
    private static let written = "Let me see.<tool_call>{\"name\":\"get_weather\",\"arguments\":{…}}</tool_call>"

    private var use: ToolUse {
        ToolUse(
            [ToolCall(name: "get_weather", arguments: #"{"city":"Seoul","days":[1,2],"at":{"lat":37.50}}"#)],
            content: "Let me see.")
    }

    private func stage(_ text: String, _ use: ToolUse?, thoughts: String = "") -> StageResult {
        StageResult(prompt: "", text: text, thoughts: thoughts, toolUse: use, finish: .end)
    }

    private func output(_ use: ToolUse, text: String = written, glyphs: Glyphs = .unicode) -> Output {
        var output = Output(width: 60, glyphs: glyphs)
        output.take(.stageStarted(lane: 0, sample: 0, stage: 0, prompt: "", history: [1, 2]))
        if !text.isEmpty {
            let token = DrawnToken(id: 9, probability: 0.5, end: text.utf8.count)
            output.take(.text(lane: 0, sample: 0, stage: 0, text: text, tokens: [token]))
        }
        let stage = stage(text, use)
        output.take(.stageFinished(lane: 0, sample: 0, stage: 0, result: stage))
        let sample = SampleResult(stages: [stage], text: text, answer: "")
        output.take(.laneFinished(lane: 0, result: LaneResult(name: "A", samples: [sample], answer: "")))
        return output
    }

    private let tree = """
        Let me see.

        → get_weather
          city: "Seoul"
          days: [1,2]
          at:
            lat: 37.50
        """

    @Test func `a call is shown as a tree, and unfolded as the model wrote it`() {
        var output = output(use)
        #expect(output.text.text == tree && output.answer == tree && output.showsCalls)
        output.toggleThoughts()
        #expect(output.text.text == Self.written && !output.showsCalls)
        output.toggleThoughts()
        #expect(output.text.text == tree)
    }

    @Test func `a terminal without arrows has another sign`() {
        #expect(output(use, glyphs: .ascii).text.text.contains("\n-> get_weather\n"))
    }

    @Test func `a server's calls are shown without any text of their own`() {
        let output = output(ToolUse(use.calls, content: ""), text: "")
        #expect(output.text.text.hasPrefix("→ get_weather\n  city: \"Seoul\"\n") && output.length > 0)
    }

    @Test func `tokens keep to what the model wrote, for branches and the history`() {
        let output = output(use)
        #expect(output.tokens.map(\.drawn.id) == [9])
        #expect(output.history(before: 1) == [1, 2, 9])
    }

    @Test func `a call that was cut stays the text that it is`() {
        #expect(output(ToolUse(problem: .cut)).text.text == Self.written)
    }

    @Test func `calls follow the line of the thoughts`() {
        var output = Output(width: 60, glyphs: .unicode)
        output.take(.stageStarted(lane: 0, sample: 0, stage: 0, prompt: "", history: []))
        let token = DrawnToken(id: 10, probability: 1, end: 2)
        output.take(.thoughts(lane: 0, sample: 0, stage: 0, text: "Hm", tokens: [token]))
        output.take(.text(lane: 0, sample: 0, stage: 0, text: Self.written, tokens: []))
        output.take(.stageFinished(lane: 0, sample: 0, stage: 0, result: stage(Self.written, use, thoughts: "Hm")))
        #expect(output.text.text == "▸ thought for 1 token (t)\n" + tree)
    }

    @Test func `an output from the history shows its calls too`() {
        #expect(SampleResult(stages: [stage(Self.written, use)], text: Self.written, answer: "").shown == tree)
    }
}
