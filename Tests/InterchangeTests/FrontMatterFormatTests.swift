import Prompting
import Testing

@testable import Interchange
@testable import Library

/// Dotprompt and Prompty.
struct FrontMatterFormatTests {
    @Test func `a Dotprompt file becomes a prompt`() throws {
        let (prompts, losses) = try imported(ForeignSamples.dotprompt, "hotel.prompt")
        let prompt = try #require(prompts.first).prompt
        #expect(prompts[0].name == "hotel")
        #expect(prompt.instruction.hasPrefix("You look after the guests of a hotel."))
        #expect(prompt.input == "I am {{name}}. {{question}}")
        #expect(prompt.wording.opening == "Dear {{name}},")
        #expect(prompt.variables == ["name": "Guest"])
        #expect(prompt.modelParameters.maxTokens == 1024 && prompt.modelParameters.stop == ["END"])
        #expect(!prompt.instruction.contains("nobody is sent"))
        #expect(losses.says("line 4", "googleai/gemini-2.5-flash"))
        #expect(losses.says("line 14", "input.schema"))
        #expect(prompt.answer == ResponseFormat.anyJSON && !losses.says("output"))
        #expect(losses.says("{{#if tone}}", "plain text"))
        #expect(losses.says("{{history}}"))
        // Handlebars' other word for `else` is no variable to Lathe.
        #expect(prompt.variableNames == ["tone", "name", "question"])
    }

    @Test func `a Dotprompt file comes back as it was, but for what was listed`() throws {
        let (prompts, _) = try imported(ForeignSamples.dotprompt, "hotel.prompt")
        let written = try Interchange.write(try prompts[0].file(path: "x"), as: .dotprompt)
        let again = try imported(written.value, "hotel.prompt")
        #expect(again.prompts[0].prompt == prompts[0].prompt)
        #expect(written.value.contains("{{#if tone}}\nBe {{tone}}.\n{{^}}\nBe polite.\n{{/if}}"))
        #expect(written.losses.says("{{#if tone}}", "written unchanged"))
    }

    @Test func `a tag that would be a variable to Lathe is written in another word, which is said`() throws {
        let (prompts, losses) = try imported("{{#each items}}- {{this}}{{/each}}", "x.prompt")
        #expect(prompts[0].prompt.input == "{{#each items}}- {{.}}{{/each}}")
        #expect(losses.says("`{{this}}`", "is written as `{{.}}`"))
        #expect(losses.says("`{{#each items}}`, `{{/each}}` stay"))
    }

    @Test(arguments: ["x.prompt", "x.prompty"])
    func `a file without a text is refused or told`(name: String) throws {
        #expect {
            try imported(" \n", name)
        } throws: {
            "\($0)" == "\(name), line 1, column 1: the file is empty."
        }
        #expect(try imported("---\nname: a\n---\n", name).losses.says(name, "no text"))
    }

    @Test func `roles in blocks are read too`() throws {
        let text =
            "---\nmodel: m\n---\n{{#role \"system\"}}\nBe kind.\n{{/role}}\n\n{{#role \"user\"}}\nHello, {{ a }}\n{{/role}}\n"
        let prompt = try imported(text, "x.prompt", models: ["m"]).prompts[0].prompt
        #expect(prompt.instruction == "Be kind.")
        #expect(prompt.input == "Hello, {{a}}")
        #expect(prompt.model == "m")
    }

    @Test func `a Prompty file of the second version becomes a prompt`() throws {
        let (prompts, losses) = try imported(ForeignSamples.prompty, "hotel.prompty")
        let prompt = try #require(prompts.first).prompt
        #expect(prompt.name == "hotel-desk" && prompt.tags == ["desk", "v2"])
        #expect(prompt.modelParameters.temperature == 0.3 && prompt.modelParameters.topK == 30)
        #expect(prompt.modelParameters.maxTokens == 2000)
        #expect(prompt.variables == ["guest": "Kim"])
        #expect(prompt.testData == [["question": "When is breakfast?"]])
        #expect(prompt.input == "{{question}}")
        #expect(!prompt.instruction.contains("conversation"))
        #expect(losses.says("line 5", "metadata.authors") && losses.says("model.connection"))
        #expect(losses.says("{% if guest %}") && losses.says("inputs[2]", "thread"))
        #expect(!losses.says("OPENAI_API_KEY"))
    }

    @Test func `a Prompty file of the first version becomes a prompt`() throws {
        let (prompts, losses) = try imported(ForeignSamples.promptyOne, "poet.prompty")
        let prompt = try #require(prompts.first).prompt
        #expect(prompt.instruction == "You answer in verse.\n\n# Form\nFour lines.")
        #expect(prompt.examples == [Example(input: "What is snow?", output: "Water in white.")])
        #expect(prompt.variables == ["question": "Why is the sea salt?"] && prompt.input == "{{question}}")
        #expect(prompt.tags == ["verse"] && prompt.modelParameters.maxTokens == 300)
        #expect(
            losses.says("authors") && losses.says("line 10", "model.configuration`") && losses.says("line 11", "gpt-4"))
    }

    @Test(arguments: [InterchangeFormat.prompty, .promptyOne])
    func `a Prompty file of either version comes back as it was`(format: InterchangeFormat) throws {
        for sample in [ForeignSamples.prompty, ForeignSamples.promptyOne] {
            var prompt = try imported(sample, "x.prompty").prompts[0].prompt
            prompt.testData = []
            // The first version's settings are OpenAI's, which has no top-K.
            if format == .promptyOne { prompt.modelParameters.topK = nil }
            let written = try exported(prompt, format)
            #expect(try imported(written.value, "x.prompty").prompts[0].prompt == prompt)
        }
    }

    @Test func `the types of a Prompty file's inputs are listed, one by one`() throws {
        let text = """
            ---
            name: a
            # Of the first version.
            inputs:
              count:
                type: number
                sample: 3
                is_required: true
              words: { type: [string, array], default: x } # both
              plain: { type: string }
            model: { api: chat, response: first }
            ---
            user:
            {{count}} {{words}} {{plain}} {# remark #}
            """
        let (prompts, losses) = try imported(text, "x.prompty")
        #expect(prompts[0].prompt.variables == ["words": "x"] && prompts[0].prompt.testData == [["count": "3"]])
        #expect(losses.says("line 6", "inputs.count.type") && losses.says("line 8", "inputs.count.is_required"))
        #expect(losses.says("line 9", "inputs.words.type") && !losses.says("inputs.plain"))
        #expect(losses.says("lines 3 and 9: the comments") && losses.says("{# remark #}", "left out"))
        #expect(losses.says("model.response", "answer"))
    }

    @Test func `a Dotprompt file's comments and its inputs' types are listed`() throws {
        let text = """
            # Licence
            ---
            model: m
            input:
              schema:
                count: integer, how many
                plain: string
            ---
            {{! who wrote it }}
            {{!-- why --}}
            Hello {{count}} {{plain}}
            """
        let (prompts, losses) = try imported(text, "x.prompt", models: ["m"])
        #expect(prompts[0].prompt.input == "Hello {{count}} {{plain}}")
        #expect(losses.says("line 1: the comment is left out"))
        #expect(losses.says("line 6", "input.schema.count") && !losses.says("schema.plain"))
        #expect(losses.says("`{{! who wrote it }}`, `{{!-- why --}}` are left out"))
    }

    @Test func `a sample in a file beside it is read`() throws {
        let text = "---\nname: a\nsample: ${file:s.json}\n---\nuser:\n{{q}}"
        let (prompts, _) = try imported(text, "x.prompty", files: ["s.json": #"{"q": "Why?"}"#])
        #expect(prompts[0].prompt.variables == ["q": "Why?"])
        #expect(try imported(text, "x.prompty").losses.says("line 3", "s.json"))
    }

    @Test func `without a role the text is the system's in Prompty and the user's in Dotprompt`() throws {
        #expect(try imported("---\nname: a\n---\nHello", "x.prompty").prompts[0].prompt.instruction == "Hello")
        #expect(try imported("---\nname: a\n---\nHello", "x.prompt").prompts[0].prompt.input == "Hello")
        #expect(try imported("Just this", "x.prompt").prompts[0].prompt.input == "Just this")
    }

    @Test func `a line that Prompty would take for a role is listed`() throws {
        var prompt = Prompt()
        prompt.input = "Write a dialogue.\nuser:\nthen stop"
        #expect(try exported(prompt, .prompty).losses.says("`user:`"))
    }

    @Test func `a header that isn't closed, and a mistake in one, are named with their line`() {
        func message(_ text: String) -> String {
            do {
                _ = try imported(text, "x.prompt")
                return ""
            } catch { return "\(error)" }
        }
        #expect(message("\n---\nmodel: x\n").contains("line 2"))
        #expect(message("---\nname: a\nconfig:\n  topK: many\n---\nx").contains("line 4"))
        #expect(message("---\nname: a\nconfig:\n  topK: many\n---\nx").contains("config.topK"))
        #expect(message("---\na: [1\n---\nx").contains("line"))
    }

    @Test func `a header below a note in Markdown is found, and the note is told`() throws {
        let note =
            "Some *notes*\n\nmore\n\n---\nname: a\nmodel: { api: chat }\ninputs: { q: Why? }\n---\nsystem:\nA\nuser:\n{{q}}"
        let (prompts, losses) = try imported(note, "x.prompty")
        #expect(prompts[0].prompt.instruction == "A")
        #expect(prompts[0].prompt.variables == ["q": "Why?"])
        #expect(losses.says("lines 1 to 3", "left out"))
        // Lines of dashes between paragraphs are rules.
        #expect(try imported("One\n\n---\nTwo: three\n---\nFour", "x.prompt").prompts[0].prompt.input.hasPrefix("One"))
    }

    @Test func `the marks that dotprompt makes of roles are roles`() throws {
        let text = "<<<dotprompt:role:system>>>\nYou write.\n<<<dotprompt:role:user>>>\nWrite. <<<dotprompt:history>>>"
        let (prompts, losses) = try imported(text, "x.prompt")
        #expect(prompts[0].prompt.instruction == "You write.")
        #expect(prompts[0].prompt.input == "Write.")
        #expect(losses.says("history"))
        #expect(!losses.says("Notice("))
        #expect(try !imported("{{#if a}}b{{/if}}", "x.prompt").losses.says("Notice("))
    }

    @Test func `Prompty's inputSchema has values, and its tools lists of parameters`() throws {
        let text = """
            ---
            name: a
            inputSchema:
              properties:
                first: { kind: string, default: Jane, required: true }
              strict: true
            tools:
              - { name: get, type: function, parameters: [{ name: city, kind: string, required: true }] }
            ---
            user:
            {{first}}
            """
        let (prompts, losses) = try imported(text, "x.prompty")
        #expect(prompts[0].prompt.variables == ["first": "Jane"])
        #expect(prompts[0].prompt.tools.map(\.name) == ["get"])
        #expect(prompts[0].prompt.tools[0].definition.contains(#""required":["city"]"#))
        #expect(losses.says("inputSchema.strict") && !losses.says("inputSchema.properties.first"))
    }
}
