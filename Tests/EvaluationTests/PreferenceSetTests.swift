import Evaluation
import Foundation
import Testing

@Suite struct PreferenceSetTests {
    private func pair(_ caseID: String, _ verdict: Verdict, _ first: String = "longer text", _ second: String = "short")
        -> Pair
    {
        SamplePairs.pair(caseID, ("A", first), ("B", second), verdict)
    }

    @Test func `the majority of verdicts on two outputs decides, in whatever order they stood`() throws {
        let turned = SamplePairs.pair("1", ("B", "short"), ("A", "longer text"), .second, by: .person("Grace"))
        let set = PreferenceSet([pair("1", .first), turned, pair("1", .second)])
        let one = try #require(set.preferences.first)
        #expect(set.preferences.count == 1)
        #expect(one.chosen.lane == "A" && one.verdicts == 3)
        #expect(abs(one.margin - 1.0 / 3) < 1e-12)
        #expect(one.voters.map(\.name) == ["Ada", "Grace"])
    }

    @Test func `what can't be learned from is left out and counted by its reason`() {
        let set = PreferenceSet(
            [
                pair("1", .tie), pair("2", .bothBad), pair("3", .unscored), pair("4", .first, "same ", "same"),
                pair("5", .first, "the same start, a", "the same start, b"), pair("6", .first), pair("7", .first),
                pair("7", .second),
            ], cut: 12)
        #expect(set.preferences.map(\.caseID) == ["6"])
        #expect(
            set.omitted == [.tie: 2, .bothBad: 1, .unscored: 1, .identical: 1, .identicalWhenCut: 1])
    }

    @Test func `calls of tools are left out of data to train on, since their text isn't the model's own`() {
        let called = SamplePairs.pair("1", ("A", "→ stop"), ("B", "short"), .first) { $0.first.hasCalls = true }
        let set = PreferenceSet([called, pair("2", .first)], keepsCalls: false)
        #expect(set.preferences.map(\.caseID) == ["2"] && set.omitted == [.calls: 1])
        #expect(set.rankings.map(\.caseID) == ["2"])
        #expect(PreferenceSet([called]).preferences.map(\.caseID) == ["1"])
    }

    @Test func `the length gap is told`() throws {
        let set = PreferenceSet([pair("1", .first), pair("2", .first), pair("3", .second)])
        let gap = try #require(set.lengthGap)
        #expect(gap.mean == 2 && abs(gap.longerShare - 2.0 / 3) < 1e-12)
    }

    @Test func `the probability is that of the preferred output`() throws {
        let judge = Voter(kind: .model, name: "judge")
        let both = [
            SamplePairs.pair("1", ("A", "a"), ("B", "b"), .second, by: judge) { $0.probability = 0.2 },
            SamplePairs.pair("1", ("B", "b"), ("A", "a"), .first, by: judge) { $0.probability = 0.6 },
        ]
        let one = try #require(PreferenceSet(both).preferences.first)
        #expect(one.chosen.lane == "B" && abs((one.probability ?? 0) - 0.7) < 1e-12)
    }

    @Test func `outputs of a case are ranked by their points`() throws {
        let set = PreferenceSet([
            SamplePairs.pair("1", ("A", "a"), ("B", "b"), .second),
            SamplePairs.pair("1", ("A", "a"), ("C", "c"), .first),
            SamplePairs.pair("1", ("B", "b"), ("C", "c"), .first),
        ])
        let ranking = try #require(set.rankings.first)
        #expect(ranking.outputs.map(\.output.lane) == ["B", "A", "C"])
        #expect(ranking.outputs.map(\.score) == [1, 0.5, 0])
    }

    @Test func `outputs that answer another question aren't ranked together, though the case has the same id`() {
        let story = SamplePairs.pair("1", ("A", "a"), ("B", "b"), .first)
        let poem = SamplePairs.pair("1", ("A", "c"), ("B", "d"), .second) {
            $0.question[0].content = [.text("A poem.")]
        }
        let rankings = PreferenceSet([story, poem]).rankings
        #expect(rankings.map { $0.outputs.map(\.output.text) } == [["a", "b"], ["d", "c"]])
    }

    @Test func `a tenth of the cases is for testing, and always the same`() {
        let tests = (0..<2000).count { PreferenceSet.isTest("\($0)", share: 0.1) }
        #expect((150...250).contains(tests))
        #expect(PreferenceSet.isTest("17", share: 0.5) == PreferenceSet.isTest("17", share: 0.5))
        #expect(!(0..<100).contains { PreferenceSet.isTest("\($0)", share: 0) })
    }
}
