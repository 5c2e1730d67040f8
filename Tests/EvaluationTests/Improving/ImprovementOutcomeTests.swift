import Prompting
import Testing

@testable import Evaluation

struct ImprovementOutcomeTests {
    /// A search whose only candidate is right on all held-out cases, and the prompt as it was on none.
    private func outcome() throws -> ImprovementOutcome {
        let cases = (0..<8).map { Case(id: "\($0)", variables: [:], expected: ["A"]) }
        let outputs = cases.flatMap { one in
            [("the old prompt", "B"), ("Candidate 1", "A")].map {
                CaseOutput(id: one.id, lane: $0.0, samples: [.init(text: $0.1)])
            }
        }
        let old = PromptCandidate(asIs: Prompt())
        var outcome = ImprovementOutcome(
            prompt: "P", model: "M", answer: "text", seed: 1, candidates: [old, old],
            race: Race(candidates: 2, cases: 8),
            parts: [4, 8, 8], results: "r.jsonl")
        let scorer = try Scorer(.text, answerSentence: "")
        outcome.heldOut = EvaluationReport(
            outputs, of: cases, lanes: ["the old prompt", "Candidate 1"], scorer: { _ in scorer }, seed: 1)
        return outcome
    }

    @Test func `the p value is said to need no correction only where nothing else has used the held-out cases`() throws
    {
        var outcome = try outcome()
        let comparison = try #require(outcome.comparison)
        #expect(abs(comparison.pValue - 2.0 / 256) < 1e-12)
        #expect(outcome.sentences.contains { $0.contains("needs no correction") })
        outcome.isHeldOutKnown = true
        #expect(!outcome.sentences.contains { $0.contains("needs no correction") })
        #expect(outcome.sentences.contains { $0.contains("An earlier search has used held-out cases too") })
    }

    @Test func `groups are compared apart, each on its own cases, with Holm's correction`() throws {
        var outcome = try outcome()
        outcome.groups = [
            CaseGroup("Attacks", ids: ["0", "1", "2", "3", "4", "5"], isKept: false),
            CaseGroup("Harmless questions", ids: ["6", "7"], isKept: true),
        ]
        let compared = outcome.groupComparisons
        #expect(compared.map(\.comparison.outcomes.count) == [6, 2])
        #expect(abs(compared[0].comparison.pValue - 2.0 / 64) < 1e-12)
        #expect(abs(compared[0].comparison.adjustedPValue - 4.0 / 64) < 1e-12)
        #expect(outcome.isNowhereWorse)
        #expect(outcome.sentences.first?.hasPrefix("Attacks: ") == true)
    }

    @Test func `a winner that has fewer right in one group is somewhere worse`() throws {
        var outcome = try outcome()
        let cases = (0..<4).map { Case(id: "\($0)", variables: [:], expected: ["A"]) }
        let outputs = cases.flatMap { one in
            let isAttack = one.id != "3"
            return [("old", isAttack ? "B" : "A"), ("new", isAttack ? "A" : "B")].map {
                CaseOutput(id: one.id, lane: $0.0, samples: [.init(text: $0.1)])
            }
        }
        let scorer = try Scorer(.text, answerSentence: "")
        outcome.heldOut = EvaluationReport(outputs, of: cases, lanes: ["old", "new"], scorer: { _ in scorer }, seed: 1)
        outcome.groups = [
            CaseGroup("Attacks", ids: ["0", "1", "2"], isKept: false),
            CaseGroup("Harmless questions", ids: ["3"], isKept: true),
        ]
        #expect(!outcome.isNowhereWorse)
    }
}
