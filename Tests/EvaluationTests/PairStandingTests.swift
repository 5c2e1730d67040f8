import Evaluation
import Foundation
import Testing

@Suite struct PairStandingTests {
    private func votes(_ count: Int, for lane: String, _ lanes: (String, String) = ("A", "B")) -> [Pair] {
        (0..<count).map { number in
            let isTurned = number % 2 == 1
            let (one, other) = isTurned ? (lanes.1, lanes.0) : lanes
            return SamplePairs.pair(
                "\(lane)\(number)", (one, "1"), (other, "2"), one == lane ? .first : .second)
        }
    }

    @Test func `a clear preference is told with its error whenever one stops`() {
        let standing = PairStanding(votes(25, for: "B") + votes(7, for: "A"), lanes: ["A", "B"])
        #expect(
            standing.sentences.first?.hasPrefix(
                "After 32 votes: B is better than A, error at most 5 % whenever you stop")
                == true)
        #expect(standing.lanes[1].wins == 25 && standing.lanes[1].losses == 7)
    }

    @Test func `an open question says how many more votes it takes`() {
        let standing = PairStanding(votes(7, for: "B") + votes(5, for: "A"), lanes: ["A", "B"])
        #expect(standing.sentences[0].hasPrefix("After 12 votes it isn't decided whether B is better than A"))
        #expect(standing.sentences[1].hasPrefix("If B truly wins 60, 70 or 80 % of those"))
    }

    @Test func `ties are half a point, and unscored pairs only a number`() {
        let ties = [Verdict.tie, .bothBad, .unscored].enumerated().map { number, verdict in
            SamplePairs.pair("\(number)", ("A", "1"), ("B", "2"), verdict)
        }
        let standing = PairStanding(votes(2, for: "A") + ties, lanes: ["A", "B"])
        #expect(standing.verdicts == 4 && standing.ties == 1 && standing.bothBad == 1 && standing.unscored == 1)
        #expect(standing.lanes[0].rate == 0.75)
    }

    @Test func `of several lanes the strongest is told with what it would win`() {
        let pairs =
            votes(30, for: "A") + votes(10, for: "B") + votes(30, for: "B", ("B", "C"))
            + votes(10, for: "C", ("B", "C"))
        let standing = PairStanding(pairs, lanes: ["A", "B", "C"])
        #expect(standing.sentences[0].hasPrefix("A is strongest: it would win 75 % against B, 95 % interval"))
    }

    @Test func `a lane that never lost is told instead of a number`() {
        let pairs = votes(8, for: "A") + votes(5, for: "B", ("B", "C")) + votes(4, for: "C", ("B", "C"))
        let standing = PairStanding(pairs, lanes: ["A", "B", "C"])
        #expect(standing.lanes[0].strength == nil)
        #expect(standing.sentences[0].hasSuffix("No finite estimate: A (it never lost a point)."))
    }

    @Test func `a covariate that is named twice counts once`() {
        let standing = PairStanding(
            votes(9, for: "A") + votes(7, for: "B"), lanes: ["A", "B"], covariates: [.bold, .length, .length])
        #expect(standing.covariates == [.length, .bold])
    }

    @Test(arguments: [
        (PairCovariate.headings, 2), (.lists, 3), (.bold, 2), (.length, 67),
    ])
    func `the form of a text is counted`(_ covariate: PairCovariate, _ count: Int) {
        let text = "# One\ntext **bold** and __strong__\n## Two\n- a\n  * b\n12. c\n#no\n2.5 x"
        #expect(covariate.count(in: text) == (covariate == .length ? text.count : count))
        #expect(covariate.value(text, "") == 1)
        #expect(covariate.value(text, text) == 0)
    }
}
