import History
import Lanes
import Sampling
import Testing

@testable import Workbench

/// What mirostat and adaptive-P remembered at a token, for the chart.
@Suite struct SteeringTests {
    private func token(_ id: Int32, end: Int, _ steering: Double?) -> DrawnToken {
        DrawnToken(id: id, probability: steering == nil ? nil : 0.5, end: end, steering: steering)
    }

    @Test func `an output from the history has at each token what its stage remembered there`() throws {
        var record = try #require(try HistoryTests.run(1).run.lanes.first)
        record.result.samples[0].stages[0].tokens = [token(1, end: 3, 10), token(2, end: 8, 9.25)]
        let output = Output(record, width: 40, glyphs: .unicode, model: nil)
        #expect(output.spot(before: 0, seed: 3).steering == 10)
        #expect(output.spot(before: 1, seed: 3).steering == 9.25)
        #expect(output.spot(before: 1, seed: 3).noise == NoiseKey(seed: 3, case: 0, sample: 0, stage: 0, index: 1))
    }

    @Test func `a token that was given has what the next draw of its stage finds`() {
        var output = Output(width: 40, glyphs: .unicode)
        output.take(.stageStarted(lane: 0, sample: 0, stage: 0, prompt: "", history: [9]))
        let drawn = [token(1, end: 1, nil), token(2, end: 2, 10), token(3, end: 3, nil), token(4, end: 4, 8)]
        output.take(.text(lane: 0, sample: 0, stage: 0, text: "abcd", tokens: drawn))
        output.take(.stageStarted(lane: 0, sample: 0, stage: 1, prompt: "", history: [9]))
        output.take(.text(lane: 0, sample: 0, stage: 1, text: "e", tokens: [token(5, end: 1, nil)]))
        #expect((0...4).map { output.spot(before: $0, seed: 0).steering } == [10, 10, 8, 8, nil])
    }
}
