import Foundation
import Sampling
import Testing

@testable import Prompting

struct StepTests {
    private let answer = Step(opening: "\nSo the answer is", limit: .answerTokens, isAnswer: true)

    private func compiled(_ steps: [Step]) -> CompiledPrompt {
        CompiledPrompt(technique: .zeroShot, body: .completion([Fragment("Q: 2 + 2?", isField: true)]), steps: steps)
    }

    private func json(_ prompt: CompiledPrompt) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(prompt), as: UTF8.self)
    }

    @Test func `the answer is the text of the answer step, whichever step that is`() {
        let prompt = compiled([.first, Step(opening: "\nCheck:", limit: .maxTokens, isAnswer: false), answer])
        #expect(prompt.answer(in: ["3 or 4", " it is 4", " 4. "]) == "4.")
    }

    @Test func `where the answer step didn't run, the sentence is looked for in the last text`() {
        let prompt = compiled([.first, Step(opening: "\nCheck:", limit: .maxTokens, isAnswer: false), answer])
        #expect(prompt.answer(in: ["The answer is 3", "The answer is 4"]) == "4")
        #expect(prompt.answer(in: ["The answer is 3"]) == "3")
    }

    @Test func `a step is limited by its own setting`() {
        var settings = Settings()
        (settings.maxTokens, settings.answerTokens) = (100, 7)
        #expect(compiled([.first, answer]).steps.map { $0.limit(in: settings) } == [100, 7])
    }

    @Test func `any number of steps comes back from JSON`() throws {
        let extra = Step(opening: "\nNow solve each:", limit: .maxTokens, isAnswer: false)
        for steps in [[.first], [.first, answer], [.first, extra], [.first, extra, extra, answer]] {
            let data = Data(try json(compiled(steps)).utf8)
            #expect(try JSONDecoder().decode(CompiledPrompt.self, from: data).steps == steps)
        }
    }

    @Test func `one step, and an answer after it, are written as versions before steps wrote them`() throws {
        let body = "\"body\":{\"completion\":{\"_0\":[{\"isField\":true,\"text\":\"Q: 2 + 2?\"}]}},\"layoutStops\":[],"
        let sentence = "\"answerSentence\":\"The answer is\","
        let technique = "\"technique\":\"zero-shot\"}"
        #expect(try json(compiled([.first])) == "{" + sentence + body + technique)
        let trigger = "\"answerTrigger\":\"\\nSo the answer is\","
        #expect(try json(compiled([.first, answer])) == "{" + sentence + trigger + body + technique)
    }

    @Test(arguments: Technique.allCases)
    func `a technique's steps are those of its traits`(technique: Technique) throws {
        var prompt = Prompt()
        prompt.input = "2 + 2?"
        prompt.examples = [Example(input: "1 + 1?", reasoning: "One and one.", output: "2")]
        let steps = try prompt.compile(technique: technique, hasChatTemplate: false).steps
        #expect(steps.first == .first)
        #expect(steps.dropFirst().map(\.limit) == technique.traits.following.map(\.limit))
        prompt.wording.answerTrigger = ""
        #expect(try prompt.compile(technique: technique, hasChatTemplate: false).steps.count == 1)
    }
}
