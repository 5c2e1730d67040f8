import Prompting
import Testing

@testable import Interchange
@testable import Library

/// Forms of answers in other programs' files.
struct AnswerFormTests {
    private static let person =
        #"{"type":"object","properties":{"name":{"type":"string","description":"The name"},"tags":{"type":"array","items":{"type":"string"}},"home":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]},"mood":{"enum":["good","bad"]}},"required":["name"]}"#

    private func prompt(_ schema: String?) -> Prompt {
        var prompt = Prompt()
        prompt.input = "Who is {{who}}?"
        prompt.answer = schema.map { AnswerForm(type: "json", schema: $0) } ?? ResponseFormat.anyJSON
        return prompt
    }

    @Test(arguments: [InterchangeFormat.promptfoo, .openAI, .dotprompt, .prompty, .promptyOne, .gitHubModels])
    func `a schema is written and comes back as it was`(format: InterchangeFormat) throws {
        var prompt = prompt(Self.person)
        // A request of OpenAI's has no variables.
        if format == .openAI { prompt.input = "Who?" }
        let written = try exported(prompt, format, model: "m")
        #expect(!written.losses.says("answer"), "\(written.losses)")
        let name = [
            InterchangeFormat.promptfoo: "promptfooconfig.yaml", .openAI: "x.json", .dotprompt: "x.prompt",
            .gitHubModels: "x.prompt.yml",
        ][format, default: "x.prompty"]
        let (prompts, losses) = try imported(written.value, name, models: ["m"])
        #expect(prompts.first?.prompt.answer == prompt.answer, "\(written.value)")
        #expect(!losses.says("output") && !losses.says("answer"), "\(losses)")
    }

    @Test func `JSON of any form is written where the program has that, and told elsewhere`() throws {
        for format in [InterchangeFormat.dotprompt, .promptyOne] {
            let written = try exported(prompt(nil), format)
            let name = format == .dotprompt ? "x.prompt" : "x.prompty"
            #expect(try imported(written.value, name).prompts[0].prompt.answer == ResponseFormat.anyJSON)
        }
        #expect(try exported(prompt(nil), .prompty).losses.says("`answer`", "left out"))
        #expect(try exported(prompt(#"{"anyOf":[{"type":"null"}]}"#), .dotprompt).losses.says("`answer`", "Picoschema"))
        #expect(try exported(prompt(#"{"type":"array"}"#), .prompty).losses.says("`answer`", "objects"))
        let strict =
            #"{"type":"object","properties":{"n":{"type":"integer","minimum":1}},"additionalProperties":false}"#
        #expect(try exported(prompt(strict), .prompty).losses.says("`answer`", "`additionalProperties`", "`n.minimum`"))
    }

    @Test func `Picoschema becomes the JSON schema that Dotprompt makes of it`() throws {
        let text = """
            ---
            output:
              format: json
              schema:
                title: string
                count?: integer, how many
                status?(enum, approval): [PENDING, APPROVED]
                tags(array, the tags): string
                authors(array):
                  name: string
                  email?: string
                meta?(object):
                  by: any, whoever
                (*): number
            ---
            Hi
            """
        let (prompts, losses) = try imported(text, "x.prompt")
        #expect(
            prompts[0].prompt.answer?.schema
                == #"{"type":"object","properties":{"title":{"type":"string"},"count":{"type":["integer","null"],"description":"how many"},"status":{"enum":["PENDING","APPROVED",null],"description":"approval"},"tags":{"type":"array","items":{"type":"string"},"description":"the tags"},"authors":{"type":"array","items":{"type":"object","properties":{"name":{"type":"string"},"email":{"type":["string","null"]}},"required":["name"],"additionalProperties":false}},"meta":{"type":["object","null"],"properties":{"by":{"description":"whoever"}},"required":["by"],"additionalProperties":false}},"required":["title","tags","authors"],"additionalProperties":{"type":"number"}}"#
        )
        #expect(losses.isEmpty, "\(losses)")
    }

    @Test func `a JSON schema in a Dotprompt file is told from Picoschema by its type or properties`() throws {
        func schema(_ text: String) throws -> String? {
            try imported("---\noutput: { schema: \(text) }\n---\nHi", "x.prompt").prompts[0].prompt.answer?.schema
        }
        #expect(
            try schema("{ type: array, items: { type: string } }") == #"{"type":"array","items":{"type":"string"}}"#)
        #expect(
            try schema("{ properties: { a: { type: string } } }")
                == #"{"properties":{"a":{"type":"string"}},"type":"object"}"#)
        #expect(try schema("'number, the price'") == #"{"type":"number","description":"the price"}"#)
        let (prompts, losses) = try imported("---\noutput: { schema: { who: Person } }\n---\nHi", "x.prompt")
        #expect(prompts[0].prompt.answer?.schema?.contains(#""who":{}"#) == true)
        #expect(losses.says("line 2", "`output.schema.who` names the schema `Person`"))
        #expect(try imported("---\noutput: { format: media }\n---\nHi", "x.prompt").losses.says("output.format"))
        #expect {
            try imported("---\noutput: { schema: { a(map): string } }\n---\nHi", "x.prompt")
        } throws: {
            "\($0)".contains("line 2") && "\($0)".contains("`map`")
        }
    }

    @Test func `Prompty's outputs become a schema, as a list and as a mapping`() throws {
        func answer(_ header: String) throws -> (AnswerForm?, String) {
            let (prompts, losses) = try imported("---\n\(header)\n---\nuser:\nHi", "x.prompty")
            return (prompts[0].prompt.answer, "\(losses)")
        }
        let schema = #"{"type":"object","properties":{"a":{"type":"number"}},"required":["a"]}"#
        #expect(try answer("outputs: [{ name: a, kind: float, required: true }]").0?.schema == schema)
        #expect(
            try answer("outputSchema: { properties: [{ name: a, kind: float, required: true }] }").0?.schema == schema)
        #expect(try answer("outputSchema: { properties: { a: { kind: float, required: true } } }").0?.schema == schema)
        #expect(
            try answer("outputSchema: { type: object, properties: { a: { type: integer } } }").0?.schema
                == #"{"type":"object","properties":{"a":{"type":"integer"}}}"#)
        #expect(
            try answer("outputs: { a: integer }").0?.schema
                == #"{"type":"object","properties":{"a":{"type":"integer"}}}"#)
        #expect(try answer("outputs: []").0 == nil)
        // In the first version they only describe the answer, unless JSON is asked for.
        let first =
            "model: { api: chat, parameters: { response_format: { type: FORMAT } } }\noutputs: { a: { type: string } }"
        let free = try answer(first.replacing("FORMAT", with: "text"))
        #expect(free.0 == nil && free.1.contains("the answer is free"))
        #expect(
            try answer(first.replacing("FORMAT", with: "json_object")).0?.schema
                == #"{"type":"object","properties":{"a":{"type":"string"}}}"#)
    }

    @Test func `promptfoo's response format and its schema are read from files`() throws {
        let format = #"{"type":"json_schema","json_schema":{"name":"p","schema":{"type":"integer"}}}"#
        func answer(_ value: String) throws -> (AnswerForm?, String) {
            let text =
                "prompts: [\"Hi {{x}}\"]\nproviders:\n  - id: openai:gpt-4o\n    config: { response_format: \(value) }\n"
            let (prompts, losses) = try imported(
                text, "promptfooconfig.yaml", files: ["f.json": format, "s.yaml": "type: integer\n"])
            return (prompts[0].prompt.answer, "\(losses)")
        }
        let form = AnswerForm(type: "json", schema: #"{"type":"integer"}"#)
        #expect(try answer("file://f.json").0 == form)
        #expect(try answer("{ type: json_schema, json_schema: { name: p, schema: file://s.yaml } }").0 == form)
        #expect(try answer("{ type: json_schema, name: p, schema: { type: integer } }").0 == form)
        let gone = try answer("file://gone.json")
        #expect(gone.0 == nil && gone.1.contains("the file gone.json"))
    }
}
