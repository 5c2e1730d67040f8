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

    @Test func `a failure is neither the same text nor another one`() {
        let noise = noise(
            [output("1", "a"), output("2", "", error: "away")],
            [output("1", "", error: "away"), output("2", "b")])
        #expect(noise == RepeatNoise(outputs: 0, different: 0, failed: 1))
        #expect(noise.sentence == "No request to a server could be compared with itself. 1 more failed.")
    }
}
