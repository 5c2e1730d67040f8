import Foundation
import Testing

@testable import Prompting

struct PhrasingTests {
    private var prompt: Prompt {
        var prompt = Prompt()
        prompt.instruction = "Judge it."
        prompt.input = "Review: {{review}}"
        prompt.examples = [
            Example(input: "Review: Loved it.", output: "good"), Example(input: "Review: Bad {{x}}.", output: "bad"),
            Example(input: "no frame", output: "bad"),
        ]
        var terse = Phrasing(name: "terse")
        terse.instruction = "Good or bad?"
        terse.input = "Text » {{review}} «"
        terse.examples = [2, 1, 7]
        terse.wording.answerLabel = "Verdict"
        prompt.phrasings = [terse]
        return prompt
    }

    @Test func `a phrasing replaces what it names, and examples get its input's frame`() throws {
        let phrased = prompt.phrased(try prompt.phrasing(named: "terse"))
        #expect(phrased.instruction == "Good or bad?")
        #expect(phrased.examples.map(\.input) == ["Text » Bad {{x}}. «", "Text » Loved it. «"])
        #expect(phrased.wording.answerLabel == "Verdict")
        #expect(phrased.wording.questionLabel == "Q")
    }

    @Test func `an example that doesn't have the frame stays as it is`() throws {
        var prompt = prompt
        prompt.phrasings[0].examples = nil
        #expect(prompt.phrased(prompt.phrasings[0]).examples[2].input == "no frame")
    }

    @Test func `own and no name stand for the prompt's words, and another name is refused with those there are`() throws
    {
        #expect(try prompt.phrasing(named: nil) == nil)
        #expect(try prompt.phrasing(named: "own") == nil)
        #expect(throws: LaneError.unknownPhrasing("tarse", known: ["terse"])) { try prompt.phrasing(named: "tarse") }
        #expect(throws: LaneError.unknownPhrasing("x", known: ["terse"])) {
            try prompt.resolvedLanes(replacedBy: [try Lane(flat: "phrasing=x")])
        }
        #expect(try prompt.resolvedLanes(replacedBy: [try Lane(flat: "phrasing=terse")])[0].phrasing?.name == "terse")
    }

    @Test(arguments: [
        ("Review: {{a}}", "Review: x y ", ["a": "x y"]),
        ("P: {{a}}\nQ: {{b}}", "P: one\ntwo\nQ: three", ["a": "one\ntwo", "b": "three"]),
        ("{{a}}", "all of it", ["a": "all of it"]),
        ("“{{a}}” is:", "“say “x”” is:", ["a": "say “x”"]),
    ])
    func `the values of a template are read from a text`(template: String, text: String, values: [String: String]) {
        #expect(Template(template).values(in: text) == values)
    }

    @Test(arguments: [
        ("Review: {{a}}", "Text: x"), ("{{a}}{{b}}", "xy"), ("{{a}} and {{a}}", "x and x"), ("plain", "plain"),
    ])
    func `a text that a template can't give, or not in one way, has no values`(template: String, text: String) {
        #expect(Template(template).values(in: text) == nil)
    }

    @Test func `separators stand between labels and texts of the completion layout`() throws {
        var prompt = Prompt.sums
        prompt.wording.separator = " - "
        prompt.wording.between = " || "
        let compiled = try prompt.compile(technique: .fewShot, layout: .completion, hasChatTemplate: true)
        #expect(
            compiled.body.text
                == "Answer the question.\n\nQ - 2 + 2? || A - 4\n\nQ - 3 + 4? || A - 7\n\nQ - 5 + 6? || A -")
        #expect(compiled.layoutStops == ["\nQ -"])
    }

    @Test func `choices that an input lists are labelled anew`() throws {
        var prompt = Prompt()
        prompt.input = "Which?\n{{choices}}\nA) alone"
        prompt.variables = ["choices": "A) red\nB) blue (B)"]
        prompt.wording.choiceLabel = "[A]"
        let compiled = try prompt.compile(layout: .completion, hasChatTemplate: false)
        #expect(compiled.body.text == "Q: Which?\n[A] red\n[B] blue (B)\nA) alone\nA:")
    }

    @Test func `a prompt that an older version kept has no phrasings and the usual separators`() throws {
        var prompt = Prompt.sums
        prompt.wording.questionLabel = "Frage"
        var object = try #require(
            try JSONSerialization.jsonObject(with: JSONEncoder().encode(prompt)) as? [String: Any])
        object["phrasings"] = nil
        var wording = try #require(object["wording"] as? [String: Any])
        for key in ["separator", "between", "choiceLabel"] { wording[key] = nil }
        object["wording"] = wording
        let read = try JSONDecoder().decode(Prompt.self, from: JSONSerialization.data(withJSONObject: object))
        #expect(read == prompt)
    }
}
