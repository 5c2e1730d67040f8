import Prompting
import Testing

@testable import Evaluation

/// A candidate beside the prompt as it is.
struct CandidateLanesTests {
    private var prompt: Prompt {
        var prompt = Prompt()
        prompt.instruction = "Good or bad?"
        prompt.input = "{{review}}"
        prompt.examples = [Example(input: "A joy.", output: "good"), Example(input: "A mess.", output: "bad")]
        return prompt
    }

    private func candidate(_ instruction: String, _ examples: [Example]) -> PromptCandidate {
        PromptCandidate(name: "7", instruction: instruction, wording: .model, examples: examples, drawing: .data)
    }

    private let new = Example(input: "Cold soup.", output: "bad")

    @Test func `one lane sends the prompt as it is, the other one the candidate`() throws {
        let one = candidate("Is it good or bad?", [new, prompt.examples[1]])
        let both = one.beside(prompt, like: Lane(name: "", technique: .fewShot))
        #expect(both.lanes.map(\.name) == ["as it is", "candidate 7"])
        let old = try both.asSent(byLane: "as it is")
        #expect(old.instruction == prompt.instruction && old.examples == prompt.examples)
        let sent = try both.asSent(byLane: "candidate 7")
        #expect(sent.instruction == "Is it good or bad?" && sent.examples == one.examples)
        #expect(sent.technique == .fewShot)
    }

    @Test func `a prompt without examples sends none of the candidate's`() throws {
        var bare = prompt
        bare.examples = []
        let both = candidate(bare.instruction, [new]).beside(bare, like: Lane(name: ""))
        #expect(try both.asSent(byLane: "as it is").examples.isEmpty)
        #expect(try both.asSent(byLane: "candidate 7").examples == [new])
    }

    @Test func `another instruction alone leaves the prompt's examples to both`() throws {
        let both = candidate("Which is it?", prompt.examples).beside(prompt, like: Lane(name: ""))
        #expect(both.examples == prompt.examples && both.phrasings.map(\.name) == ["candidate 7"])
        #expect(try both.asSent(byLane: "as it is").instruction == prompt.instruction)
        #expect(try both.asSent(byLane: "candidate 7").instruction == "Which is it?")
    }
}
