import Prompting
import Testing

@testable import Evaluation

/// Candidates that are accepted into a prompt.
struct AcceptedCandidateTests {
    private func candidate(_ kind: Candidate.Kind, input: String = "Warm bread.", output: String = "good") -> Candidate
    {
        Candidate(
            id: 1, kind: kind, values: kind == .reasoning ? [:] : ["review": input], input: input, output: output,
            origin: Candidate.Origin(model: "small", method: "self-instruct", settings: "", seed: 7, request: 2),
            run: "r")
    }

    private var prompt: Prompt {
        var prompt = Prompt()
        prompt.examples = [Example(input: "Cold soup.", output: "bad")]
        prompt.testData = [["review": "Old.", "expected": "bad"]]
        return prompt
    }

    @Test(arguments: [Candidate.Kind.examples, .cases])
    func `an accepted candidate bears its mark, and taking it back leaves the prompt as it was`(
        _ kind: Candidate.Kind
    ) throws {
        let one = candidate(kind)
        let added = one.added(to: prompt)
        #expect(added.examples.count == (kind == .examples ? 2 : 1))
        #expect(added.testData.count == (kind == .cases ? 2 : 1))
        let mark = kind == .examples ? added.examples.last?.origin : added.testData.last?["origin"]
        #expect(mark == "synthetic: self-instruct; small; seed 7; request 2")
        #expect(one.removed(from: added) == prompt)
    }

    @Test func `reasoning is given to the example that lacks it, and taken from it again`() {
        var one = candidate(.reasoning, input: "Cold soup.", output: "bad")
        one.reasoning = "Soup should be warm."
        let added = one.added(to: prompt)
        #expect(added.examples.map(\.reasoning) == ["Soup should be warm."])
        #expect(one.removed(from: added) == prompt)
    }

    @Test func `an accepted phrasing gets a name of its own`() {
        var one = candidate(.phrasings)
        var phrasing = Phrasing(name: "short")
        phrasing.instruction = "Good or bad?"
        one.phrasing = phrasing
        let twice = one.added(to: one.added(to: prompt))
        #expect(twice.phrasings.map(\.name) == ["short", "short (2)"])
        #expect(one.removed(from: twice) == prompt)
    }

    @Test func `the parts that a person may change are those of its kind`() {
        var reasoning = candidate(.reasoning)
        reasoning.reasoning = "Bread is good."
        #expect(reasoning.parts(names: ["review"]).map(\.name) == ["reasoning", "output"])
        #expect(candidate(.cases).parts(names: ["review"]).map(\.text) == ["Warm bread.", "good"])
    }
}
