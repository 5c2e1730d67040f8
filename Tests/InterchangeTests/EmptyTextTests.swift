import Prompting
import Testing

@testable import Interchange
@testable import Library

/// Prompts of which an input or an output is empty, there and back.
struct EmptyTextTests {
    private static let chats: [InterchangeFormat] = [
        .gitHubModels, .promptfoo, .dotprompt, .prompty, .promptyOne, .openAI, .llamaServer,
    ]

    private static func prompt(
        _ instruction: String, _ examples: [(String, String)], _ input: String, opening: String = ""
    ) -> Prompt {
        var prompt = Prompt()
        prompt.instruction = instruction
        prompt.examples = examples.map { Example(input: $0.0, output: $0.1) }
        prompt.input = input
        prompt.wording.opening = opening
        return prompt
    }

    private static let prompts = [
        prompt("Write a haiku.", [], ""),
        prompt("Write a name.", [("", "Ann"), ("", "Bob")], ""),
        prompt("", [("", "Ann"), ("", "Bob")], "Another one"),
        prompt("Name animals.", [("sea", "whale")], ""),
        prompt("", [("a", ""), ("b", "c")], "{{d}}"),
        prompt("Continue.", [], "", opening: "Once upon"),
        prompt("이어 쓰세요.", [("", "옛날"), ("바다", "")], "{{나라}}에서", opening: "하루는"),
    ]

    @Test(arguments: chats, prompts.indices)
    func `a prompt with empty texts comes back as it was`(format: InterchangeFormat, index: Int) throws {
        let prompt = Self.prompts[index]
        let written = try exported(prompt, format)
        var context = ImportContext()
        context.earlier = .examples
        let back = try Interchange.read(written.value, name: "x", format: format, context: context)
        guard case .prompts(let prompts) = back.value else { return }
        let again = try #require(prompts.first).prompt
        #expect(again.instruction == prompt.instruction, "\(written.value)")
        #expect(again.examples == prompt.examples, "\(written.value)")
        #expect(again.input == prompt.input && again.wording.opening == prompt.wording.opening, "\(written.value)")
        #expect(!back.losses.says("joined") && !back.losses.says("added before"), "\(back.losses)")
        let hasEmpty = index > 0
        #expect(written.losses.says("no text") == hasEmpty, "\(written.losses)")
    }

    @Test func `which messages have no text is said by their numbers`() throws {
        let losses = try exported(Self.prompts[1], .openAI).losses
        #expect(losses.says(", messages 2, 4 and 6 have no text"))
    }

    @Test func `an empty message beside one of its role is no part of a text`() throws {
        let text = """
            [{"role": "user", "content": "a"}, {"role": "user", "content": ""}, {"role": "assistant", "content": "b"},
             {"role": "user", "content": "c"}]
            """
        #expect(
            try imported(text, "x.json", as: .examples).prompts[0].prompt.examples == [Example(input: "a", output: "b")]
        )
    }

    @Test func `a text of the completion layout is one text, which is said`() throws {
        var prompt = Self.prompts[3]
        prompt.layout = .completion
        for format in [InterchangeFormat.promptfoo, .llm] {
            #expect(try exported(prompt, format).losses.says("x.prompt.yaml, line", "`layout: completion`", "one text"))
        }
    }

    @Test func `what llm puts in place of an empty input is said, there and back`() throws {
        let written = try exported(Self.prompts[0], .llm)
        #expect(written.losses.says("`input`", "the text that is typed"))
        let back = try Interchange.read(written.value, name: "x.yaml", format: .llm)
        #expect(back.losses.says("x.yaml", "`{{input}}`"))
    }

    @Test func `a promptfoo file's description that is the prompt's name is no description`() throws {
        var prompt = Self.prompts[3]
        prompt.name = "animals"
        let back = try imported(try exported(prompt, .promptfoo).value, "promptfooconfig.yaml").prompts[0].prompt
        #expect(back.name == "animals" && back.description.isEmpty)
    }
}
