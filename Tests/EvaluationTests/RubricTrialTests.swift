import Evaluation
import Foundation
import Testing

@Suite struct RubricTrialTests {
    private func scored(
        _ group: Int, _ lane: String, _ text: String, _ value: Double?, again: [Double?] = []
    ) -> ScoredOutput {
        ScoredOutput(
            caseID: "\(group)", output: SamplePairs.output(lane, text), group: group, value: value, again: again)
    }

    /// Two outputs of a case, with the scores of each under all wordings.
    private func both(_ group: Int, _ one: [Double], _ other: [Double]) -> [ScoredOutput] {
        [
            scored(group, "A", "a longer text", one[0], again: one.dropFirst().map { $0 }),
            scored(group, "B", "short", other[0], again: other.dropFirst().map { $0 }),
        ]
    }

    @Test func `pairs that keep their order, turn, waver and are scored alike are counted apart`() {
        let outputs =
            both(0, [4, 4, 3], [2, 2, 2]) + both(1, [4, 2, 4], [3, 3, 3]) + both(2, [3, 3, 3], [3, 3, 3])
            + both(3, [4, 3, 4], [3, 3, 3])
        let trial = RubricTrial(outputs, isReworded: true)
        #expect(trial.repeated == 4 && trial.holding == 1 && trial.turning == 1 && trial.even == 1)
        #expect(trial.distinguished == 3 && trial.holdingShare == 1.0 / 3)
        #expect(!trial.isBelievable)
    }

    @Test func `the least share that is believed is 60 percent, as where pairs are judged`() {
        func trial(holding: Int) -> RubricTrial {
            let outputs = (0..<10).flatMap { both($0, [4, 4, 4], $0 < holding ? [3, 3, 3] : [3, 5, 3]) }
            return RubricTrial(outputs, isReworded: true)
        }
        #expect(trial(holding: 6).isBelievable && !trial(holding: 5).isBelievable)
    }

    @Test func `a judge that wasn't asked again, or scores all alike, isn't believed`() {
        #expect(!RubricTrial(both(0, [4], [2]), isReworded: true).isBelievable)
        let alike = RubricTrial(both(0, [5, 5, 5], [5, 5, 5]), isReworded: false)
        #expect(alike.repeated == 1 && alike.holdingShare == nil && !alike.isBelievable)
    }

    @Test func `how far a score moves is its largest less its smallest, where it was given twice`() {
        let outputs = [
            scored(0, "A", "one", 4, again: [2.5, nil]), scored(0, "B", "two", 3), scored(1, "A", "three", nil),
            scored(1, "B", "four", 3, again: [nil, nil]),
        ]
        let trial = RubricTrial(outputs, isReworded: true)
        #expect(trial.spans == [1.5])
        #expect(trial.outputs == 4 && trial.unscored == 1)
        // B of the first case was scored once, and A of the second never.
        #expect(trial.repeated == 0)
    }

    @Test func `outputs of other cases, of other samples and with the same text are no pair`() {
        let outputs = [
            scored(0, "A", "one", 4), scored(1, "B", "two", 3), scored(2, "A", "same", 4), scored(2, "B", "same ", 2),
            scored(3, "A", "one", 4), scored(3, "B", "two", 3), scored(3, "C", "three", 1),
        ]
        #expect(ScoredOutput.pairs(of: outputs).map { [$0.one, $0.other] } == [[4, 5], [4, 6], [5, 6]])
    }

    @Test func `how far scores go with length is counted in pairs and over all outputs`() throws {
        let trial = RubricTrial(both(0, [4], [2]) + both(1, [2], [3]) + both(2, [5], [5]), isReworded: true)
        #expect(trial.longerScoresHigher.count == 1 && trial.longerScoresHigher.all == 2)
        let graded = (1...4).map { scored($0, "A", String(repeating: "x", count: $0), Double($0)) }
        let correlation = try #require(RubricTrial(graded, isReworded: true).lengthCorrelation)
        #expect(abs(correlation - 1) < 1e-12)
    }

    @Test func `a higher score is a preference, which is compared with people's votes`() throws {
        let outputs = both(0, [4], [2]) + both(1, [2], [3]) + both(2, [5], [5]) + both(3, [4], [1])
        let votes = [Verdict.first, .first, .second, .first].enumerated().map { number, verdict in
            SamplePairs.pair("\(number)", ("A", "a longer text"), ("B", "short"), verdict)
        }
        let trial = RubricTrial(outputs, isReworded: true, votes: votes)
        #expect(trial.voted == 4)
        // In the third case both have the same score.
        #expect(trial.agreement.count == 3 && trial.agreement.agreements == 2)
        #expect(trial.lengthAgreement.count == 4 && trial.lengthAgreement.agreements == 3)
    }
}
