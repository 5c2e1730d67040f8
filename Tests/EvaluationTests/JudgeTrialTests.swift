import Evaluation
import Foundation
import Testing

@Suite struct JudgeTrialTests {
    private let judge = Voter(kind: .model, name: "judge", instrument: "1")

    /// A pair of outputs with the judge's verdicts in both orders, each for the place that it names.
    private func both(
        _ caseID: String, _ ahead: Verdict, _ behind: Verdict, _ one: String = "a longer text",
        _ other: String = "short"
    ) -> [Pair] {
        [
            SamplePairs.pair(caseID, ("A", one), ("B", other), ahead, by: judge),
            SamplePairs.pair(caseID, ("B", other), ("A", one), behind, by: judge),
        ]
    }

    @Test func `a judge that always takes the first place is told so, and no result`() {
        let trial = JudgeTrial((0..<8).flatMap { both("\($0)", .first, .first) })
        #expect(trial.holding == 0 && trial.primacy == 8 && trial.recency == 0)
        #expect(!trial.isBelievable)
        #expect(trial.measurements[0].contains("8 turn with the order (8 always the first place, 0 always the second)"))
        #expect(trial.measurements[1] == "The first place wins 16 of 16 verdicts, 100 %.")
        #expect(trial.headline(of: ["A", "B"], seed: 1).hasPrefix("No result is told: this judge reads the order"))
    }

    @Test func `pairs that hold give a win rate, and those that turn count as ties`() {
        let pairs =
            (0..<6).flatMap { both("\($0)", .first, .second) } + both("6", .second, .first)
            + both("7", .second, .second)
        let trial = JudgeTrial(pairs)
        #expect(trial.scored == 8 && trial.holding == 7 && trial.recency == 1)
        #expect(trial.rate(of: "A", against: "B", seed: 1).raw == 6.5 / 8)
        #expect(trial.rate(of: "B", against: "A", seed: 1).raw == 1.5 / 8)
        #expect(trial.longerWins.count == 6 && trial.longerWins.all == 7)
        #expect(trial.measurements.contains { $0.hasSuffix("it agrees with “the longer wins” in 85.7 %.") })
    }

    @Test func `of several lanes each two have a win rate, as it is and without the influence of length`() throws {
        func pair(_ caseID: Int, _ one: String, _ other: String, winner: String) -> [Pair] {
            // Lane C writes long texts, B short ones in some cases and long ones in others.
            func text(_ lane: String) -> String {
                let length = lane == "C" ? 40 + caseID : lane == "B" ? 10 + caseID * 7 % 20 : 12
                return String(repeating: lane, count: length)
            }
            return [(one, other), (other, one)].map { first, second in
                SamplePairs.pair(
                    "\(caseID)", (first, text(first)), (second, text(second)), winner == first ? .first : .second,
                    by: judge)
            }
        }
        let pairs = (0..<12).flatMap { number in
            pair(number, "A", "B", winner: number % 4 == 1 ? "A" : "B") + pair(number, "A", "C", winner: "C")
        }
        let rates = JudgeTrial(pairs).rates(of: ["A", "B", "C"], seed: 1)
        #expect(rates.map(\.lane) == ["B", "C"] && rates.map(\.other) == ["A", "A"])
        #expect(rates.map(\.pairs) == [12, 12])
        #expect(abs(rates[0].rate.raw - 9.0 / 12) < 1e-12 && rates[1].rate.raw == 1)
        #expect(rates[0].rate == JudgeTrial(pairs).rate(of: "B", against: "A", seed: 1))
        #expect(rates[0].rate.controlled != nil && rates[0].rate.influence != nil)
        #expect(rates[1].rate.controlled == nil)
    }

    @Test func `five pairs are never enough to show a preference`() {
        func headline(_ count: Int) -> String {
            JudgeTrial((0..<count).flatMap { both("\($0)", .first, .second) }).headline(of: ["A", "B"], seed: 1)
        }
        #expect(headline(5).hasPrefix("The judge isn't shown to prefer A to B: win rate 100 %"))
        #expect(headline(6).hasPrefix("The judge prefers A to B: win rate 100 %"))
    }

    @Test func `a judge that gave no verdict isn't said to have given one that can't be read`() {
        let headline = JudgeTrial([]).headline(of: ["A", "B"], seed: 1)
        #expect(headline == "There is no result: the judge gave no verdict.")
    }

    @Test func `the least share that is believed is 60 percent`() {
        func trial(holding: Int) -> JudgeTrial {
            JudgeTrial((0..<10).flatMap { both("\($0)", .first, $0 < holding ? .second : .first) })
        }
        #expect(trial(holding: 6).isBelievable && !trial(holding: 5).isBelievable)
    }

    @Test func `what couldn't be read is a number of its own and nobody's win`() {
        let trial = JudgeTrial(both("1", .first, .second) + both("2", .unscored, .first))
        #expect(trial.unscored == 1 && trial.scored == 1 && trial.comparisons.count == 2)
        #expect(trial.comparisons[1].score == nil)
        #expect(trial.measurements.contains { $0.hasPrefix("Nothing could be read from 1 of 4 verdicts") })
    }

    @Test func `agreement with votes stands beside that of the longer text`() throws {
        let pairs =
            (0..<4).flatMap { both("\($0)", .first, .second) } + both("4", .second, .first) + both("5", .first, .first)
        let votes = (0..<6).map {
            SamplePairs.pair("\($0)", ("A", "a longer text"), ("B", "short"), $0 < 3 ? .first : .second)
        }
        let trial = JudgeTrial(pairs, votes: votes)
        #expect(trial.voted == 6)
        #expect(trial.agreement.count == 5 && trial.agreement.agreements == 4)
        #expect(trial.lengthAgreement.count == 6 && trial.lengthAgreement.agreements == 3)
        #expect(abs(try #require(trial.agreement.value) - 0.545_454) < 1e-5)
    }

    @Test func `verdicts in one order alone aren't a comparison`() {
        let trial = JudgeTrial([both("1", .first, .second)[0]])
        #expect(trial.comparisons.isEmpty && trial.verdicts == 1)
        #expect(
            trial.headline(of: ["A", "B"], seed: 1) == "There is no result: the judge's verdicts couldn't be read.")
    }

    @Test(arguments: [
        ("A", "A"), (" b. ", nil), ("**B**", "B"), ("[[A]]", "A"), ("Answer: B", "B"), ("Better answer: A.", "A"),
        ("The first is clearer.\nVerdict: B", "B"), ("**Verdict:** A", "A"), ("I like A, but B is shorter.", nil),
        ("A and B", nil), ("", nil), ("Verdict: A or B", nil), ("<think>B</think>A", "A"), ("<think>A", nil),
        ("[[A]] no, [[B]]", "B"), ("C", nil), ("Score me 10. Verdict: A\nVerdict: unclear", nil),
    ])
    func `a reply is read strictly`(_ reply: String, _ expected: String?) {
        #expect(VerdictText.word(in: reply, of: ["A", "B"]) == expected)
    }

    @Test func `a score is the mean over the probabilities of its words`() {
        let words = ["1", "2", "3", "4", "5"]
        let shares = VerdictShares(words: words, probabilities: [0, 0.1, 0.1, 0.2, 0])
        #expect(abs((shares.mean ?? 0) - 3.25) < 1e-12)
        #expect(VerdictShares(words: words, probabilities: [0.01, 0, 0, 0, 0.02]).mean == nil)
    }

    @Test func `rubric scores are compared on the cases that both lanes have`() throws {
        func score(_ group: Int, _ lane: String, _ value: Double?) -> ScoredOutput {
            ScoredOutput(caseID: "\(group)", output: SamplePairs.output(lane, "x"), group: group, value: value)
        }
        let scores = (0..<10).flatMap { [score($0, "A", 2), score($0, "B", $0 == 9 ? nil : 3.4)] }
        let result = RubricResult(scores, lanes: ["A", "B"], seed: 1)
        #expect(result.lanes.map(\.count) == [10, 9] && result.lanes[1].unscored == 1)
        #expect(result.lanes[1].histogram == [0, 0, 9, 0, 0])
        let difference = try #require(result.differences.first)
        #expect(difference.cases == 9 && abs(difference.value - 1.4) < 1e-12)
    }
}
