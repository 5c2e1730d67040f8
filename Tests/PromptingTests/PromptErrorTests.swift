import Prompting
import Sampling
import Testing

@Suite struct `A prompt that can't be sent` {
    private func message(
        _ prompt: Prompt, _ technique: Technique? = nil, layout: Layout? = .completion, hasChatTemplate: Bool = true
    ) throws -> String {
        try error(prompt, technique, layout: layout, hasChatTemplate: hasChatTemplate).description
    }

    private func error(
        _ prompt: Prompt, _ technique: Technique? = nil, layout: Layout? = .completion, hasChatTemplate: Bool = true
    ) throws -> PromptError {
        let error = #expect(throws: PromptError.self) {
            try prompt.compile(technique: technique, layout: layout, hasChatTemplate: hasChatTemplate)
        }
        return try #require(error)
    }

    @Test func `names a missing variable, its field and the one that was meant`() throws {
        var prompt = Prompt()
        prompt.input = "{{revew}}"
        prompt.variables = ["tone": "dry", "review": "Fine."]
        let error = try error(prompt)
        #expect(
            error.description == "The variable `{{revew}}` in the input has no value; did you mean `{{review}}`?")
        #expect(error.remedy == .giveValues(["revew"], known: ["review", "tone"]))
    }

    @Test func `names every missing variable and every field`() throws {
        var prompt = Prompt()
        prompt.instruction = "{{이름}}"
        prompt.examples = [
            Example(input: "x", output: "y", isOn: false), Example(input: "{{a}}", reasoning: "{{r}}", output: "{{b}}"),
        ]
        prompt.input = "{{a}}"
        let error = try error(prompt)
        #expect(
            error.description
                == "The variable `{{이름}}` in the instruction has no value. "
                + "The variable `{{a}}` in the input of example 2 has no value. "
                + "The variable `{{b}}` in the output of example 2 has no value. "
                + "The variable `{{a}}` in the input has no value.")
        #expect(error.remedy == .giveValues(["이름", "a", "b"], known: []))
    }

    @Test func `names the reasoning where a variable is missing in it`() throws {
        var prompt = Prompt.sums
        prompt.examples[1].reasoning = "{{why}}"
        #expect(try message(prompt, .chainOfThought).contains("`{{why}}` in the reasoning of example 2 has no value"))
        #expect(try prompt.compile(technique: .fewShot, hasChatTemplate: true).technique == .fewShot)
    }

    @Test func `names the opening where a variable is missing in it`() throws {
        var prompt = Prompt.sums
        prompt.wording.opening = "{{start}}"
        #expect(try message(prompt, .fewShot).contains("`{{start}}` in the opening has no value"))
    }

    @Test(arguments: Layout.allCases) func `says that few-shot has no example`(layout: Layout) throws {
        #expect(
            try message(Prompt(), .fewShot, layout: layout)
                == "The technique `few-shot` needs at least one example, and this prompt has none. "
                + "Add an example, or choose `zero-shot`, which needs none.")
    }

    @Test func `says that all examples are off`() throws {
        var prompt = Prompt.sums
        prompt.examples[0].isOn = false
        prompt.examples[1].isOn = false
        #expect(
            try message(prompt, .chainOfThought)
                == "The technique `cot` needs at least one example with reasoning, and all 2 of this prompt are switched "
                + "off. Switch an example on, or choose `zero-shot-cot`, which needs none.")
        prompt.examples.removeLast()
        #expect(
            try message(prompt, .fewShot).contains("and this prompt's only one is switched off. Switch an example on"))
    }

    @Test(arguments: [nil, "", " \n"]) func `names the example that lacks reasoning`(reasoning: String?) throws {
        var prompt = Prompt.sums
        prompt.examples[1].reasoning = reasoning
        #expect(
            try message(prompt, .chainOfThought)
                == "The technique `cot` sends each example with its reasoning, and example 2 (“3 + 4?”) has none. "
                + "Write the `reasoning`, switch it off, or choose `few-shot`, which needs none.")
    }

    @Test func `names all examples that lack reasoning by number and first words`() throws {
        var prompt = Prompt.sums
        prompt.examples = [
            Example(input: "one two three four\nfive six seven", output: "x"),
            Example(input: "off", output: "x", isOn: false),
            Example(input: "good", reasoning: "r", output: "x"),
            Example(input: String(repeating: "a", count: 60), output: "x"),
            Example(input: "short", output: "x"),
        ]
        let letters = String(repeating: "a", count: 47)
        #expect(
            try message(prompt, .chainOfThought)
                == "The technique `cot` sends each example with its reasoning, and examples "
                + "1 (“one two three four five six…”), 4 (“\(letters)…”) and 5 (“short”) have none. "
                + "Write the `reasoning`, switch them off, or choose `few-shot`, which needs none.")
    }

    @Test func `says that a base model has no chat template`() throws {
        let error = try error(.sums, layout: .chat, hasChatTemplate: false)
        #expect(
            error.description
                == "The chat layout was asked for, but the model has no chat template (it is probably a base model).")
        #expect(error.remedy == .freeLayout)
    }
}

@Suite struct `A suggestion` {
    @Test(arguments: [
        ("temprature", "temperature"), ("top-k", "topK"), ("topk", "topK"), ("tmeperature", "temperature"),
        ("max_tokens", "maxTokens"), ("sede", "seed"), ("techniqe", "technique"),
    ])
    func `is the nearest known word`(word: String, expected: String) {
        let known = ["temperature", "topK", "topP", "maxTokens", "seed", "technique"]
        #expect(nearest(to: word, in: known) == expected)
    }

    @Test(arguments: ["banana", "x", "", "온도"]) func `is none where nothing is near`(word: String) {
        #expect(nearest(to: word, in: ["temperature", "topK", "seed", "a"]) == nil)
    }
}
