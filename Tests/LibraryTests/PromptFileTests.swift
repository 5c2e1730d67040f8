import Foundation
import Library
import Prompting
import TestFolders
import Testing

struct PromptFileTests {
    @Test func `all parts of a prompt are read`() throws {
        let prompt = try read(
            """
            name: Sentiment of a review
            description: Says whether a short review is positive or negative.
            tags: [classification]
            instruction: Classify the sentiment.
            examples:
              - input: Loved every minute of it.
                reasoning: '"Loved" is strong praise.'
                output: Positive
              - { input: It was a film., output: Neutral, on: false }
            input: "{{review}}"
            variables: { review: The plot dragged. }
            technique: few-shot
            answer: { type: choice, choices: [Positive, Negative] }
            modelParameters: { temperature: 0.2, topK: 40, stop: [END], logitBias: { 12: -3 } }
            lanes:
              - { name: cool, modelParameters: { temperature: 0.2 } }
              - { name: warm, technique: cot, samples: 3 }
            testData:
              - { review: A triumph., expected: Positive }
            """
        ).prompt
        #expect(prompt.examples.map(\.isOn) == [true, false])
        #expect(prompt.examples[0].reasoning == "\"Loved\" is strong praise.")
        #expect(prompt.variables == ["review": "The plot dragged."])
        #expect(prompt.technique == .fewShot)
        #expect(prompt.answer == AnswerForm(type: "choice", choices: ["Positive", "Negative"]))
        #expect(prompt.modelParameters.stop == ["END"])
        #expect(prompt.modelParameters.logitBias == [12: -3])
        #expect(prompt.lanes[1].technique == .chainOfThought)
        #expect(prompt.testData == [["review": "A triumph.", "expected": "Positive"]])
    }

    @Test func `values stay what was written`() throws {
        let prompt = try read("variables: { a: Yes, b: 012, c: 12:30, d: ~, e: 1e3, f: 가나 }").prompt
        #expect(prompt.variables == ["a": "Yes", "b": "012", "c": "12:30", "d": "~", "e": "1e3", "f": "가나"])
    }

    @Test func `JSON is read too`() throws {
        #expect(try read(#"{"instruction": "Add.", "input": "1 + 1"}"#).prompt.input == "1 + 1")
    }

    @Test func `a mistake is named with its line and key`() {
        #expect(message("input: x\ntechnique: chain").contains("line 2"))
        #expect(message("input: x\ntechnique: chain").contains("few-shot"))
        #expect(
            message("lanes:\n  - name: a\n    modelParameters: { temperature: hot }").contains(
                "lanes[0].modelParameters.temperature"))
        #expect(message("modelParameters: { temperature: 900 }").contains("0 to 100"))
        #expect(message("examples: text").contains("list"))
        #expect(message("examples:\n  - { input: a, outputs: b }").contains("did you mean `output`"))
        #expect(message("a: [1").contains("line"))
        #expect(message("input: a\ninput: b").contains("line 1"))
        #expect(message("").contains("empty"))
        #expect(message("- a\n- b").contains("keys with values"))
    }

    @Test func `an unknown key is kept and said, with what was probably meant`() throws {
        let file = try read("input: x\nvariabels: { a: b }\nmodelParameters: { top_k: 3, maxTokens: 4 }")
        #expect(file.notices.contains { $0.contains("`variabels`") && $0.contains("did you mean `variables`") })
        #expect(file.notices.contains { $0.contains("`top_k`") })
        #expect(file.prompt.modelParameters.maxTokens == 4)
    }

    @Test func `a file with messages becomes instruction, examples and input`() throws {
        let file = try read(
            """
            name: Old
            model: openai/gpt-4o
            messages:
              - { role: system, content: Be brief. }
              - { role: user, content: "1 + 1" }
              - { role: assistant, content: "2" }
              - { role: user, content: "{{input}}" }
            testData:
              - { input: "2 + 2", expected: "4" }
            """)
        #expect(file.prompt.instruction == "Be brief.")
        #expect(file.prompt.examples == [Example(input: "1 + 1", output: "2")])
        #expect(file.prompt.input == "{{input}}")
        #expect(file.prompt.model == nil)
        #expect(file.notices.contains { $0.contains("openai/gpt-4o") })
    }

    @Test func `turns are read and written in their order`() throws {
        let text = """
            turns:
              - user: What is the capital of {{country}}?
              - assistant: Paris.
            input: And of {{other}}?

            """
        let prompt = try read(text).prompt
        #expect(
            prompt.turns == [
                Turn(role: .user, text: "What is the capital of {{country}}?"), Turn(role: .assistant, text: "Paris."),
            ])
        #expect(try read(PromptFile(new: prompt, path: "x").text).prompt.turns == prompt.turns)
        var other = prompt
        other.turns[1].text = "Lyon."
        #expect(PromptDifference(prompt, other).summary == "turn 2")
    }

    @Test(arguments: ["system: a", "user: a\n    assistant: b", "{}", "asks: a", "a"])
    func `a turn of anyone else, or of two at once, is refused with its place`(item: String) {
        let mistake = message("turns:\n  - user: a\n  - \(item)\ninput: b\n")
        #expect(mistake.contains("line 3"), "\(mistake)")
        #expect(mistake.contains("`turns[1]`"), "\(mistake)")
    }

    @Test func `values under other programs' keys are there with their places, after an edit too`() throws {
        var file = try PromptFile(text: "input: a\nevaluators:\n  - name: x\n", name: "x.prompt.yaml")
        #expect(file.root["evaluators"]?.place == "x.prompt.yaml, line 3: `evaluators`")
        var prompt = file.prompt
        prompt.input = "b"
        try file.update(to: prompt)
        #expect(file.root["input"]?.scalar == "b" && EvaluatorEntries(file).entries.map(\.name) == ["x"])
    }

    @Test func `bytes that are no UTF-8 are named with their place`() {
        #expect {
            try PromptFile(data: Data([0x61, 0x3A, 0x20, 0xFF]), name: "x")
        } throws: {
            "\($0)".contains("line 1, column 4")
        }
    }

    @Test func `a name that isn't there is answered with the nearest`() throws {
        let folder = NSTemporaryDirectory() + "lathe-library-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try "input: x".write(toFile: folder + "/sentiment.prompt.yaml", atomically: true, encoding: .utf8)
        let library = PromptLibrary(folders: [folder])
        #expect(try library.open("sentiment").prompt.input == "x")
        #expect {
            try library.open("sentimnet")
        } throws: {
            "\($0)".contains("`sentiment`")
        }
    }

    @Test func `a file that is much too large, such as a model, is refused without being read`() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("", to: "model.gguf")
        // A hole of a terabyte, which no machine could read.
        let file = try #require(FileHandle(forWritingAtPath: path))
        try file.truncate(atOffset: 1 << 40)
        try file.close()
        let library = PromptLibrary(folders: [folder.path])
        #expect(throws: PromptFileError.tooLarge(file: path, reason: "it is larger than 4 MB")) {
            try library.open(path)
        }
    }
}
