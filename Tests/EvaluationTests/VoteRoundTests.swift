import Foundation
import Testing

@testable import Evaluation

@Suite struct VoteRoundTests {
    private let voter = Voter.person("Ada")

    private func round(
        _ lanes: [String] = ["A", "B"], cases: Int = 6, earlier: [Pair] = [], seed: UInt64 = 7,
        text: (String, Int) -> String = { "\($0) says \($1)" }
    ) -> VoteRound {
        var round = VoteRound(
            lanes: lanes, questions: SamplePairs.questions(cases), voter: voter, earlier: earlier, seed: seed)
        for number in 0..<cases {
            for lane in lanes { round.take(SamplePairs.output(lane, text(lane, number)), caseID: "\(number)") }
        }
        return round
    }

    private func vote(_ round: inout VoteRound, _ verdict: Verdict = .first) -> Pair? {
        round.vote(verdict, date: Date(timeIntervalSince1970: 1), seconds: 2)
    }

    @Test func `every pair of every case is shown once`() {
        var round = round(["A", "B", "C"])
        var keys: Set<PairKey> = []
        while let pair = vote(&round) { keys.insert(pair.key) }
        #expect(keys.count == 18)
        #expect(round.votes == 18 && round.left == 0)
    }

    @Test func `a pair is shown as soon as both its outputs are there`() {
        var round = VoteRound(lanes: ["A", "B"], questions: SamplePairs.questions(2), voter: voter, seed: 1)
        round.take(SamplePairs.output("A", "one"), caseID: "1")
        #expect(round.shown == nil)
        round.take(SamplePairs.output("B", "two"), caseID: "1")
        #expect(round.shown?.question.first?.text == "Case 1?")
    }

    @Test func `sides are drawn at random`() {
        var round = round(cases: 200)
        var first = 0
        while let pair = vote(&round) { if pair.first.lane == "A" { first += 1 } }
        #expect((70...130).contains(first))
    }

    @Test func `a vote that is taken back is shown again on the same sides`() throws {
        var round = round()
        _ = vote(&round)
        let pair = try #require(vote(&round, .second))
        let back = round.takeBack()
        #expect(back?.id == pair.id)
        #expect(round.shown?.first == pair.first && round.shown?.second == pair.second)
        #expect(round.votes == 1 && round.left == 5)
        #expect(round.takeBack() != nil && round.takeBack() == nil)
    }

    @Test func `a skipped pair comes again after all others`() throws {
        var round = round()
        let skipped = try #require(round.shown)
        round.skip()
        for _ in 0..<5 { _ = vote(&round) }
        #expect(Set([round.shown?.first, round.shown?.second]) == Set([skipped.first, skipped.second]))
    }

    @Test func `texts that are the same but for blanks are nobody's question`() {
        let round = round { lane, number in number == 0 ? "same\(lane == "A" ? "" : " \n")" : "\(lane) \(number)" }
        #expect(round.identical == 1 && round.left == 5)
    }

    @Test func `a round that was left goes on where it stood`() throws {
        var before = round()
        let kept = (0..<4).compactMap { _ in vote(&before) }
        var after = round(earlier: kept, seed: 99)
        #expect(after.votes == 4 && after.left == 2)
        #expect(after.standing.verdicts == 4)
        while let pair = vote(&after) { #expect(!kept.map(\.key).contains(pair.key)) }
        #expect(after.votes == 6)
    }

    @Test func `another voter's verdicts count, and this voter is still asked`() {
        var before = round()
        let others = (0..<6).compactMap { _ in vote(&before) }.map { pair in
            var pair = pair
            pair.voter = .person("Grace")
            return pair
        }
        let after = round(earlier: others)
        #expect(after.votes == 0 && after.left == 6 && after.standing.verdicts == 6)
    }

    @Test func `verdicts on other outputs are left out`() {
        let other = SamplePairs.pair("0", ("A", "older"), ("B", "B says 0"), .first)
        #expect(round(earlier: [other]).pairs.isEmpty)
    }

    @Test func `one pair in five is drawn at random, the others tell most`() {
        var round = round(["A", "B", "C", "D"], cases: 60)
        var choices: [Pair.Choice: Int] = [:]
        for number in 0..<120 {
            guard let pair = vote(&round, number % 2 == 0 ? .first : .second) else { break }
            choices[pair.choice, default: 0] += 1
        }
        #expect((10...40).contains(choices[.random] ?? 0))
        #expect((choices[.random] ?? 0) + (choices[.informative] ?? 0) == 120)
    }

    @Test func `a lane that hasn't been compared tells most`() {
        let duels = (0..<20).map { Duel(first: 0, second: 1, score: $0 % 2 == 0 ? 1 : 0) }
        let candidates = [(first: 0, second: 1), (first: 0, second: 2), (first: 1, second: 2)]
        #expect(PairSchedule.mostInformative(candidates, after: duels, lanes: 3) != 0)
    }
}
