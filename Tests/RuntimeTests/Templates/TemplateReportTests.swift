import Foundation
import Models
import Testing

@testable import Runtime

/// What is said about a template, of files whose weights aren't loaded.
struct TemplateReportTests {
    private func report(_ template: String?, own: String? = nil, _ arguments: [String: String] = [:]) throws
        -> TemplateReport?
    {
        try withFolder { folder in
            try TemplatedModel.write(template: own, to: folder + "/model.gguf")
            return try TemplateReport(
                of: try ModelDescription(path: folder + "/model.gguf"), template: template, arguments: arguments,
                seconds: 1_770_120_000)
        }
    }

    @Test func `the text of each control token is the one that llama.cpp has`() throws {
        for path in [StarterModel.smolLM2, StarterModel.gemma3] {
            let tokens = try GGUFFile(path: path).controlTokens()
            let description = try ModelDescription(path: path)
            let model = try LlamaModel(path: path) { _ in true }
            let (bos, eos) = (try #require(description.bos), try #require(description.eos))
            #expect(tokens[bos] != nil && tokens[eos] != nil)
            for (id, text) in tokens {
                #expect(String(decoding: model.bytes(of: id, showsSpecial: true), as: UTF8.self) == text)
            }
        }
    }

    @Test func `a model's own template is described, and renders the sample as the loaded model would`() throws {
        let description = try ModelDescription(path: StarterModel.smolLM2)
        let report = try #require(try TemplateReport(of: description, template: nil, seconds: 0))
        #expect(report.text == description.chatTemplate)
        #expect(report.abilities?.systemRole == true && report.abilities?.thinkingSwitch == false)
        #expect(report.reads == [] && report.problem == nil && report.notices == [])
        let sample = try #require(report.sample)
        #expect(sample.hasPrefix("<|im_start|>system\nAnswer in one word.<|im_end|>\n<|im_start|>user\n"))
        #expect(sample.hasSuffix("<|im_start|>user\nAnd of Korea?<|im_end|>\n<|im_start|>assistant\n"))
    }

    @Test func `a model without a template has no report, but another one may be tried on it`() throws {
        #expect(try report(nil) == nil)
        #expect(try report("{{ bos_token }}|{{ eos_token }}")?.sample == "<|im_start|>|<|im_end|>")
    }

    @Test func `what a template can do is found by rendering it`() throws {
        let template = """
            {% if messages[0].role == 'system' %}{{ raise_exception('no system') }}{% endif %}
            {% for m in messages %}[{{ m.role }}]{{ m.content }}{% endfor %}
            {% if tools %}{% for tool in tools %}{{ tool | tojson }}{% endfor %}{% endif %}
            {% if not enable_thinking %}<think></think>{% endif %}
            """
        let report = try #require(try report(template))
        let abilities = try #require(report.abilities)
        #expect(!abilities.systemRole && abilities.tools && abilities.thinkingSwitch && !abilities.wantsParts)
        #expect(report.sample?.contains("[user]Answer in one word.\nWhat is the capital") == true)
        #expect(report.notices.contains { $0.contains("no system role") })
        #expect(report.reads == ["enable_thinking"])
    }

    @Test(arguments: [
        ("{{ a }}{{ b.c }}{{ d | e(f=g) }}{{ h(i) }}", ["a", "b", "d", "g", "i"]),
        ("{% set a = 1 %}{{ a }}{% set b = b or 2 %}{{ b }}", ["b"]),
        ("{% if a is not defined %}{% set a = true %}{% endif %}{{ a }}", ["a"]),
        ("{% for m in list if m.x and not y %}{{ m }}{{ loop.index }}{% endfor %}", ["list", "y"]),
        ("{% for k, v in map.items() %}{{ k }}{{ v }}{% endfor %}", ["map"]),
        ("{% macro say(text, end='.') %}{{ text }}{{ end }}{{ out }}{% endmacro %}{{ say('a') }}", ["out"]),
        ("{% set ns = namespace(found=false) %}{% set ns.found = flag %}{{ ns.found }}", ["flag"]),
        ("{{ messages }}{{ bos_token }}{{ 'quoted' }}{# comment #}{{ true and none }} word", []),
        ("{{ x if y is not string else z is defined }}", ["x", "y", "z"]),
    ])
    func `the names that a template reads are found in its text`(template: String, names: [String]) throws {
        let parsed = try ChatTemplate(template, bos: "", eos: "")
        #expect(parsed.names.filter { !["messages", "bos_token"].contains($0) } == names)
    }

    @Test func `values that are given are in the sample, and so is the date`() throws {
        let report = try report("{{ effort }} {{ strftime_now('%Y') }}", ["effort": "\"high\""])
        #expect(report?.sample == "high 2026")
        #expect(report?.reads == ["effort"])
    }

    @Test func `a mistake is told with its place, and what could be found out is there`() throws {
        let unreadable = try #require(try report("a\n  {% whatever %}"))
        #expect(unreadable.problem == "has a mistake at line 2, column 6: Unknown statement: whatever")
        #expect(unreadable.abilities == nil && unreadable.sample == nil && unreadable.text.hasPrefix("a\n"))
        let refusing = try #require(try report("{{ x }}{{ raise_exception('Never.') }}"))
        #expect(refusing.problem == "refuses this conversation: “Never.”")
        #expect(refusing.abilities != nil && refusing.reads == ["x"])
    }

    @Test func `a file is looked at once for its sentence, also where that fails`() throws {
        try withFolder { folder in
            try TemplatedModel.write(template: "{{ messages }}", to: folder + "/model.gguf")
            let model = try ModelDescription(path: folder + "/model.gguf")
            var sentences = TemplateSentences()
            var looks = 0
            func look(_ model: ModelDescription) throws -> String? {
                looks += 1
                throw ModelFileError.unreadable(path: model.path, reason: "gone")
            }
            #expect(!sentences.isKnown(model))
            let first = sentences.sentence(of: model, look: look)
            #expect(first?.hasPrefix("What its chat template can do isn't known:") == true)
            #expect(sentences.isKnown(model) && sentences.sentence(of: model, look: look) == first && looks == 1)
        }
    }

    @Test func `control tokens are found in short lists too, and in none that is odd`() throws {
        try withFolder { folder in
            var model = SyntheticModel()
            model.set("tokenizer.ggml.token_type", .u32s([3, 1, 3]))
            let path = try write(model.bytes, folder + "/model.gguf")
            #expect(try GGUFFile(path: path).controlTokens() == [0: "a", 2: "c"])
            model.set("tokenizer.ggml.token_type", .u32s([1, 1, 1, 3]))
            let short = try write(model.bytes, folder + "/short.gguf")
            #expect(try GGUFFile(path: short).controlTokens() == [:])
            model.set("tokenizer.ggml.token_type", .text("x"))
            let odd = try write(model.bytes, folder + "/odd.gguf")
            #expect(try GGUFFile(path: odd).controlTokens() == [:])
        }
    }
}
