import Evaluation
import Testing

@Suite struct JudgeRepetitionTests {
    @Test func `verdicts that say something are counted`() {
        var repetition = JudgeRepetition(isReworded: true)
        #expect(repetition.sentence == nil)
        for (again, first) in [(Verdict.first, Verdict.first), (.second, .first), (.unscored, .first), (.tie, .tie)] {
            repetition.take(again, beside: first)
        }
        #expect(repetition.same == 2 && repetition.all == 3)
        #expect(
            repetition.sentence
                == "Asked again with another sentence in the frame, it says the same in 2 of 3 verdicts, 95 % interval 20.8 to 93.9 %."
        )
    }
}
