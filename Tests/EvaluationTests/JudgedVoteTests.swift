import Evaluation
import Testing

@Suite struct JudgedVoteTests {
    private let judge = Voter(kind: .model, name: "judge", instrument: "1")

    private func judged(_ caseID: String, _ ahead: Verdict, _ behind: Verdict) -> [Pair] {
        [
            SamplePairs.pair(caseID, ("A", "long"), ("B", "short"), ahead, by: judge),
            SamplePairs.pair(caseID, ("B", "short"), ("A", "long"), behind, by: judge),
        ]
    }

    private func vote(_ caseID: String, _ verdict: Verdict, by name: String = "Ada", turned: Bool = false) -> Pair {
        turned
            ? SamplePairs.pair(caseID, ("B", "short"), ("A", "long"), verdict, by: .person(name))
            : SamplePairs.pair(caseID, ("A", "long"), ("B", "short"), verdict, by: .person(name))
    }

    @Test func `those on which people and the judge part come first`() {
        let trial = JudgeTrial(
            judged("1", .first, .second) + judged("2", .first, .second) + judged("3", .first, .first)
                + judged("4", .second, .first))
        let both = JudgedVote.all(
            trial, votes: [vote("1", .first), vote("2", .second), vote("3", .first), vote("9", .first)])
        #expect(both.map(\.judged.caseID) == ["2", "3", "1"])
        #expect(both.map(\.relation) == [.parted, .open, .same])
    }

    @Test func `votes are counted whatever the side on which an output stood`() throws {
        let trial = JudgeTrial(judged("1", .second, .first))
        let votes = [
            vote("1", .second), vote("1", .first, by: "Bo", turned: true), vote("1", .first, by: "Cy"),
            vote("1", .tie, by: "Di"), vote("1", .unscored, by: "Ed"),
        ]
        let one = try #require(JudgedVote.all(trial, votes: votes).first)
        #expect(one.votes == (1, 2, 1))
        #expect(one.preferred?.lane == "B" && one.relation == .same)
    }

    @Test func `people who are even prefer none`() throws {
        let trial = JudgeTrial(judged("1", .first, .second))
        let one = try #require(JudgedVote.all(trial, votes: [vote("1", .first), vote("1", .second, by: "Bo")]).first)
        #expect(one.preferred == nil && one.relation == .open)
    }
}
