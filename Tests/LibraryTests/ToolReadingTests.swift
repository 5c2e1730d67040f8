import Library
import Prompting
import Testing

/// `tools` in prompt files.
struct ToolReadingTests {
    private static let file = """
        # Asks for the weather.
        input: Rain in {{city}}?
        tools:
          - type: function
            function:
              name: get_weather  # of today
              strict: true
              parameters:
                type: object
                properties:
                  city: { type: string }
                  height: { type: number, maximum: 8848.860 }
                required: [city]
          - name: stop
            description: "Yes"
        """

    @Test func `tools are read with their order of keys and every digit, bare functions too`() throws {
        let tools = try read(Self.file).prompt.tools
        #expect(tools.map(\.name) == ["get_weather", "stop"])
        #expect(
            tools[0].definition
                == #"{"type":"function","function":{"name":"get_weather","strict":true,"parameters":{"type":"object","properties":{"city":{"type":"string"},"height":{"type":"number","maximum":8848.860}},"required":["city"]}}}"#
        )
        #expect(tools[1].definition == #"{"type":"function","function":{"name":"stop","description":"Yes"}}"#)
    }

    @Test func `a flat function, as OpenAI's newer interface has it, is read like a bare one`() throws {
        let tools = try read("input: x\ntools: [{ type: function, name: f, parameters: { type: object } }]").prompt
            .tools
        #expect(
            tools.map(\.definition)
                == [#"{"type":"function","function":{"name":"f","parameters":{"type":"object"}}}"#])
    }

    @Test func `tools stay as they are written where another part is edited`() throws {
        var file = try read(Self.file)
        var prompt = file.prompt
        prompt.input = "Snow in {{city}}?"
        #expect(try file.update(to: prompt) == [])
        #expect(file.text == Self.file.replacing("Rain", with: "Snow"))
    }

    @Test func `an edited tool, and a new file, are read back as they were`() throws {
        var file = try read(Self.file)
        var prompt = file.prompt
        prompt.tools[1] = Tool(
            name: "stop",
            definition:
                #"{"type":"function","function":{"name":"stop","description":"no: \"1e5\"","parameters":{"type":"object","properties":{"at":{"enum":["1",2.50,null,true]}}}}}"#
        )
        try file.update(to: prompt)
        #expect(file.prompt.tools == prompt.tools)
        #expect(try PromptFile(new: prompt, path: "/x.prompt.yaml").prompt.tools == prompt.tools)
    }

    @Test func `versions say which tool changed`() throws {
        let before = try read(Self.file).prompt
        var after = before
        after.tools[1] = Tool(name: "stop", definition: #"{"type":"function","function":{"name":"stop"}}"#)
        #expect(PromptDifference(before, after).parts.map(\.name) == ["tool stop"])
        after = before
        after.tools.swapAt(0, 1)
        #expect(PromptDifference(before, after).parts.map(\.name) == ["order of tools"])
        after.tools = []
        #expect(PromptDifference(before, after).parts.map(\.name) == ["tool get_weather", "tool stop"])
    }

    @Test(arguments: [
        ("tools: weather", "line 2, column 8: `tools` is a text; it takes a list."),
        ("tools: [weather]", "`tools[0]` is a text; a tool is written as"),
        (
            "tools:\n  - type: web_search",
            "line 3, column 11: `tools[0].type` is `web_search`; Lathe knows tools of the type `function` only."
        ),
        ("tools:\n  - type: function", "`tools[0]` has no `function`, and no `name`"),
        ("tools:\n  - function: { description: x }", "line 3, column 15: `tools[0].function` has no `name`."),
        (
            "tools:\n  - name: get weather",
            "line 3, column 11: `tools[0].name` is `get weather`; the name of a tool is one word."
        ),
        (
            "tools:\n  - { name: f, parameters: [city] }",
            "`tools[0].parameters` is a list; it takes a JSON schema: keys with values."
        ),
        ("tools:\n  - { name: f, description: [x] }", "`tools[0].description` is a list; it takes a text."),
        (
            "tools:\n  - name: f\n  - function: { name: f }",
            "line 4, column 5: `tools[1]` has the name `f`, which another tool has too."
        ),
    ])
    func `a mistake is told with its place`(text: String, says: String) {
        #expect(message("input: x\n" + text).contains(says), "\(message("input: x\n" + text))")
    }

    @Test func `an answer that calls a tool is read and written`() throws {
        var file = try read(
            "input: x\nanswer: { type: tool, name: f, arguments: { city: \"{{city}}\", days: 1.50 } }\n")
        #expect(
            file.prompt.answer
                == AnswerForm(type: "tool", name: "f", arguments: #"{"city":"{{city}}","days":1.50}"#))
        var prompt = file.prompt
        prompt.answer?.name = "g"
        try file.update(to: prompt)
        #expect(
            file.text == "input: x\nanswer: { type: tool, name: g, arguments: { city: \"{{city}}\", days: 1.50 } }\n")
        #expect(message("input: x\nanswer: { type: tool, arguments: [1] }").contains("`answer.arguments` is a list"))
    }
}
