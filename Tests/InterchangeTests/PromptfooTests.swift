import Prompting
import Remedies
import Testing
import YAMLText

@testable import Interchange
@testable import Library

struct PromptfooTests {
    private func sample() throws -> (prompts: [ImportedPrompt], losses: [Notice]) {
        try imported(ForeignSamples.promptfoo, "promptfooconfig.yaml")
    }

    @Test func `each prompt becomes a prompt, each provider a lane`() throws {
        let (prompts, losses) = try sample()
        #expect(prompts.map(\.name) == ["Greetings 1", "Greetings 2"])
        #expect(
            prompts.map(\.prompt.input) == [
                "Say this in {{language}}: {{input}}", #"How does one say "{{input}}" in {{language}}?"#,
            ])
        for prompt in prompts.map(\.prompt) {
            #expect(prompt.lanes.map(\.name) == ["openai:gpt-4.1", "careful"])
            #expect(prompt.lanes[1].modelParameters.temperature == 0.2)
            #expect(prompt.lanes[1].modelParameters.maxTokens == 64)
            #expect(prompt.lanes[1].modelParameters.stop == ["END"])
            #expect(prompt.variables == ["register": "polite"])
        }
        #expect(losses.says("line 7", "openai:gpt-4.1"))
        #expect(losses.says("line 14", "providers[1].config.apiKey"))
        #expect(!losses.says("secret"))
    }

    @Test func `tests become cases, with every combination of values`() throws {
        let rows = try sample().prompts[0].prompt.testData
        #expect(rows.map { $0["language"] } == ["French", "Spanish", "Italian"])
        #expect(rows.map { $0["input"] } == ["Good morning", "Good night", "Good night"])
    }

    @Test func `assertions become evaluators that look their values up in the case`() throws {
        let item = try sample().prompts[0]
        #expect(
            item.evaluators.map(\.type) == [
                "llm-rubric", "contains", "is-json", "icontains", "similar", "contains-any",
            ])
        #expect(item.evaluators[1].value == .text("{{contains}}"))
        #expect(item.prompt.testData.map { $0["contains"] } == ["Bonjour", nil, nil])
        #expect(item.prompt.testData.map { $0["is_json"] } == ["true", nil, nil])
        #expect(item.prompt.testData[2]["contains_any"] == #"["noche", "notte, amici"]"#)
        #expect(item.evaluators[4].threshold == "0.6")
        #expect(try sample().losses.says("line 18", "llm-rubric", "can't check"))
        let text = try item.file(path: "x").text
        #expect(text.contains(#"{ name: contains, string: { contains: "{{contains}}" } }"#))
    }

    @Test func `an assertion that all tests share is an evaluator with that value`() throws {
        let text = """
            prompts: ['{{a}}']
            providers: [x]
            tests:
              - { vars: { a: 1 }, assert: [{ type: contains, value: yes }, { type: regex, value: 'a|b' }] }
              - { vars: { a: 2 }, assert: [{ type: contains, value: yes }, { type: regex, value: 'c' }] }
            """
        let item = try imported(text, "promptfooconfig.yaml").prompts[0]
        #expect(item.evaluators[0].value == .text("yes"))
        #expect(item.evaluators[1].value == .text("{{regex}}"))
        #expect(item.prompt.testData == [["a": "1", "regex": "a|b"], ["a": "2", "regex": "c"]])
    }

    @Test func `what was imported is exported as it was, prompt by prompt`() throws {
        let item = try sample().prompts[0]
        let written = try Interchange.write(try item.file(path: "x"), as: .promptfoo)
        let again = try imported(written.value, "promptfooconfig.yaml")
        var prompt = again.prompts[0].prompt
        var expected = item.prompt
        // A provider's name without its model is that of a server here, and a label takes the name's place.
        for index in prompt.lanes.indices { #expect(prompt.lanes[index].name == expected.lanes[index].name) }
        prompt.name = ""
        expected.name = ""
        #expect(prompt == expected)
        #expect(again.prompts[0].evaluators == item.evaluators)
    }

    @Test func `assertions come back to their tests`() throws {
        let item = try sample().prompts[0]
        let written = try Interchange.write(try item.file(path: "x"), as: .promptfoo)
        let root = try PlacedValue(text: written.value, name: "x")
        let tests = try #require(try root["tests"]?.items())
        let types = try tests.map { try ($0["assert"]?.items() ?? []).map { $0["type"]?.scalar ?? "" } }
        #expect(types[0] == ["contains", "is-json"])
        #expect(types[1] == ["icontains", "similar", "contains-any"])
        #expect(tests[0]["vars"]?["contains"] == nil)
        #expect(try tests[1]["assert"]?.items()[2]["value"]?.texts() == ["noche", "notte, amici"])
        #expect(try tests[0]["assert"]?.items()[1]["value"] == nil)
    }

    @Test func `a schema is kept, from a mapping, a text and a file, and comes back`() throws {
        let text = """
            prompts: ['{{a}}']
            providers: [x]
            defaultTest:
              assert:
                - { type: is-json, value: { type: object, required: [b, a], properties: { n: { minimum: 1.50 } } } }
                - { type: contains-json, value: 'type: object' }
                - { type: not-is-json, value: file://schema.json }
                - { type: is-json, value: file://schema.js }
            tests:
              - { vars: { a: 1 }, assert: [{ type: is-json, value: { const: 1 } }, { type: contains-json }] }
              - { vars: { a: 2 } }
            """
        let files = ["schema.json": #"{"enum": ["x"]}"#]
        let (prompts, losses) = try imported(text, "promptfooconfig.yaml", files: files)
        let item = prompts[0]
        #expect(item.evaluators.map(\.type) == ["is-json", "contains-json", "not-is-json", "is-json", "contains-json"])
        #expect(
            item.evaluators[0].value?.json
                == #"{"type": "object", "required": ["b", "a"], "properties": {"n": {"minimum": 1.50}}}"#)
        #expect(item.evaluators[1].value?.json == #"{"type": "object"}"#)
        #expect(item.evaluators[2].value?.json == #"{"enum": ["x"]}"#)
        #expect(item.prompt.testData[0]["is_json"] == #"{"const": 1}"#)
        #expect(item.prompt.testData[0]["contains_json"] == "true")
        #expect(losses.says("file://schema.js"))
        let written = try Interchange.write(try item.file(path: "x"), as: .promptfoo)
        let again = try imported(written.value, "promptfooconfig.yaml").prompts[0]
        #expect(again.evaluators == item.evaluators)
        #expect(again.prompt.testData == item.prompt.testData)
    }

    @Test func `files that the config names are read beside it, and no others`() throws {
        let files = ["chat.json": ForeignSamples.promptfooChatFile, "cases.yaml": ForeignSamples.promptfooCases]
        let (prompts, losses) = try imported(ForeignSamples.promptfooChat, "promptfooconfig.yaml", files: files)
        let prompt = try #require(prompts.first).prompt
        #expect(prompt.instruction == "You answer from an almanac.")
        #expect(prompt.examples == [Example(input: "Who won in 1990?", output: "The \"Reds\".")])
        #expect(prompt.input == "Who won in {{year}}?")
        #expect(prompt.testData == [["year": "1991", "expected": "The Twins"]])
        #expect(prompt.lanes.isEmpty && prompt.modelParameters.topK == 20 && prompt.modelParameters.maxTokens == 30)
        #expect(losses.says("ollama:chat:llama3"))
        #expect(throws: InterchangeError.self) { try imported(ForeignSamples.promptfooChat, "promptfooconfig.yaml") }
    }

    @Test func `a provider that is for none of the prompts, or not for all, is listed`() throws {
        let text = """
            prompts:
              - { id: short, label: Short one, raw: 'a {{x}}' }
              - { label: long, raw: 'b {{x}}' }
            providers:
              - { id: 'openai:gpt-4o', config: { temperature: 0.1 } }
              - { id: 'openai:gpt-4', label: gone, prompts: [other], config: { temperature: 0.9 } }
              - { id: 'openai:o3', label: quick, prompts: [short] }
            """
        let (prompts, losses) = try imported(text, "promptfooconfig.yaml")
        #expect(prompts[0].prompt.lanes.map(\.name) == ["openai:gpt-4o", "quick"])
        #expect(prompts[1].prompt.lanes.isEmpty && prompts[1].prompt.modelParameters.temperature == 0.1)
        #expect(losses.says("line 6", "providers[1].prompts", "gone", "temperature 0.9"))
        #expect(losses.says("line 7", "providers[2].prompts", "quick", "`long`"))
    }

    @Test func `an empty label is none`() throws {
        let text = "prompts: [{ label: '', raw: hi }]\nproviders: [a]"
        #expect(try imported(text, "promptfooconfig.yaml").prompts[0].name == "promptfooconfig")
    }

    @Test func `what is lost in a file that the config names is reported there`() throws {
        let chat = "\n[\n{\"role\": \"user\", \"content\": \"{{ a | upper }}\", \"name\": \"x\"}]"
        let files = ["chat.json": chat, "p.txt": "one\n---\n{{ b | upper }}\n"]
        let text = "prompts: ['file://chat.json', 'file://p.txt']\nproviders: [a]"
        let losses = try imported(text, "promptfooconfig.yaml", files: files).losses
        #expect(losses.says("chat.json, line 3: `[0].content`", "upper"), "\(losses)")
        #expect(losses.says("chat.json, line 3: `[0].name`"))
        #expect(losses.says("p.txt, line 3:", "{{ b | upper }}"), "\(losses)")
    }

    @Test func `an assertion without a value comes back without one, and a right answer has its variables`() throws {
        let text = """
            prompts: ['{{a}}']
            providers: [x]
            defaultTest: { vars: { b: two } }
            tests:
              - { vars: { a: one }, assert: [{ type: cost, threshold: 0.1 }, { type: equals, value: '{{a}} {{b}} {{c}}' }] }
              - { vars: { a: 3 } }
            """
        let item = try imported(text, "promptfooconfig.yaml").prompts[0]
        #expect(item.prompt.testData[0]["expected"] == "one two {{c}}")
        let written = try Interchange.write(try item.file(path: "x"), as: .promptfoo).value
        let test = try PlacedValue(text: written, name: "x")["tests"]?.items().first
        #expect(try test?["assert"]?.items().first?["type"]?.scalar == "cost")
        #expect(try test?["assert"]?.items().first?["value"] == nil)
    }

    @Test func `a variable that is called as right answers are gets another name, also in checks`() throws {
        let text = """
            prompts: ['{{a}}', 'Compare {{a}} with {{expected}}']
            providers: [x]
            tests:
              - { vars: { a: 1, expected: one, ideal: i }, assert: [{ type: contains, value: 'the {{expected}}' }] }
              - { vars: { a: 2, expected: two }, assert: [{ type: equals, value: 'is {{expected}}' }] }
            """
        let (prompts, losses) = try imported(text, "promptfooconfig.yaml")
        #expect(
            prompts[0].prompt.testData == [
                ["a": "1", "expected2": "one", "ideal2": "i", "contains": "the {{expected2}}"],
                ["a": "2", "expected2": "two", "expected": "is two"],
            ])
        #expect(losses.says("`expected` is called `expected2`", "right answer"))
        // The second prompt shows it, so that it is no right answer.
        #expect(prompts[1].prompt.testData[0]["expected"] == "one")
        #expect(prompts[1].prompt.testData[1]["expected2"] == "is two")
    }

    @Test func `what looks like a variable and is plain text is sent as it stands`() throws {
        let text = """
            prompts: ['{% raw %}{{plain}}{% endraw %} {{a}}', '{{plain}} {{a}}']
            providers: [x]
            defaultTest: { vars: { b: two } }
            tests: [{ vars: { a: 1 } }]
            """
        let (prompts, losses) = try imported(text, "promptfooconfig.yaml")
        #expect(prompts[0].prompt.variables == ["plain": "{{plain}}", "b": "two"])
        #expect(prompts[1].prompt.variables == ["b": "two"])
        #expect(losses.says("`plain` has the value `{{plain}}`"))
        let compiled = try prompts[0].prompt.compile(
            technique: .zeroShot, layout: .chat, hasChatTemplate: true, variables: ["a": "1"])
        guard case .chat(let messages, _) = compiled.body else {
            Issue.record("no chat")
            return
        }
        #expect(messages.map(\.text) == ["{{plain}} 1"])
    }

    @Test func `two thousand providers of one name are lanes of their own`() throws {
        let text = "prompts: ['Say {{x}}']\nproviders:\n" + String(repeating: "  - id: openai:a\n", count: 2000)
        let lanes = try imported(text, "promptfooconfig.yaml").prompts[0].prompt.lanes.map(\.name)
        #expect(lanes.prefix(3) == ["openai:a", "openai:a 2", "openai:a 3"] && Set(lanes).count == 2000)
    }

    @Test func `programs that make prompts are left out and listed`() throws {
        let text = "prompts: ['exec:./x.sh', file://y.js, 'Plain {{a}} and {{ a | upper }}']\nproviders: [x]"
        let (prompts, losses) = try imported(text, "promptfooconfig.yaml")
        #expect(prompts.count == 1)
        #expect(losses.says("prompts[0]", "exec:./x.sh") && losses.says("prompts[1]", "y.js"))
        #expect(losses.says("{{ a | upper }}"))
    }

    @Test func `lanes are written as providers of a server on this machine, the order of stages too`() throws {
        var prompt = Prompt()
        prompt.name = "P"
        prompt.instruction = "Be brief."
        prompt.input = "{{x}}"
        prompt.samples = 2
        prompt.examples = [Example(input: "a", output: "b")]
        var warm = Lane(name: "warm")
        warm.modelParameters.temperature = 1.5
        warm.modelParameters.topK = 7
        warm.modelParameters.order = .huggingFace
        warm.modelParameters.repeatLastN = -1
        prompt.lanes = [warm, Lane(name: "bare", technique: .zeroShot)]
        let written = try exported(prompt, .promptfoo)
        let root = try PlacedValue(text: written.value, name: "x")
        let providers = try #require(try root["providers"]?.items())
        let config = try #require(providers[0]["config"])
        #expect(config["apiBaseUrl"]?.scalar == "http://localhost:8080/v1")
        #expect(config["temperature"]?.scalar == "1.5" && config["passthrough"]?["top_k"]?.scalar == "7")
        #expect(
            try config["passthrough"]?["samplers"]?.texts() == [
                "penalties", "temperature", "top_k", "top_p", "min_p", "typ_p",
            ])
        #expect(root["evaluateOptions"]?["repeat"]?.scalar == "2")
        // Two techniques are two prompts, each for its lane.
        #expect(try root["prompts"]?.items().compactMap { $0["label"]?.scalar } == ["P: few-shot", "P: zero-shot"])
        #expect(try providers[1]["prompts"]?.texts() == ["P: zero-shot"])
        #expect(try providers[0]["prompts"]?.texts() == ["P: few-shot"])
        let again = try imported(written.value, "promptfooconfig.yaml").prompts
        // llama.cpp's server refuses -1.
        #expect(config["passthrough"]?["repeat_last_n"]?.scalar == "131072")
        #expect(again[0].prompt.lanes[0].modelParameters.order == .huggingFace)
        #expect(again[0].prompt.lanes[0].modelParameters.repeatLastN == -1)
        #expect(again[0].prompt.examples == prompt.examples)
        #expect(again[1].prompt.examples.isEmpty)
    }

    @Test func `a model of GitHub's goes out as a provider of promptfoo's, and comes back`() throws {
        let text = """
            lanes: [{ name: a }, { name: b, model: meta/llama-3 }]
            model: openai/gpt-4.1
            modelParameters: { temperature: 0.5, topK: 4 }
            messages:
              - { role: user, content: Hi }
            """
        let file = try imported(text, "x.prompt.yml").prompts[0].file(path: "x")
        let written = try Interchange.write(file, as: .promptfoo)
        let providers = try #require(PlacedValue(text: written.value, name: "x")["providers"]).items()
        #expect(providers.map { $0["id"]?.scalar } == ["github:openai/gpt-4.1", "github:meta/llama-3"])
        #expect(!written.value.contains("localhost") && written.losses.says("`topK` 4"), "\(written.losses)")
        let back = try imported(written.value, "promptfooconfig.yaml")
        #expect(back.losses.says("promptfooconfig.yaml, line", "`github:openai/gpt-4.1`, a model that isn't here"))
        let again = try Interchange.write(try back.prompts[0].file(path: "x"), as: .promptfoo)
        #expect(again.value == written.value)
        let one = try imported("prompts: [Hi]\nproviders: ['github:openai/gpt-4.1']\n", "promptfooconfig.yaml")
        let kept = try one.prompts[0].file(path: "x")
        #expect(kept.prompt.model == nil && kept.notices.says("openai/gpt-4.1 is a server's"))
        #expect(try Interchange.write(kept, as: .gitHubModels).value.contains("model: openai/gpt-4.1"))
        let here = try imported(
            "prompts: [Hi]\nproviders: ['github:openai/gpt-4.1']\n", "promptfooconfig.yaml", models: ["openai/gpt-4.1"])
        #expect(here.prompts[0].prompt.model == "openai/gpt-4.1" && here.losses.isEmpty)
    }

    @Test func `settings that a server of others doesn't take are listed`() throws {
        var prompt = Prompt()
        prompt.input = "Hi"
        prompt.modelParameters.topK = 7
        prompt.modelParameters.topP = 0.5
        let written = try exported(prompt, .promptfoo, model: "openai:gpt-4o")
        #expect(
            written.losses.says("`topK` 7") && !written.value.contains("top_k") && written.value.contains("top_p: 0.5"))
        #expect(!written.value.contains("localhost"))
    }

    @Test func `a mistake is named with line and key`() {
        func message(_ text: String) -> String {
            do {
                _ = try imported(text, "promptfooconfig.yaml")
                return ""
            } catch { return "\(error)" }
        }
        #expect(message("prompts: [a]\nproviders:\n  - id: x\n    config: { temperature: hot }").contains("line 4"))
        #expect(
            message("prompts: [a]\nproviders:\n  - id: x\n    config: { temperature: hot }").contains(
                "providers[0].config.temperature"))
        #expect(message("prompts: [a]\ntests:\n  - assert:\n      - value: x").contains("tests[0].assert[0]"))
        #expect(message("prompts: [a]\ntests: { a: 1 }\nproviders: [x").contains("line"))
        #expect(message("providers: [x]").contains("no prompt"))
    }
}
