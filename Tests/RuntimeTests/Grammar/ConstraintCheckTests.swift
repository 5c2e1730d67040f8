import Prompting
import Testing

@testable import Lanes

struct ConstraintCheckTests {
    private func notice(
        _ constraint: OutputConstraint, _ texts: [String], finish: Finish = .end
    ) -> String? {
        var prompt = CompiledPrompt(technique: .zeroShot, body: .completion([]))
        prompt.steps[0].constraint = constraint
        let samples = texts.map {
            SampleResult(stages: [StageResult(prompt: "", text: $0, finish: finish)], of: prompt)
        }
        return prompt.misfitNotice(of: samples)
    }

    private let schema = OutputConstraint(
        .schema, #"{"type":"object","properties":{"age":{"type":"integer"}},"required":["age"]}"#)

    @Test func `answers that fit are passed over`() {
        #expect(notice(schema, [#"{"age": 3}"#]) == nil)
        #expect(notice(OutputConstraint(.grammar, #"root ::= "a"+"#), ["a", "aaa"]) == nil)
    }

    @Test func `one that doesn't fit is told with the reason`() {
        #expect(
            notice(schema, [#"{"age": "3"}"#])
                == "The answer doesn't fit the schema: `/age` is text; the schema asks for a whole number.")
        #expect(notice(schema, ["Three."])?.hasPrefix("The answer doesn't fit the schema: it ") == true)
        #expect(
            notice(OutputConstraint(.grammar, #"root ::= "ab"+"#), ["ab", "abc", "a"])
                == #"2 of 3 answers don't fit the grammar: it goes its own way from "c" on."#)
    }

    @Test func `one that was cut off is told as such`() {
        #expect(
            notice(schema, [#"{"age": "#], finish: .length)
                == "The answer doesn't fit the schema: it was cut off at its limit of tokens.")
    }

    @Test func `only what stands behind the sentence has to fit`() {
        let number = OutputConstraint(.grammar, #"root ::= " " [0-9]+"#, after: "The answer is")
        #expect(notice(number, ["2 and 2 are 4, so the answer is 4"]) == nil)
        #expect(notice(number, ["It is 4."])?.contains("lacks the sentence") == true)
    }
}
