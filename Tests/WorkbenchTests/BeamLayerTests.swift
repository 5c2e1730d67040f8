import Lanes
import Library
import Prompting
import Sampling
import Terminal
import Testing

@testable import Workbench

/// A search with `width` beams over made-up tokens, all of which end at the last of `steps` steps.
private func sampleTree(width: Int, steps: Int) -> BeamTree {
    var search = BeamSearch(width: width, lengthPenalty: 1)
    let words = [" the", " a", " red", " sea", " and", " of", " light", " house", "\n", " 바다"]
    for step in 0..<steps {
        let offers = search.running.indices.map { beam in
            words.indices.map { index in
                BeamSearch.Offer(
                    token: Int32(index), logProbability: -0.3 - Double((index * 7 + step * 3 + beam * 5) % 11) / 3)
            }
        }
        search.step(offers, text: { words[Int($0)] }, ends: { _, _, _ in step == steps - 1 })
    }
    search.finish()
    return search.tree
}

@Suite struct BeamLayerTests {
    /// A workbench whose first lane follows beams and has ended with this tree.
    private func pilot(_ tree: BeamTree, columns: Int = 80, rows: Int = 24) -> Pilot {
        var prompt = Prompt.reviews
        prompt.lanes[0].modelParameters.decoding = .beam
        prompt.lanes[0].modelParameters.beams = 4
        prompt.lanes[0].modelParameters.keep = 2
        var pilot = Pilot(columns: columns, rows: rows, prompt: prompt)
        pilot.press("F5 Tab")
        guard let run = pilot.runs.last(where: { $0.name == "cool" }) else { return pilot }
        func tell(_ event: RunEvent) { pilot.report(.engine(.run(run.id, event))) }
        tell(.stageStarted(lane: 0, sample: 0, stage: 0, prompt: "", history: [1, 2, 3]))
        for step in 0..<tree.stepCount {
            tell(.searched(lane: 0, stage: 0, candidates: Array(tree.candidates[tree.step(step)])))
        }
        let samples = tree.results.prefix(2).enumerated().map { index, id in
            let text = tree.text(to: id)
            var sample = SampleResult(
                stages: [StageResult(prompt: "", text: text, finish: .length)], text: text, answer: text)
            sample.beam = BeamScore(
                logProbability: tree.candidates[id].total, length: tree.stepCount, score: tree.scores[index])
            return sample
        }
        var lane = LaneResult(name: "cool", samples: samples, answer: samples.first?.answer ?? "")
        lane.trees = [tree]
        tell(.laneFinished(lane: 0, result: lane))
        tell(.finished(RunSummary(lanes: [lane], mode: .fast, padding: [], isCancelled: false)))
        pilot.forget()
        return pilot
    }

    @Test(arguments: ScreenSize.two) func `b shows the tree of a lane's beams`(_ size: ScreenSize) throws {
        var pilot = pilot(sampleTree(width: 4, steps: 12), columns: size.columns, rows: size.rows)
        pilot.press("b Right Right Down")
        try Golden.check(pilot, "beams-\(size.name)")
    }

    @Test func `8 beams of 256 tokens fit into 80 columns and 24 rows`() throws {
        var pilot = pilot(sampleTree(width: 8, steps: 256))
        pilot.press("b End")
        #expect(pilot.sees("step 256 of 256"))
        #expect(pilot.sees("ends output 1"))
        pilot.press("Home")
        #expect(pilot.sees("step 1 of 256"))
        pilot.press("PgDn")
        #expect(pilot.sees("step 11 of 256"))
        try Golden.check(pilot, "beams-many-80x24")
    }

    @Test func `arrows walk along a branch and among the candidates of a step`() throws {
        let tree = sampleTree(width: 3, steps: 6)
        var pilot = pilot(tree)
        pilot.press("b Right Right")
        let best = tree.path(to: tree.results[0])
        #expect(layer(pilot)?.chosen == best[2])
        pilot.press("Left")
        #expect(layer(pilot)?.chosen == best[1])
        pilot.press("Home Down")
        #expect(layer(pilot)?.chosen == best[0] + 1)
        pilot.press("]")
        #expect(layer(pilot)?.step == 5)
        pilot.press("Esc")
        #expect(layer(pilot) == nil)
    }

    @Test func `Enter opens a lane that goes on from the token`() throws {
        let tree = sampleTree(width: 3, steps: 6)
        var pilot = pilot(tree)
        pilot.press("b Right Right Enter")
        let tokens = tree.path(to: tree.results[0]).prefix(3).map { tree.candidates[$0].token }
        #expect(pilot.laneNames.count == 3)
        #expect(pilot.state.board.lane.openings == [tokens])
        #expect(pilot.runNames == [pilot.state.board.lane.lane.name])
    }

    @Test func `while it searches the lane shows the leading beam and the step`() {
        var prompt = Prompt.reviews
        prompt.lanes[0].modelParameters.decoding = .beam
        var pilot = Pilot(prompt: prompt)
        pilot.press("F5 Tab")
        let tree = sampleTree(width: 4, steps: 5)
        guard let run = pilot.runs.last(where: { $0.name == "cool" }) else { return }
        for step in 0..<3 {
            pilot.report(
                .engine(.run(run.id, .searched(lane: 0, stage: 0, candidates: Array(tree.candidates[tree.step(step)]))))
            )
        }
        #expect(pilot.sees("beams · step 3"))
        let leader = tree.step(2).lowerBound
        #expect(pilot.output("cool") == tree.text(to: leader))
        pilot.press("b")
        #expect(pilot.sees("step 1 of 3"))
    }

    @Test func `a lane's samples are a tree too`() throws {
        var pilot = try Pilot.afterRun()
        pilot.press("Tab b")
        #expect(pilot.sees("1 sample"))
        #expect(pilot.sees("ends output 1"))
    }

    @Test func `the tree of a run from the history is shown as it was`() throws {
        let tree = sampleTree(width: 3, steps: 6)
        var recorded = try HistoryTests.run(7)
        var lane = recorded.run.lanes[0]
        (lane.request.settings.decoding, lane.request.settings.beams) = (.beam, 3)
        lane.request.openings = [[11, 12]]
        lane.result.trees = [tree]
        recorded.run.lanes[0] = lane
        var pilot = try HistoryTests.listing()
        pilot.report(.history(.run(recorded, .reviews)))
        pilot.press("b Right")
        let shown = try #require(layer(pilot))
        #expect(shown.trees == [tree] && shown.beginnings == [[11, 12]])
        #expect(shown.origin.hasPrefix("3 beams"))
    }

    @Test func `a lane without tokens has no tree`() {
        var pilot = Pilot(prompt: .reviews)
        pilot.press("Tab b")
        #expect(pilot.footer.contains("The lane has no tokens yet"))
    }

    @Test func `the line and the figures of a lane with beams speak of beams`() {
        let pilot = pilot(sampleTree(width: 4, steps: 6), columns: 140, rows: 40)
        #expect(pilot.sees("beam  beams 4") || pilot.sees("beam · beams 4"))
        #expect(pilot.sees("sample 1 of 2"))
        #expect(pilot.sees("score -"))
    }

    @Test func `under beams the knobs that draw say why they have no effect`() {
        var pilot = pilot(sampleTree(width: 4, steps: 6), columns: 140, rows: 40)
        pilot.press("Tab")
        while pilot.state.board.focusedKnob != .setting(.temperature) { pilot.press("Up") }
        pilot.press("?")
        #expect(pilot.sees("Beam search draws nothing"))
        #expect(pilot.sees("Divides the logits"))
    }

    private func layer(_ pilot: Pilot) -> BeamLayer? { pilot.state.layers.top as? BeamLayer }
}
