import Evaluation
import Foundation
import History
import Lanes
import Prompting
import Sampling
import Testing

@testable import Reports

/// An evaluation as a page, Markdown, CSV and JSON.
struct EvaluationExportTests {
    static func outcome() throws -> EvaluationOutcome {
        let scorer = try Scorer(.choice(["Positive", "Negative"]), answerSentence: "The answer is")
        let cases = [("a", "A <b>triumph</b>, \"truly\"."), ("b", "Dull.\n=1+1")].map { id, text in
            Case(id: id, variables: ["review": text], expected: ["Positive"])
        }
        let outputs = [
            ("a", "cool", "The answer is Positive."), ("b", "cool", "No idea </script>."), ("a", "warm", "Negative"),
        ]
        .map { id, lane, text in
            CaseOutput(id: id, lane: lane, samples: [.init(text: text, thoughts: "Hm.")], finish: "eog", tokens: 3)
        }
        let failure = CaseOutput(id: "b", lane: "warm", samples: [], error: "The server is away.")
        let report = EvaluationReport(
            outputs + [failure], of: cases, lanes: ["cool", "warm"], scorer: { _ in scorer }, seed: 1)
        var prompt = Prompt()
        prompt.input = "{{review}}"
        let data = try DataSet(text: "review,expected\nx,Positive\n", format: .csv(separator: nil), for: prompt)
        var settings = Settings()
        settings.temperature = 0.25
        let model = ModelRecord(
            name: "tiny", path: "/m/tiny.gguf", sha256: String(repeating: "5", count: 64), architecture: "llama",
            quantization: "Q4_1", contextLength: 2048, build: "b9000 AVX2")
        let lanes = ["cool", "warm"].map {
            EvaluationLaneRecord(name: $0, technique: .fewShot, layout: .chat, settings: settings, model: model)
        }
        var record = EvaluationRecord(
            date: Date(timeIntervalSince1970: 1_764_000_000), origin: .eval, mode: .fast, parallel: 8,
            prompt: PromptRecord(name: "Reviews", file: "/p/reviews.prompt.yaml", text: "input: \"{{review}}\"\n"),
            promptVersion: 4, data: DataRecord(name: "reviews.csv", path: "/d/reviews.csv", sha256: "d4", data),
            answer: "choice:Positive|Negative", lanes: lanes,
            machine: MachineRecord(lathe: "9.9.9", processor: "A processor", threads: 2), notices: ["A notice."])
        record.ended = record.date + 60
        return EvaluationOutcome(number: 12, record: record, report: report, results: nil)
    }

    /// What every export must tell.
    private static let told = [
        "Reviews", "/p/reviews.prompt.yaml", "reviews.csv", "d4", "few-shot", "tiny", "Q4_1",
        String(repeating: "5", count: 64), "b9000 AVX2", "9.9.9", "0.25", "choice:Positive|Negative", "Dull.",
        "The answer is Positive.", "There is no answer sentence and no choice.", "The server is away.",
        SHA256(of: "input: \"{{review}}\"\n").digits,
    ]

    @Test func `every export tells what was evaluated, and each case with what was read and why`() throws {
        let outcome = try Self.outcome()
        let exports = [
            ("html", EvaluationPage(outcome).html), ("markdown", outcome.markdown), ("csv", outcome.csv),
            ("json", try json(EvaluationJSON(outcome), pretty: true)),
        ]
        for (format, text) in exports {
            for word in Self.told {
                let spellings = [word, Page.escaped(word), Markdown.cell(word)]
                #expect(spellings.contains { text.contains($0) }, "\(format): \(word)")
            }
        }
    }

    @Test func `values of metrics are told in a sentence where no table has them`() throws {
        var outcome = try Self.outcome()
        let metric = try #require(Measures.metric("exact-match"))
        outcome.record.metrics = [MetricScores(metric, of: outcome.report, seed: 1)]
        #expect(outcome.metricSentences == ["exact-match: cool 0; warm 0."])
    }

    @Test func `nothing of a case is markup on the page, and only the page's own script can run`() throws {
        let html = EvaluationPage(try Self.outcome()).html
        #expect(!html.contains("<b>triumph"))
        #expect(html.components(separatedBy: "<script").count == 2)
        #expect(html.components(separatedBy: "</script>").count == 2)
        let hash = Data(SHA256(of: EvaluationCases.script).bytes).base64EncodedString()
        #expect(html.contains("script-src 'sha256-\(hash)'"))
        #expect(html.contains("<script>\(EvaluationCases.script)</script>"))
        #expect(!html.contains("http://") && !html.contains("https://"))
    }

    @Test func `the page opens, filters and sorts by what stands in it`() throws {
        let html = EvaluationPage(try Self.outcome()).html
        #expect(html.contains("data-lanes=\"right wrong\""))
        #expect(html.contains("data-lanes=\"unread none\""))
        #expect(html.contains("data-differ"))
        // Tools appear only with the script.
        #expect(html.contains("<div id=\"tools\" hidden></div>"))
    }

    @Test func `a record of CSV has as many cells as the heading, and the prompt's text once`() throws {
        let source = try DataSource(
            BytesInMemory(Array(try Self.outcome().csv.utf8)), format: .csv(separator: nil))
        let survey = try DataSurvey(of: source, firstRows: 0)
        #expect(survey.rowCount == 4 && survey.badRows.isEmpty)
        #expect(try Self.outcome().csv.components(separatedBy: "input: \"\"{{review}}\"\"").count == 2)
    }

    @Test func `JSON has the values of each case and the settings of each lane`() throws {
        let object = try JSONSerialization.jsonObject(
            with: Data(try json(EvaluationJSON(try Self.outcome()), pretty: false).utf8))
        let all = try #require(object as? [String: Any])
        #expect(all["number"] as? Int == 12 && all["isFinished"] as? Bool == false)
        let cases = try #require(all["cases"] as? [[String: Any]])
        #expect(cases.count == 3)
        #expect(cases.first?["variables"] as? [String: String] == ["review": "A <b>triumph</b>, \"truly\"."])
        let lanes = try #require(all["lanes"] as? [[String: Any]])
        #expect((lanes.first?["settings"] as? [String: Any])?["temperature"] as? Double == 0.25)
        #expect((lanes.first?["model"] as? [String: Any])?["quantization"] as? String == "Q4_1")
    }

    @Test func `a kept one says when it was, and that it wasn't finished`() throws {
        let outcome = try Self.outcome()
        #expect(outcome.heading.hasPrefix("Evaluation 12, 20"))
        #expect(outcome.heading.hasSuffix("on reviews.csv, unfinished."))
    }
}
