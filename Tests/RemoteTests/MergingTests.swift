import Foundation
import Prompting
import Testing

@testable import Lanes
@testable import Remote

struct MergingTests {
    @Test func `runs on several engines are one, in the order of the lanes`() async throws {
        let here = ScriptedEngine(["b": .init(["from here"]), "d": .init(["here too"])])
        let there = RemoteEngine(try Faults.server("ok"))
        let run = Run.merging(
            [
                RunPart(run: here.start(RunRequest(lanes: [LaneRequest("b"), LaneRequest("d")])), lanes: [1, 3]),
                RunPart(run: there.start(RunRequest(lanes: [LaneRequest("a"), LaneRequest("c")])), lanes: [0, 2]),
            ], mode: .fast)
        var texts = ["", "", "", ""]
        var ended = 0
        var summaries: [RunSummary] = []
        for await event in run.events {
            switch event {
            case .text(let lane, _, _, let text, _): texts[lane] += text
            case .laneFinished: ended += 1
            case .finished(let summary): summaries.append(summary)
            default: break
            }
        }
        #expect(texts == ["Hello, 세계", "from here", "Hello, 세계", "here too"])
        #expect(ended == 4)
        #expect(summaries.map { $0.lanes.map(\.name) } == [["a", "b", "c", "d"]])
        #expect(summaries.first?.isCancelled == false)
    }

    @Test func `cancelling the whole cancels its parts`() async throws {
        let engine = RemoteEngine(try Faults.server("trickle"))
        let parts = (0..<2).map {
            RunPart(run: engine.start(RunRequest(lanes: [LaneRequest("\($0)")])), lanes: [1 - $0])
        }
        let run = Run.merging(parts, mode: .fast)
        try await Task.sleep(for: .milliseconds(200))
        run.cancel()
        let summary = await run.summary()
        #expect(summary.isCancelled)
        #expect(summary.lanes.map(\.name) == ["1", "0"])
    }

    @Test func `a run without parts ends at once`() async {
        let summary = await Run.merging([], mode: .strict).summary()
        #expect(summary == RunSummary(lanes: [], mode: .strict, padding: [], isCancelled: false))
    }
}
