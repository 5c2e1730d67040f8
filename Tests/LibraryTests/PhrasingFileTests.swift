import Prompting
import TestPrompts
import TestRandom
import Testing

@testable import Library

/// `phrasings` in a prompt file, and the parts of `labels`.
struct PhrasingFileTests {
    private static let text = #"""
        input: "Review: {{review}}"
        examples: [{ input: "Review: a", output: b }, { input: "Review: c", output: d }]
        phrasings:
          - name: terse   # the shortest
            instruction: Good or bad?
            examples: [2, 1]
            labels: { separator: " - ", between: "\n\t" }
          - { name: plain, input: "{{review}}", opening: "", on: false }
        labels: { question: Frage, choices: (A) }
        """#

    @Test func `phrasings and separators are read`() throws {
        let prompt = try PromptFile(text: Self.text, name: "x").prompt
        #expect(prompt.phrasings.map(\.name) == ["terse", "plain"])
        #expect(prompt.phrasings[0].instruction == "Good or bad?")
        #expect(prompt.phrasings[0].examples == [2, 1])
        #expect(prompt.phrasings[0].wording.separator == " - ")
        #expect(prompt.phrasings[0].wording.between == "\n\t")
        #expect(prompt.phrasings[1].wording.opening == "")
        #expect(prompt.phrasings.map(\.isOn) == [true, false])
        #expect(prompt.wording.questionLabel == "Frage")
        #expect(prompt.wording.choiceLabel == "(A)")
    }

    @Test func `an edit of something else leaves their bytes`() throws {
        var file = try PromptFile(text: Self.text, name: "x")
        var prompt = file.prompt
        prompt.input = "Text: {{review}}"
        try file.update(to: prompt)
        #expect(file.text == Self.text.replacing("input: \"Review: {{review}}\"", with: "input: \"Text: {{review}}\""))
    }

    @Test func `random phrasings are read back as they were written`() throws {
        var random = RandomPrompts(seed: 12)
        for number in 0..<300 {
            var prompt = random.prompt()
            for index in 0..<Int.random(in: 1...3, using: &random.random) {
                var phrasing = Phrasing(name: "\(index)" + random.text())
                func some(_ random: inout RandomPrompts) -> String? { random.random.chance(40) ? random.text() : nil }
                phrasing.instruction = some(&random)
                phrasing.input = some(&random)
                phrasing.origin = some(&random)
                phrasing.wording.questionLabel = some(&random)
                phrasing.wording.separator = some(&random)
                phrasing.wording.between = some(&random)
                phrasing.wording.answerTrigger = some(&random)
                phrasing.wording.answerSentence = some(&random)
                if random.random.chance(30) {
                    phrasing.examples = Array((1...4).shuffled(using: &random.random).prefix(2))
                }
                if random.random.chance(30) { phrasing.wording.choiceLabel = "<A>" }
                phrasing.isOn = random.random.chance(70)
                prompt.phrasings.append(phrasing)
            }
            let file = try PromptFile(new: prompt, path: "x")
            #expect(
                try PromptFile(text: file.text, name: "x").prompt.says(prompt.normalised), "\(number)\n\(file.text)")
        }
    }

    @Test func `an example that a phrasing names and the prompt doesn't have is noted`() throws {
        let file = try PromptFile(text: "phrasings: [{ name: a, examples: [1] }]", name: "x")
        #expect(file.notices == ["x, line 1: `phrasings[0].examples` names example 1, which the prompt doesn't have."])
    }

    @Test(arguments: [
        ("phrasings: [{ instruction: a }]", "`phrasings[0]` needs a name."),
        ("phrasings: [{ name: own }]", "stands for the prompt's own words"),
        ("phrasings: [{ name: a }, { name: a }]", "has the name of another: `a`."),
        ("phrasings: [{ name: a, examples: [0] }]", "takes the number of an example, from 1"),
        ("phrasings: [{ name: a, examples: [1, 1] }]", "names example 1 twice"),
        ("phrasings: [{ name: a, labels: { choices: (B) } }]", "with one `A`, such as `(A)`"),
        ("phrasings: [{ name: a, on: maybe }]", "takes true or false"),
        ("phrasings: { a: b }", "takes a list"),
    ])
    func `a phrasing that can't be used is refused with its place`(text: String, said: String) {
        #expect {
            try PromptFile(text: text, name: "x")
        } throws: {
            "\($0)".contains("x, line 1") && "\($0)".contains(said)
        }
    }
}
