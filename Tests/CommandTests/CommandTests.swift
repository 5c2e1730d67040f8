import Foundation
import Testing

@Suite(.serialized)
struct CommandTests {
    private func json(_ text: some StringProtocol) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test func `lanes stand side by side, and one above the other where it is narrow`() throws {
        let wide = try Program.run(["run", "tour", "--max-tokens", "8"], columns: 140)
        #expect(wide.code == 0)
        #expect(wide.output.split(separator: "\n").first?.contains("│") == true)
        let narrow = try Program.run(["run", "tour", "--max-tokens", "8"], columns: 60)
        #expect(!narrow.output.contains("│"))
    }

    @Test func `the same run gives the same text and the JSON that scripts rely on`() throws {
        let arguments = [
            "run", "sentiment", "--max-tokens", "8", "--lane", "name=warm,temperature=1.2", "--format", "json",
        ]
        let reports = try (0..<2).map { _ in try json(Program.run(arguments).output) }
        let lanes = try reports.map { try #require(($0["lanes"] as? [[String: Any]])?.first) }
        #expect(lanes[0]["text"] as? String == lanes[1]["text"] as? String)
        #expect(
            Set(lanes[0].keys) == [
                "name", "technique", "layout", "modelParameters", "stages", "text", "answer", "samples", "error",
                "usage", "timings",
            ])
        let usage = try #require(lanes[0]["usage"] as? [String: Int])
        #expect(
            Set(usage.keys) == ["promptTokens", "cachedTokens", "generatedTokens", "replayedTokens", "decodedRows"])
        let model = try #require(reports[0]["model"] as? [String: Any])
        #expect(Set(model.keys) == ["name", "path", "architecture", "quantization", "contextLength"])
        #expect((lanes[0]["modelParameters"] as? [String: Any])?["temperature"] as? Double == 1.2)
    }

    @Test func `compile prints what is sent, byte for byte`() throws {
        let folder = try TemporaryFolder()
        let file = try folder.file(
            "x.prompt.yaml", "instruction: Add.\nexamples:\n  - { input: 1 + 1, output: 2 }\ninput: 2 + 2")
        let completion = try Program.run(["compile", file, "--layout", "completion"])
        #expect(completion.output == "Add.\n\nQ: 1 + 1\nA: 2\n\nQ: 2 + 2\nA:")
        let chat = try Program.run(["compile", file])
        #expect(
            chat.output
                == "<|im_start|>system\nAdd.<|im_end|>\n<|im_start|>user\n1 + 1<|im_end|>\n<|im_start|>assistant\n2<|im_end|>\n<|im_start|>user\n2 + 2<|im_end|>\n<|im_start|>assistant\n"
        )
    }

    @Test func `a base model takes the completion layout and says so`() throws {
        let folder = try TemporaryFolder()
        let result = try Program.run([
            "compile", try folder.file("x.prompt.yaml", "input: Hello"), "--model", "gemma3-270m",
        ])
        #expect(result.output == "Q: Hello\nA:")
        #expect(result.errors.contains("no chat template"))
    }

    @Test func `the next token is the same to the bit each time in strict mode`() throws {
        let arguments = ["next", "--text", "The capital of France is", "--strict", "--format", "json"]
        let first = try Program.run(arguments)
        #expect(first.code == 0 && first.output.contains(" Paris"))
        #expect(try Program.run(arguments).output == first.output)
    }

    @Test func `the version names the program and its llama cpp`() throws {
        let result = try Program.run(["--version"])
        #expect(result.code == 0)
        #expect(result.output.hasPrefix("Lathe 0.1.0, "))
        #expect(try Program.run(["version"]).output == result.output)
    }

    @Test func `next tells how likely a text is, token by token`() throws {
        let arguments = ["next", "--text", "The capital of France is", "--continue", "Paris", "--continue", " purple"]
        let report = try json(Program.run(arguments + ["--format", "json"]).output)
        let found = try #require(report["continuations"] as? [[String: Any]])
        #expect(found.map { ($0["writings"] as? [Any])?.count } == [2, 1])
        let probabilities = found.compactMap { $0["probability"] as? Double }
        #expect(probabilities.count == 2 && probabilities[0] > 0.05 && probabilities[1] < 0.01)
        let table = try Program.run(arguments)
        #expect(table.code == 0 && table.output.contains("\" Paris\"") && table.output.contains("Both ways of writing"))
        let shares = try #require(report["shares"] as? [[String: Any]])
        #expect(shares.compactMap { $0["label"] as? String } == ["Paris", " purple"])
        let numbers = shares.compactMap { $0["share"] as? Double }
        #expect(abs(numbers.reduce(0, +) - 1) < 1e-9 && (numbers.first ?? 0) > 0.8)
        #expect(table.output.contains("\" purple\" ") && table.output.contains("by character"))
    }

    @Test func `next tells the shares of a prompt's answers as an evaluation by likelihood tells them`() throws {
        let folder = try TemporaryFolder()
        let file = try folder.file(
            "x.prompt.yaml",
            """
            input: "Text: {{text}}. Is it good?"
            variables: { text: It shines }
            answer: { type: yes-no }
            testData:
              - { text: It shines, expected: "yes" }
            """)
        let arguments = ["next", file, "--score", "likelihood", "--strict"]
        let report = try json(Program.run(arguments + ["--format", "json"]).output)
        let shares = try #require(report["shares"] as? [[String: Any]])
        #expect(shares.compactMap { $0["label"] as? String } == ["yes", "no"])
        let logarithms = shares.compactMap { $0["logProbability"] as? Double }
        let evaluated = try json(
            Program.run(["eval", file, "--score", "likelihood", "--strict", "--no-history", "--format", "json"]).output)
        let cases = try #require(evaluated["cases"] as? [[String: Any]])
        let labels = try #require(cases.first?["labels"] as? [[String: Any]])
        let others = labels.compactMap { $0["logProbability"] as? Double }
        #expect(logarithms.count == 2 && others.count == 2)
        #expect(zip(logarithms, others).allSatisfy { abs($0 - $1) < 1e-6 }, "\(logarithms) \(others)")
        let table = try Program.run(arguments).output
        #expect(table.contains("by character") && table.contains("The possible answers have"))
    }

    @Test func `next shows the funnel and counts draws`() throws {
        let report = try json(
            Program.run([
                "next", "--text", "The capital of France is", "--top", "5", "--draws", "200", "--format", "json",
            ]).output)
        #expect(report["vocabulary"] as? Int == 49_152)
        let stages = try #require(report["funnel"] as? [[String: Any]])
        #expect(
            stages.compactMap { $0["stage"] as? String } == [
                "logit-bias", "penalties", "top-k", "typical-p", "top-p", "min-p", "temperature",
            ])
        #expect(stages[2]["kept"] as? Int == 40)
        let candidates = try #require(report["candidates"] as? [[String: Any]])
        #expect(candidates.count == 5)
        #expect(candidates[0]["text"] as? String == " Paris")
        let draws = try #require(report["draws"] as? [String: Int])
        #expect(draws.values.reduce(0, +) == 200)
    }

    @Test func `a batch replays, goes on after a bad line and gives ids back`() throws {
        let request =
            #"{"id": 7, "prompt": {"instruction": "Say {{word}}.", "input": "Now."}, "set": {"word": "yes"}, "lanes": [{"name": "a", "modelParameters": {"maxTokens": 6}}]}"#
        let result = try Program.run(["batch"], input: [request, "nonsense", request].joined(separator: "\n"))
        let lines = result.output.split(separator: "\n")
        try #require(lines.count == 3)
        #expect(try json(lines[0])["id"] as? Int == 7)
        #expect(try json(lines[1])["error"] is String)
        let lane = try #require((try json(lines[2])["lanes"] as? [[String: Any]])?.first)
        let usage = try #require(lane["usage"] as? [String: Int])
        #expect(usage["decodedRows"] == 0)
        #expect(usage["replayedTokens"] == usage["generatedTokens"])
    }

    @Test func `models are listed with what they are`() throws {
        let result = try Program.run(["models", "list"])
        #expect(result.output.contains("llama · 135M · Q4_1 · 8192 ctx"))
    }
}
