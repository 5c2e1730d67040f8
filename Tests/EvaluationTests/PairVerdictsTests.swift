import Evaluation
import Foundation
import Testing

/// All that was said of each two outputs.
@Suite struct PairVerdictsTests {
    private let judge = Voter(kind: .model, name: "judge", instrument: "1")

    private func judged(_ caseID: String, _ ahead: Verdict, _ behind: Verdict, by voter: Voter? = nil) -> [Pair] {
        [
            SamplePairs.pair(caseID, ("A", "long"), ("B", "short"), ahead, by: voter ?? judge),
            SamplePairs.pair(caseID, ("B", "short"), ("A", "long"), behind, by: voter ?? judge),
        ]
    }

    private func vote(_ caseID: String, _ verdict: Verdict, by name: String = "Ada") -> Pair {
        SamplePairs.pair(caseID, ("A", "long"), ("B", "short"), verdict, by: .person(name))
    }

    @Test func `those on which people and the judge part come first, and those of one side last`() {
        let verdicts =
            judged("1", .first, .second) + judged("2", .first, .first) + judged("3", .second, .first)
            + judged("4", .first, .second)
        let votes = ["1", "2", "3"].map { vote($0, .first) }
        let all = PairVerdicts.all([vote("0", .tie)] + verdicts + votes, judge: judge)
        #expect(all.map(\.caseID) == ["3", "2", "1", "0", "4"])
        #expect(all.map { $0.both?.relation } == [.parted, .open, .same, nil, nil])
        #expect(all.map(\.people) == ["A", "A", "A", "none", ""])
        #expect(all.map(\.judge) == ["B", "turns with the order", "A", "", "A"])
    }

    @Test func `another judge's verdicts are left out, and the judge that judged last comes first`() {
        let other = Voter(kind: .model, name: "judge", instrument: "2")
        let pairs = judged("1", .first, .second) + judged("1", .second, .first, by: other) + [vote("1", .first)]
        #expect(PairVerdicts.judges(of: pairs) == [other, judge])
        #expect(PairVerdicts.all(pairs, judge: judge).map { $0.both?.relation } == [.same])
        #expect(PairVerdicts.all(pairs, judge: other).map { $0.both?.relation } == [.parted])
        #expect(PairVerdicts.all(pairs, judge: nil).map(\.judge) == [""])
    }

    @Test func `a judge that was asked in one order has said nothing yet`() throws {
        let one = try #require(
            PairVerdicts.all([judged("1", .first, .second)[0], vote("1", .first)], judge: judge).first)
        #expect(one.both == nil && one.judge == "asked in one order" && one.people == "A")
    }

    @Test func `outputs are the same wherever they are kept`() {
        var pairs = judged("1", .first, .second)
        pairs[0].first.place = RunPlace(run: 1, lane: 0, sample: 0)
        pairs[1].second.place = RunPlace(run: 2, lane: 0, sample: 0)
        #expect(JudgeTrial(pairs).holding == 1)
    }
}
