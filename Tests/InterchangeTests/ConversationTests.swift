import Prompting
import Testing

@testable import Interchange
@testable import Library

/// Conversations and examples are both messages to other programs.
struct ConversationTests {
    private static let request = """
        {"messages": [
          {"role": "system", "content": "Be brief."},
          {"role": "assistant", "content": "Hello!"},
          {"role": "user", "content": "What is the capital of France?"},
          {"role": "assistant", "content": "Paris."},
          {"role": "user", "content": "And of Spain?"}]}
        """

    private static let turns = [
        Turn(role: .assistant, text: "Hello!"), Turn(role: .user, text: "What is the capital of France?"),
        Turn(role: .assistant, text: "Paris."),
    ]

    private func prompt(_ input: String = "And of {{country}}?", examples: [Example] = [], turns: [Turn] = []) -> Prompt
    {
        var prompt = Prompt()
        prompt.instruction = "Be brief."
        (prompt.examples, prompt.turns, prompt.input) = (examples, turns, input)
        prompt.variables = ["country": "Spain", "first": "France"].filter {
            (input + turns.map(\.text).joined()).contains($0.key)
        }
        return prompt
    }

    @Test func `a chat request is a conversation, which is said`() throws {
        let (prompts, losses) = try imported(Self.request, "x.json")
        #expect(prompts[0].prompt.turns == Self.turns)
        #expect(prompts[0].prompt.examples.isEmpty && prompts[0].prompt.input == "And of Spain?")
        #expect(losses.count == 1 && losses.says("turns of a conversation"))
        #expect(losses[0].remedy == .readAsExamples)
    }

    @Test func `one that is to be read as examples has them`() throws {
        let (prompts, losses) = try imported(Self.request, "x.json", as: .examples)
        #expect(prompts[0].prompt.turns.isEmpty)
        #expect(prompts[0].prompt.examples.map(\.output) == ["Hello!", "Paris."])
        #expect(!losses.says("conversation"))
    }

    @Test(arguments: [
        (InterchangeFormat.promptfoo, "x.yaml"), (.prompty, "x.prompty"), (.dotprompt, "x.prompt"),
    ])
    func `a conversation with variables, and examples before a variable, come back as they were`(
        _ format: InterchangeFormat, _ name: String
    ) throws {
        let talk = prompt(
            turns: [
                Turn(role: .user, text: "What is the capital of {{first}}?"), Turn(role: .assistant, text: "Paris."),
            ])
        let again = try imported(try exported(talk, format).value, name).prompts[0].prompt
        #expect(again.turns == talk.turns && again.examples.isEmpty && again.input == talk.input)
        let shown = prompt(examples: [Example(input: "What is the capital of France?", output: "Paris.")])
        let other = try imported(try exported(shown, format).value, name).prompts[0].prompt
        #expect(other.examples == shown.examples && other.turns.isEmpty)
    }

    @Test(arguments: [
        (InterchangeFormat.openAI, "x.json"), (.gitHubModels, "x.prompt.yml"), (.promptfoo, "x.yaml"),
        (.prompty, "x.prompty"), (.dotprompt, "x.prompt"),
    ])
    func `one without variables comes back where that is asked for`(_ format: InterchangeFormat, _ name: String) throws
    {
        let talk = prompt("And of Spain?", turns: Array(Self.turns.dropFirst()))
        let written = try exported(talk, format)
        #expect(!written.losses.says("turns"))
        let again = try imported(written.value, name, as: .turns).prompts[0]
        #expect(again.prompt.turns == talk.turns && again.prompt.examples.isEmpty && again.prompt.input == talk.input)
        #expect(try again.file(path: "y.prompt.yaml").prompt.turns == talk.turns)
    }

    @Test func `messages can't tell turns from examples, which is said`() throws {
        let both = prompt(examples: [Example(input: "a", output: "b")], turns: Self.turns)
        let written = try exported(both, .openAI)
        #expect(written.losses.says("`turns`", "examples"))
    }

    @Test func `a template for one text has the turns with labels`() throws {
        let written = try exported(prompt(turns: Array(Self.turns.dropFirst())), .llm)
        #expect(written.value.contains("Q: What is the capital of France?"))
        #expect(written.value.contains("A: Paris."))
        #expect(written.losses.says("turns", "completion layout"))
    }
}
