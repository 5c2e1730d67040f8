import Prompting
import Remedies
import Testing
import YAMLText

@testable import Interchange
@testable import Library

struct GitHubModelsTests {
    @Test func `a file becomes a prompt, and its text stays what it is`() throws {
        let (prompts, losses) = try imported(ForeignSamples.gitHubModels, "minutes.prompt.yml")
        let item = try #require(prompts.first)
        #expect(item.name == "Minutes")
        #expect(item.prompt.instruction == "You shorten minutes. Do nothing else.")
        #expect(item.prompt.input.contains("{{input}}"))
        #expect(item.prompt.modelParameters.maxTokens == 60)
        #expect(item.prompt.testData.count == 1)
        #expect(try item.file(path: "y").text == ForeignSamples.gitHubModels)
        #expect(losses.says("openai/gpt-4o-mini"))
        #expect(item.prompt.answer == AnswerForm(type: "json", isConstrained: true))
    }

    @Test func `a model that isn't here is taken out of the copy, and nothing else`() throws {
        let text = ForeignSamples.gitHubModels.replacing("openai/gpt-4o-mini", with: "gpt-4o-mini")
        let (prompts, losses) = try imported(text, "minutes.prompt.yml")
        #expect(try prompts[0].file(path: "y").text == text.replacing("model: gpt-4o-mini\n", with: ""))
        #expect(losses.says("gpt-4o-mini", "isn't here"))
        let kept = try imported(text, "minutes.prompt.yml", models: ["gpt-4o-mini"])
        #expect(try kept.prompts[0].file(path: "y").text == text)
    }

    @Test func `what was imported is exported as it was, but for its comment`() throws {
        let (prompts, _) = try imported(ForeignSamples.gitHubModels, "minutes.prompt.yml")
        let file = try prompts[0].file(path: "y")
        let written = try Interchange.write(
            file, as: .gitHubModels, options: ExportOptions(model: "openai/gpt-4o-mini"))
        let old = try PlacedValue(text: ForeignSamples.gitHubModels, name: "old")
        let new = try PlacedValue(text: written.value, name: "new")
        #expect(YAMLValue(new.node) == YAMLValue(old.node))
        #expect(written.losses == ["y, line 1: the comment is left out."])
    }

    @Test func `a file's own model and its limit come back without being told`() throws {
        let text = """
            model: openai/o3-mini
            modelParameters:
              maxCompletionTokens: 50
            messages:
              - { role: user, content: Hi }
            """
        let (prompts, losses) = try imported(text, "x.prompt.yml")
        #expect(prompts[0].prompt.modelParameters.maxTokens == 50 && !losses.says("maxCompletionTokens"))
        let written = try Interchange.write(try prompts[0].file(path: "y"), as: .gitHubModels)
        #expect(written.value.contains("model: openai/o3-mini") && written.value.contains("maxCompletionTokens: 50"))
        #expect(written.losses.isEmpty, "\(written.losses)")
        let other = try Interchange.write(
            try prompts[0].file(path: "y"), as: .openAI, options: ExportOptions(model: "mine"))
        #expect(other.value.contains(#""model": "mine""#))
    }

    @Test func `the texts of a message in parts are read, and its other parts are named`() throws {
        let parts = """
            - role: system
              content:
                - type: text
                  text: Say what you see.
            - role: user
              content:
                - type: text
                  text: Look at {{place}}.
                - type: image_url
                  image_url: { url: "data:image/png;base64,AAAA" }
                - type: text
                  text: What is it?
            """
        let yaml = try imported("model: m\nmessages:\n\(parts)\n", "x.prompt.yml", models: ["m"])
        let prompt = try #require(yaml.prompts.first).prompt
        #expect(prompt.instruction == "Say what you see." && prompt.input == "Look at {{place}}.\nWhat is it?")
        #expect(yaml.losses.says("x.prompt.yml, line 11: `messages[1].content[1]`", "image_url", "message 2"))
        #expect(yaml.losses.count == 1, "\(yaml.losses)")
        // The same messages in OpenAI's format come to the same prompt.
        let other = try imported(parts, "x.json")
        #expect(other.prompts.first?.prompt.input == prompt.input)
        // The file keeps the image, and says at every reading that it isn't sent.
        var file = try yaml.prompts[0].file(path: "y")
        var changed = file.prompt
        changed.input = "And {{place}}?"
        try file.update(to: changed)
        #expect(file.prompt.input == "And {{place}}?" && file.text.contains("data:image/png"))
        #expect(file.remarks.says("y, line", "image_url"))
    }

    @Test func `what stands in a file without a use for Lathe is listed, each with file and line`() throws {
        let text = """
            name: a
            stream: true
            modelParameters:
              temperature: 0
              maxTokens: 5
              maxCompletionTokens: 6
              reasoningEffort: low
            messages:
              - role: assistant
                content: Hello
              - role: user
                content: "{{input}}"
                name: Ann
              - role: tool
                content: 4
            testData:
              - input: a
                expected: b
                difficulty: hard
                aim: c
            evaluators:
              - name: same
                string: { contains: "{{aim}}", matches: c }
                weight: 2
              - name: judge
                uses: github/similarity
            """
        let losses = try imported(text, "x.prompt.yml").losses
        for (line, word) in [
            (2, "`stream`"), (6, "`maxCompletionTokens`"), (7, "`reasoningEffort`"), (13, "`name`"),
            (19, "`testData[0].difficulty`"), (23, "`evaluators[0].string.matches`"), (24, "`evaluators[0].weight`"),
            (25, "`evaluators[1]` (judge)"),
        ] {
            #expect(losses.says("x.prompt.yml, line \(line): ", word), "\(word): \(losses)")
        }
        #expect(losses.allSatisfy { $0.sentence.hasPrefix("x.prompt.yml") } && !losses.says("aim"), "\(losses)")
        #expect(losses.count == 10, "\(losses)")
    }

    @Test func `a limit under GitHub's name can be changed and taken away`() throws {
        let text = "input: a\nmodelParameters:\n  maxCompletionTokens: 50\n  topK: 4\n"
        for limit in [60, nil] {
            var file = try PromptFile(text: text, name: "x")
            var prompt = file.prompt
            prompt.modelParameters.maxTokens = limit
            try file.update(to: prompt)
            #expect(file.prompt.modelParameters.maxTokens == limit && file.prompt.modelParameters.topK == 4)
        }
    }

    @Test func `values of variables go into each case`() throws {
        var prompt = Prompt()
        prompt.input = "{{ word }} in {{language}}"
        prompt.variables = ["language": "Korean", "word": "sea"]
        prompt.testData = [["word": "hill", "expected": "언덕"], ["language": "Latin"]]
        let written = try exported(prompt, .gitHubModels, model: "openai/gpt-4o")
        let root = try PlacedValue(text: written.value, name: "x")
        let rows = try #require(try root["testData"]?.items())
        #expect(rows[0]["language"]?.scalar == "Korean" && rows[0]["word"]?.scalar == "hill")
        #expect(rows[1]["language"]?.scalar == "Latin" && rows[1]["word"]?.scalar == "sea")
        // GitHub replaces `{{word}}`, and nothing with blanks in it.
        #expect(written.value.contains("{{word}} in {{language}}"))
        #expect(written.losses.says("`variables`"))
    }

    @Test func `what it can't say is listed`() throws {
        var prompt = Prompt()
        prompt.instruction = "Answer."
        prompt.input = "Why?"
        prompt.tags = ["a"]
        prompt.answer = AnswerForm(type: "number")
        prompt.samples = 3
        prompt.layout = .completion
        prompt.modelParameters.topK = 5
        prompt.examples = [Example(input: "a", output: "b", isOn: false)]
        prompt.lanes = [Lane(name: "one"), Lane(name: "two")]
        let checks = [Evaluator(name: "form", type: "is-json")]
        let losses = try exported(prompt, .gitHubModels, evaluators: checks).losses
        for word in [
            "`tags`", "`answer`", "`samples` 3", "layout", "`topK` 5", "1 of the examples", "one, two", "form",
            "`model`",
        ] {
            #expect(losses.says(word), "\(word) isn't listed")
        }
    }

    @Test func `the technique decides what the messages are`() throws {
        var prompt = Prompt()
        prompt.input = "2 + 2?"
        prompt.examples = [Example(input: "1 + 1?", reasoning: "One and one.", output: "2")]
        prompt.lanes = [
            Lane(name: "few"), Lane(name: "none", technique: .zeroShot),
            Lane(name: "chain", technique: .chainOfThought),
            Lane(name: "kojima", technique: .zeroShotChainOfThought),
        ]
        func messages(_ lane: String) throws -> ([String], [Notice]) {
            let written = try exported(prompt, .gitHubModels, lane: lane, model: "m")
            let root = try PlacedValue(text: written.value, name: "x")
            return (try #require(try root["messages"]?.items()).map { $0["content"]?.scalar ?? "" }, written.losses)
        }
        #expect(try messages("few").0 == ["1 + 1?", "2", "2 + 2?"])
        #expect(try messages("none").0 == ["2 + 2?"])
        #expect(try messages("none").1.says("zero-shot", "left out"))
        #expect(try messages("chain").0 == ["1 + 1?", "One and one. The answer is 2.", "2 + 2?"])
        #expect(try messages("kojima").0 == ["2 + 2?", "Let's think step by step."])
        #expect(try messages("kojima").1.says("Therefore, the answer is"))
    }

    @Test func `a lane that isn't there is answered with the nearest`() throws {
        var prompt = Prompt()
        prompt.lanes = [Lane(name: "warm"), Lane(name: "cool")]
        #expect {
            try exported(prompt, .gitHubModels, lane: "wram")
        } throws: {
            "\($0)".contains("did you mean `warm`")
        }
    }
}
