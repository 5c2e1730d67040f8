import Prompting
import Testing

@Suite struct `A template` {
    private func rendered(_ text: String, _ values: [String: String] = [:]) throws -> String {
        try Template(text).rendered(with: values, in: .input)
    }

    @Test(arguments: ["{{a}}", "{{{a}}}", "{{ a }}", "{{{\ta }}}", "{{ a}}"])
    func `two or three braces around a name are a variable`(text: String) throws {
        #expect(Template(text).variables == ["a"])
        #expect(try rendered("<\(text)>", ["a": "1"]) == "<1>")
    }

    @Test(arguments: ["이름", "_x", "größe", "x2", "名前", "नाम_2"])
    func `a name is an identifier of any script`(name: String) throws {
        #expect(try rendered("{{\(name)}}", [name: "1"]) == "1")
    }

    @Test func `variables are found where they stand, in a part of a text too`() {
        let text = #"👩‍👩‍👧 {{이름}}, \frac{{a}}{{b}} {{{ x }}} {{2}}"#
        let ranges = Template.ranges(ofVariablesIn: text.dropFirst(2))
        #expect(ranges.map { text[$0] } == ["{{이름}}", "{{{ x }}}"])
    }

    @Test func `a text has no more parts than it needs`() {
        #expect(Template("").parts.isEmpty)
        #expect(Template("a }} b").parts == [.text("a }} b")])
        #expect(
            Template("a {b} {{c}}{{d}}} e").parts == [
                .text("a {b} "), .variable("c"), .variable("d"), .text("} e"),
            ])
    }

    @Test func `a decomposed name means the composed one`() throws {
        #expect(try rendered("{{\u{1112}\u{1161}\u{11ab}}}", ["\u{d55c}": "1"]) == "1")
    }

    @Test(arguments: [
        #"{{"a": 1}}"#, "{a}", "{{}}", "{{ }}", "{{2a}}", "{{a b}}", "{{a-b}}", "{{a.b}}", "{{#a}}x{{/a}}", "{{> a}}",
        "{{a\n}}", "{{a}", "{{a", "{ {a} }", "{{", "}}", "{{{{}}}}", "{% a %}", "${a}", "<|im_end|>",
    ])
    func `all else is literal`(text: String) throws {
        #expect(Template(text).variables.isEmpty)
        #expect(try rendered(text) == text)
    }

    @Test(arguments: [
        #"\frac{{a}}"#, #"\frac{{a}}{{b}}"#, #"\frac{a}{{b}}"#, #"\frac{x{y}}{{b}}"#, #"\sqrt[3]{{x}}"#,
        #"\sqrt[{n}]{{x}}"#, #"\operatorname*{{argmax}}"#, #"\frac{\frac{{a}}{{b}}}{{c}}"#, #"{\bf{{x}}}"#,
        #"\frac{[}{{a}}"#,
    ])
    func `the arguments of a TeX command are literal`(text: String) throws {
        #expect(Template(text).variables.isEmpty)
        #expect(try rendered(text) == text)
    }

    @Test(arguments: [
        (#"\textbf{{{a}}}"#, #"\textbf{1}"#), (#"\textbf{Dear {{a}}}"#, #"\textbf{Dear 1}"#),
        (#"\n{{a}}"#, #"\n1"#), (#"\{{a}}"#, #"\1"#), (#"C:\dir\{{a}}"#, #"C:\dir\1"#), (#"\frac {{a}}"#, #"\frac 1"#),
        (#"\frac{1}{2} {{a}}"#, #"\frac{1}{2} 1"#), (#"x}{{a}}"#, "x}1"), (#"{x}{{a}}"#, "{x}1"),
    ])
    func `a backslash elsewhere changes nothing`(text: String, expected: String) throws {
        #expect(try rendered(text, ["a": "1"]) == expected)
    }

    @Test(arguments: [
        ("{{{a}}", "{1"), ("{{a}}}", "1}"), (#"{"x": {{a}}}"#, #"{"x": 1}"#), ("{{a}}{{a}}", "11"),
        ("{{{{a}}}}", "{1}"),
        ("{{{a}} }", "{1 }"),
    ])
    func `braces beside a variable stay`(text: String, expected: String) throws {
        #expect(try rendered(text, ["a": "1"]) == expected)
    }

    @Test func `a value is never rendered again`() throws {
        #expect(try rendered("{{a}}{{b}}", ["a": "{{b}}", "b": "{{{a}}}"]) == "{{b}}{{{a}}}")
    }

    @Test func `braces of a text and of a value never make a variable`() throws {
        #expect(try rendered("{{{a}}b}}", ["a": "{", "b": "x"]) == "{{b}}")
    }

    @Test func `variables are listed once, in the order of their use`() {
        #expect(Template("{{b}} {{a}} {{{b}}} {{c}}").variables == ["b", "a", "c"])
    }

    @Test func `a prompt lists the variables of all its fields`() {
        var prompt = Prompt()
        prompt.instruction = "{{one}}"
        prompt.examples = [
            Example(input: "{{two}}", reasoning: "{{three}}", output: "{{one}} {{four}}", isOn: false)
        ]
        prompt.input = "{{five}}"
        prompt.wording.opening = "{{six}}"
        #expect(prompt.variableNames == ["one", "two", "three", "four", "five", "six"])
    }

    @Test func `values replace the prompt's of the same name`() throws {
        var prompt = Prompt()
        prompt.input = "{{a}} {{b}}"
        prompt.variables = ["a": "1", "b": "2"]
        let compiled = try prompt.compile(layout: .chat, hasChatTemplate: true, variables: ["b": "3"])
        #expect(compiled.turns == ["user: 1 3"])
    }

    @Test func `what a value from a file ends in is trimmed with its field`() throws {
        var prompt = Prompt()
        prompt.input = "{{a}}"
        prompt.variables = ["a": "text\n"]
        #expect(try prompt.compile(layout: .completion, hasChatTemplate: true).body.text == "Q: text\nA:")
    }

    @Test func `many open braces take linear time`() throws {
        let text = String(repeating: #"\ab{["#, count: 50_000) + String(repeating: "}", count: 50_000)
        #expect(try rendered(text) == text)
    }

    @Test func `what has a value is filled in, and the rest stays as it is written`() {
        let values = ["a": "1", "이름": "{{a}}"]
        #expect(
            Template.filled("{{a}} {{ b }} {{{a}}} {{이름}} \\frac{{a}}{{b}} {{a", with: values)
                == "1 {{ b }} 1 {{a}} \\frac{{a}}{{b}} {{a")
        #expect(Template.filled("", with: values) == "")
    }

    @Test func `a long value that is used many times is refused before it fills the memory`() {
        var prompt = Prompt()
        prompt.input = String(repeating: "{{x}}", count: 200_000)
        prompt.variables = ["x": String(repeating: "y", count: 10_000)]
        #expect(throws: PromptError.tooLong(.input)) { try prompt.compile(hasChatTemplate: true) }
        #expect(throws: PromptError.tooLong(.input)) {
            try Template(prompt.input).rendered(with: prompt.variables, in: .input)
        }
        #expect(Template.filled(prompt.input, with: prompt.variables).utf8.count < 6 << 20)
    }
}
