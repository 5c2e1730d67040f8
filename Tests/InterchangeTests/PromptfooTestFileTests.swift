import Prompting
import Testing

@testable import Interchange
@testable import Library

/// Where promptfoo's tests come from, and how they share assertions.
struct PromptfooTestFileTests {
    private func item(
        _ rest: String, files: [String: String] = [:]
    ) throws -> (prompt: Prompt, evaluators: [Evaluator], losses: [String]) {
        let text = "prompts: ['{{a}}']\nproviders: [x]\n" + rest
        let (prompts, losses) = try imported(text, "promptfooconfig.yaml", files: files)
        let item = try #require(prompts.first)
        return (item.prompt, item.evaluators, losses.map(\.sentence).filter { !$0.contains("`providers[0]`") })
    }

    @Test func `a table's columns are variables, and those with underscores checks and texts around the prompt`() throws
    {
        let csv = """
            a,__expected,__expected2,__prefix,__metadata:kind
            1,"contains-any: ""x,y"", z",,Be brief.\u{20},t
            2,yes,levenshtein(3): no,,

            """
        let (prompt, evaluators, losses) = try item("tests: file://cases.csv", files: ["cases.csv": csv])
        #expect(prompt.input == "{{prefix}}{{a}}")
        #expect(
            prompt.testData == [
                ["a": "1", "contains_any": #"["x,y", "z"]"#, "prefix": "Be brief. "],
                ["a": "2", "expected": "yes", "levenshtein": "no", "prefix": ""],
            ])
        #expect(evaluators.map(\.type) == ["contains-any", "equals", "levenshtein"])
        #expect(evaluators[2].threshold == "3.0")
        #expect(losses.says("cases.csv", "__metadata:kind"))
    }

    @Test func `a table's rows that can't be read are told with their line`() throws {
        let (prompt, _, losses) = try item("tests: cases.csv", files: ["cases.csv": "a,b\n1,2\n3\n"])
        #expect(prompt.testData == [["a": "1", "b": "2"]])
        #expect(losses.says("cases.csv", "Line 3"))
    }

    @Test func `tests come from lines of JSON and from all files that fit a pattern`() throws {
        let files = [
            "tests/1.yaml": "- { vars: { a: 1 } }", "tests/2.yaml": "- { vars: { a: 2 } }",
            "more.jsonl": "{\"vars\": {\"a\": 3}}\n\n{\"vars\": {\"a\": 4}}\n",
        ]
        let (prompt, _, losses) = try item("tests: ['file://tests/*.yaml', more.jsonl]", files: files)
        #expect(prompt.testData.map { $0["a"] } == ["1", "2", "3", "4"])
        #expect(losses == [])
    }

    @Test func `a variable has the texts of all files that fit a pattern`() throws {
        let files = ["in/1.txt": "one", "in/2.txt": "two"]
        let prompt = try item("tests: [{ vars: { a: 'file://in/*.txt', b: '{{a}}!' } }]", files: files).prompt
        #expect(prompt.testData == [["a": "one", "b": "one!"], ["a": "two", "b": "two!"]])
    }

    @Test func `scenarios are all tests with each configuration`() throws {
        let text = """
            scenarios:
              - config: [{ vars: { a: 1 } }, { vars: { a: 2 } }]
                tests: [{ vars: { b: x } }, { vars: { b: y }, assert: [{ type: contains, value: q }] }]
            """
        let (prompt, evaluators, _) = try item(text)
        #expect(prompt.testData.map { "\($0["a"] ?? "")\($0["b"] ?? "")" } == ["1x", "1y", "2x", "2y"])
        #expect(prompt.testData.map { $0["contains"] } == [nil, "q", nil, "q"])
        #expect(evaluators.map(\.type) == ["contains"])
    }

    @Test func `a test may do without the default assertions`() throws {
        let text = """
            defaultTest: { assert: [{ type: contains, value: q }] }
            tests:
              - { vars: { a: 1 } }
              - { vars: { a: 2 }, options: { disableDefaultAsserts: true } }
            """
        let (prompt, evaluators, losses) = try item(text)
        #expect(evaluators == [Evaluator(name: "contains", type: "contains", value: .text("{{contains}}"))])
        #expect(prompt.testData == [["a": "1", "contains": "q"], ["a": "2"]])
        #expect(losses.says("`tests`", "a case without a check (number 2)"))
    }

    @Test func `tests without a check are told where others have one`() throws {
        let (_, _, losses) = try item(
            "tests: [{ vars: { a: 1 } }, { vars: { a: 2 } }, { vars: { a: 3 }, assert: [{ type: equals, value: q }] }]")
        #expect(losses.says("`tests`", "2 cases without a check (the first is number 1)"))
        #expect(try item("tests: [{ vars: { a: 1 } }, { vars: { a: 2 } }]").losses == [])
    }

    @Test func `a text around all prompts is part of them`() throws {
        let (prompt, _, _) = try item(
            "defaultTest: { options: { prefix: 'Hi. ', suffix: ' Bye.' } }\ntests: [{ vars: { a: 1 } }]")
        #expect(prompt.input == "Hi. {{a}} Bye.")
        #expect(prompt.testData == [["a": "1"]])
    }

    @Test func `sets, weights and thresholds come and go`() throws {
        let text = """
            tests:
              - vars: { a: 1 }
                assert:
                  - type: assert-set
                    threshold: 0.5
                    metric: tone
                    assert:
                      - { type: contains, value: q, weight: 2 }
                      - { type: icontains, value: z }
              - vars: { a: 2 }
                threshold: 0.7
                assert: [{ type: word-count, value: { min: 1, max: 3 } }, { type: bleu, value: x }]
            """
        let (prompt, evaluators, losses) = try item(text)
        #expect(losses == [])
        #expect(evaluators.map(\.name) == ["tone", "threshold"])
        #expect(evaluators.map(\.type) == ["assert-set", "assert-set"])
        #expect(evaluators.map(\.threshold) == ["0.5", "0.7"])
        #expect(evaluators[0].members.map(\.weight) == ["2", nil])
        #expect(prompt.testData[0]["contains"] == "q")
        #expect(prompt.testData[1]["word_count"] == #"{"min": 1, "max": 3}"#)
        let (prompts, _) = try imported(
            "prompts: ['{{a}}']\nproviders: [x]\n" + text, "promptfooconfig.yaml")
        let written = try Interchange.write(try prompts[0].file(path: "x"), as: .promptfoo)
        let again = try imported(written.value, "promptfooconfig.yaml").prompts[0]
        #expect(again.prompt.testData == prompt.testData)
        #expect(again.evaluators == evaluators)
    }

    @Test func `files with the line ends of another system are read as any other`() throws {
        let files = ["p.txt": "one {{a}}\r\nmore\r\n---\r\ntwo {{a}}\r\n"]
        let text = "prompts: file://p.txt\r\nproviders: [x]\r\n"
        let prompts = try imported(text, "promptfooconfig.yaml", files: files).prompts
        #expect(prompts.map(\.prompt.input) == ["one {{a}}\nmore", "two {{a}}"])
    }

    @Test func `a prompt's file that isn't there is named`() throws {
        #expect {
            _ = try imported("prompts: [file://gone.txt, 'prompts/*.md']\nproviders: [x]", "promptfooconfig.yaml")
        } throws: { error in
            "\(error)".contains("gone.txt") && "\(error)".contains("prompts/*.md")
        }
    }

    @Test(arguments: [
        ("{% for item in list %}{{ item }}{% endfor %}{{ item }}", ["item"]),
        ("{% set name = 'x' %}{{ name }} {{ other }}", ["other"]),
        ("{% for key, (a, b) in map %}{{ key }}{{ a }}{{ b }}{{ c }}{% endfor %}", ["c"]),
        ("{% macro f(x) %}{{ x }}{% endmacro %}{{ x }}", ["x"]),
    ]) func `names that a text itself gives a value are no variables`(text: String, variables: [String]) {
        var losses = Losses()
        let read = TemplateSyntax.jinja.read(text, at: "p:", losses: &losses)
        #expect(Template(read).variables == variables)
    }

    @Test func `a reference that leads back to itself is refused`() {
        let text = """
            prompts: [a]
            providers: [x]
            assertionTemplates: { a: { type: assert-set, assert: [{ $ref: '#/assertionTemplates/a' }] } }
            defaultTest: { assert: [{ $ref: '#/assertionTemplates/a' }] }
            """
        #expect { _ = try imported(text, "promptfooconfig.yaml") } throws: { "\($0)".contains("refers to itself") }
    }

    @Test func `a threshold of the default test holds without tests too`() throws {
        let evaluators = try item("defaultTest: { threshold: 0.5, assert: [{ type: contains, value: q }] }").evaluators
        #expect(evaluators.map(\.type) == ["assert-set"])
        #expect(evaluators[0].threshold == "0.5")
    }
}
