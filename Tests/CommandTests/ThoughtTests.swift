import Foundation
import Prompting
import Reports
import Sampling
import Testing

/// A model that thinks, run as a user runs it: the starter model with a template that opens thoughts.
@Suite(.serialized)
struct ThoughtTests {
    private static let template = #"""
        {%- for m in messages %}{{ '<|im_start|>' + m.role + '\n' + m.content + '<|im_end|>\n' }}{% endfor %}
        {%- if add_generation_prompt %}{{ '<|im_start|>assistant\n<think>\n' }}{% endif %}
        """#

    private let folder: TemporaryFolder
    private let template: String
    private let prompt: String

    init() throws {
        folder = try TemporaryFolder()
        template = try folder.file("think.jinja", Self.template)
        prompt = try folder.file(
            "capital.prompt.yaml",
            """
            input: What is the capital of {{country}}?
            variables: { country: France }
            answer: { type: text }
            modelParameters: { temperature: 0, maxTokens: 24 }
            testData:
              - { country: France, expected: Paris }
              - { country: Japan, expected: Tokyo }
            """)
    }

    private func run(_ arguments: String..., data: DataFolder) throws -> Program.Result {
        try Program.run(arguments + ["--template", template], data: data)
    }

    @Test func `columns have a line that counts the thoughts, and --verbose has them whole`() throws {
        let data = try DataFolder()
        let folded = try run("run", prompt, "--thinking", "6", data: data)
        let line = try #require(folded.output.firstMatch(of: /▸ thought for (\d+) tokens\n/), "\(folded)")
        #expect(Int(line.1).map { $0 >= 6 } == true)
        let shown = try Program.run(["history", "show", "1"], data: data).output
        #expect(shown.contains(line.0))
        let json = try run("run", prompt, "--thinking", "6", "--format", "json", data: data).output
        let report = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        let lane = try #require((report["lanes"] as? [[String: Any]])?.first)
        let thoughts = try #require(lane["thoughts"] as? String)
        let first = try #require(thoughts.split(whereSeparator: \.isWhitespace).first)
        let csv = try Program.run(["history", "export", "1", "--format", "csv"], data: data).output
        let columns = csv.prefix { !$0.isNewline }
        #expect(columns.hasSuffix("cost,thoughts,logProbability,score"), "\(columns)")
        #expect(csv.contains(first))
        let page = try Program.run(["history", "export", "1", "--format", "html"], data: data).output
        #expect(page.contains("<summary>thought for \(line.1) tokens</summary>"))
        let whole = try run("run", prompt, "--thinking", "6", "--verbose", data: data)
        #expect(whole.output.contains("▾ thought for \(line.1) tokens\n\(first)"), "\(whole.output)")
    }

    @Test func `Markdown has the thoughts above the output, from a run, the history and a file`() throws {
        let data = try DataFolder()
        let printed = try run("run", prompt, "--thinking", "6", "--format", "markdown", data: data).output
        let report = try run("run", prompt, "--thinking", "6", "--format", "json", data: data).output
        let object = try #require(try JSONSerialization.jsonObject(with: Data(report.utf8)) as? [String: Any])
        let thoughts = try #require((object["lanes"] as? [[String: Any]])?.first?["thoughts"] as? String)
        let section = "Thoughts:\n\n\(Markdown.fenced(thoughts))\n\n```"
        #expect(printed.contains(section), "\(printed)")
        let exported = try Program.run(["history", "export", "1", "--format", "markdown"], data: data).output
        #expect(exported.contains(section), "\(exported)")
        let file = try folder.file("r.json", report)
        #expect(try Program.run(["export", file, "--format", "markdown"], data: data).output.contains(section))
    }

    @Test func `Markdown says which sample thought what`() {
        func markdown(_ thoughts: [String]) -> String {
            LaneText.markdown(
                name: "A", technique: .zeroShot, samples: thoughts.count, settings: Settings(), thoughts: thoughts,
                body: "out", footer: "")
        }
        #expect(markdown(["", "`Hm.`"]).contains("Thoughts of sample 2:\n\n```text\n`Hm.`\n```\n\n```text\nout\n```"))
        #expect(!markdown(["", ""]).contains("Thoughts"))
    }

    @Test func `an evaluation keeps thoughts beside the outputs, and says which have no answer`() throws {
        let data = try DataFolder()
        let evaluated = try run("eval", prompt, "--format", "json", data: data)
        let report = try #require(
            try JSONSerialization.jsonObject(with: Data(evaluated.output.utf8)) as? [String: Any], "\(evaluated)")
        let cases = try #require(report["cases"] as? [[String: Any]])
        #expect(cases.count == 2)
        for one in cases {
            #expect(one["output"] as? String == "")
            #expect((one["thoughts"] as? String)?.isEmpty == false)
        }
        let results = try #require(report["results"] as? String)
        #expect(try String(contentsOfFile: results, encoding: .utf8).contains(#""thoughts":"#))
        let table = try run("eval", prompt, data: data).output
        #expect(table.contains("2 of 2 outputs are thoughts without an answer."), "\(table)")
    }
}
