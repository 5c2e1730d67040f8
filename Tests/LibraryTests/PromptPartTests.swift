import Foundation
import Prompting
import Testing

@testable import Library

/// Parts of a prompt that are edited as YAML.
struct PromptPartTests {
    private static let text = """
        input: a # c
        answer: { type: choice, choices: [Good, Bad] }
        evaluators:
          # as they asked
          - name: polite
            type: contains
            value: please # a word
          - name: judge
            uses: github/similarity
        testData:
          - { input: 한글, expected: Good } # first
          - input: b

        """

    private func file(_ text: String = text) throws -> PromptFile { try PromptFile(text: text, name: "x.prompt.yaml") }

    @Test(arguments: PromptPart.allCases) func `a part is read back from its own YAML`(part: PromptPart) throws {
        let prompt = try file().prompt
        var read = Prompt()
        #expect(read.take(prompt.text(of: part), as: part, files: [:]) == nil)
        #expect(read.text(of: part) == prompt.text(of: part) && !prompt.text(of: part).isEmpty)
        #expect(read.unread == nil)
    }

    @Test func `an edited check is changed where it stands, and all else keeps its bytes`() throws {
        var file = try file()
        var prompt = file.prompt
        let changed = prompt.text(of: .evaluators).replacing("please", with: "thanks")
        #expect(prompt.take(changed, as: .evaluators, files: [:]) == nil)
        #expect(try file.update(to: prompt).isEmpty)
        #expect(file.text == Self.text.replacing("please", with: "thanks"))
        #expect(file.checks.checks.map(\.values) == [["thanks"]] && file.checks.others == ["judge"])
    }

    @Test func `a check that is added to a file without any is found by an evaluation`() throws {
        var file = try file("input: a # c\n")
        var prompt = file.prompt
        #expect(prompt.take("- { type: contains, value: '5' }", as: .evaluators, files: [:]) == nil)
        try file.update(to: prompt)
        #expect(file.text.hasPrefix("input: a # c\n"))
        #expect(file.checks.checks.map(\.type) == ["contains"] && file.checks.checks[0].values == ["5"])
    }

    @Test func `an empty text takes a part away`() throws {
        var file = try file()
        var prompt = file.prompt
        for part in PromptPart.allCases { #expect(prompt.take(" \n", as: part, files: [:]) == nil) }
        #expect(prompt.answer == nil && prompt.evaluators == nil && prompt.testData.isEmpty)
        try file.update(to: prompt)
        #expect(file.root["evaluators"] == nil && file.text.hasPrefix("input: a # c\n"))
    }

    struct Mistake: Sendable {
        var part: PromptPart
        var text: String
    }

    private static let mistakes = [
        Mistake(part: .testData, text: "- input: [b]"), Mistake(part: .testData, text: "input: b"),
        Mistake(part: .testData, text: "- {"), Mistake(part: .evaluators, text: "- polite"),
        Mistake(part: .evaluators, text: "polite"), Mistake(part: .answer, text: "choices: [a, b]"),
        Mistake(part: .answer, text: "type: number\nschema: {}"),
        Mistake(part: .answer, text: "type: json\nschema: answer.json"),
    ]

    @Test(arguments: mistakes)
    func `a text that can't be read stays as it was typed, and the part stays as it was`(mistake: Mistake) throws {
        let (part, text) = (mistake.part, mistake.text)
        let before = try file().prompt
        var prompt = before
        let problem = prompt.take(text, as: part, files: [:])
        let error = try #require(problem)
        #expect(error.description.contains("line"), "\(error)")
        #expect(prompt.text(of: part) == text)
        prompt.unread = nil
        #expect(prompt == before)
    }

    @Test func `a schema that the prompt has from a file stays, if the file is known`() throws {
        var prompt = Prompt()
        let text = "type: json\nschema: answer.json"
        #expect(prompt.take(text, as: .answer, files: ["answer.json": "{\"type\": \"object\"}"]) == nil)
        #expect(prompt.answer?.schema == "{\"type\": \"object\"}" && prompt.answer?.schemaFile == "answer.json")
        #expect(prompt.text(of: .answer) == text)
    }

    @Test func `a draft keeps a part that can't be read so far`() throws {
        var prompt = Prompt()
        _ = prompt.take("- {", as: .testData, files: [:])
        let draft = Draft(path: nil, prompt: prompt)
        let read = try JSONDecoder().decode(Draft.self, from: JSONEncoder().encode(draft))
        #expect(read.prompt.text(of: .testData) == "- {")
    }

    @Test func `versions differ by the evaluator that differs`() throws {
        let old = try file().prompt
        let new = try file(Self.text.replacing("please", with: "thanks")).prompt
        #expect(PromptDifference(old, new).parts.map(\.name) == ["evaluator 1"])
    }
}
