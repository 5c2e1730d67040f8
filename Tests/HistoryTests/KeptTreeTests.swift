import Foundation
import Lanes
import Sampling
import Testing

@testable import History

/// The search for beams in the history.
struct KeptTreeTests {
    private let kept: TemporaryHistory

    init() throws {
        kept = try TemporaryHistory()
    }

    /// A search whose last step has so many candidates.
    private func tree(_ count: Int, logProbability: Double = -0.5) -> BeamTree {
        var tree = BeamTree()
        tree.append([.init(parent: nil, token: 3, text: "A", logProbability: -0.25, total: -0.25, fate: .kept)])
        tree.append(
            (0..<count).map {
                .init(
                    parent: 0, token: Int32($0), text: " fox 여우", logProbability: logProbability,
                    total: logProbability - 0.25, fate: $0 == 0 ? .ended : .dropped)
            })
        (tree.results, tree.scores) = ([1], [-0.375])
        return tree
    }

    @Test func `the search for beams comes back, also from the run's JSON`() throws {
        let run = SampleRuns.run(lanes: [SampleRuns.lane { $0.result.trees = [tree(3)] }, SampleRuns.lane("B")])
        let back = try kept.history.run(try kept.history.record(run)).run
        #expect(back == run)
        #expect(back.lanes[0].result.trees == [tree(3)] && back.lanes[1].result.trees == nil)
        let lane = try JSONDecoder().decode(LaneRecord.self, from: try JSONEncoder().encode(run.lanes[0]))
        #expect(lane.result.trees == [tree(3)])
    }

    @Test func `a run whose search is too large or can't be written is kept without it`() throws {
        for tree in [tree(40_000), tree(1, logProbability: -.infinity)] {
            let run = SampleRuns.run(lanes: [SampleRuns.lane { $0.result.trees = [tree] }])
            let back = try kept.history.run(try kept.history.record(run)).run
            #expect(back.lanes[0].result.trees == nil && back.lanes[0].text == run.lanes[0].text)
        }
    }

    @Test func `a candidate of a changed file that comes after a later one begins a branch`() throws {
        for parent in [-1, 1, 7] {
            let step = "[[\(parent), 3, \"A\", -0.5, -0.5, \"kept\"]]"
            let text = "{\"steps\": [\(step)], \"results\": [0], \"scores\": [-0.5]}"
            let tree = try JSONDecoder().decode(BeamTree.self, from: Data(text.utf8))
            #expect(tree.candidates[0].parent == nil && tree.falls == [nil])
        }
    }
}
