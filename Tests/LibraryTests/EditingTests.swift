import Foundation
import Prompting
import Sampling
import TestPrompts
import TestRandom
import Testing

@testable import Library

/// What an edit does to a file, byte by byte.
struct EditingTests {
    private func edited(
        _ text: String, notices expected: Int = 0, _ change: (inout Prompt) -> Void
    ) throws -> String {
        var file = try PromptFile(text: text, name: "x.prompt.yaml")
        var prompt = file.prompt
        change(&prompt)
        let notices = try file.update(to: prompt)
        #expect(notices.count == expected, "\(notices)")
        return file.text
    }

    // MARK: texts

    @Test func `an edited text keeps its quotes and its comment`() throws {
        #expect(try edited("input: 'a' # c\n") { $0.input = "it's" } == "input: 'it''s' # c\n")
        #expect(try edited("input: \"a\" # c\n") { $0.input = "b" } == "input: \"b\" # c\n")
        #expect(try edited("input:   a   # c\n") { $0.input = "b" } == "input:   b   # c\n")
    }

    @Test func `values for a chat template stay as they are written, beside an edit and in one`() throws {
        let text = """
            input: a
            templateArguments: # why
              enable_thinking: false # off
              tools: [{ name: x, "n": 1.50 }]
            lanes:
              - name: b
                templateArguments: { effort: high } # d

            """
        #expect(try edited(text) { $0.input = "b" } == text.replacing("input: a", with: "input: b"))
        #expect(
            try edited(text) { $0.templateArguments["enable_thinking"] = "true" }
                == text.replacing("false # off", with: "true # off"))
        #expect(
            try edited(text) { $0.lanes[0].templateArguments["effort"] = "\"low\"" }
                == text.replacing("high", with: "low"))
        let added = ["a": "[1, {\"b\": null}]", "c": "\"1\""]
        let longer = try edited("input: a # c\n") { $0.templateArguments = added }
        #expect(longer.hasPrefix("input: a # c\ntemplateArguments:\n"))
        #expect(try PromptFile(text: longer, name: "x.prompt.yaml").prompt.templateArguments == added)
        #expect(try !edited(text, notices: 1) { $0.templateArguments = [:] }.contains("enable_thinking"))
    }

    @Test func `values for a chat template are read as the JSON that they stand for`() throws {
        let text =
            "input: a\ntemplateArguments: { a: false, b: no, c: 1.5, d: high, e: '1', f: [x, null], g: { h: '' } }\n"
        let prompt = try PromptFile(text: text, name: "x.prompt.yaml").prompt
        #expect(
            prompt.templateArguments == [
                "a": "false", "b": "\"no\"", "c": "1.5", "d": "\"high\"", "e": "\"1\"", "f": "[\"x\", null]",
                "g": "{\"h\": \"\"}",
            ])
        #expect(throws: PromptFileError.self) {
            try PromptFile(text: "input: a\ntemplateArguments: [a]\n", name: "x.prompt.yaml")
        }
    }

    @Test func `a text of several lines becomes a block, below the comment of its key`() throws {
        #expect(
            try edited("input: a # c\nsamples: 2\n") { $0.input = "x\n y\n" } == "input: | # c\n  x\n   y\nsamples: 2\n"
        )
    }

    @Test func `a block keeps its indentation`() throws {
        #expect(
            try edited("input: |-\n      a\nsamples: 2\n") { $0.input = "b\nc" }
                == "input: |-\n      b\n      c\nsamples: 2\n")
    }

    @Test func `a folded text stays folded`() throws {
        let text = Array(repeating: "words", count: 30).joined(separator: " ")
        let result = try edited("input: >-\n  a\n  b\n") { $0.input = text }
        #expect(result.hasPrefix("input: >-\n  words"))
        #expect(result.split(separator: "\n").allSatisfy { $0.count <= 120 })
    }

    @Test func `what other programs would read as something else is put in quotes`() throws {
        for text in ["Yes", "012", "12:30", "null", "1e3", "2024-01-01", "", "~"] {
            #expect(
                try edited("examples:\n  - { input: a, output: b }\n") { $0.examples[0].output = text }
                    == "examples:\n  - { input: a, output: \"\(text)\" }\n")
        }
    }

    @Test func `Hangul and emoji stay as they are`() throws {
        #expect(try edited("input: a\n") { $0.input = "서울 🙂" } == "input: 서울 🙂\n")
        let control = try edited("input: \"a\"\n") { $0.input = "서울\n🙂\u{1}" }
        #expect(control == "input: \"서울\\n🙂\\u0001\"\n")
    }

    @Test func `composed and decomposed Hangul are different texts`() throws {
        let result = try edited("input: \u{D55C}\n") { $0.input = "\u{1112}\u{1161}\u{11AB}" }
        #expect(result.utf8.elementsEqual("input: \u{1112}\u{1161}\u{11AB}\n".utf8))
    }

    @Test func `a byte order mark, CRLF and a missing last line break survive`() throws {
        let result = try edited("\u{FEFF}name: n\r\ninput: a\r\nsamples: 2") { $0.input = "b\nc" }
        #expect(result.utf8.elementsEqual("\u{FEFF}name: n\r\ninput: |-\r\n  b\r\n  c\r\nsamples: 2".utf8))
    }

    @Test func `line breaks of another age become usual ones where they must, which is said`() throws {
        #expect(try edited("input: a\rname: b\rsamples: 3\r", notices: 1) { $0.name = "" } == "input: a\nsamples: 3\n")
    }

    // MARK: keys

    @Test func `a new key stands after the ones before it in a new file`() throws {
        #expect(
            try edited("# top\nname: n\n\n# about\ninput: a\nlanes:\n  - name: l\n") {
                $0.technique = .fewShot
                $0.tags = ["t"]
                $0.modelParameters.topK = 3
            } == """
                # top
                name: n
                tags: [t]

                # about
                input: a
                technique: few-shot
                modelParameters: { topK: 3 }
                lanes:
                  - name: l

                """)
    }

    @Test func `what is removed goes with its comments, which is said`() throws {
        #expect(
            try edited("name: n\n# why\ninput: a # c\nsamples: 2\n", notices: 1) { $0.input = "" }
                == "name: n\nsamples: 2\n")
    }

    @Test func `keys that aren't ours survive when ours beside them go`() throws {
        #expect(
            try edited("input: a\nmodelParameters: { top_k: 3, temperature: 1 }\nmine: [1, { a: ~ }]\n") {
                $0.modelParameters = SettingsPatch()
            } == "input: a\nmodelParameters: { top_k: 3 }\nmine: [1, { a: ~ }]\n")
    }

    @Test func `keys behind a question mark are edited too`() throws {
        #expect(
            try edited("? name\n: n\n? input\n: a\n") {
                $0.name = ""
                $0.input = " b\nc"
                $0.samples = 2
            } == "? input\n: |2-\n   b\n  c\nsamples: 2\n")
    }

    @Test func `the last key that goes leaves an empty input`() throws {
        #expect(try edited("name: n\n") { $0.name = "" } == "input: \"\"\n")
    }

    // MARK: lists

    private let examples = """
        examples:
          # one
          - input: a
            output: b # b

          # two
          - { input: c, output: d }
          - input: e
            output: f

        """

    @Test func `an example is switched off and on in place`() throws {
        let off = try edited(examples) {
            $0.examples[0].isOn = false
            $0.examples[1].isOn = false
        }
        #expect(
            off == """
                examples:
                  # one
                  - input: a
                    output: b # b
                    on: false

                  # two
                  - { input: c, output: d, on: false }
                  - input: e
                    output: f

                """)
        #expect(
            try edited(off) {
                $0.examples[0].isOn = true
                $0.examples[1].isOn = true
            } == examples)
    }

    @Test func `moved examples take their bytes and comments along`() throws {
        #expect(
            try edited(examples) { $0.examples.swapAt(0, 1) } == """
                examples:
                  # two
                  - { input: c, output: d }

                  # one
                  - input: a
                    output: b # b
                  - input: e
                    output: f

                """)
    }

    @Test func `a removed example leaves the others as they are`() throws {
        #expect(
            try edited(examples, notices: 1) { $0.examples.remove(at: 1) } == """
                examples:
                  # one
                  - input: a
                    output: b # b
                  - input: e
                    output: f

                """)
    }

    @Test func `a new example is written like its neighbours`() throws {
        let text = "examples:\n- input: a\n  output: b\nlanes: [{name: l}]\n"
        #expect(
            try edited(text) {
                $0.examples.append(Example(input: "c", output: "d"))
                $0.lanes.append(Lane(name: "m", samples: 2))
            }
                == "examples:\n- input: a\n  output: b\n- input: c\n  output: d\nlanes: [{name: l}, {name: m, samples: 2}]\n"
        )
    }

    @Test func `JSON stays JSON`() throws {
        let text = "{\n  \"input\": \"a\",\n  \"tags\": [\"x\"]\n}\n"
        let result = try edited(text) {
            $0.input = "서울\n\u{2028}\u{1}"
            $0.tags.append("yes")
            $0.samples = 3
            $0.examples = [Example(input: "1", output: "2", isOn: false)]
        }
        let object = try #require(try JSONSerialization.jsonObject(with: Data(result.utf8)) as? [String: Any])
        #expect(object["input"] as? String == "서울\n\u{2028}\u{1}")
        #expect(object["samples"] as? Int == 3)
        #expect(result.contains("[\"x\", \"yes\"]"))
    }

    // MARK: anchors

    @Test func `an edited alias becomes a value of its own`() throws {
        #expect(
            try edited("name: &n a\ninput: *n\n") { $0.input = "b" } == "name: &n a\ninput: b\n")
    }

    @Test func `what is read by the alias of an edited value stays the same`() throws {
        #expect(
            try edited("name: &n a\ninput: *n\nmine: [*n]\n") { $0.name = "b" } == "name: b\ninput: a\nmine: [a]\n")
        #expect(
            try edited("lanes:\n  - &l\n    name: x\n  - *l\n") { $0.lanes[0].samples = 2 }
                == "lanes:\n  -\n    name: x\n    samples: 2\n  - { name: x }\n")
    }

    // MARK: messages

    private let messages = """
        model: openai/gpt-4o
        messages:
          - role: system
            content: Be brief. # s
          - role: user
            content: "{{input}}"

        """

    @Test func `a file with messages is saved as one`() throws {
        #expect(
            try edited(messages) {
                $0.instruction = "Be long."
                $0.examples = [Example(input: "a", output: "b")]
                $0.wording.opening = "So"
            } == """
                model: openai/gpt-4o
                messages:
                  - role: system
                    content: Be long. # s
                  - role: user
                    content: a
                  - role: assistant
                    content: b
                  - role: user
                    content: "{{input}}"
                  - role: assistant
                    content: So

                """)
    }

    @Test func `what messages can't say stands beside them, and is said`() throws {
        let result = try edited(messages, notices: 1) {
            $0.examples = [
                Example(input: "a", reasoning: "r", output: "b"), Example(input: "c", output: "d", isOn: false),
            ]
        }
        let file = try PromptFile(text: result, name: "x")
        #expect(file.prompt.examples.map(\.isOn) == [true, false])
        #expect(result.contains("    content: a\n  - role: assistant\n    content: b\n"))
        #expect(!result.contains("content: c"))
        #expect(file.notices.contains { $0.contains("for other programs") })
        // And back.
        let plain = try edited(result) { $0.examples = [] }
        #expect(try PromptFile(text: plain, name: "x").prompt.examples.isEmpty)
    }

    @Test func `turns stand beside messages, which is said`() throws {
        let result = try edited(messages, notices: 1) {
            $0.turns = [Turn(role: .user, text: "a"), Turn(role: .assistant, text: "b")]
        }
        #expect(result.contains("turns:\n  - { user: a }\n  - { assistant: b }\n"))
        #expect(try PromptFile(text: result, name: "x").prompt.turns.count == 2)
    }

    @Test func `messages without system, examples or input are read back`() throws {
        var random = RandomPrompts(seed: 9)
        for _ in 0..<300 {
            var file = try PromptFile(text: messages, name: "x")
            for _ in 0..<3 {
                var prompt = file.prompt
                prompt.instruction = random.random.chance(50) ? "" : random.text()
                prompt.input = random.random.chance(50) ? "" : random.text()
                prompt.wording.opening = random.random.chance(50) ? "" : random.text()
                prompt.examples = (0..<Int.random(in: 0...2, using: &random.random)).map { _ in random.example() }
                try file.update(to: prompt)
                #expect(file.prompt.says(prompt))
                #expect(file.text.contains("messages:"))
            }
        }
    }

    // MARK: what can't be written

    @Test func `a value that no file can hold is refused and nothing is changed`() throws {
        var file = try PromptFile(text: "input: a\n", name: "x")
        for change: (inout Prompt) -> Void in [
            { $0.samples = 0 }, { $0.modelParameters.temperature = .nan }, { $0.answer = AnswerForm(type: "") },
            { $0.model = "openai/gpt-4o" }, { $0.modelParameters.stop = [""] },
        ] {
            var prompt = file.prompt
            prompt.input = "b"
            change(&prompt)
            do {
                try file.update(to: prompt)
                Issue.record("it was taken")
            } catch {
                guard case .unsavable = error else { throw error }
            }
            #expect(file.text == "input: a\n")
        }
    }

    // MARK: new files

    @Test func `a new file is written as one would by hand`() throws {
        var prompt = Prompt()
        prompt.name = "Sentiment of a review"
        prompt.tags = ["classification"]
        prompt.instruction = "Classify the review."
        prompt.examples = [
            Example(input: "Loved it.", reasoning: "\"Loved\" is strong praise.", output: "Positive"),
            Example(input: "So so.", output: "Yes", isOn: false),
        ]
        prompt.input = "{{review}}"
        prompt.variables = ["review": "The plot dragged."]
        prompt.technique = .fewShot
        prompt.answer = AnswerForm(type: "choice", choices: ["Positive", "Negative"])
        prompt.modelParameters.temperature = 0.2
        prompt.modelParameters.stop = ["\n\n"]
        var cool = SettingsPatch()
        cool.temperature = 0
        prompt.lanes = [Lane(name: "cool", modelParameters: cool)]
        prompt.testData = [["review": "A triumph.", "expected": "Positive"]]
        #expect(
            try PromptFile(new: prompt, path: "x").text == #"""
                name: Sentiment of a review
                tags: [classification]
                instruction: Classify the review.
                examples:
                  - input: Loved it.
                    reasoning: '"Loved" is strong praise.'
                    output: Positive
                  - input: So so.
                    output: "Yes"
                    on: false
                input: "{{review}}"
                variables: { review: The plot dragged. }
                technique: few-shot
                answer: { type: choice, choices: [Positive, Negative] }
                modelParameters: { temperature: 0.2, stop: ["\n\n"] }
                lanes:
                  - { name: cool, modelParameters: { temperature: 0 } }
                testData:
                  - { review: A triumph., expected: Positive }

                """#)
    }
}
