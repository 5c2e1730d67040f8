import Prompting
import Testing

@testable import Interchange
@testable import Library

/// llm's templates and OpenAI's messages.
struct OtherFormatTests {
    @Test func `a template of llm becomes a prompt`() throws {
        let (prompts, losses) = try imported(ForeignSamples.llm, "sailor.yaml")
        let prompt = try #require(prompts.first).prompt
        #expect(prompts[0].name == "sailor")
        #expect(prompt.instruction == "You talk like a sailor from {{place}}")
        #expect(prompt.input.trimmingBlanks.hasSuffix("It may cost $5. Text: {{input}}s"))
        #expect(prompt.variables == ["place": "Busan"] && prompt.modelParameters.temperature == 1.8)
        #expect(losses.says("line 1", "gpt-4o") && losses.says("line 11", "extract"))
    }

    @Test func `a template of llm comes back as it was`() throws {
        let (prompts, _) = try imported(ForeignSamples.llm, "sailor.yaml")
        let written = try Interchange.write(try prompts[0].file(path: "x"), as: .llm)
        #expect(written.value.contains("$$5. Text: ${input}s"))
        #expect(try imported(written.value, "sailor.yaml").prompts[0].prompt == prompts[0].prompt)
        #expect(written.losses.isEmpty)
    }

    @Test func `a system prompt alone takes what the user types`() throws {
        let prompt = try imported("system: Shorten this", "x.yaml").prompts[0].prompt
        #expect(prompt.input == "{{input}}")
        #expect(try exported(prompt, .llm).value == "system: Shorten this\n")
    }

    @Test func `examples are written into the text, because llm has no turns`() throws {
        var prompt = Prompt()
        prompt.instruction = "Add."
        prompt.input = "{{sum}}"
        prompt.examples = [Example(input: "1 + 1", output: "2")]
        let written = try exported(prompt, .llm)
        #expect(written.value == "system: Add.\nprompt: |-\n  Q: 1 + 1\n  A: 2\n\n  Q: $sum\n  A:\n")
        #expect(written.losses.says("no turns"))
    }

    @Test func `a request of OpenAI's API becomes a prompt`() throws {
        let (prompts, losses) = try imported(ForeignSamples.openAI, "request.json")
        let prompt = try #require(prompts.first).prompt
        #expect(prompt.instruction == "You name things. 😀" && prompt.input == "What is this?")
        #expect(prompt.modelParameters.maxTokens == 40 && prompt.modelParameters.stop == ["END"])
        #expect(prompt.modelParameters.seed == 7 && prompt.samples == 3)
        #expect(prompt.modelParameters.logitBias == [50256: -100])
        #expect(losses.says("image_url") && losses.says("gpt-4o"))
    }

    @Test func `a request of OpenAI's API comes back as it was`() throws {
        let (prompts, _) = try imported(ForeignSamples.openAI, "request.json")
        let written = try Interchange.write(
            try prompts[0].file(path: "x"), as: .openAI, options: ExportOptions(model: "gpt-4o"))
        let again = try imported(written.value, "request.json", models: ["gpt-4o"])
        var expected = prompts[0].prompt
        expected.model = "gpt-4o"
        #expect(again.prompts[0].prompt == expected)
        #expect(written.losses.isEmpty && again.losses.isEmpty)
    }

    @Test func `a list of messages is enough`() throws {
        let text =
            #"[{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Ho"}, {"role": "user", "content": "Hm"}]"#
        let prompt = try imported(text, "chat.json").prompts[0].prompt
        #expect(prompt.turns == [Turn(role: .user, text: "Hi"), Turn(role: .assistant, text: "Ho")])
        #expect(prompt.input == "Hm")
    }

    @Test func `messages in an order that a prompt doesn't have are listed`() throws {
        let text =
            #"[{"role": "user", "content": "a"}, {"role": "system", "content": "b"}, {"role": "user", "content": "c"}]"#
        #expect(try imported(text, "chat.json").losses.says("message 2, the system's, comes first"))
        let tool = #"[{"role": "tool", "content": "a"}, {"role": "user", "content": "c"}]"#
        #expect(try imported(tool, "chat.json").losses.says("`[0].role`", "tool"))
    }

    @Test func `variables are filled in, and those without a value listed`() throws {
        var prompt = Prompt()
        prompt.input = "{{a}} {{b}} {{c}}"
        prompt.variables = ["a": "1", "b": "2"]
        let written = try exported(prompt, .openAI, variables: ["b": "9"])
        #expect(written.value.contains(#""content": "1 9 {{c}}""#))
        #expect(written.losses.says("`{{a}}` is filled in") && written.losses.contains { $0.remedy == .giveValue("c") })
    }

    @Test(arguments: [
        ("x.prompty", "Hi", InterchangeFormat.prompty), ("x.prompt", "Hi", .dotprompt),
        ("x.preset.json", "{}", .lmStudio),
        ("promptfooconfig.yml", "a: 1", .promptfoo), ("x.yml", ForeignSamples.gitHubModels, .gitHubModels),
        ("x.yaml", ForeignSamples.promptfoo, .promptfoo), ("x.yaml", ForeignSamples.llm, .llm),
        ("x.txt", ForeignSamples.dotprompt, .dotprompt), ("x.txt", ForeignSamples.prompty, .prompty),
        ("x.txt", ForeignSamples.promptyOne, .prompty), ("x.json", ForeignSamples.openAI, .openAI),
        ("x.json", "[{\"role\": \"user\", \"content\": \"a\"}]", .openAI),
        ("x.json", ForeignSamples.lmStudio, .lmStudio),
        ("x.yaml", "min_p: 0.1\ntemperature: 2", .textGenerationWebUI),
        ("x.yaml", "min_p: 0.1\nnew_thing: 2", .textGenerationWebUI), ("x.yaml", "instruction: a", .gitHubModels),
    ])
    func `a format is found by name and content`(name: String, text: String, format: InterchangeFormat) {
        #expect(InterchangeFormat(name: name, text: text) == format)
    }

    @Test func `every format has a name and a file ending of its own`() {
        #expect(Set(Interchange.formats.map(\.name)).count == Interchange.formats.count)
        let endings = Dictionary(grouping: Interchange.formats, by: \.title).values.flatMap { $0[0].endings }
        #expect(Set(endings).count == endings.count)
    }

    @Test func `a mistake in a file of no known format is named with its line`() {
        #expect {
            try Interchange.read("a: 1\nb: [2", name: "x.yaml")
        } throws: {
            "\($0)".contains("x.yaml, line")
        }
    }

    @Test func `a file of no known format is answered with what there is`() {
        #expect {
            try Interchange.read("a: 1\nb: 2", name: "x.yaml")
        } throws: {
            guard case .nameFormat(let names)? = ($0 as? InterchangeError)?.remedy else { return false }
            return "\($0)".contains("x.yaml") && names.contains("promptfoo")
        }
    }
}
