import Foundation
import TestServers
import Testing

/// Prompts with tools, run as a user runs them. The template is given, because the starter model's own lists no tools; the
/// opening begins the call that the model completes.
@Suite(.serialized)
struct ToolTests {
    private static let template = #"""
        {%- if tools %}{{ '<|im_start|>system\n# Tools\n<tools>' }}{% for tool in tools %}{{ '\n' + (tool | tojson) }}{% endfor %}{{ '\n</tools>\nCall: <tool_call>\n{"name": <name>, "arguments": <object>}\n</tool_call><|im_end|>\n' }}{% endif %}
        {%- for m in messages %}
        {{- '<|im_start|>' + m.role + '\n' + (m.content or '') }}
        {%- for call in m.tool_calls or [] %}{{ '\n<tool_call>\n{"name": "' + call.function.name + '", "arguments": ' + (call.function.arguments | tojson) + '}\n</tool_call>' }}{% endfor %}
        {{- '<|im_end|>\n' }}
        {%- endfor %}
        {%- if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}
        """#

    private let folder: TemporaryFolder
    private let template: String
    private let prompt: String

    init() throws {
        folder = try TemporaryFolder()
        template = try folder.file("tools.jinja", Self.template)
        prompt = try folder.file(
            "weather.prompt.yaml",
            """
            input: "What is the weather in {{city}}?"
            opening: "<tool_call>\\n{\\"name\\": \\"get_weather\\", \\"arguments\\": {\\"city\\": \\""
            variables: { city: Seoul }
            tools:
              - name: get_weather
                parameters: { type: object, properties: { city: { type: string } }, required: [city] }
            answer:
              type: tool
              name: get_weather
              arguments: { city: "{{city}}" }
              grammar: |
                root ::= [A-Z] [a-z]+ "\\"}}\\n</tool_call>"
            modelParameters: { temperature: 0, maxTokens: 40 }
            evaluators:
              - { name: valid, type: is-valid-function-call }
            testData:
              - { city: Seoul }
              - { city: Tokyo }
            """)
    }

    private func run(_ arguments: String..., data: DataFolder? = nil) throws -> Program.Result {
        try Program.run(arguments, data: data)
    }

    @Test func `a call is in the JSON, a tree in columns, Markdown and HTML, and in the history`() throws {
        let data = try DataFolder()
        let json = try run("run", prompt, "--template", template, "--format", "json", data: data)
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any], "\(json.errors)")
        let lane = try #require((object["lanes"] as? [[String: Any]])?.first)
        let call = try #require((lane["toolCalls"] as? [[String: Any]])?.first, "\(json.output)")
        #expect(call["name"] as? String == "get_weather")
        let arguments = try #require(call["arguments"] as? String)
        let values = try JSONSerialization.jsonObject(with: Data(arguments.utf8)) as? [String: Any]
        #expect(values?["city"] as? String == "Seoul", "\(arguments)")
        #expect((lane["text"] as? String)?.contains("</tool_call>") == true)
        #expect((lane["answer"] as? String)?.hasPrefix(#"get_weather {"city":"Seoul""#) == true)

        let columns = try run("run", prompt, "--template", template, data: data)
        #expect(columns.output.contains("→ get_weather") && columns.output.contains("city: \"Seoul\""))
        #expect(!columns.output.contains("tool_call"))
        let file = try folder.file("r.json", json.output)
        #expect(try run("export", file, "--format", "markdown").output.contains("→ get_weather\n  city: \"Seoul\""))
        let page = try run("export", file, "--format", "html").output
        #expect(page.contains("→ get_weather") && page.contains("as the model wrote it"))
        #expect(try run("export", file, "--format", "json").output == json.output)

        let shown = try run("history", "show", "1", "--format", "json", data: data)
        #expect(shown.output.contains("\"toolCalls\"") && shown.output.contains("get_weather"))
        #expect(try run("history", "show", "1", data: data).output.contains("→ get_weather"))
        let again = try run("history", "rerun", "1", "--template", template, data: data)
        #expect(again.code == 0 || again.code == 64, "\(again.errors)")
        let rerun = try run("history", "rerun", "1", data: data)
        #expect(rerun.output.contains("the same text"), "\(rerun.output)\(rerun.errors)")
        #expect(try run("history", "show", "3", "--format", "json", data: data).output.contains("\"toolCalls\""))
    }

    @Test func `a call that the limit of tokens cuts is told, and is none`() throws {
        let result = try run("run", prompt, "--template", template, "--max-tokens", "1", "--format", "json")
        #expect(result.output.contains("ends in the middle of a call of a tool"), "\(result.errors)")
        #expect(!result.output.contains("toolCalls") && result.output.contains("\"problem\" : \"cut\""))
    }

    @Test func `eval compares calls with the data and says why one is wrong`() throws {
        let out = folder.path("out.jsonl")
        let result = try run(
            "eval", prompt, "--template", template, "--strict-sample", "0", "--out", out, "--format", "json")
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any], "\(result.errors)")
        let lane = try #require((object["lanes"] as? [[String: Any]])?.first)
        #expect(lane["n"] as? Int == 2 && (lane["correct"] as? Int ?? 0) >= 1, "\(result.output)")
        #expect(try String(contentsOfFile: out, encoding: .utf8).contains("\"toolCalls\""))
        let other = try run(
            "eval", prompt, "--template", template, "--strict-sample", "0", "--out", folder.path("b.jsonl"),
            "--answer",
            #"tool:get_weather {"city":"Busan"}"#)
        #expect(other.output.contains("0 of 2") || other.output.contains("0.0 %"), "\(other.output)")
        #expect(other.output.contains("tool call"), "\(other.output)")
    }

    /// A server that streams two calls of tools and no text.
    private static let server = Result { try TestServer("faulty.py") }

    @Test func `an evaluation's calls are read as its answers, and are in every format, kept and shown`() throws {
        try FileManager.default.createDirectory(atPath: folder.path("lathe"), withIntermediateDirectories: true)
        _ = try folder.file(
            "lathe/config.yaml", "servers:\n  box: { url: \"\(try Self.server.get().address)/calls/v1\" }\n")
        let prompt = try folder.file(
            "remote.prompt.yaml",
            """
            input: "What is the weather in {{city}}?"
            tools: [{ name: get_weather }, { name: stop }]
            evaluators:
              - { name: valid, type: is-valid-function-call }
            testData:
              - { city: Seoul }
            """)
        let data = try DataFolder()
        func run(_ arguments: String...) throws -> Program.Result {
            try Program.run(
                arguments, data: data, environment: ["XDG_CONFIG_HOME": String(folder.path("").dropLast())])
        }
        let json = try run("eval", prompt, "--model", "box", "--format", "json")
        let report = try #require(
            try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any], "\(json.errors)")
        let one = try #require((report["cases"] as? [[String: Any]])?.first, "\(json.output)")
        #expect(one["output"] as? String == "" && one["reason"] == nil && one["correct"] as? Bool == true)
        #expect(one["extracted"] as? String == "get_weather {\"a\":\"서울\",\"b\":1.5}\nstop {}")
        let calls = try #require(one["toolCalls"] as? [[String: String]])
        #expect(calls.map { $0["name"] } == ["get_weather", "stop"])
        #expect(calls.first?["arguments"] == #"{"b": 1.50, "a": "서울"}"#)

        let tree = "→ get_weather\n  b: 1.50\n  a: \"서울\"\n\n→ stop"
        let markdown = try run("evaluations", "show", "1", "--format", "markdown").output
        #expect(markdown.contains("```text\n\(tree)\n```") && !markdown.contains("The output is empty"))
        let page = try run("evaluations", "show", "1", "--format", "html").output
        #expect(page.contains("→ get_weather\n  b: 1.50") && !page.contains(">empty<"), "\(page)")
        let csv = try run("evaluations", "show", "1", "--format", "csv").output
        #expect(csv.contains("text,thoughts,toolCalls,read"))
        #expect(csv.contains("\"\"name\"\":\"\"get_weather\"\""), "\(csv)")
    }

    @Test func `a mistake in a tool is told with line and column`() throws {
        let file = try folder.file("bad.prompt.yaml", "input: x\ntools:\n  - name: f\n    parameters: [city]\n")
        let result = try run("run", file)
        #expect(result.code != 0)
        #expect(
            result.errors.contains(
                "line 4, column 17: `tools[0].parameters` is a list; it takes a JSON schema: keys with values."),
            "\(result.errors)")
    }

    @Test func `a model whose template lists no tools says so before the run`() throws {
        let result = try run("compile", prompt)
        #expect(result.errors.contains("lists no tools"), "\(result.errors)")
    }
}
