import Prompting
import Testing

@testable import Library

/// Examples that are values of the input's variables.
@Suite struct ExampleValueTests {
    private static let text = """
        examples:
          - variables: { review: Loved it. }  # kept
            output: Positive
          - input: "Review: Awful."
            output: Negative
        input: "Review: {{review}}"

        """

    @Test func `an example is a text or values of the input's variables`() throws {
        let prompt = try PromptFile(text: Self.text, name: "a.prompt.yaml").prompt
        #expect(prompt.examples.map(\.input) == ["Review: Loved it.", "Review: Awful."])
        #expect(prompt.examples.map(\.variables) == [["review": "Loved it."], nil])
    }

    @Test func `an example that has both an input and values is refused`() {
        #expect(throws: PromptFileError.self) {
            try PromptFile(
                text: "input: a\nexamples: [{ input: b, variables: { c: d }, output: e }]\n", name: "a.prompt.yaml")
        }
    }

    @Test func `values stay values when the text around them and other things are changed`() throws {
        var file = try PromptFile(text: Self.text, name: "a.prompt.yaml")
        var prompt = file.prompt
        prompt.replaceInput(with: "Text: {{text}}")
        prompt.examples[0].output = "Good"
        try file.update(to: prompt)
        #expect(file.text.contains("text: Loved it.") && file.text.contains("Good"))
        #expect(file.prompt.examples.map(\.input) == ["Text: Loved it.", "Review: Awful."])
    }

    @Test func `an edited input stays values where the text around them stays, and else becomes a text`() throws {
        var prompt = try PromptFile(text: Self.text, name: "a.prompt.yaml").prompt
        prompt.setInput(ofExample: 0, to: "Review: Hated it.")
        #expect(prompt.examples[0].variables == ["review": "Hated it."])
        prompt.setInput(ofExample: 0, to: "Hated it.")
        #expect(prompt.examples[0].variables == nil)
        var file = try PromptFile(text: Self.text, name: "a.prompt.yaml")
        try file.update(to: prompt)
        #expect(file.prompt.examples[0].input == "Hated it." && !file.text.contains("variables"))
    }

    @Test func `a new file has the values`() throws {
        let prompt = try PromptFile(text: Self.text, name: "a.prompt.yaml").prompt
        let new = try PromptFile(new: prompt, path: "b.prompt.yaml")
        #expect(new.prompt.examples == prompt.examples)
    }
}
