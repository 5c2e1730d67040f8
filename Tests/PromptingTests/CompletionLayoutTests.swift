import Prompting
import Testing

@Suite struct `The completion layout` {
    private func compiled(_ technique: Technique, _ prompt: Prompt = .sums) throws -> CompiledPrompt {
        try prompt.compile(technique: technique, layout: .completion, hasChatTemplate: true)
    }

    @Test func `zero-shot sends instruction and input`() throws {
        #expect(try compiled(.zeroShot).body.text == "Answer the question.\n\nQ: 5 + 6?\nA:")
    }

    @Test func `few-shot sends the examples without their reasoning`() throws {
        #expect(
            try compiled(.fewShot).body.text
                == "Answer the question.\n\nQ: 2 + 2?\nA: 4\n\nQ: 3 + 4?\nA: 7\n\nQ: 5 + 6?\nA:")
    }

    @Test func `chain of thought sends reasoning, answer sentence and output`() throws {
        #expect(
            try compiled(.chainOfThought).body.text
                == "Answer the question.\n\nQ: 2 + 2?\nA: Two and two make four. The answer is 4.\n\n"
                + "Q: 3 + 4?\nA: Three and four make seven. The answer is 7.\n\nQ: 5 + 6?\nA:")
    }

    @Test func `zero-shot chain of thought opens the answer and has a second stage`() throws {
        let compiled = try compiled(.zeroShotChainOfThought)
        #expect(compiled.body.text == "Answer the question.\n\nQ: 5 + 6?\nA: Let's think step by step.")
        #expect(compiled.steps.map(\.opening) == ["", "\nTherefore, the answer is"])
    }

    @Test(arguments: [Technique.zeroShot, .fewShot, .chainOfThought])
    func `the other techniques have one stage`(technique: Technique) throws {
        #expect(try compiled(technique).steps == [.first])
    }

    @Test func `an empty answer trigger leaves one stage`() throws {
        var prompt = Prompt.sums
        prompt.wording.answerTrigger = ""
        #expect(try compiled(.zeroShotChainOfThought, prompt).steps == [.first])
    }

    @Test(arguments: ["", " \n\t "]) func `an empty instruction is left out`(instruction: String) throws {
        var prompt = Prompt.sums
        prompt.instruction = instruction
        #expect(try compiled(.zeroShot, prompt).body.text == "Q: 5 + 6?\nA:")
    }

    @Test func `labels, triggers and the answer sentence are the prompt's own`() throws {
        var prompt = Prompt.sums
        prompt.wording.questionLabel = "Frage"
        prompt.wording.answerLabel = "Antwort"
        prompt.wording.answerSentence = "Es sind"
        prompt.wording.reasoningTrigger = "Schritt für Schritt:"
        prompt.wording.answerTrigger = "Also"
        prompt.examples.removeLast()
        let chain = try compiled(.chainOfThought, prompt)
        #expect(
            chain.body.text
                == "Answer the question.\n\nFrage: 2 + 2?\nAntwort: Two and two make four. Es sind 4.\n\n"
                + "Frage: 5 + 6?\nAntwort:")
        #expect(chain.answerSentence == "Es sind")
        let zeroShot = try compiled(.zeroShotChainOfThought, prompt)
        #expect(
            zeroShot.body.text == "Answer the question.\n\nFrage: 5 + 6?\nAntwort: Schritt für Schritt:")
        #expect(zeroShot.steps.map(\.opening) == ["", "\nAlso"])
    }

    @Test func `an opening of the prompt's own follows the answer label`() throws {
        var prompt = Prompt.sums
        prompt.wording.opening = "The sum is "
        #expect(try compiled(.zeroShot, prompt).body.text == "Answer the question.\n\nQ: 5 + 6?\nA: The sum is")
    }

    @Test func `zero-shot chain of thought opens with its trigger alone`() throws {
        var prompt = Prompt.sums
        prompt.wording.opening = "The sum is"
        let text = try compiled(.zeroShotChainOfThought, prompt).body.text
        #expect(text?.hasSuffix("A: Let's think step by step.") == true)
    }

    @Test func `fields are trimmed at both ends and only there`() throws {
        var prompt = Prompt()
        prompt.instruction = "\n Two  words \n"
        prompt.examples = [Example(input: " a\n b\r\n", reasoning: "\tso ", output: "\u{3000}c ")]
        prompt.input = "\u{a0}x \n"
        #expect(
            try compiled(.chainOfThought, prompt).body.text
                == "Two  words\n\nQ: a\n b\nA: so The answer is c.\n\nQ: x\nA:")
    }

    @Test func `trimming keeps an accent that stands on a space`() throws {
        var prompt = Prompt()
        prompt.input = "x \u{301}"
        #expect(try compiled(.zeroShot, prompt).body.text.map { Array($0.utf8) } == Array("Q: x \u{301}\nA:".utf8))
    }

    @Test func `an output that ends in a full stop keeps it`() throws {
        var prompt = Prompt.sums
        prompt.examples = [Example(input: "When?", reasoning: "Early.", output: "9 a.m.")]
        #expect(try compiled(.chainOfThought, prompt).body.text?.contains("A: Early. The answer is 9 a.m..\n") == true)
    }

    @Test func `no text ends in white space`() throws {
        for technique in Technique.allCases {
            let text = try #require(try compiled(technique).body.text)
            #expect(text.last?.isWhitespace == false)
        }
    }

    @Test func `empty labels leave the fields alone`() throws {
        var prompt = Prompt()
        prompt.input = "Once upon a time"
        prompt.wording.questionLabel = ""
        prompt.wording.answerLabel = ""
        let compiled = try compiled(.zeroShot, prompt)
        #expect(compiled.body.text == "Once upon a time")
        #expect(compiled.layoutStops.isEmpty)
    }

    @Test func `empty labels still part the examples`() throws {
        var prompt = Prompt.sums
        prompt.wording.questionLabel = ""
        prompt.wording.answerLabel = ""
        #expect(
            try compiled(.fewShot, prompt).body.text
                == "Answer the question.\n\n2 + 2?\n4\n\n3 + 4?\n7\n\n5 + 6?\n")
    }

    @Test(arguments: Technique.allCases) func `the next question is a stop string`(technique: Technique) throws {
        #expect(try compiled(technique).layoutStops == ["\nQ:"])
    }

    @Test func `the stop string follows the question label`() throws {
        var prompt = Prompt.sums
        prompt.wording.questionLabel = "질문"
        #expect(try compiled(.fewShot, prompt).layoutStops == ["\n질문:"])
    }

    @Test func `the stop string can be left out`() throws {
        let compiled = try Prompt.sums.compile(layout: .completion, hasChatTemplate: false, keepsLayoutStops: false)
        #expect(compiled.layoutStops.isEmpty)
    }

    @Test func `Hangul is sent as it is written`() throws {
        var prompt = Prompt()
        prompt.instruction = "영어로 옮기세요."
        prompt.examples = [Example(input: "안녕하세요.", output: "Hello.")]
        prompt.input = "{{문장}}"
        prompt.variables = ["문장": "서울은 비가 와요."]
        #expect(
            try compiled(.fewShot, prompt).body.text
                == "영어로 옮기세요.\n\nQ: 안녕하세요.\nA: Hello.\n\nQ: 서울은 비가 와요.\nA:")
    }

    @Test func `decomposed Hangul stays decomposed`() throws {
        var prompt = Prompt()
        prompt.input = "\u{1112}\u{1161}\u{11ab}"
        let text = try #require(try compiled(.zeroShot, prompt).body.text)
        #expect(Array(text.unicodeScalars) == Array("Q: \u{1112}\u{1161}\u{11ab}\nA:".unicodeScalars))
    }
}
