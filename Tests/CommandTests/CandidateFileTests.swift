import Evaluation
import Foundation
import Library
import Prompting
import Testing

/// A candidate of a search beside the prompt as it is, as a prompt file.
struct CandidateFileTests {
    @Test(arguments: [0, 2]) func `both lanes stand in a file as they were`(own: Int) throws {
        let folder = try TemporaryFolder()
        var prompt = Prompt()
        (prompt.instruction, prompt.input) = ("Good or bad?", "{{review}}")
        prompt.examples = [Example(input: "A joy.", output: "good"), Example(input: "A mess.", output: "bad")]
        prompt.examples.removeLast(2 - own)
        let new = Example(input: "Cold soup.", output: "bad")
        let candidate = PromptCandidate(
            name: "7", instruction: "Which is it?", wording: .list, examples: [new] + prompt.examples, drawing: .data)
        let path = folder.path("both.prompt.yaml")
        var file = try PromptFile(new: candidate.beside(prompt, like: Lane(name: "")), path: path)
        try file.save()
        let read = try PromptFile(contentsOf: path).prompt
        #expect(try read.asSent(byLane: "as it is").examples == prompt.examples)
        #expect(try read.asSent(byLane: "candidate 7").examples == candidate.examples)
        #expect(try read.asSent(byLane: "candidate 7").instruction == "Which is it?")
    }
}
