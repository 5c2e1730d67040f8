import Prompting
import TestPrompts
import TestRandom
import Testing
import YAMLText

@testable import Interchange
@testable import Library

struct TemplateSyntaxTests {
    @Test(arguments: [TemplateSyntax.jinja, .handlebars])
    func `twenty thousand openings without an end are text, which is found in one pass`(syntax: TemplateSyntax) {
        let text = String(repeating: "{{x ", count: 20_000)
        #expect(syntax.parts(of: text) == [.text(text)])
        var writer = TemplateWriter(syntax)
        let written = writer.write(text)
        #expect(syntax.parts(of: written).count { if case .variable = $0 { true } else { false } } == 0)
        #expect(writer.tags.isEmpty && written.count > text.count)
    }

    @Test func `ten thousand statements and literals between variables are read and written in a moment`() {
        let text = String(repeating: "{% set a = 1 %}{{b}}, ", count: 10_000)
        #expect(TemplateSyntax.jinja.parts(of: text).count == 30_000)
        var writer = TemplateWriter(.jinja)
        #expect(writer.write(String(repeating: "{{b}}, ", count: 10_000)).hasPrefix("{{b}}, {{b}}"))
    }

    @Test(arguments: [TemplateSyntax.jinja, .handlebars, .dollar])
    func `any text comes back from another program's syntax as it was`(syntax: TemplateSyntax) {
        var random = RandomPrompts(seed: 11)
        let pieces = [
            "{", "}", "{{", "}}", "{%", "%}", "{#", "#}", "$", "$$", "\\", "'", "\"", " ", "\n", "a", "name", "{{x}}",
            "{{이름}}", "{{ y }}", "x", "_", "9", "{{\"a\": 1}}",
        ]
        for round in 0..<4000 {
            var text = round % 4 == 0 ? random.text() : ""
            for _ in 0..<Int.random(in: 0...8, using: &random.random) { text += random.random.pick(pieces, else: "") }
            // Handlebars has no way to write a backslash before braces that are text.
            if syntax == .handlebars, text.contains("\\{") { continue }
            var writer = TemplateWriter(syntax)
            let written = writer.write(text)
            guard writer.tags.isEmpty, writer.renamed.isEmpty else { continue }
            let read = syntax.parts(of: written)
            let meant = Template(text).parts
            var found: [Template.Part] = []
            for part in read {
                switch part {
                case .variable(let name): found.append(.variable(name))
                case .text(let literal):
                    if case .text(let before) = found.last {
                        found[found.count - 1] = .text(before + literal)
                    } else {
                        found.append(.text(literal))
                    }
                case .tag(let tag), .comment(let tag), .respelt(let tag, as: _):
                    Issue.record("\(tag) in \(written), from \(text)")
                }
            }
            #expect(found == meant, "\(text) was written as \(written)")
        }
    }

    @Test(arguments: [
        (TemplateSyntax.jinja, "a {{ x }} b", "a {{x}} b"), (.jinja, "a {# c #}b", "a b"),
        (.jinja, "a  {{- x -}}  b", "a{{x}}b"),
        (.jinja, "{% raw %}{% b %}{% endraw %}", "{% b %}"), (.jinja, "{{ 'a}}b' }}", "a}}b"),
        (.handlebars, "a {{{x}}} {{x}}", "a {{x}} {{x}}"), (.handlebars, "{{!-- {{a}} --}}b", "b"),
        (.handlebars, "a\n{{! c }}\nb", "a\nb"), (.handlebars, #"\{{a b}}"#, "{{a b}}"),
        (.handlebars, #"\\{{a}}"#, #"\{{a}}"#),
        (.handlebars, "a  {{~x~}}  b", "a{{x}}b"), (.dollar, "$a ${b}c $$d $5", "{{a}} {{b}}c $d $5"),
    ])
    func `another program's text is read`(syntax: TemplateSyntax, text: String, expected: String) {
        var losses = Losses()
        #expect(syntax.read(text, at: "x:", losses: &losses) == expected)
        // Of comments it is said that they are gone.
        #expect(losses.lines.isEmpty == !["# c", "{{!"].contains { text.contains($0) })
    }

    @Test(arguments: [
        (TemplateSyntax.jinja, "{{ a.b }}{% if c %}", "{{ a.b }}"), (.handlebars, "{{#if a}}x{{/if}}", "{{#if a}}"),
        (.dollar, "a {{b}}", "{{b}}"), (.jinja, "{{ '{{b}}' }}", "{{b}}"),
        (.jinja, "a {# why #} b", "{# why #}"), (.handlebars, "{{! why }}\n{{!-- {{x}} --}}\nb", "{{! why }}"),
        (.handlebars, "{{! why }}\n{{!-- {{x}} --}}\nb", "{{!-- {{x}} --}}"),
    ])
    func `what Lathe has no word for is listed with its place`(syntax: TemplateSyntax, text: String, named: String) {
        var losses = Losses()
        _ = syntax.read(text, at: "x.yaml, line 3:", losses: &losses)
        #expect(losses.lines.says("x.yaml, line 3:", named))
    }

    @Test func `a name that llm can't have gets another one, and is listed`() {
        var writer = TemplateWriter(.dollar)
        #expect(writer.write("{{질문}} {{답}} {{질문}}") == "$variable_1 $variable_2 $variable_1")
        var losses = Losses()
        writer.report(to: &losses, for: "llm")
        #expect(losses.lines.says("{{질문}}", "variable_1"))
    }

    @Test func `JSON is read as it is`() throws {
        let value = try PlacedValue(text: "{\"a\": \"\\ud83d\\ude00 \u{2028}\u{85} \\/\", \"b\":[1,\t2]}", name: "x")
        #expect(value["a"]?.scalar == "😀 \u{2028}\u{85} /")
        #expect(try value["b"]?.texts() == ["1", "2"])
    }

    @Test func `what joins the last digit of an escape to one character doesn't hide the escape`() throws {
        let value = try PlacedValue(
            text: "{\"a\": \"\\u270d\u{FE0F} \\ud83d\\udc69\u{200D}\\ud83d\\udcbb\"}", name: "x")
        #expect(value["a"]?.scalar.map { Array($0.unicodeScalars) } == Array("✍\u{FE0F} 👩\u{200D}💻".unicodeScalars))
    }

    @Test func `half of a character in JSON is named with its line`() throws {
        for text in [
            #"{"a": 1,\#n "b": "x\ud800y"}"#, #"{"a": 1,\#n "b": "\ude00"}"#, #"{"a": 1,\#n "b": "\ud83d\ud83d"}"#,
        ] {
            #expect {
                try PlacedValue(text: text, name: "x.json")
            } throws: {
                "\($0)".hasPrefix("x.json, line 2") && "\($0)".contains("one half of a character")
            }
        }
        #expect(try PlacedValue(text: #"{"a": "\\ud800"}"#, name: "x")["a"]?.scalar == #"\ud800"#)
    }

    @Test(arguments: [
        ("0", true), ("-0", true), ("12", true), ("1.50", true), ("-1e5", true), ("1E+05", true), ("2.5e-3", true),
        ("true", true), ("null", true), ("01", false), ("1.", false), (".5", false), ("-", false), ("1e", false),
        ("1e+", false), ("+1", false), ("1 ", false), ("0x1", false), ("1_000", false), ("", false),
    ])
    func `a word is JSON's only if JSON spells a value like this`(word: String, isJSON: Bool) {
        #expect(JSONWriter.line(.bare(word)) == (isJSON ? word : "\"\(word)\""))
    }

    @Test func `JSON that is written is read back as it was`() throws {
        var random = RandomPrompts(seed: 5)
        for _ in 0..<500 {
            let text = random.text()
            let written = JSONWriter.text(.map([YAMLPair("a", .list([.text(text), .bare("1.5"), .bare("true")]))]))
            let value = try PlacedValue(text: written, name: "x")
            #expect(try value["a"]?.items()[0].scalar?.isSame(as: text) == true)
        }
    }
}
