import Prompting
import Testing

@testable import Interchange
@testable import Library

/// Messages in an order that a prompt doesn't have: which are moved, joined or added is said by their numbers.
struct MessageOrderTests {
    private static let messages: [(String, String)] = [
        ("user", "q1"), ("user", "q2"), ("assistant", "a1"), ("assistant", "a2"), ("user", "z"), ("system", "late"),
        ("user", "zz"),
    ]

    private static let gitHub =
        "model: openai/gpt-4o-mini\nmessages:\n"
        + messages.map { "  - { role: \($0.0), content: \($0.1) }\n" }.joined()
    private static let openAI =
        "[" + messages.map { #"{"role": "\#($0.0)", "content": "\#($0.1)"}"# }.joined(separator: ",") + "]"

    @Test(arguments: [("x.prompt.yml", gitHub), ("x.json", openAI)])
    func `what is moved and joined is said, and no message is made up`(name: String, text: String) throws {
        let (prompts, losses) = try imported(text, name, as: .examples)
        let prompt = try #require(prompts.first).prompt
        #expect(prompt.instruction == "late" && prompt.input == "z\n\nzz")
        #expect(prompt.examples == [Example(input: "q1\n\nq2", output: "a1\n\na2")])
        #expect(losses.says("message 6, the system's, comes first"))
        #expect(losses.says("messages 1 and 2, the user's, are joined"))
        #expect(losses.says("messages 3 and 4, the assistant's, are joined"))
        #expect(losses.says("messages 5 and 7, the user's, are joined"))
        let written = try Interchange.write(try prompts[0].file(path: "x"), as: .gitHubModels)
        let turns = try PlacedValue(text: written.value, name: "x")["messages"]?.items() ?? []
        #expect(
            turns.map { $0["content"]?.scalar } == ["late", "q1\n\nq2", "a1\n\na2", "z\n\nzz"], "\(written.value)")
    }

    @Test func `an answer without a question, and several instructions, are named`() throws {
        let text = """
            [{"role": "assistant", "content": "Hi"}, {"role": "system", "content": "A"}, {"role": "user", "content": "b"},
             {"role": "tool", "content": "t"}, {"role": "system", "content": "B"}, {"role": "assistant", "content": "c"}]
            """
        let losses = try imported(text, "x.json", as: .examples).losses
        #expect(losses.says("message 1, the assistant's, has no question", "added"))
        #expect(losses.says("messages 2 and 5, the system's, are joined into one instruction"))
        #expect(losses.says("last message", "opening") && losses.says("tool"))
    }

    @Test func `messages in their usual order are nothing to speak of`() throws {
        let text = """
            messages:
              - { role: system, content: a }
              - { role: user, content: b }
              - { role: assistant, content: c }
              - { role: user, content: d }
            """
        #expect(try imported(text, "x.prompt.yml").losses.isEmpty)
    }

    @Test func `an empty question keeps the answers around it apart`() throws {
        var prompt = Prompt()
        prompt.examples = [Example(input: "a", output: "b"), Example(input: "", output: "c")]
        prompt.input = "d"
        let again = try imported(try exported(prompt, .openAI).value, "x.json", as: .examples)
        #expect(again.prompts[0].prompt.examples == prompt.examples && again.losses.isEmpty)
    }

    @Test func `roles of other programs don't keep a file from being read`() throws {
        let text = """
            messages:
              - { role: developer, content: a }
              - { role: user, content: b }
              - { role: tool, content: c }
            """
        let (prompts, losses) = try imported(text, "x.prompt.yml")
        #expect(prompts[0].prompt.instruction == "a" && prompts[0].prompt.input == "b")
        #expect(losses.says("message 3 is left out", "tool"))
        // It can be changed and read again.
        var file = try prompts[0].file(path: "x")
        var prompt = file.prompt
        prompt.instruction = "other"
        try file.update(to: prompt)
        #expect(file.prompt.instruction == "other" && file.prompt.input == "b")
        #expect {
            try imported("messages: [{ role: sytsem, content: a }]", "x.prompt.yml")
        } throws: {
            "\($0)".contains("sytsem")
        }
    }
}
