import Foundation
import Lanes
import Prompting
import Sampling
import Terminal
import Testing

@testable import Workbench

/// The tree of a lane with the lanes that branched off it.
@Suite struct BranchTreeTests {
    /// A workbench with a lane that has run, and one that branched off at its second token and has run behind that.
    private func branched() throws -> Pilot {
        var (pilot, chosen) = try Pilot.beforeBranch()
        pilot.press("Enter")
        pilot.begin("cool 2")
        let run = try #require(pilot.runs.last { $0.name == "cool 2" })
        let tokens = [
            DrawnToken(id: Vocabulary.id(of: "Bad"), probability: nil, end: 3),
            DrawnToken(id: chosen, probability: nil, end: 6),
            DrawnToken(id: 77, probability: 0.5, end: 8),
        ]
        pilot.report(
            .engine(.run(run.id, .text(lane: 0, sample: 0, stage: 0, text: "Badxyz !", tokens: tokens))))
        pilot.end("cool 2")
        return pilot
    }

    private func layer(_ pilot: Pilot) throws -> BeamLayer { try #require(pilot.state.layers.top as? BeamLayer) }

    @Test func `a branch and the lane that it branched off share one tree, from either of them`() throws {
        var pilot = try branched()
        #expect(pilot.state.board.lane.lane.name == "cool 2")
        pilot.press("b")
        let tree = try layer(pilot).tree
        #expect(tree.sizes == [1, 2, 2] && tree.results.map { tree.text(to: $0) } == ["Bad , really", "Badxyz !"])
        #expect(pilot.sees("2 samples of 2 lanes"))
        pilot.press("Esc 1 b")
        #expect(try layer(pilot).lane == "cool" && layer(pilot).tree == tree)
        // The lane beside them has the same prompt, and nothing to do with them.
        pilot.press("Esc 3 b")
        #expect(try layer(pilot).tree.sizes == [1] && pilot.sees("ends output 1"))
    }

    @Test func `an end has the name of its lane, and a token that was given says so`() throws {
        var pilot = try branched()
        pilot.press("b End")
        #expect(pilot.sees("ends cool 2"))
        pilot.press("Left")
        let shown = try layer(pilot)
        #expect(shown.isGiven(shown.chosen) && pilot.sees("given"))
        pilot.press("Left")
        // The lane that it branched off drew this one.
        let first = try layer(pilot)
        #expect(!first.isGiven(first.chosen) && !pilot.sees("   given"))
        #expect(abs(first.tree.candidates[first.chosen].logProbability - log(0.9)) < 1e-6)
    }

    @Test func `a score is the mean of what is known, so that given tokens make no branch the best`() throws {
        var pilot = try branched()
        pilot.press("b")
        let scores = try layer(pilot).tree.scores
        let expected = [(log(0.9) + log(0.45) + log(0.3)) / 3, (log(0.9) + log(0.5)) / 2]
        #expect(scores.count == 2 && zip(scores, expected).allSatisfy { abs($0 - $1) < 1e-6 })
    }

    @Test func `branches of a run from the history are known by their tokens`() throws {
        var board = try branched().state.board
        for index in board.lanes.indices { board.lanes[index].parent = nil }
        #expect(board.trees.first?.names == ["cool", "cool 2"])
        board.focusedLane = 2
        #expect(board.trees.first?.names == [])
    }

    @Test func `] goes through the ends of samples that are alike`() throws {
        func token(_ id: Int32) -> BeamTree.Drawn { BeamTree.Drawn(token: id, text: "\(id)", probability: 0.5) }
        let tree = LaneTree(samples: [[token(1)], [token(1)], [token(2)]])
        let state = Pilot().state
        var layer = try #require(BeamLayer(lane: "a", origin: "", stages: [tree]))
        var seen: [BeamTree.ID] = []
        for _ in 0..<3 {
            _ = layer.perform(.nextResult, Key("]"), state)
            seen.append(layer.chosen)
        }
        let ends = tree.tree.results
        #expect(ends[0] == ends[1] && seen == [ends[2], ends[0], ends[2]])
    }
}
