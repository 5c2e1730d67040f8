import Prompting
import Testing

@Suite struct `Turns before the input` {
    private func compiled(
        _ turns: [Turn], input: String = "And of Spain?", _ layout: Layout = .chat,
        change: (inout Prompt) -> Void = { _ in }
    ) throws -> CompiledPrompt {
        var prompt = Prompt.sums
        prompt.turns = turns
        prompt.input = input
        change(&prompt)
        return try prompt.compile(technique: .zeroShot, layout: layout, hasChatTemplate: true)
    }

    private static let paris = [
        Turn(role: .user, text: "What is the capital of {{country}}?"), Turn(role: .assistant, text: " Paris.\n"),
    ]

    private func inFrance(_ prompt: inout Prompt) { prompt.variables["country"] = "France" }

    @Test func `a chat has them between the instruction and the input, whatever the technique sends`() throws {
        #expect(
            try compiled(Self.paris, change: inFrance).turns == [
                "system: Answer the question.", "user: What is the capital of France?", "assistant: Paris.",
                "user: And of Spain?",
            ])
    }

    @Test func `they come after the examples`() throws {
        var prompt = Prompt.sums
        prompt.turns = [Turn(role: .user, text: "8 + 8?"), Turn(role: .assistant, text: "16")]
        let compiled = try prompt.compile(technique: .fewShot, layout: .chat, hasChatTemplate: true)
        #expect(compiled.turns?.suffix(4) == ["assistant: 7", "user: 8 + 8?", "assistant: 16", "user: 5 + 6?"])
    }

    @Test func `the completion layout has them with its labels`() throws {
        #expect(
            try compiled(Self.paris, .completion, change: inFrance).body.text
                == "Answer the question.\n\nQ: What is the capital of France?\nA: Paris.\n\nQ: And of Spain?\nA:")
    }

    @Test func `without labels an answer still ends before the next question`() throws {
        let text = try compiled(Self.paris, .completion) {
            inFrance(&$0)
            ($0.wording.questionLabel, $0.wording.answerLabel, $0.instruction) = ("", "", "")
        }.body.text
        #expect(text == "What is the capital of France?\nParis.\n\nAnd of Spain?\n")
    }

    @Test func `neighbours of one role are joined, and empty ones are left out`() throws {
        let turns = [
            Turn(role: .assistant, text: "Hello."), Turn(role: .user, text: "a"), Turn(role: .assistant, text: " "),
            Turn(role: .user, text: "b"), Turn(role: .assistant, text: "c"),
        ]
        #expect(
            try compiled(turns).turns?.dropFirst() == [
                "assistant: Hello.", "user: a\n\nb", "assistant: c", "user: And of Spain?",
            ])
    }

    @Test func `what the user says last is asked with the input`() throws {
        let turns = Self.paris.dropLast() + [Turn(role: .user, text: "In one word.")]
        #expect(
            try compiled(Array(turns), input: "", change: inFrance).turns?.dropFirst()
                == ["user: What is the capital of France?\n\nIn one word."])
        #expect(try compiled([Turn(role: .user, text: "a")], input: "b").turns?.last == "user: a\n\nb")
    }

    @Test func `a variable without a value is named with its turn`() throws {
        let error = try #require(throws: PromptError.self) { try compiled(Self.paris) }
        #expect("\(error)".contains("turn 1"))
        var prompt = Prompt.sums
        prompt.turns = Self.paris
        #expect(prompt.variableNames == ["country"])
    }

    @Test func `the user is awaited while the assistant spoke last and nothing is asked`() {
        var prompt = Prompt.sums
        prompt.turns = Self.paris
        #expect(!prompt.awaitsUser)
        prompt.input = ""
        #expect(prompt.awaitsUser)
        prompt.wording.opening = "It is"
        #expect(!prompt.awaitsUser)
    }

    @Test func `an answer that isn't typed yet isn't waited for, because it isn't sent`() {
        var prompt = Prompt.sums
        prompt.input = ""
        prompt.turns = [Turn(role: .user, text: "8 + 8?"), Turn(role: .assistant, text: " ")]
        #expect(!prompt.awaitsUser)
        prompt.turns = [Turn(role: .user, text: ""), Turn(role: .assistant, text: "")]
        #expect(!prompt.awaitsUser)
    }
}
