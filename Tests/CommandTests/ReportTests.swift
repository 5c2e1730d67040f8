import Foundation
import History
import Lanes
import Library
import Prompting
import Runtime
import Sampling
import Testing

@testable import Reports

/// A run's result as Markdown, table and page.
@Suite(.serialized)
struct ReportTests {
    /// A result as `--format json` prints it, with texts that must stay texts.
    private static func result(lanes: [(name: String, texts: [String], temperature: Double)]) -> String {
        let lanes = lanes.map { lane in
            var settings = Settings()
            settings.temperature = lane.temperature
            let parameters = (try? json(settings, pretty: false)) ?? "{}"
            func quoted(_ text: String) -> String {
                (try? json(text, pretty: false)) ?? "\"\""
            }
            let samples = lane.texts.map {
                "{\"text\": \(quoted($0)), \"answer\": \(quoted($0)), \"stages\": [{\"prompt\": \"<|user|>Q\", \"text\": \(quoted($0)), \"finish\": \"end\"}]}"
            }
            return """
                {"name": \(quoted(lane.name)), "technique": "few-shot", "layout": "chat", "modelParameters": \(parameters),
                 "stages": [{"prompt": "<|user|>Q", "text": \(quoted(lane.texts.first ?? "")), "finish": "end"}],
                 "text": \(quoted(lane.texts.first ?? "")), "answer": \(quoted(lane.texts.first ?? "")),
                 "samples": [\(samples.joined(separator: ", "))], "error": null,
                 "usage": {"promptTokens": 9, "cachedTokens": 3, "generatedTokens": 5, "replayedTokens": 0, "decodedRows": 5},
                 "timings": {"prefillSeconds": 0.1, "firstTokenSeconds": 0.2, "decodeSeconds": 0.4}}
                """
        }
        return """
            {"prompt": "Tour & <more>", "mode": "fast", "build": "b1", "padding": [],
             "model": {"name": "m", "path": "/m", "architecture": "llama", "quantization": "Q4_1", "contextLength": 8192},
             "notices": ["A notice"], "lanes": [\(lanes.joined(separator: ", "))]}
            """
    }

    private func report(_ lanes: [(name: String, texts: [String], temperature: Double)]) throws -> RunReport {
        try RunReport(json: Self.result(lanes: lanes), name: "x.json")
    }

    @Test func `what was printed as JSON is read, and printed again as it was`() throws {
        let folder = try TemporaryFolder()
        let prompt = try folder.file("x.prompt.yaml", "input: Say yes.\nmodelParameters: { maxTokens: 4 }")
        let printed = try Program.run([
            "run", prompt, "--lane", "name=a", "--lane", "name=b,temperature=0", "--format", "json",
        ])
        let file = try folder.file("r.json", printed.output)
        #expect(try Program.run(["export", file, "--format", "json"]).output == printed.output)
        let page = try Program.run(["run", prompt, "--format", "html"])
        #expect(page.code == 0 && page.output.hasPrefix("<!doctype html>"))
        let markdown = try Program.run(["export", file, "--format", "markdown"]).output
        #expect(markdown.contains("## a") && markdown.contains("## b"))
    }

    @Test func `Markdown of a run has the prompt that was sent, the same as from the history`() throws {
        let folder = try TemporaryFolder()
        let long = "Name what is asked for,\nand nothing else."
        let prompt = try folder.file(
            "x.prompt.yaml",
            """
            instruction: |-
              Name what is asked for,
              and nothing else.
            examples:
              - { input: "*바다*", reasoning: Water., output: whale }
              - { input: a, output: b, on: false }
            input: "{{place}}?"
            variables: { unused: x }
            modelParameters: { maxTokens: 4 }
            """)
        let data = try DataFolder()
        let printed = try Program.run(
            ["run", prompt, "--set", "place=forest", "--format", "markdown"], data: data
        ).output
        func section(_ text: String) -> String {
            guard let start = text.range(of: "## Prompt\n") else { return "" }
            let rest = text[start.upperBound...]
            return String(rest[..<(rest.range(of: "\n## ")?.lowerBound ?? rest.endIndex)])
        }
        #expect(
            section(printed) == """

                **Instruction:**

                ```text
                \(long)
                ```

                **Example 1:** \\*바다\\*

                **Output:** whale

                **Input:** {{place}}?

                **`{{place}}`:** forest

                """)
        let exported = try Program.run(
            ["history", "export", "last", "--format", "markdown"], data: data
        ).output
        #expect(section(exported) == section(printed))
        let result = try folder.file(
            "r.json",
            try Program.run(["history", "export", "last", "--format", "json"], data: data).output)
        #expect(try section(Program.run(["export", result, "--format", "markdown"]).output) == section(printed))
    }

    @Test func `texts stay texts in the page`() throws {
        let hostile = "</pre><script>alert(1)</script> & \"quotes\" \u{1B}[31m \u{202E}gnp"
        let page = ReportPage(try report([("<b>", [hostile], 1), ("two", ["ok"], 0)])).html
        #expect(!page.contains("<script") && !page.contains("<b>"))
        #expect(page.contains("&lt;/pre&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;quotes&quot;"))
        #expect(!page.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
        #expect(page.contains("<title>Tour &amp; &lt;more&gt; – Lathe</title>"))
    }

    @Test func `names stay names in Markdown, and what differs stands in a table`() throws {
        let text = try report([("</td><script>", ["x"], 1), ("b|c\n# h", ["y"], 0)]).text(.markdown)
        #expect(text.contains("\n## \\</td\\>\\<script\\>\n"))
        #expect(text.contains("\n## b\\|c \\# h\n"))
        #expect(text.contains("| temperature | 1 | 0 |\n"))
        #expect(try !report([("a", ["x"], 1), ("b", ["y"], 1)]).text(.markdown).contains("What differs"))
    }

    @Test func `the page needs nothing from elsewhere, and every tag is closed`() throws {
        let page = ReportPage(try report([("a", ["x", "y"], 1), ("b", [], 0.5)])).html
        for word in ["http://", "https://", "src=", "href=", "url(", "@import"] {
            #expect(!page.contains(word), "\(word)")
        }
        #expect(page.contains("default-src 'none'") && page.contains("prefers-color-scheme: dark"))
        for tag in [
            "html", "body", "main", "article", "section", "table", "tr", "ol", "li", "details", "pre", "p", "dl",
        ] {
            let opened = page.matches(of: try Regex("<\(tag)[ >]")).count
            #expect(opened == page.matches(of: try Regex("</\(tag)>")).count, "\(tag)")
        }
    }

    @Test func `the page says what differs and what is the same`() throws {
        let page = ReportPage(try report([("a", ["x"], 1), ("b", ["y"], 0.5)])).html
        #expect(page.contains("<tr><th scope=\"row\">temperature</th><td>1</td><td>0.5</td></tr>"))
        #expect(page.contains("<dt>topK</dt><dd>40</dd>") && !page.contains("<dt>temperature</dt>"))
        #expect(!ReportPage(try report([("a", ["x"], 1)])).html.contains("What differs"))
    }

    @Test func `the table has a row for each sample, and quotes what must be`() throws {
        let csv = try report([("a", ["x, \"y\"\nz", "=1+1"], 1), ("b", [], 0)]).csv
        let rows = csv.components(separatedBy: "\r\n")
        #expect(
            rows[0].hasPrefix(
                "prompt,model,mode,lane,technique,layout,sample,text,answer,finish,error,temperature,topK"))
        #expect(rows[1].contains("a,few-shot,chat,1,\"x, \"\"y\"\"\nz\""))
        #expect(rows[2].contains(",2,=1+1,"))
        #expect(rows[3].contains("b,few-shot,chat,1,,,,,0,40"))
        #expect(rows.count == 5 && rows[4].isEmpty)
    }

    @Test func `a run from the history is the same page`() throws {
        var settings = Settings()
        settings.temperature = 0.25
        func lane(_ name: String, on model: String) -> LaneRecord {
            let prompt = CompiledPrompt(technique: .zeroShot, body: .chat(messages: [], opening: ""))
            let stage = StageResult(prompt: "<|user|>Q", text: "yes", finish: .end)
            return LaneRecord(
                LaneRequest(name: name, prompt: prompt, settings: settings),
                model: ModelRecord(
                    name: model, path: "/m", sha256: nil, architecture: "llama", quantization: "Q4_1",
                    contextLength: 64, build: "b1"),
                result: LaneResult(name: name, samples: [SampleResult(stages: [stage], of: prompt)], answer: "yes"))
        }
        func page(_ lanes: [LaneRecord]) -> String {
            let run = RunRecord(
                date: Date(), seconds: 1, origin: .run, mode: "strict",
                prompt: PromptRecord(name: "Old", text: "input: Q"),
                lanes: lanes, machine: MachineRecord(lathe: "0", processor: "p", threads: 2))
            return ReportPage(RunReport(RecordedRun(id: 3, run: run))).html
        }
        let one = page([lane("a", on: "small")])
        #expect(
            one.contains("<h1 dir=\"auto\">Old</h1>") && one.contains("strict mode")
                && one.contains("<span>small</span>"))
        #expect(one.contains(">yes</pre>") && one.contains("&lt;|user|&gt;Q") && one.contains("T 0.25"))
        let two = page([lane("a", on: "small"), lane("b", on: "large")])
        #expect(two.contains("zero-shot · chat · small") && two.contains("zero-shot · chat · large"))
    }

    @Test(arguments: [
        ("{", "not JSON"), ("{}", "has no `prompt`"), ("[]", "the wrong kind"),
        (#"{"prompt": 1}"#, "`prompt`"),
    ])
    func `what is no result is said with its key`(text: String, says: String) {
        #expect {
            try RunReport(json: text, name: "x.json")
        } throws: {
            "\($0)".contains(says) && "\($0)".contains("x.json")
        }
    }
}
