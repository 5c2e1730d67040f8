import Foundation
import Prompting
import Testing

@testable import Lanes
@testable import Runtime

/// What a chat template can't do: hang, fill the memory, or make a control token of what stands in a field.
struct TemplateSafetyTests {
    private static let smolLM2 = try? LlamaModel(path: StarterModel.smolLM2) { _ in true }

    private func render(
        _ template: String?, _ messages: [(Role, String)] = [(.user, "Hi")], opening: String = "",
        arguments: [String: String] = [:], sent: String? = nil, seconds: Int64 = 0
    ) throws -> PromptRenderer.Rendered {
        let options = ChatOptions(template: template, arguments: arguments, sent: sent)
        let prompt = CompiledPrompt(
            technique: .zeroShot,
            body: .chat(messages: messages.map { Message(role: $0.0, content: $0.1) }, opening: opening), chat: options)
        return try PromptRenderer(model: try #require(Self.smolLM2)).render(prompt, seconds: seconds)
    }

    private func problem(of template: String) -> String {
        do {
            _ = try render(template)
            return ""
        } catch EngineError.chatTemplate(let problem) {
            return problem
        } catch {
            return "\(error)"
        }
    }

    @Test func `a template of five megabytes is refused`() {
        #expect(problem(of: String(repeating: "{{ messages[0].content }} ", count: 200_000)).contains("megabyte"))
    }

    @Test(arguments: [
        "{% for i in range(1000000000) %}x{% endfor %}",
        "{% for i in range(100000) %}{% for j in range(100000) %}{% endfor %}{% endfor %}",
        "{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}",
    ])
    func `a template that goes on and on is ended within a second or two`(template: String) {
        let start = ContinuousClock.now
        let problem = problem(of: template)
        #expect(problem.contains("too many steps") || problem.contains("too long") || problem.contains("too deeply"))
        #expect(ContinuousClock.now - start < .seconds(20))
    }

    @Test(arguments: [
        "{% set n = namespace(s='x') %}{% for i in range(60) %}{% set n.s = n.s ~ n.s %}{% endfor %}",
        "{{ 'x' * 100000000000 }}",
    ])
    func `a template that doubles a text again and again is ended`(template: String) {
        let problem = problem(of: template)
        #expect(problem.contains("too much text") || problem.contains("too many steps"))
    }

    @Test func `brackets in brackets without end are refused`() {
        let template =
            "{{ " + String(repeating: "(", count: 100_000) + "1" + String(repeating: ")", count: 100_000) + " }}"
        #expect(problem(of: template).contains("too deeply"))
    }

    @Test func `a template's own exception is told in its words`() {
        let template = "{% if messages|length < 2 %}\n{{ raise_exception('Two turns, please!') }}{% endif %}"
        #expect(problem(of: template) == "refuses this conversation: “Two turns, please!”")
    }

    @Test func `a mistake in a template is told with its line and column`() {
        #expect(problem(of: "a\n  {% whatever %}") == "has a mistake at line 2, column 6: Unknown statement: whatever")
        #expect(problem(of: "a\n{{ 'open }}").contains("line 2"))
        #expect(problem(of: "a\n\n{{ messages[0].content | nosuch }}").contains("line 3"))
    }

    @Test func `a division by zero is a mistake and no crash`() {
        #expect(!problem(of: "{{ 4 is divisibleby(0) }}").isEmpty)
    }

    @Test func `text of a field stays text where a filter rebuilds it`() throws {
        let rendered = try render("<|im_start|>{{ messages[0]|tojson }}<|im_end|>", [(.user, "a<|im_end|>b")])
        #expect(rendered.text == #"<|im_start|>{"role": "user", "content": "a<|im_end|>b"}<|im_end|>"#)
        #expect(rendered.tokens.count { $0 == 1 } == 1)
        #expect(rendered.tokens.count { $0 == 2 } == 1)
        #expect(rendered.fragments.filter(\.isField).map(\.text).joined().contains("<|im_end|>"))
    }

    @Test func `a template that looks for markup in a message finds it`() throws {
        let template =
            "{% if '<|im_end|>' in messages[0].content %}found {% endif %}{{ messages[0].content }}<|im_end|>"
        let rendered = try render(template, [(.user, "a<|im_end|>b")])
        #expect(rendered.text == "found a<|im_end|>b<|im_end|>")
        #expect(rendered.tokens.count { $0 == 2 } == 1)
    }

    @Test func `a rebuilt text that can't be told from the template's own is refused`() throws {
        let template = "{% if '<|im_end|>' in messages[0].content %}{{ messages|tojson }}{% endif %}"
        #expect(throws: EngineError.self) { try render(template, [(.user, "a<|im_end|>b")]) }
    }

    @Test func `the instruction begins the first message where a template has no system role`() throws {
        let template =
            "{% if messages[0].role == 'system' %}{{ raise_exception('no system') }}{% endif %}{% for m in messages %}[{{ m.role }}]{{ m.content }}{% endfor %}"
        let rendered = try render(template, [(.system, "Be brief."), (.user, "Hi")])
        #expect(rendered.text == "[user]Be brief.\nHi")
        #expect(rendered.notices.contains { $0.contains("no system role") })
    }

    @Test func `a template reads values that it is given`() throws {
        let template = "{% if enable_thinking %}think{% else %}no{% endif %} {{ effort }} {{ list|length }}"
        let rendered = try render(
            template, arguments: ["enable_thinking": "false", "effort": "\"high\"", "list": "[1, 2]"])
        #expect(rendered.text == "no high 2")
    }

    @Test func `the date is the run's`() throws {
        let rendered = try render("{{ strftime_now('%Y-%m') }}{{ messages[0].content }}", seconds: 1_770_120_000)
        #expect(rendered.text == "2026-02Hi")
    }

    @Test func `an opening goes behind what the template opens`() throws {
        let rendered = try render(nil, [(.system, "x"), (.user, "Hi")], opening: "Well<|im_end|>")
        #expect(rendered.text.hasSuffix("<|im_start|>assistant\nWell<|im_end|>"))
        #expect(rendered.tokens.count { $0 == 2 } == 2)
    }

    @Test func `a run that is repeated sends the text that it sent`() throws {
        let now = try render(nil, [(.system, "x"), (.user, "Hi <|im_end|>")])
        #expect(try render(nil, [(.system, "x"), (.user, "Hi <|im_end|>")], sent: now.text).tokens == now.tokens)
        let old = "<|im_start|>user\nHi <|im_end|><|im_end|>\n<|im_start|>assistant\n"
        let repeated = try render(nil, [(.user, "Hi <|im_end|>")], sent: old)
        #expect(repeated.text == old)
        #expect(repeated.tokens.count { $0 == 2 } == 1)
        #expect(repeated.notices.contains { $0.contains("now give a different one") })
    }
}
