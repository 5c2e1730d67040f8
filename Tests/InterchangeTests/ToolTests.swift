import Prompting
import Testing

@testable import Interchange
@testable import Library

/// Tools in other programs' files.
struct ToolTests {
    private static let weather =
        #"{"type":"function","function":{"name":"get_weather","description":"The weather","parameters":{"type":"object","properties":{"city":{"type":"string","description":"The city"},"days":{"type":"integer","default":1}},"required":["city"]}}}"#

    private var prompt: Prompt {
        var prompt = Prompt()
        prompt.input = "Rain in {{city}}?"
        prompt.variables = ["city": "Seoul"]
        prompt.tools = [Tool(name: "get_weather", definition: Self.weather)]
        return prompt
    }

    @Test(arguments: [InterchangeFormat.promptfoo, .openAI, .dotprompt, .prompty, .promptyOne])
    func `tools are written and come back as they were`(format: InterchangeFormat) throws {
        let written = try exported(prompt, format, model: "m")
        #expect(!written.losses.says("tools"), "\(written.losses)")
        let name = [
            InterchangeFormat.promptfoo: "promptfooconfig.yaml", .openAI: "x.json", .dotprompt: "x.prompt",
        ][format, default: "x.prompty"]
        let (prompts, losses) = try imported(written.value, name, models: ["m"])
        #expect(prompts.first?.prompt.tools == prompt.tools, "\(written.value)")
        #expect(!losses.says("tools"), "\(losses)")
    }

    @Test(arguments: [InterchangeFormat.gitHubModels, .llm])
    func `a program that has no tools gets none, which is told`(format: InterchangeFormat) throws {
        let written = try exported(prompt, format, model: "m")
        #expect(!written.value.contains("get_weather") && written.losses.says("`tools`", "can't hold it"))
    }

    @Test func `a prompt file of Lathe's with tools is opened as it is`() throws {
        let (prompts, losses) = try imported(
            "messages: [{ role: user, content: Hi }]\ntools: [{ name: f }]\n", "x.prompt.yml")
        #expect(prompts[0].prompt.tools.map(\.name) == ["f"] && !losses.says("tools"))
    }

    @Test func `promptfoo's tools are read from a list, a file and the older key`() throws {
        func tools(_ config: String) throws -> [String] {
            let text = "prompts: [\"Hi {{x}}\"]\nproviders:\n  - id: openai:gpt-4o\n    config: { \(config) }\n"
            let (prompts, _) = try imported(
                text, "promptfooconfig.yaml", files: ["tools.json": "[\(Self.weather)]"])
            return prompts[0].prompt.tools.map(\.name)
        }
        #expect(try tools("tools: [\(Self.weather)]") == ["get_weather"])
        #expect(try tools("tools: file://tools.json") == ["get_weather"])
        #expect(try tools("functions: [{ name: f }]") == ["f"])
        #expect(try tools("tools: file://gone.json") == [])
    }

    @Test func `providers with other tools are told, because a prompt has one list`() throws {
        let text = """
            prompts: ["Hi {{x}}"]
            providers:
              - { id: a, config: { tools: [{ name: f }] } }
              - { id: b, config: { tools: [{ name: g }] } }
              - c
            """
        let (prompts, losses) = try imported(text, "promptfooconfig.yaml")
        #expect(prompts[0].prompt.tools.map(\.name) == ["f"])
        #expect(losses.says("`b`", "other tools") && losses.says("`c`", "no tools") && !losses.says("`a` has"))
    }

    @Test func `tools that are no functions, and names of tools elsewhere, are told`() throws {
        let request =
            #"{"messages":[{"role":"user","content":"Hi"}],"tools":[{"type":"web_search"},{"type":"function","function":{"name":"f"}}]}"#
        let (prompts, losses) = try imported(request, "x.json")
        #expect(prompts[0].prompt.tools.map(\.name) == ["f"] && losses.says("web_search", "only functions"))
        let (_, named) = try imported("---\ntools: [search]\n---\nHi", "x.prompt")
        #expect(named.says("line 2", "`search`", "defined elsewhere"))
    }

    @Test func `a function that can't be read is told with its line`() {
        let request = #"{"messages":[{"role":"user","content":"Hi"}],"tools":[{"type":"function"}]}"#
        #expect { try imported(request, "x.json") } throws: { "\($0)".contains("`tools[0]` has no `function`") }
        let prompt = "messages: [{role: user, content: Hi}]\ntools: [{ function: {} }]"
        #expect { try imported(prompt, "x.prompt.yml") } throws: { "\($0)".contains("line 2, column 21") }
    }

    @Test func `what Prompty's parameters can't say is told`() throws {
        var prompt = prompt
        prompt.tools = [
            Tool(
                name: "f",
                definition:
                    #"{"type":"function","function":{"name":"f","parameters":{"type":"object","properties":{"n":{"type":"integer","minimum":1}},"additionalProperties":false}}}"#
            )
        ]
        let written = try exported(prompt, .prompty)
        #expect(written.losses.says("tool `f`", "`additionalProperties`", "`n.minimum`"))
    }
}
