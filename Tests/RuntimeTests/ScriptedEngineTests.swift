import Prompting
import Sampling
import Testing

@testable import Lanes
@testable import Runtime

struct ScriptedEngineTests {
    private func lane(_ name: String, maxTokens: Int = 100, stop: [String] = []) -> LaneRequest {
        LaneRequest(name, continuing: "?") {
            $0.maxTokens = maxTokens
            $0.stop = stop
        }
    }

    @Test func `each lane says its own script, character by character`() async {
        let engine = ScriptedEngine(["a": .init(["yes"]), "b": .init(["한글"])])
        var texts = ["", ""]
        var ends: [[Int]] = [[], []]
        for await event in engine.start(RunRequest(lanes: [lane("a"), lane("b")])).events {
            guard case .text(let lane, _, _, let text, let tokens) = event else { continue }
            texts[lane] += text
            ends[lane] += tokens.map(\.end)
        }
        #expect(texts == ["yes", "한글"])
        #expect(ends == [[1, 2, 3], [3, 6]])
    }

    @Test func `a limit and a stop string end a script as they end a model`() async {
        let engine = ScriptedEngine(["a": .init(["yes"]), "b": .init(["no\nQ: next"])])
        let summary = await engine.start(
            RunRequest(lanes: [lane("a", maxTokens: 2), lane("b", stop: ["\nQ:"])])
        ).summary()
        #expect(summary.texts == ["ye", "no"])
        #expect(summary.lanes.map { $0.samples[0].stages[0].finish } == [.length, .stop])
    }

    @Test func `a script's error is its lane's alone`() async {
        let engine = ScriptedEngine(["a": .init([], error: .shutDown), "b": .init(["yes"])])
        let summary = await engine.start(RunRequest(lanes: [lane("a"), lane("b")])).summary()
        #expect(summary.lanes.map(\.error) == [.shutDown, nil])
        #expect(summary.texts[1] == "yes")
    }

    @Test func `a script of two stages is joined by the trigger`() async {
        let engine = ScriptedEngine(["a": .init([" Add them.", " 4."])])
        let request = LaneRequest("a", continuing: "2 + 2?", trigger: "\nSo it is")
        let summary = await engine.start(RunRequest(lanes: [request])).summary()
        #expect(summary.texts == [" Add them.\nSo it is 4."])
        #expect(summary.lanes[0].answer == "4.")
    }
}
