import Foundation
import Prompting
import Sampling
import Testing

@testable import Library

/// New prompts, and edits of all kinds of files, read back as they were meant.
struct WritingTests {
    private static let shipped: [String] = {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Prompts").path
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.sorted().filter { $0.hasSuffix(".yaml") }.map { folder + "/" + $0 }
    }()

    @Test func `random prompts are read back as they were written`() throws {
        var random = RandomPrompts(seed: 1)
        for number in 0..<1500 {
            let prompt = random.prompt()
            do {
                let file = try PromptFile(new: prompt, path: "x")
                let read = try PromptFile(text: file.text, name: "x").prompt
                #expect(read.says(prompt.normalised), "\(number)\n\(file.text)")
            } catch {
                Issue.record("\(number): \(error)")
            }
        }
    }

    @Test func `every hard text is read back in every style`() throws {
        let styles = [
            "input: old\nname: n\n", "input: 'old'\nname: n\n", "input: \"old\"\n", "input: |\n  old\nname: n\n",
            "input: >-\n  old\n",
            "input: |-  # why\n    old\n", "input:\n  old # c\nname: n", "{input: old, name: n}",
            "{\n  \"input\": \"old\",\n  \"name\": \"n\"\n}\n",
            "input: |2\n    old\n", "? input\n: old\n", "input: old # c\r\nname: n\r\n", "input:\nname: n",
            "---\ninput: old\n...\n", "input:",
        ]
        for style in styles {
            for text in RandomPrompts.hard {
                var file = try PromptFile(text: style, name: "x")
                var prompt = file.prompt
                prompt.input = text
                do {
                    try file.update(to: prompt)
                    #expect(file.prompt.input.isSame(as: text), "\(style) \(text)")
                    #expect(file.prompt.says(prompt))
                } catch {
                    Issue.record("\(style.debugDescription) \(text.debugDescription): \(error)")
                }
            }
        }
    }

    @Test(arguments: shipped) func `a shipped prompt keeps its bytes when nothing changes`(path: String) throws {
        var file = try PromptFile(contentsOf: path)
        try file.update(to: file.prompt)
        #expect(Data(file.text.utf8) == (try Data(contentsOf: URL(filePath: path))))
    }

    @Test(arguments: shipped) func `random edits of a shipped prompt are read back`(path: String) throws {
        try editsAreReadBack(
            text: String(contentsOfFile: path, encoding: .utf8), seed: UInt64(path.utf8.count), count: 60)
    }

    @Test(arguments: Samples.all) func `random edits of a file full of oddities are read back`(text: String) throws {
        try editsAreReadBack(text: text, seed: UInt64(text.utf8.count), count: 250)
    }

    @Test(arguments: shipped + Samples.all) func `an edit leaves the bytes of all other keys as they are`(
        source: String
    )
        throws
    {
        let text = source.hasSuffix(".yaml") ? try String(contentsOfFile: source, encoding: .utf8) : source
        var random = RandomPrompts(seed: 77)
        let original = try PromptFile(text: text, name: "x")
        let entries = try entries(of: original)
        for _ in 0..<100 {
            var prompt = original.prompt
            random.edit(&prompt)
            let (before, after) = (original.prompt.fields, prompt.normalised.fields)
            let changed = PromptReader.keys.filter { before[$0] != after[$0] }
            var file = original
            let notices = try file.update(to: prompt)
            // `messages` holds several keys, and what an alias stood for is written out where its anchor changed.
            guard entries["messages"] == nil, !text.contains("&") else { continue }
            let now = try self.entries(of: file)
            for (name, bytes) in entries where !changed.contains(name) {
                #expect(now[name] == bytes, "\(changed) were edited:\n\(file.text)")
            }
            #expect(Set(now.keys).subtracting(entries.keys).subtracting(changed + ["input"]).isEmpty)
            // Each comment is there, or it is said that it isn't.
            let comments = text.split(separator: "\n").filter { $0.trimmingCharacters(in: .whitespaces).hasPrefix("#") }
            for comment in comments where !notices.contains(where: { $0.contains("comments are gone") }) {
                #expect(file.text.contains(comment.trimmingCharacters(in: .whitespacesAndNewlines)))
            }
        }
    }

    /// The bytes of each key with its value.
    private func entries(of file: PromptFile) throws -> [String: String] {
        let source = YAMLSource(file: "x", text: file.text.replacing("\u{FEFF}", with: ""))
        guard case .mapping(let entries, _)? = try YAMLComposer.compose(source)?.content else { return [:] }
        let pairs = entries.map {
            ($0.name ?? "", source[$0.key.start..<max($0.key.range.upperBound, $0.value.range.upperBound)])
        }
        return Dictionary(pairs) { first, _ in first }
    }

    private func editsAreReadBack(text: String, seed: UInt64, count: Int) throws {
        var random = RandomPrompts(seed: seed)
        let original = try PromptFile(text: text, name: "x")
        for number in 0..<count {
            var file = original
            for step in 0..<3 {
                var prompt = file.prompt
                for _ in 0...Int.random(in: 0...2, using: &random.random) { random.edit(&prompt) }
                let before = file.text
                do {
                    let notices = try file.update(to: prompt)
                    #expect(file.prompt.says(prompt.normalised))
                    #expect(try PromptFile(text: file.text, name: "x").prompt.says(prompt.normalised))
                    #expect(!notices.contains { $0.contains("anew") }, "\(notices)\n\(before)\n\(file.text)")
                } catch {
                    Issue.record(
                        "\(number).\(step): \(error)\n--- before\n\(before)\n--- wanted\n\(prompt.fields)\n\(error.description)"
                    )
                    break
                }
            }
        }
    }
}

/// Files written by hand, each with other oddities.
enum Samples {
    static let all = [
        commented, json, anchors, messages, messages.replacing("\n", with: "\r\n"), indentless, flow, wide, spaced,
    ]

    static let commented = """
        # A prompt with comments everywhere.

        name: Comments # after the name
        # about the tags
        tags: [a, b] # two
        x-unknown: { keep: me, list: [1, 2] } # unknown

        instruction: |
          Do this.

          Then that.   # no comment

        # about the examples
        examples:
          # first
          - input: "one" # q
            # between
            output: '1'

          # second
          - { input: two, output: "2", on: false } # flow
          # third
          - output: |
              3
              three
            input: >-
              three is
              folded
        # about the input
        input: '{{x}}' # braces
        variables:
          # the only one
          x: tab	inside # c
          y:   spaced
        modelParameters:
          temperature: 0.50 # half
          top_k: 3
          # stop here
          stop:
          - END
          - "\\n\\n" # two
        lanes:
          - name: a
            note: unknown
            modelParameters: { temperature: 1.0, unknown: yes }
          - { name: b, technique: cot }
        evaluators:
          - name: x # kept
        # the end
        """

    static let json = """
        {
          "name": "JSON",
          "tags": ["a", "b"],
          "examples": [
            {"input": "1", "output": "2"},
            {"input": "3", "output": "4", "on": false}
          ],
          "input": "q",
          "variables": {"x": "1"},
          "modelParameters": {
            "temperature": 0.5,
            "stop": ["a"]
          },
          "testData": [{"x": "1", "expected": "2"}, {"x": "2"}],
          "extra": {"a": [1, 2, {"b": null}]}
        }
        """

    static let anchors = """
        shared: &shared { temperature: 0.5, maxTokens: 9 }
        name: &n Name
        description: *n
        tags: &t [a, &b b, *b]
        instruction: &i |
          Text
          of lines
        examples:
          - &e { input: same, output: &o out }
          - *e
          - input: *i
            output: *o
        input: *i
        modelParameters: *shared
        lanes:
          - &l
            name: one
            modelParameters: &p
              temperature: 0.1
          - name: two
            modelParameters: *p
          - *l
        other: [*n, *t, *l, *o]
        """

    static let messages = """
        name: Old
        description: GitHub's
        model: openai/gpt-4o
        modelParameters:
          temperature: 0.5
        messages:
          # the system
          - role: system
            content: Be brief. # really
          - role: user
            content: "1 + 1"
          - role: assistant
            content: "2"
          # last
          - role: user
            content: |
              {{input}}
        testData:
          - input: "2 + 2"
            expected: "4"
        evaluators:
          - name: similarity
            uses: github/similarity
        """

    static let indentless = """
        tags:
        - a
        - b
        examples:
        -   input: a
            output: b
        -
            input: c
            output: d
        - input: |-
            x
             y
          output: e
        variables: {x: 1,
          y: 2}
        lanes:
        - name: a
        testData:
        - {x: 1, expected: 2}
        - {x: 2, expected: 3}
        """

    static let flow =
        "{name: Flow, tags: [ a , b ], examples: [{input: a, output: b}, {input: c, output: d, }], input: 'x', # c\n lanes: [{name: a}]}"

    static let wide =
        "\u{FEFF}%YAML 1.2\r\n---\r\nname:    한글 이름   # 주석\r\nexamples:\r\n    - input: 서울\r\n      output: \"부산\"\r\n\r\n    # 둘째\r\n    - input: >\r\n          접힌\r\n          글\r\n      output: 끝\r\n\r\n\r\ninput: |+\r\n    글\r\n\r\n\r\nanswer:\r\n    type: choice\r\n    choices:\r\n        - 예\r\n        - 아니요\r\n...\r\n"

    static let spaced = """
        name: x


        examples:

          - input: a
            output: b

          - input: c
            output: d


          # detached

          - input: "multi
              line"
            output: plain over
              two lines # c
        input:
          ""
        lanes:

        testData: []
        labels: { question: Q }
        answer: { type: text, note: kept }
        """
}
