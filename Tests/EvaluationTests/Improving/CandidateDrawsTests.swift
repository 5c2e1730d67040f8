import Prompting
import Testing

@testable import Evaluation

struct CandidateDrawsTests {
    private var prompt: Prompt {
        var prompt = Prompt()
        prompt.instruction = "Say it."
        prompt.examples = [Example(input: "one", output: "A"), Example(input: "two", output: "B")]
        return prompt
    }

    private let pool = (0..<20).map { Example(input: "pool \($0)", output: $0.isMultiple(of: 2) ? "A" : "B") }

    @Test func `the prompt as it is comes first, then so many candidates that all differ`() {
        let found = CandidateDraws(prompt, pool: pool, instructions: [], mostExamples: 6).candidates(tries: 32, seed: 1)
        #expect(found.count == 33)
        #expect(found[0].applied(to: prompt) == prompt)
        #expect(Set(found.map(\.examples)).count == 33)
        #expect(found.dropFirst().allSatisfy { (1...6).contains($0.examples.count) && $0.instruction == "Say it." })
        #expect(Set(found.map(\.name)).count == 33)
    }

    @Test func `examples are drawn without repetition, and each answer about equally often`() {
        for candidate in CandidateDraws(prompt, pool: pool, instructions: [], mostExamples: 8).candidates(
            tries: 50, seed: 2
        )
        .dropFirst() {
            #expect(Set(candidate.examples).count == candidate.examples.count)
            let first = candidate.examples.count { $0.output == "A" }
            #expect(abs(2 * first - candidate.examples.count) <= 1)
        }
    }

    @Test func `the same seed gives the same candidates`() {
        let draws = CandidateDraws(prompt, pool: pool, instructions: [], mostExamples: 4)
        #expect(draws.candidates(tries: 9, seed: 5) == draws.candidates(tries: 9, seed: 5))
        #expect(draws.candidates(tries: 9, seed: 5) != draws.candidates(tries: 9, seed: 6))
    }

    @Test func `each instruction is tried with the prompt's own examples`() {
        let found = CandidateDraws(
            prompt, pool: pool, instructions: [.init("Tell it.", .list), .init("Write it.", .model)], mostExamples: 4
        ).candidates(tries: 10, seed: 1)
        #expect(found[1].instruction == "Tell it." && found[1].examples == prompt.examples && found[1].wording == .list)
        #expect(found[2].instruction == "Write it." && found[2].examples == prompt.examples)
        #expect(found.count == 11)
    }

    @Test func `without examples there are only instructions, and draws end where there are no others`() {
        let words = CandidateDraws(prompt, pool: [], instructions: [.init("Tell it.", .list)], mostExamples: 4)
        #expect(words.candidates(tries: 10, seed: 1).map(\.instruction) == ["Say it.", "Tell it."])
        let two = CandidateDraws(prompt, pool: Array(pool.prefix(2)), instructions: [], mostExamples: 4)
        #expect(two.candidates(tries: 10, seed: 1).count == 5)
    }

    @Test func `a right output with its answer sentence makes an example with reasoning`() {
        let one = Case(id: "1", variables: [:], expected: ["27"])
        func example(_ output: String?) -> Example? {
            BootstrappedReasoning.example(
                input: "How many?", of: one, output: output, sendsReasoning: true, answerSentence: "The answer is")
        }
        #expect(
            example("The answer is near. 3 * 9 = 27. The answer is 27.")
                == Example(input: "How many?", reasoning: "The answer is near. 3 * 9 = 27.", output: "27"))
        #expect(example("3 * 9 = 27. So the answer is 27.")?.reasoning == "3 * 9 = 27.")
        #expect(example("So the answer is 27.") == nil)
        #expect(example("27") == nil)
        #expect(example("The answer is 27.") == nil)
        #expect(example(nil) == nil)
        #expect(example("So {{name}} has 27. The answer is 27.") == nil)
    }
}
