import Prompting
import Remedies
import Testing

@testable import Interchange
@testable import Library

/// What an export says about what it leaves out.
struct LossTests {
    private func losses(
        _ text: String, _ format: InterchangeFormat, lane: String? = nil, name: String = "x.prompt.yaml"
    ) throws -> [Notice] {
        let file = try PromptFile(text: text, name: name)
        return try Interchange.write(file, as: format, options: ExportOptions(lane: lane)).losses
    }

    private static let twoStages = """
        input: "{{words}}"
        examples:
          - { input: a, output: b }
          - { input: c, output: d, on: false }
        technique: zero-shot-cot
        layout: completion
        """

    @Test(arguments: [InterchangeFormat.promptfoo, .llm])
    func `a text of one stage lacks the second one and the examples, which is listed`(
        format: InterchangeFormat
    ) throws {
        let losses = try losses(Self.twoStages, format)
        #expect(losses.says("x.prompt.yaml, line 2: ", "1 of the examples is off"))
        #expect(losses.says("x.prompt.yaml, line 5: `zero-shot-cot` sends no examples"))
        #expect(losses.says("x.prompt.yaml, line 5: `zero-shot-cot`", "has no second stage"))
        #expect(!losses.says("last message"))
    }

    @Test(arguments: InterchangeFormat.allCases)
    func `images are lost with a sentence`(format: InterchangeFormat) throws {
        for layout in ["chat", "completion"] {
            for images in [
                "images: [photo.png, \"{{picture}}\"]", "examples: [{ input: a, output: b, images: [photo.png] }]",
            ] {
                let text = "instruction: Look.\ninput: Hi\nlayout: \(layout)\n\(images)\n"
                let file = try PromptFile(text: text, name: "x.prompt.yaml")
                guard let written = try? Interchange.write(file, as: format, options: ExportOptions()) else { continue }
                #expect(written.losses.says("`images`") || written.losses.says("`examples`"), "\(written)")
            }
        }
    }

    @Test(arguments: InterchangeFormat.allCases)
    func `a projector is lost with a sentence`(format: InterchangeFormat) throws {
        for text in ["input: Hi\nprojector: m.gguf\n", "input: Hi\nlanes: [{ name: a, projector: m.gguf }]\n"] {
            let file = try PromptFile(text: text, name: "x.prompt.yaml")
            guard let written = try? Interchange.write(file, as: format, options: ExportOptions()) else { continue }
            #expect(written.losses.says("`projector`") || written.value.contains("m.gguf"), "\(written)")
        }
    }

    @Test(arguments: InterchangeFormat.allCases)
    func `values for a chat template are lost with a sentence, or kept`(format: InterchangeFormat) throws {
        let texts = [
            "input: Hi\ntemplateArguments: { enable_thinking: false }\n",
            "input: Hi\nlanes: [{ name: a, templateArguments: { enable_thinking: false } }]\n",
        ]
        for text in texts {
            let file = try PromptFile(text: text, name: "x.prompt.yaml")
            guard let written = try? Interchange.write(file, as: format, options: ExportOptions()) else { continue }
            #expect(
                written.losses.says("`templateArguments`") || written.value.contains("enable_thinking"),
                "\(written)")
        }
    }

    @Test(arguments: [
        (
            InterchangeFormat.lmStudio,
            "a system prompt. It leaves out: `tags`, `examples`, `input`, `answer`, `testData`"
        ),
        (
            .textGenerationWebUI,
            "no prompt. It leaves out: `tags`, `instruction`, `examples`, `input`, `answer`, `testData`"
        ),
    ])
    func `a preset names the keys of the prompt that aren't in it, in one line`(
        format: InterchangeFormat, says: String
    ) throws {
        let text = """
            name: letters
            tags: [a]
            instruction: Be brief.
            examples: [{ input: a, output: b }]
            input: "{{words}}"
            answer: { type: letters }
            testData: [{ words: x, expected: y }]
            evaluators: [{ name: equal, string: { equals: "{{expected}}" } }]
            modelParameters: { topK: 4 }
            """
        let losses = try losses(text, format)
        #expect(losses.count == 1 && losses.says("x.prompt.yaml: A preset of ", says, "`evaluators`."), "\(losses)")
    }

    @Test(arguments: InterchangeFormat.allCases.filter { !$0.isPreset }, [Layout.chat, .completion])
    func `a prompt that can't be sent isn't written in part`(format: InterchangeFormat, layout: Layout) throws {
        let text = """
            instruction: Be brief.
            examples: [{ input: a, output: b }]
            input: "{{x}}?"
            technique: cot
            layout: \(layout.rawValue)
            """
        let compiling = #expect(throws: PromptError.self) {
            try PromptFile(text: text, name: "x").prompt.compile(hasChatTemplate: true, variables: ["x": "y"])
        }
        let writing = #expect(throws: InterchangeError.self) { try losses(text, format) }
        #expect(try #require(writing).description == #require(compiling).description)
    }

    private static let words = """
        input: "{{x}}"
        examples: [{ input: a, output: b }]
        variables: { x: c, spare: d }
        labels: { question: Frage }
        triggers: { reasoning: Think., answer: So }
        """

    @Test(arguments: InterchangeFormat.allCases.filter { !$0.isPreset })
    func `labels and triggers that nothing sends are listed`(format: InterchangeFormat) throws {
        let losses = try losses(Self.words, format)
        #expect(losses.says("x.prompt.yaml, line 5: `triggers`"), "\(losses)")
        // Without turns the examples are a text with labels.
        #expect(losses.says("x.prompt.yaml, line 4: `labels`") == (format != .llm), "\(losses)")
        let bare = Self.words.replacing("examples: [{ input: a, output: b }]", with: "layout: chat")
        #expect(try self.losses(bare, format).says("`labels`"))
        let reasoning = Self.words.replacing("variables:", with: "technique: zero-shot-cot\nvariables:")
        #expect(try !self.losses(reasoning, format).says("`triggers`"))
    }

    @Test(arguments: InterchangeFormat.allCases.filter { !$0.isPreset })
    func `the label of choices, which the data's lists get only here, is listed`(format: InterchangeFormat) throws {
        let words = Self.words.replacing("{ question: Frage }", with: "{ choices: (A) }")
        #expect(try losses(words, format).says("x.prompt.yaml, line 4: `labels` (`choices`)"))
    }

    @Test func `values that no text asks for are listed where only texts are written`() throws {
        #expect(try losses(Self.words, .openAI).says("x.prompt.yaml, line 3: `variables`", "`spare`", "left out"))
    }

    @Test func `a right answer that another check takes is listed`() throws {
        let text = """
            input: "{{x}}"
            testData: [{ x: a, expected: b }]
            evaluators: [{ name: e, string: { contains: "{{expected}}" } }]
            """
        #expect(try losses(text, .promptfoo).says("`expected`", "assertion `contains`"))
        let same = try losses(text.replacing("contains", with: "equals"), .promptfoo)
        #expect(!same.says("`expected`"), "\(same)")
    }

    @Test(arguments: InterchangeFormat.allCases.filter { !$0.isPreset })
    func `a lane that is the only one stays one, or is listed where there are none`(format: InterchangeFormat) throws {
        let text = "instruction: Be brief.\ninput: a\nlanes: [{ name: warm, modelParameters: { temperature: 0.9 } }]"
        let written = try Interchange.write(
            try PromptFile(text: text, name: "x.prompt.yaml"), as: format, options: ExportOptions())
        guard format == .promptfoo else { return #expect(written.losses.says("`lanes` (warm)", "has no lanes")) }
        let lanes = try imported(written.value, "promptfooconfig.yaml").prompts[0].prompt.lanes
        #expect(lanes.map(\.name) == ["warm"] && lanes[0].modelParameters.temperature == 0.9)
        #expect(!written.losses.says("`lanes`"))
    }

    @Test func `a prompt with a lane that can't be sent isn't written for promptfoo, which gets all lanes`() throws {
        let text =
            "examples: [{ input: a, output: b }]\ninput: a\nlanes: [{ name: one }, { name: two, technique: cot }]"
        #expect {
            try losses(text, .promptfoo)
        } throws: {
            "\($0)".hasPrefix("Lane `two`: ")
        }
        #expect(throws: Never.self) { try losses(text, .promptfoo, lane: "one") }
        #expect(throws: Never.self) { try losses(text, .llm) }
    }

    @Test func `a line break in what is lost doesn't break the line`() throws {
        let losses = try losses("input: a\nmodelParameters: { stop: [\"\\n\", x] }", .textGenerationWebUI)
        #expect(losses.says("`stop`", "\\n") && !losses.contains { $0.sentence.contains("\n") }, "\(losses)")
    }

    @Test func `comments of YAML are listed, there and back`() throws {
        let prompt = "# why\ninput: a # b\ninstruction: '# no comment'\n"
        for format in InterchangeFormat.allCases {
            #expect(try losses(prompt, format).says("x.prompt.yaml, lines 1 and 2: the comments are left out."))
        }
        let config = "prompts: [a] # why\nproviders: [b]\n"
        #expect(try imported(config, "promptfooconfig.yaml").losses.says("promptfooconfig.yaml, line 1: the comment"))
        // A file whose format is Lathe's own keeps them.
        let own = "messages: # why\n  - { role: user, content: a }\n"
        #expect(try !imported(own, "x.prompt.yml").losses.says("comment"))
    }

    @Test func `a key that Lathe doesn't know isn't written, and that is said`() throws {
        let text = "input: Hi\nmykey: 1\nresponseFormat: text\nlanes:\n  - name: a\n    samplse: 2\nmodel: m"
        let file = try PromptFile(text: text, name: "x.prompt.yaml")
        #expect(file.notices.says("line 2: `mykey`", "it is kept") && file.remarks.isEmpty)
        let losses = try losses(text, .gitHubModels)
        #expect(losses.says("x.prompt.yaml, line 2: `mykey`", "isn't written"))
        #expect(losses.says("x.prompt.yaml, line 6: `samplse`", "isn't written", "did you mean `samples`?"))
        #expect(!losses.says("responseFormat") && !losses.says("kept"))
        #expect(try self.losses(text, .llm).says("x.prompt.yaml, line 3: `responseFormat`", "can't hold it"))
    }

    @Test func `what is lost is named with file, line and key`() throws {
        let text = """
            # A comment.
            name: P
            tags:
              - a
            input: Hi
            modelParameters: { topK: 4, typicalP: 0.5 }
            lanes:
              - name: a
                modelParameters:
                  minP: 0.2
                  typicalP: 0.4
            testData: [{ x: y }]
            """
        let losses = try losses(text, .llm, lane: "a")
        #expect(losses.says("x.prompt.yaml, line 3: `tags`:") && losses.says("x.prompt.yaml, line 12: `testData`:"))
        #expect(losses.says("x.prompt.yaml, line 6: `topK` 4:"))
        #expect(losses.says("x.prompt.yaml, line 10: `minP` 0.2:"))
        #expect(losses.says("x.prompt.yaml, line 11: `typicalP` 0.4:"))
        #expect(losses.allSatisfy { $0.sentence.hasPrefix("x.prompt.yaml") }, "\(losses)")
    }
}
