import Foundation
import Testing

/// Chat templates that lack something, run as a user runs them.
@Suite(.serialized)
struct TemplateTests {
    private static let merged =
        "The model's chat template has no system role: the instruction begins the first message instead."

    private let folder: TemporaryFolder
    private let prompt: String

    init() throws {
        folder = try TemporaryFolder()
        prompt = try folder.file(
            "capital.prompt.yaml",
            """
            instruction: Answer in one word.
            input: What is the capital of {{country}}?
            variables: { country: France }
            examples: [{ input: What is the capital of Peru?, output: Lima }]
            modelParameters: { temperature: 0, maxTokens: 4 }
            lanes: [{ name: a }, { name: b, modelParameters: { temperature: 1 } }]
            testData:
              - { country: France, expected: Paris }
              - { country: Japan, expected: Tokyo }
              - { country: Italy, expected: Rome }
            """)
    }

    private func template(_ refusal: String) throws -> String {
        try folder.file(
            "mine.jinja",
            """
            {%- for m in messages %}\(refusal){{- '<|im_start|>' + m.role + '\\n' + m.content + '<|im_end|>\\n' }}{% endfor %}
            {%- if add_generation_prompt %}{{- '<|im_start|>assistant\\n' }}{% endif %}
            """)
    }

    private func count(_ text: String, in result: Program.Result) -> Int {
        (result.output + result.errors).split(separator: text, omittingEmptySubsequences: false).count - 1
    }

    @Test(arguments: [
        "{% if m.role == 'system' %}{{ raise_exception('System role not supported') }}{% endif %}",
        "{% if m.role == 'system' %}{% continue %}{% endif %}",
    ])
    func `a template without a system role gets the instruction in the first message, which is told once`(
        refusal: String
    ) throws {
        let template = try template(refusal)
        let compiled = try Program.run(["compile", prompt, "--template", template])
        #expect(
            compiled.output.hasPrefix(
                "<|im_start|>user\nAnswer in one word.\nWhat is the capital of Peru?<|im_end|>\n"),
            "\(compiled)")
        for command in ["compile", "run", "eval"] {
            let result = try Program.run([command, prompt, "--template", template])
            #expect(result.code == 0)
            #expect(count(Self.merged, in: result) == 1, "\(command): \(result)")
        }
    }

    @Test func `a template that refuses a turn is told in its own sentence, before anything runs`() throws {
        let template = try template(
            "{% if m.role == 'assistant' %}{{ raise_exception('Only one question, please') }}{% endif %}")
        for command in ["compile", "run", "eval"] {
            let result = try Program.run([command, prompt, "--template", template])
            #expect(result.code == 1)
            #expect(result.errors.contains("refuses this conversation: “Only one question, please”"), "\(result)")
            #expect(result.errors.contains("--template"), "\(result.errors)")
        }
    }
}
