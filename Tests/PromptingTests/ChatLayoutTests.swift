import Prompting
import Testing

@Suite struct `The chat layout` {
    private func compiled(_ technique: Technique, _ prompt: Prompt = .sums) throws -> CompiledPrompt {
        try prompt.compile(technique: technique, layout: .chat, hasChatTemplate: true)
    }

    @Test func `zero-shot sends instruction and input as two turns`() throws {
        let compiled = try compiled(.zeroShot)
        #expect(compiled.turns == ["system: Answer the question.", "user: 5 + 6?"])
        #expect(compiled.opening == "")
        #expect(compiled.steps == [.first])
    }

    @Test func `few-shot sends examples as turns without labels`() throws {
        let compiled = try compiled(.fewShot)
        #expect(
            compiled.turns == [
                "system: Answer the question.", "user: 2 + 2?", "assistant: 4", "user: 3 + 4?", "assistant: 7",
                "user: 5 + 6?",
            ])
        #expect(compiled.opening == "")
    }

    @Test func `chain of thought sends reasoning, answer sentence and output`() throws {
        #expect(
            try compiled(.chainOfThought).turns == [
                "system: Answer the question.",
                "user: 2 + 2?", "assistant: Two and two make four. The answer is 4.",
                "user: 3 + 4?", "assistant: Three and four make seven. The answer is 7.",
                "user: 5 + 6?",
            ])
    }

    @Test func `zero-shot chain of thought opens the assistant's turn`() throws {
        let compiled = try compiled(.zeroShotChainOfThought)
        #expect(compiled.turns == ["system: Answer the question.", "user: 5 + 6?"])
        #expect(compiled.opening == "Let's think step by step.")
        #expect(compiled.steps.map(\.opening) == ["", "\nTherefore, the answer is"])
    }

    @Test func `an empty instruction sends no system message`() throws {
        var prompt = Prompt.sums
        prompt.instruction = "  "
        #expect(try compiled(.zeroShot, prompt).turns == ["user: 5 + 6?"])
    }

    @Test func `an opening of the prompt's own opens the assistant's turn`() throws {
        var prompt = Prompt.sums
        prompt.wording.opening = " The sum of {{name}} is\n"
        prompt.variables = ["name": "both"]
        #expect(try compiled(.fewShot, prompt).opening == "The sum of both is")
    }

    @Test(arguments: Technique.allCases) func `adds no stop string`(technique: Technique) throws {
        #expect(try compiled(technique).layoutStops.isEmpty)
    }

    @Test func `fields are trimmed`() throws {
        var prompt = Prompt()
        prompt.instruction = "\nDo it.\n"
        prompt.input = " x\n"
        #expect(try compiled(.zeroShot, prompt).turns == ["system: Do it.", "user: x"])
    }
}

@Suite struct `The choice of technique and layout` {
    @Test func `a model with a chat template takes the chat layout`() throws {
        let choice = try LayoutChoice(asked: nil, hasChatTemplate: true)
        #expect(choice.layout == .chat)
        #expect(choice.notice == nil)
    }

    @Test func `a base model takes the completion layout and says so`() throws {
        let choice = try LayoutChoice(asked: nil, hasChatTemplate: false)
        #expect(choice.layout == .completion)
        #expect(
            choice.notice
                == "The model has no chat template, so the prompt is sent in the `completion` layout, as plain text.")
        #expect(try Prompt.sums.compile(hasChatTemplate: false).layout == .completion)
    }

    @Test(arguments: [true, false]) func `completion by request needs no notice`(hasChatTemplate: Bool) throws {
        let choice = try LayoutChoice(asked: .completion, hasChatTemplate: hasChatTemplate)
        #expect(choice.layout == .completion)
        #expect(choice.notice == nil)
    }

    @Test func `the prompt's layout counts where none is asked for`() throws {
        var prompt = Prompt.sums
        prompt.layout = .completion
        #expect(try prompt.compile(hasChatTemplate: true).layout == .completion)
        #expect(try prompt.compile(layout: .chat, hasChatTemplate: true).layout == .chat)
    }

    @Test func `examples make the default technique few-shot, never chain of thought`() throws {
        #expect(try Prompt.sums.compile(hasChatTemplate: true).technique == .fewShot)
    }

    @Test func `no example that is on makes the default technique zero-shot`() throws {
        var prompt = Prompt.sums
        for index in prompt.examples.indices { prompt.examples[index].isOn = false }
        #expect(try prompt.compile(hasChatTemplate: true).technique == .zeroShot)
        #expect(Prompt().defaultTechnique == .zeroShot)
    }

    @Test func `the prompt's technique counts where none is asked for`() throws {
        var prompt = Prompt.sums
        prompt.technique = .zeroShotChainOfThought
        #expect(try prompt.compile(hasChatTemplate: true).technique == .zeroShotChainOfThought)
        #expect(try prompt.compile(technique: .zeroShot, hasChatTemplate: true).technique == .zeroShot)
    }

    @Test(arguments: Layout.allCases) func `examples that are off are left out`(layout: Layout) throws {
        var prompt = Prompt.sums
        prompt.examples[0].isOn = false
        prompt.examples[0].input = "{{nowhere}}"
        prompt.examples[0].reasoning = nil
        let compiled = try prompt.compile(technique: .chainOfThought, layout: layout, hasChatTemplate: true)
        switch layout {
        case .chat:
            #expect(
                compiled.turns == [
                    "system: Answer the question.", "user: 3 + 4?",
                    "assistant: Three and four make seven. The answer is 7.", "user: 5 + 6?",
                ])
        case .completion:
            #expect(
                compiled.body.text
                    == "Answer the question.\n\nQ: 3 + 4?\nA: Three and four make seven. The answer is 7.\n\n"
                    + "Q: 5 + 6?\nA:")
        }
    }
}
