import Evaluation
import Foundation
import Testing

/// `lathe eval` on the starter model, run as a user runs it.
@Suite(.serialized)
struct EvalTests {
    private let folder: TemporaryFolder
    private let prompt: String
    private let data: String

    init() throws {
        let capitals = try CapitalsFixture()
        (folder, prompt, data) = (capitals.folder, capitals.prompt, capitals.data)
    }

    private struct Report: Decodable {
        struct Lane: Decodable {
            var name: String
            var n: Int
            var correct: Int
            var accuracy: Double
            var interval: [Double]
            var unparsed: Int
            var tokens: Int
            var promptTokens: Int
            var evaluatedTokens: Int
            var seconds: Double
        }

        struct Pair: Decodable {
            var a: String
            var b: String
            var difference: Double
            var interval: [Double]
            var pValue: Double
            var test: String
        }

        struct OneCase: Decodable, Equatable {
            var id: String
            var lane: String
            var output: String
            var extracted: String?
            var reason: String?
            var expected: [String]
            var correct: Bool
        }

        struct Check: Decodable {
            var outputs: Int
            var different: Int
        }

        var lanes: [Lane]
        var comparisons: [Pair]
        var cases: [OneCase]
        var strictCheck: Check?
    }

    private let techniques = ["--lane", "name=plain,technique=zero-shot", "--lane", "name=shown,technique=few-shot"]

    private func eval(_ more: [String], file: String? = nil) throws -> (report: Report, result: Program.Result) {
        let result = try Program.run(["eval", file ?? prompt, "--data", data, "--format", "json"] + more)
        let report = try #require(
            try? JSONDecoder().decode(Report.self, from: Data(result.output.utf8)), "\(result.output) \(result.errors)")
        return (report, result)
    }

    @Test func `examples make the model name capitals, and the report says how surely`() throws {
        let (report, result) = try eval(techniques + ["--out", folder.path("r.jsonl"), "--strict-sample", "2"])
        #expect(result.code == 0)
        try #require(report.lanes.map(\.name) == ["plain", "shown"])
        #expect(report.lanes.map(\.n) == [12, 12])
        #expect(report.lanes[1].correct > report.lanes[0].correct)
        let wilson = Wilson.interval(correct: report.lanes[1].correct, of: 12)
        #expect(report.lanes[1].interval == [wilson.low, wilson.high])
        try #require(report.comparisons.count == 1)
        #expect(report.comparisons[0].difference == report.lanes[1].accuracy - report.lanes[0].accuracy)
        #expect((0...1).contains(report.comparisons[0].pValue))
        #expect(report.cases.count == 24)
        #expect(report.cases.count { $0.lane == "shown" && $0.correct } == report.lanes[1].correct)
        #expect(report.strictCheck?.outputs == 4)
    }

    @Test func `an unread output says why, and outputs are counted by the reason`() throws {
        let asked = ["--limit", "2", "--answer", "regex:zzz", "--out", folder.path("r.jsonl"), "--strict-sample", "0"]
        let (report, _) = try eval(asked)
        let reasons = report.cases.map(\.reason)
        #expect(reasons == Array(repeating: "There is no answer sentence and no match.", count: 2))
        let table = try Program.run(["eval", prompt, "--data", data, "--resume"] + asked)
        #expect(table.output.contains("in 2 of 2 outputs no answer of type `regex:zzz` was found: 2 no match."))
    }

    @Test func `JSON as the form makes objects right answers, whoever asks for it`() throws {
        let objects = try folder.file(
            "objects.jsonl", #"{"country": "France", "expected": {"text": "Paris", "n": 1}}"# + "\n")
        let json = try folder.file(
            "json.prompt.yaml",
            String(contentsOfFile: prompt, encoding: .utf8).replacing("type: text", with: "type: json"))
        for (file, arguments) in [(prompt, ["--answer", "json"]), (json, [])] {
            let result = try Program.run(
                ["eval", file, "--data", objects, "--format", "json", "--strict-sample", "0"] + arguments)
            let report = try JSONDecoder().decode(Report.self, from: Data(result.output.utf8))
            #expect(report.cases.map(\.expected) == [[#"{"text":"Paris","n":1}"#]])
        }
    }

    @Test func `what the prompts of the cases share is evaluated once`() throws {
        let (report, _) = try eval(
            ["--lane", "technique=few-shot", "--out", folder.path("r.jsonl"), "--strict-sample", "0"])
        #expect(report.lanes[0].evaluatedTokens * 3 < report.lanes[0].promptTokens)
    }

    @Test func `in strict mode the results are the same with any number at once`() throws {
        let drawn = ["--lane", "technique=few-shot", "--temperature", "0.9", "--strict", "--limit", "6"]
        let (one, _) = try eval(drawn + ["--parallel", "1", "--out", folder.path("1.jsonl")])
        let (four, _) = try eval(drawn + ["--parallel", "4", "--out", folder.path("4.jsonl")])
        #expect(one.cases == four.cases)
        #expect(Set(one.cases.map(\.output)).count > 1)
    }

    @Test func `in fast mode the results are the same with the same number at once`() throws {
        let drawn = techniques + ["--temperature", "0.9", "--strict-sample", "0", "--parallel", "5"]
        let (first, _) = try eval(drawn + ["--out", folder.path("1.jsonl")])
        let (second, _) = try eval(drawn + ["--out", folder.path("2.jsonl")])
        #expect(first.cases == second.cases)
    }

    @Test func `a killed run goes on where it stood`() throws {
        let out = folder.path("r.jsonl")
        let process = Process()
        process.executableURL = URL(filePath: Program.path)
        let arguments = ["eval", prompt, "--data", data] + techniques + ["--out", out, "--parallel", "1"]
        process.arguments = arguments
        let home = try DataFolder()
        process.environment = home.environment
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        func lines() -> [Substring] {
            ((try? String(contentsOfFile: out, encoding: .utf8)) ?? "").split(separator: "\n")
        }
        let limit = Date().addingTimeInterval(60)
        while lines().count < 5, Date() < limit { Thread.sleep(forTimeInterval: 0.005) }
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        withExtendedLifetime(home) {}
        let kept = lines()
        try #require((5..<24).contains(kept.count))
        // A line that the kill cut in half is run again.
        let half = kept.map { $0 + "\n" }.joined() + #"{"id":"9","lane":"pl"#
        try half.write(toFile: out, atomically: true, encoding: .utf8)
        let (report, result) = try eval(techniques + ["--out", out, "--resume", "--strict-sample", "0"])
        #expect(result.code == 0)
        #expect(result.errors.contains("A line of"))
        #expect(report.lanes.map(\.n) == [12, 12])
        // What was there is there still, word for word.
        #expect(Array(lines().prefix(kept.count)) == kept)
        #expect(lines().count == 24)
    }

    @Test func `an evaluation that goes on tells templates the date on which it began`() throws {
        let out = folder.path("r.jsonl")
        let template = try folder.file(
            "dated.jinja",
            "{% if strftime_now('%Y') == '2001' %}{{ 'long ' * 200 }}{% endif %}{% for m in messages %}{{ m.content }}{% endfor %}"
        )
        let asked = ["--template", template, "--limit", "3", "--out", out, "--strict-sample", "0"]
        _ = try eval(asked)
        func outputs() throws -> [[String: Any]] {
            try String(contentsOfFile: out, encoding: .utf8).split(separator: "\n").map {
                try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
            }
        }
        let now = try outputs().compactMap { $0["date"] as? Int }
        #expect(now.count == 3 && Set(now).count == 1 && abs(Double(now[0]) - Date.now.timeIntervalSince1970) < 600)
        let first = try String(contentsOfFile: out, encoding: .utf8).split(separator: "\n")[0]
        try first.replacing("\"date\":\(now[0])", with: "\"date\":1000000000").write(
            toFile: out, atomically: true, encoding: .utf8)
        _ = try eval(asked + ["--resume"])
        let resumed = try outputs()
        #expect(resumed.map { $0["date"] as? Int } == [1_000_000_000, 1_000_000_000, 1_000_000_000])
        let tokens = resumed.compactMap { $0["promptTokens"] as? Int }
        #expect(tokens.count == 3 && tokens[0] < 100 && tokens[1] > 200 && tokens[2] > 200, "\(tokens)")
        // A file of a version that kept no date goes on with today's.
        try first.replacing(",\"date\":\(now[0])", with: "").replacing("\"date\":\(now[0]),", with: "").write(
            toFile: out, atomically: true, encoding: .utf8)
        _ = try eval(asked + ["--resume"])
        let old = try outputs()
        #expect(old[0]["date"] == nil && old.compactMap { $0["promptTokens"] as? Int }.allSatisfy { $0 < 100 })
    }

    @Test func `outputs whose prompts told another date than most are made again`() throws {
        let out = folder.path("r.jsonl")
        let template = try folder.file(
            "dated.jinja", "{{ strftime_now('%Y') }}{% for m in messages %}{{ m.content }}{% endfor %}")
        let asked = ["--template", template, "--limit", "3", "--out", out, "--strict-sample", "0"]
        _ = try eval(asked)
        func lines() throws -> [Substring] { try String(contentsOfFile: out, encoding: .utf8).split(separator: "\n") }
        let before = try lines()
        let now = try #require(before[0].firstMatch(of: #/"date":(\d+)/#)?.output.1)
        try
            ([String(before[0]).replacing("\"date\":\(now)", with: "\"date\":1000000000")]
            + before.dropFirst().map(String.init))
            .joined(separator: "\n").write(toFile: out, atomically: true, encoding: .utf8)
        let (_, result) = try eval(asked + ["--resume"])
        #expect(result.errors.contains("An output in \(out) is made again"))
        #expect(try lines().count { $0.contains("\"date\":\(now)") } == 3)
    }

    @Test func `outputs of other settings are not taken over`() throws {
        let out = folder.path("r.jsonl")
        _ = try eval(["--limit", "3", "--out", out, "--strict-sample", "0"])
        let (report, result) = try eval(
            ["--limit", "3", "--max-tokens", "2", "--out", out, "--resume", "--strict-sample", "0"])
        #expect(result.errors.contains("3 outputs"))
        #expect(report.lanes[0].tokens <= 6)
    }

    @Test func `a file of results is never replaced unasked`() throws {
        let out = try folder.file("mine.txt", "precious")
        let result = try Program.run(["eval", prompt, "--data", data, "--out", out])
        #expect(result.code == 1)
        #expect(result.errors.contains("exists already. --resume goes on with it."))
        #expect(try String(contentsOfFile: out, encoding: .utf8) == "precious")
    }

    @Test func `a lane below the accuracy that is asked for fails the command`() throws {
        let few = ["--lane", "technique=few-shot", "--limit", "4", "--strict-sample", "0"]
        #expect(try eval(few + ["--fail-under", "0", "--out", folder.path("1.jsonl")]).result.code == 0)
        let failed = try eval(
            ["--lane", "technique=zero-shot", "--max-tokens", "1", "--limit", "4", "--strict-sample", "0"]
                + ["--fail-under", "1", "--out", folder.path("2.jsonl")]
        ).result
        #expect(failed.code == 1)
        #expect(failed.errors.contains("is below 1.0"))
    }

    @Test func `metrics stand beside right and wrong`() throws {
        let result = try Program.run(
            ["eval", prompt, "--data", data] + techniques + ["--metric", "f1", "--metric", "words", "--limit", "4"]
                + ["--format", "json", "--out", folder.path("r.jsonl"), "--strict-sample", "0"])
        let object = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        let lanes = try #require(object["lanes"] as? [[String: Any]])
        for lane in lanes {
            let metrics = try #require(lane["metrics"] as? [String: Double])
            #expect((0...1).contains(metrics["f1"] ?? -1))
            #expect((metrics["words"] ?? 0) >= 1)
        }
        let pairs = try #require(object["metricComparisons"] as? [[String: Any]])
        #expect(pairs.compactMap { $0["metric"] as? String } == ["f1", "words"])
    }

    @Test func `checks that Lathe can't make are told at import and again at eval, and the rest is evaluated`() throws {
        let config = try folder.file(
            "promptfooconfig.yaml",
            """
            prompts: ["Classify: {{review}}"]
            tests:
              - vars: { review: Fine. }
                assert:
                  - { type: meteor, value: Fine., threshold: 0.5 }
                  - { type: javascript, value: output.length }
                  - { type: icontains, value: f }
            """)
        let imported = try Program.run(
            ["import", config, "--as", "checks"], environment: ["XDG_DATA_HOME": folder.path("data")])
        for type in ["meteor", "javascript"] {
            #expect(imported.errors.contains("is `\(type)`, which Lathe can't check"))
        }
        let result = try Program.run(
            [
                "eval", folder.path("data/lathe/prompts/checks.prompt.yaml"), "--max-tokens", "4", "--out",
                folder.path("checks.jsonl"),
            ])
        #expect(result.code == 0, "\(result.errors)")
        #expect(result.errors.contains("The evaluator `meteor` is left out"), "\(result.errors)")
        #expect(!result.errors.contains("`icontains` is left out"))
    }

    @Test func `metrics that take a model say whose numbers they are, and similar decides`() throws {
        let file = try folder.file(
            "similar.prompt.yaml",
            try String(contentsOfFile: prompt, encoding: .utf8)
                + "\nevaluators:\n  - { name: near, type: similar, value: \"{{expected}}\", threshold: -1 }\n"
                + "  - { name: far, type: not-similar, value: \"{{expected}}\", threshold: 1.5 }\n")
        let bert = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "RuntimeTests/Reference/tiny-bert.gguf").path
        let few = ["--lane", "technique=few-shot", "--limit", "4", "--strict-sample", "0"]
        let result = try Program.run(
            ["eval", file, "--data", data, "--format", "json", "--out", folder.path("r.jsonl")] + few
                + ["--metric", "cosine", "--metric", "perplexity", "--embedding-model", bert])
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any], "\(result.errors)")
        let lane = try #require((object["lanes"] as? [[String: Any]])?.first)
        let metrics = try #require(lane["metrics"] as? [String: Double])
        #expect((-1...1).contains(metrics["cosine"] ?? 9) && (metrics["perplexity"] ?? 0) > 1)
        let used = try #require(object["textModels"] as? [[String: Any]])
        #expect(used.map { $0["model"] as? String } == ["tiny-bert", "SmolLM2-135M-Instruct.Q4_1"])
        #expect(used.first?["pooling"] as? String == "mean")
        // No cosine reaches 2, so that nothing is right.
        let strict = try String(contentsOfFile: file, encoding: .utf8).replacing("threshold: -1", with: "threshold: 2")
        let strictFile = try folder.file("strict.prompt.yaml", strict)
        let none = try eval(few + ["--out", folder.path("2.jsonl")], file: strictFile)
        #expect(none.report.lanes[0].correct == 0)
        #expect(none.result.errors.isEmpty, "\(none.result.errors)")
    }

    @Test func `an encoder is no lane's model`() throws {
        let bert = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "RuntimeTests/Reference/tiny-bert.gguf").path
        let result = try Program.run(["eval", prompt, "--data", data, "--model", bert])
        #expect(result.code == 1 && result.errors.contains("doesn't generate text"), "\(result.errors)")
    }

    @Test func `samples vote, and their shares are told`() throws {
        let result = try Program.run([
            "eval", prompt, "--data", data, "--lane", "technique=few-shot", "--samples", "5", "--temperature", "1.2",
            "--limit", "3", "--format", "json", "--out", folder.path("r.jsonl"), "--strict-sample", "0",
        ])
        let object = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        let lane = try #require((object["lanes"] as? [[String: Any]])?.first)
        #expect((lane["accuracyBySamples"] as? [Double])?.count == 5)
        let votes = try #require((object["cases"] as? [[String: Any]])?.first?["votes"] as? [[String: Any]])
        #expect(votes.reduce(0) { $0 + ($1["votes"] as? Int ?? 0) } <= 5)
    }

    @Test func `further samples say how far each sentence of an output is supported`() throws {
        let metrics = ["consistency", "consistency-unigram", "answer-entropy"].flatMap { ["--metric", $0] }
        let arguments =
            [
                "eval", prompt, "--data", data, "--lane", "technique=few-shot", "--samples", "4", "--temperature",
                "1.2", "--limit", "4", "--out", folder.path("r.jsonl"), "--strict-sample", "0",
            ] + metrics
        let result = try Program.run(arguments + ["--format", "json"])
        #expect(result.code == 0, "\(result.errors)")
        let object = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        let lane = try #require((object["lanes"] as? [[String: Any]])?.first)
        let values = try #require(lane["metrics"] as? [String: Double])
        #expect((0...1).contains(try #require(values["consistency"])))
        #expect(try #require(values["consistency-unigram"]) > 0)
        #expect((0...2).contains(try #require(values["answer-entropy"])))
        let cases = try #require(object["cases"] as? [[String: Any]])
        let supported = cases.filter { $0["sentences"] != nil }
        #expect(!supported.isEmpty)
        for one in supported {
            let sentences = try #require(one["sentences"] as? [[String: Any]])
            #expect(one["answerEntropy"] is Double)
            #expect(sentences.allSatisfy { $0["support"] is Double && $0["surprisal"] is Double })
            #expect((1...3).contains(try #require(one["distinctSamples"] as? Int)))
        }
        let uses = try #require(object["textModels"] as? [[String: Any]])
        #expect(uses.map { $0["use"] as? String } == ["support"])
        let counts = try #require(lane["sureness"] as? [String: Int])
        #expect((0...4).contains(try #require(counts["unsure"])))
        let markdown = try Program.run(arguments + ["--resume", "--format", "markdown"])
        #expect(markdown.code == 0, "\(markdown.errors)")
        #expect(markdown.output.contains("| sure and wrong | unsure |"))
        #expect(markdown.output.contains("Sentences, support by 3 further samples, "))
    }

    @Test(arguments: [
        (["--samples", "4"], "at temperature 0 all samples are the same"),
        (["--temperature", "1"], "lane A has none. --samples 6"),
    ])
    func `a metric of samples is refused where there are none to compare`(arguments: [String], says: String) throws {
        for metric in ["consistency", "answer-entropy"] {
            let result = try Program.run(["eval", prompt, "--data", data, "--metric", metric] + arguments)
            #expect(result.code == 1 && result.output.isEmpty && result.errors.contains(says), "\(result.errors)")
        }
    }

    @Test func `bad rows are named by their lines and the rest is run`() throws {
        let broken = try folder.file("broken.csv", "country,expected\nFrance,Paris\nSpain\nItaly,Rome\n")
        let result = try Program.run([
            "eval", prompt, "--data", broken, "--out", folder.path("r.jsonl"), "--strict-sample", "0",
        ])
        #expect(result.code == 0)
        #expect(result.errors.contains("Left out. Line 3: It has 1 field; the header has 2."))
        #expect(result.output.contains("1 row of the data was left out"))
    }

    @Test func `a case that doesn't fit fails alone and counts nowhere`() throws {
        let long = try folder.file(
            "long.csv", "country,expected\nFrance,Paris\n" + String(repeating: "far away ", count: 6000) + ",Nowhere\n")
        let result = try Program.run([
            "eval", prompt, "--data", long, "--format", "json", "--out", folder.path("r.jsonl"), "--strict-sample", "0",
        ])
        #expect(result.code == 1)
        let report = try JSONDecoder().decode(Report.self, from: Data(result.output.utf8))
        #expect(report.lanes[0].n == 1)
        #expect(result.output.contains("context"))
    }

    @Test func `the other formats show lanes, certainty and the cases that differ`() throws {
        for (format, parts) in [
            ("table", ["plain", "95 % interval", "Outputs: "]),
            ("markdown", ["| lane |", "## Cases on which lanes differ"]),
            ("html", ["<!doctype html>", "<h2>Cases</h2>", "color-scheme"]),
        ] {
            let result = try Program.run(
                ["eval", prompt, "--data", data] + techniques
                    + ["--format", format, "--out", folder.path("\(format).jsonl"), "--strict-sample", "0"])
            #expect(result.code == 0)
            for part in parts { #expect(result.output.contains(part), "\(format): \(part)") }
        }
    }
}
