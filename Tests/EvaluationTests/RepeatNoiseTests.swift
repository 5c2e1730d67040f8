import Lanes
import Testing

@testable import Evaluation

struct RepeatNoiseTests {
    private func output(_ id: String, _ text: String, error: String? = nil) -> CaseOutput {
        CaseOutput(id: id, lane: "A", samples: error == nil ? [.init(text: text)] : [], error: error)
    }

    private func noise(_ first: [CaseOutput], _ again: [CaseOutput]) -> RepeatNoise {
        RepeatNoise(
            again,
            with: Dictionary(uniqueKeysWithValues: first.map { (EvaluationRun.Key(lane: $0.lane, id: $0.id), $0) }))
    }

    @Test func `texts are compared with those of the same request`() {
        let noise = noise(
            [output("1", "a"), output("2", "b"), output("3", "c")],
            [output("1", "a"), output("2", "x"), output("4", "d")])
        #expect(noise == RepeatNoise(outputs: 2, different: 1))
        // Wilson's interval for 1 of 2.
        #expect(
            noise.sentence
                == "Asked again with the same request, servers gave another text for 1 of 2 (50 %, 95 % interval 9.5 to 90.5 %)."
        )
    }

    @Test func `other calls of tools are another answer, and other ids of them aren't`() {
        func output(_ id: String, _ arguments: String, callID: String) -> CaseOutput {
            let call = ToolCall(name: "f", arguments: arguments, id: callID)
            return CaseOutput(id: id, lane: "A", samples: [.init(text: "", calls: [call])])
        }
        let noise = noise(
            [output("1", "{}", callID: "a"), output("2", "{}", callID: "b")],
            [output("1", "{}", callID: "c"), output("2", #"{"x":1}"#, callID: "d")])
        #expect(noise == RepeatNoise(outputs: 2, different: 1))
    }

    @Test func `a failure is neither the same text nor another one`() {
        let noise = noise(
            [output("1", "a"), output("2", "", error: "away")],
            [output("1", "", error: "away"), output("2", "b")])
        #expect(noise == RepeatNoise(outputs: 0, different: 0, failed: 1))
        #expect(noise.sentence == "No request to a server could be compared with itself. 1 more failed.")
    }
}
