import Evaluation
import Foundation
import History
import Prompting
import Terminal
import Testing

@testable import Workbench

/// People's votes and a judge's verdicts in one table, and the ways from runs and evaluations to pairs and back.
@Suite struct PairsLayerTests {
    private let prompt = PairFilter(prompt: "Sentiment of a review")

    /// A screen with the table of a prompt's pairs, opened from an evaluation.
    private func table(_ pairs: [Pair] = SamplePairs.all) throws -> Pilot {
        var pilot = try Pilot.afterRun()
        try pilot.evaluate()
        pilot.press("t")
        #expect(pilot.historyRequests.contains(.pairs(prompt)))
        pilot.report(.history(.pairs(pairs, of: prompt)))
        return pilot
    }

    private func layer(_ pilot: Pilot) throws -> PairsLayer { try #require(pilot.state.layers.top as? PairsLayer) }

    /// The cases that are listed, from the top.
    private func cases(_ pilot: Pilot) throws -> [String] { try layer(pilot).rows.map(\.caseID) }

    // MARK: the table

    @Test func `people and the judge stand side by side, those first on which they part`() throws {
        let pilot = try table()
        #expect(try cases(pilot) == ["2", "3", "4"])
        let row = try #require(pilot.lines.first { $0.contains("parted") })
        #expect(row.split(separator: " ").joined(separator: " ").contains("2 cool, warm cool warm parted"))
        #expect(pilot.sees("large-model") && pilot.sees("3 pairs"))
        #expect(pilot.sees("People and large-model prefer the same in 1 of 2 pairs, part in 1"))
    }

    @Test func `Enter reads a pair: the question, all that was said, and both texts`() throws {
        var pilot = try table()
        pilot.press("Enter")
        #expect(pilot.state.layers.top is PairLayer)
        for text in [
            "case 2", "1 of 3", "Review 2", "Ada, 24 Nov 16:00: cool is better; cool stood first, 3.2 s",
            "large-model, 24 Nov 16:00: warm is better, 75 %; cool stood first", "cool 출력 2", "warm 출력 2",
        ] { #expect(pilot.sees(text), "\(text)") }
        pilot.press("Right")
        #expect(pilot.sees("case 3") && pilot.sees("2 of 3") && pilot.sees("cool 출력 3"))
        pilot.press("Esc")
        #expect(try layer(pilot).selected?.caseID == "3")
        pilot.press("Esc")
        #expect(pilot.state.layers.top is EvaluationLayer)
    }

    @Test func `typing finds pairs by their case, by how they relate and by their texts`() throws {
        var pilot = try table()
        pilot.type("part")
        #expect(try cases(pilot) == ["2"])
        pilot.press("^U")
        pilot.type("출력 4")
        #expect(try cases(pilot) == ["4"])
        pilot.type("x")
        #expect(pilot.sees("No pair has these words.") && pilot.sees("0 pairs"))
        pilot.press("Enter")
        #expect(try layer(pilot).rows.isEmpty)
    }

    @Test func `Tab shows another judge's verdicts, and says if there is none`() throws {
        var pilot = try table()
        pilot.press("Tab")
        #expect(pilot.sees("There is no other judge."))
        let other = Voter(kind: .model, name: "small-model", instrument: "1")
        pilot = try table(SamplePairs.all + SamplePairs.judged("2", .first, by: other))
        #expect(pilot.sees("small-model (1 of 2)") && pilot.sees("People and small-model prefer the same in 1 of 1"))
        pilot.press("Tab")
        #expect(pilot.sees("large-model (2 of 2)") && pilot.sees("People and large-model prefer the same in 1 of 2"))
    }

    @Test func `a judge that turns with the order is said not to be believed`() throws {
        #expect(try !table().sees("can't be believed"))
        let turning = ["2", "3"].flatMap { caseID in
            [false, true].map { SamplePairs.pair(caseID, .first, by: SamplePairs.judge, isTurned: $0) }
        }
        let pilot = try table(turning)
        #expect(pilot.sees("large-model can't be believed: only 0 % of its pairs hold in both orders."))
        #expect(pilot.style(of: "large-model can't be believed") == Style(.error))
    }

    @Test func `a table without pairs says so, and pairs of another table aren't taken`() throws {
        var pilot = try table([])
        #expect(pilot.sees("These outputs are in no pair yet."))
        pilot.report(.history(.pairs(SamplePairs.all, of: PairFilter(prompt: "another"))))
        #expect(try cases(pilot).isEmpty)
    }

    @Test func `the table opens from a round of votes, from a judge's report and from a case`() throws {
        var pilot = try Pilot.afterRun()
        try pilot.evaluate()
        pilot.press("v t")
        #expect(pilot.historyRequests.filter { $0 == .pairs(prompt) }.count == 1)
        pilot.press("Esc Esc j Enter t")
        #expect(pilot.historyRequests.filter { $0 == .pairs(prompt) }.count == 2)
        pilot.press("Esc")
        #expect(pilot.state.layers.top is JudgeLayer)
        pilot.press("Esc Enter t")
        let ids = pilot.historyRequests.compactMap { if case .pairs(let filter) = $0 { filter.caseID } else { nil } }
        #expect(ids.count == 1 && pilot.sees("case \(ids.first ?? "")"))
    }

    // MARK: runs and evaluations

    @Test func `the history says that a run's outputs are in pairs, and lists them`() throws {
        var pilot = try Pilot.afterRun()
        pilot.report(.timer(.record))
        pilot.press("Alt-h")
        var entry = HistoryTests.entry(12, "Negative")
        entry.pairs = 4
        HistoryTests.answer(&pilot, [entry, HistoryTests.entry(11, "Mixed")])
        #expect(pilot.sees("Its outputs are in 4 pairs: Alt-p lists."))
        pilot.press("Alt-p")
        let filter = PairFilter(run: 12)
        #expect(pilot.historyRequests.contains(.pairs(filter)))
        let place = RunPlace(run: 12, lane: 0, sample: 0)
        pilot.report(.history(.pairs(SamplePairs.judged("2", .second, request: "", place: place), of: filter)))
        #expect(pilot.sees("run 12") && pilot.sees("1 pair"))
        pilot.press("Esc Down Alt-p")
        #expect(pilot.sees("Its outputs are in no pair"))
        #expect(pilot.state.layers.top is HistoryLayer)
    }

    @Test func `o in a pair opens the run of the left output, and O that of the right one`() throws {
        var pair = SamplePairs.pair("2", .first, request: "")
        pair.first.place = RunPlace(run: 12, lane: 0, sample: 0)
        pair.second.place = RunPlace(run: 14, lane: 0, sample: 0)
        var pilot = try table([pair])
        pilot.press("Enter o")
        #expect(pilot.historyRequests.contains(.open(12)) && !pilot.historyRequests.contains(.open(14)))
        #expect(pilot.sees("cool: tiny, run 12") && pilot.sees("warm: tiny, run 14"))
        pilot.press("O")
        #expect(pilot.historyRequests.contains(.open(14)))
        pilot.report(.history(.run(try HistoryTests.run(14), .reviews)))
        #expect(pilot.state.layers.isEmpty && pilot.sees("Run 14 is open as it was."))
    }

    @Test func `o on the output of an evaluation opens that from the list of kept ones`() throws {
        var pilot = try table()
        pilot.press("Enter o")
        #expect(pilot.historyRequests.contains(.findEvaluation(SamplePairs.output("cool", "2"))))
        pilot.report(.history(.evaluationFound(7, prompt: "Sentiment of a review")))
        #expect(pilot.historyRequests.contains(.openEvaluation(7)))
        pilot.report(.history(.evaluation(try SampleKeptEvaluations.kept(of: pilot.state.promptForSaving, path: nil))))
        #expect(pilot.state.layers.top is EvaluationLayer && pilot.sees("evaluation 12"))
        pilot.press("Esc Esc")
        #expect(pilot.state.layers.top is PairLayer)
    }

    @Test func `an output of which nobody knows the run has none to open`() throws {
        var pilot = try table([SamplePairs.pair("2", .first, request: "")])
        pilot.press("Enter o")
        #expect(pilot.footer.contains("Nobody knows which run"))
        #expect(!pilot.historyRequests.contains { if case .findEvaluation = $0 { true } else { false } })
    }

    @Test func `lanes are kept as a run before a model judges them, and their outputs name it`() throws {
        func judged(_ pilot: Pilot) throws -> LanesToJudge {
            try #require(
                pilot.effects.lazy.compactMap {
                    if case .evaluation(.judgeLanes(let lanes, _)) = $0 { lanes } else { nil }
                }.first)
        }
        var pilot = Pilot()
        pilot.finish(["cool": "Negative", "warm": "Positive"])
        pilot.forget()
        pilot.press("Tab j Enter")
        let recorded = pilot.effects.firstIndex { if case .history(.record) = $0 { true } else { false } }
        let asked = pilot.effects.firstIndex { if case .evaluation(.judgeLanes) = $0 { true } else { false } }
        #expect(try #require(recorded) < #require(asked))
        let number = try #require(
            pilot.historyRequests.compactMap { if case .record(let run) = $0 { run.number } else { nil } }.first)
        #expect(try judged(pilot).lanes.map(\.run) == [.screen(number), .screen(number)])
    }
}
