import Foundation
import Testing

@Suite(.serialized)
struct ScoreTests {
    private let lines = """
        {"output": "2 + 3 = 5. The answer is 5.", "answer": 5}
        {"output": "The answer is $1,024.00. Before, it was 7.", "answer": ["1024", "1025"]}
        {"output": "First 3, then 4", "answer": "3"}
        {"output": "No idea.", "answer": "3"}

        """

    @Test func `a score is JSON that scripts can rely on`() throws {
        let result = try Program.run(["score", "-", "--answer", "number", "--format", "json"], input: lines)
        #expect(result.code == 0 && result.errors.isEmpty)
        let report = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        #expect(Set(report.keys) == ["n", "correct", "accuracy", "interval", "unparsed", "reasons"])
        #expect(report["reasons"] as? [String: Int] == ["no number": 1])
        #expect(report["n"] as? Int == 4 && report["correct"] as? Int == 2 && report["unparsed"] as? Int == 1)
        #expect(report["accuracy"] as? Double == 0.5)
        let interval = try #require(report["interval"] as? [Double])
        #expect(interval.count == 2 && abs(interval[0] - 0.15003899) < 1e-6 && abs(interval[1] - 0.84996101) < 1e-6)
    }

    @Test func `a score is a table, and options change what counts`() throws {
        let folder = try TemporaryFolder()
        let file = try folder.file("outputs.jsonl", lines)
        let table = try Program.run(["score", file, "--answer", "number"])
        #expect(table.code == 0)
        #expect(table.output.contains("right     2") && table.output.contains("50.0 %, 95 % interval 15.0 to 85.0 %"))
        let first = try Program.run(["score", file, "--answer", "number", "--pick", "first", "--format", "json"])
        #expect(first.output.contains("\"correct\" : 3"))
        let none = try Program.run(["score", file, "--answer", "number", "--answer-sentence", "", "--format", "json"])
        #expect(none.output.contains("\"correct\" : 1"))
        let other = try Program.run([
            "score", file, "--answer", "number", "--answer-sentence", "- first", "--format", "json",
        ])
        #expect(other.code == 0)
    }

    @Test func `a tolerance, absolute or relative, makes near numbers right, and a table is read like data`() throws {
        let folder = try TemporaryFolder()
        let file = try folder.file("outputs.csv", "output,answer\nIt is 0.333.,1/3\n\"98.5, about\",100\n")
        func right(_ arguments: [String]) throws -> String {
            let result = try Program.run(["score", file, "--answer", "number", "--format", "json"] + arguments)
            return String(result.output.split(separator: "\n").first { $0.contains("correct") } ?? "")
        }
        #expect(try right([]).contains(": 0"))
        #expect(try right(["--tolerance", "0.01"]).contains(": 1"))
        #expect(try right(["--tolerance", "2%"]).contains(": 2"))
    }

    @Test func `bad lines are named when all are read`() throws {
        let folder = try TemporaryFolder()
        let file = try folder.file(
            "outputs.jsonl", "nonsense\n\(lines){\"output\": \"1\", \"answer\": \"\\u001b[m\"}\n")
        let result = try Program.run(["score", file, "--answer", "number", "--format", "json"])
        #expect(result.code == 1)
        #expect(result.output.contains("\"n\" : 4"))
        #expect(
            result.errors.contains("outputs.jsonl: Line 1: It is not JSON") && result.errors.contains("number: \"␛[m\"")
        )
        let many = try folder.file("many.jsonl", String(repeating: "x\n", count: 30) + lines)
        let refused = try Program.run(["score", many, "--answer", "number"])
        #expect(refused.code == 1 && refused.errors.contains("10 more that can't be used, in lines 21-30."))
        let list = try folder.file(
            "list.json", "[" + Array(repeating: #"{"output": "1"}"#, count: 30).joined(separator: ",") + "]")
        let shared = try Program.run(["score", list, "--answer", "number"])
        #expect(shared.errors.contains("10 more that can't be used, in rows 21-30."), "\(shared.errors)")
    }

    @Test func `the same outputs are measured by metrics, and models say which they were`() throws {
        let metrics = ["--metric", "f1", "--metric", "cosine", "--metric", "surprisal", "--metric", "perplexity"]
        let result = try Program.run(["score", "-", "--format", "json"] + metrics, input: lines)
        #expect(result.code == 0 && result.errors.isEmpty, "\(result.errors)")
        let report = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        #expect(Set(report.keys) == ["n", "metrics", "textModels"])
        let values = try #require(report["metrics"] as? [String: Double])
        #expect((0...1).contains(try #require(values["cosine"])))
        #expect(abs(exp2(try #require(values["surprisal"])) - (try #require(values["perplexity"]))) < 1e-6)
        let models = try #require(report["textModels"] as? [[String: Any]])
        #expect(models.map { $0["use"] as? String } == ["embedding", "surprisal"])
        #expect(models[0]["pooling"] as? String == "states" && models[0]["texts"] as? Int == 8)
        let bert = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "RuntimeTests/Reference/tiny-bert.gguf").path
        let table = try Program.run(
            ["score", "-", "--answer", "number", "--metric", "cosine", "--embedding-model", bert], input: lines)
        #expect(table.code == 0 && table.output.contains("right     2") && table.output.contains("cosine    "))
        #expect(table.errors.contains("tiny-bert's own embeddings (the mean of its hidden states)"))
        let refused = try Program.run(
            ["score", "-", "--metric", "surprisal", "--perplexity-model", bert], input: lines)
        #expect(refused.code == 1 && refused.errors.contains("gives no probabilities of a text"))
    }

    @Test(arguments: [
        (["score", "/nonexist", "--answer", "number"], 1, "/nonexist: There is no such data file."),
        (["score", "/", "--answer", "number"], 1, "It is a folder"),
        (["score", "/dev/null", "--answer", "number"], 1, "/dev/null has no outputs"),
        (["score", "-", "--answer", "text", "--tolerance", "0.1"], 64, "only the form `number` does"),
        (["score", "-", "--answer", "number", "--tolerance", "little"], 64, "`little` is not a tolerance"),
        (["score", "-", "--answer", "nummer"], 64, "did you mean `number`?"),
        (["score", "-", "--answer", "regex:("], 64, "not a regular expression"),
        (["score", "-", "--answer", "choice:A"], 64, "at least two"),
        (["score", "-"], 64, "--answer <type>"), (["score", "-", "--answer", "text", "--pick", "any"], 64, "any"),
    ])
    func `a mistake is answered with what to do`(arguments: [String], code: Int32, says: String) throws {
        let result = try Program.run(arguments)
        #expect(result.code == code)
        #expect(result.errors.contains(says), "\(result.errors)")
        #expect(result.output.isEmpty)
    }

    @Test func `a line of 10 MB is read like any other`() throws {
        let long = String(repeating: "so 1,234 - ", count: 950_000)
        let line = #"{"output": "\#(long) The answer is 7.", "answer": 7}"# + "\n"
        for answer in ["number", "choice:7|8", "text", "regex:\\d+", "json:a", "yes-no", "letters"] {
            let right = answer == "yes-no" ? #""no""# : answer == "letters" ? #""x""# : "7"
            let result = try Program.run(
                ["score", "-", "--answer", answer, "--format", "json"],
                input: line.replacing("\"answer\": 7", with: "\"answer\": \(right)"))
            #expect(result.code == 0 && result.output.contains("\"n\" : 1"), "\(answer): \(result.errors)")
        }
    }

    @Test func `an expression without end gives the file up`() throws {
        let slow = #"{"output": "\#(String(repeating: "a", count: 60))!", "answer": "a"}"# + "\n"
        let result = try Program.run(
            ["score", "-", "--answer", "regex:(a+)+$"], input: String(repeating: slow, count: 100))
        #expect(result.code == 1)
        #expect(result.errors.contains("takes too long"))
    }

    @Test(arguments: [
        ("number", "So it is"), ("number", "The answer is"), ("choice:A-E", "So it is"), ("yes-no", "So it is"),
        ("choice:Positive|Negative", "So it is"), ("text", "So it is"), (#"regex:-?\d+(\.\d+)?"#, "So it is"),
    ])
    func `many outputs are scored whatever their answers look like`(type: String, sentence: String) throws {
        let folder = try TemporaryFolder()
        let filler = String(
            repeating: "She sold 48 clips in April and half as many, 48/2 = 24 clips, in May. ", count: 4)
        let lines = (0..<2000).map { number in
            let answer =
                switch type {
                case "choice:A-E": ["A", "B", "C", "D", "E"][number % 5]
                case "choice:Positive|Negative": ["Positive", "Negative"][number % 2]
                case "yes-no": ["yes", "no"][number % 2]
                default: "\(number)"
                }
            let output = "\(filler)\(sentence) \(answer)."
            return #"{"output": "\#(output)", "answer": "\#(type == "text" ? output : answer)"}"#
        }
        let file = try folder.file("outputs.jsonl", lines.joined(separator: "\n"))
        let data = try DataFolder()
        let result = try Program.run(["score", file, "--answer", type, "--format", "json"], data: data)
        #expect(result.output.contains("\"correct\" : 2000"), "\(result.output) \(result.errors.prefix(300))")
    }
}
