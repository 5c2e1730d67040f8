import Foundation
import Testing

/// Checks with a JSON schema in `lathe eval`, run as a user runs it.
@Suite(.serialized)
struct SchemaTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func prompt(_ evaluators: String) throws -> String {
        try folder.file(
            "x.prompt.yaml",
            """
            input: "Count from {{first}}."
            opening: "{\\"price\\": \\"9\\"}"
            modelParameters: { temperature: 0, maxTokens: 1, stop: ["\\n"] }
            testData:
              - { first: one }
              - { first: two }
            evaluators:
            \(evaluators)
            """)
    }

    private func eval(_ file: String, _ more: String...) throws -> Program.Result {
        try Program.run(["eval", file, "--strict-sample", "0", "--out", folder.path("\(UUID()).jsonl")] + more)
    }

    private func notices(of result: Program.Result) throws -> [String] {
        let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
        return try #require(object?["notices"] as? [String])
    }

    @Test func `an output that doesn't fit is told with where and why, in each form of the report`() throws {
        let file = try prompt(
            """
              - name: price
                type: contains-json
                value:
                  type: object
                  properties: { price: { type: number, requird: 1 } }
            """)
        let json = try eval(file, "--format", "json")
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any], "\(json.errors)")
        let one = try #require((object["cases"] as? [[String: Any]])?.first)
        let failed = try #require((one["failedChecks"] as? [[String: Any]])?.first, "\(json.output)")
        #expect(failed["name"] as? String == "price")
        #expect((failed["reasons"] as? [String])?.count == 1)
        #expect(
            (object["notices"] as? [String] ?? []).contains {
                $0.contains("line 12") && $0.contains("`evaluators[0].value.properties.price.requird`")
            }, "\(json.output)")
        for format in ["table", "markdown", "html"] {
            let result = try eval(file, "--format", format)
            #expect(result.code == 0)
            #expect(result.output.contains("fails for 2 of 2 outputs; the first is case 1"), "\(result.output)")
        }
    }

    @Test(arguments: [
        (
            "  - { type: is-json, value: { properties: { a: { type: txt } } } }",
            [
                "x.prompt.yaml, line 8", "`evaluators[0].value.properties.a.type` is \"txt\"; there are null",
            ]
        ),
        (
            #"  - { type: is-json, value: '{"minimum": "3"}' }"#,
            ["line 8", "`evaluators[0].value` is not a JSON schema", "`minimum`", "a number"]
        ),
        ("  - { type: is-json, value: file://none.json }", ["line 8", "`file://none.json`", "can't be read"]),
        ("  - { type: is-json, value: file://schema.js }", ["line 8", "`file://schema.js`", ".json, .yaml or .yml"]),
        ("  - { type: is-json, value: file://bad.json }", ["bad.json, line 3", "`properties.a.minLength` is -1"]),
    ])
    func `where no check can be made, the mistake in its schema is told`(evaluator: String, says: [String]) throws {
        _ = try folder.file("bad.json", "{\"properties\": {\n  \"a\": {\n    \"minLength\": -1\n  }\n}}")
        let result = try eval(try prompt(evaluator))
        #expect(result.code == 1)
        #expect(says.allSatisfy(result.errors.contains), "\(result.errors)")
        #expect(result.output.isEmpty)
    }

    @Test(arguments: [
        ("regex, value: '('", "is not a regular expression"), ("word-count, value: many", "needs a number"),
        ("perplexity", "needs a threshold"), ("is-json, value: file://none.json", "can't be read"),
        ("is-json, value: { type: txt }", "`evaluators[0].value.type`"), ("latency, threshold: soon", "not `soon`"),
        ("assert-set, assert: [{ type: regex, value: '(' }]", "none of its checks"),
    ])
    func `a check that can't be made is told and left out beside one that can`(check: String, says: String) throws {
        let file = try prompt("  - { name: bad, type: \(check) }\n  - { name: good, type: not-contains, value: zebra }")
        let result = try eval(file, "--format", "json")
        #expect(result.code == 0, "\(result.errors)")
        let told = try notices(of: result).joined(separator: "\n")
        #expect(told.contains("`bad` is left out") && told.contains(says), "\(told)")
    }

    @Test func `a case whose schema can't be read is unread`() throws {
        let result = try eval(try prompt("  - { type: is-json, value: \"{{first}}\" }"), "--format", "json")
        #expect(result.code == 0, "\(result.errors)")
        let told = try notices(of: result)
        #expect(told.contains { $0.hasPrefix("Case 1: the evaluator `is-json` can't be made") }, "\(told)")
        let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
        let lane = try #require((object?["lanes"] as? [[String: Any]])?.first)
        #expect(lane["correct"] as? Int == 0 && lane["unparsed"] as? Int == 2)
    }

    @Test(arguments: [
        "file://ok.json", "file://ok.yaml", #"'{"type": "object"}'"#, "\"type: object\"", "{ type: object }",
    ])
    func `a schema may be a file, a text or a mapping`(value: String) throws {
        _ = try folder.file("ok.json", #"{"type": "object"}"#)
        _ = try folder.file("ok.yaml", "type: object\n")
        let result = try eval(try prompt("  - { name: ok, type: not-is-json, value: \(value) }"), "--format", "json")
        #expect(result.code == 0, "\(result.errors)")
        #expect(!result.errors.contains("left out"))
    }
}
