import Foundation
import Testing

@Suite(.serialized)
struct OutputTests {
    private let folder: TemporaryFolder
    private let prompt: String

    init() throws {
        folder = try TemporaryFolder()
        prompt = try folder.file("x.prompt.yaml", "input: Say yes.\nmodelParameters: { maxTokens: 4 }")
    }

    /// Runs a line of a shell, `$1` the program and `$2` a prompt; gives its exit code and what stands on standard error.
    private func shell(_ line: String) throws -> (code: Int32, errors: String) {
        let errors = folder.path("errors")
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", "exec 2> \"$3\"; \(line)", "sh", Program.path, prompt, errors]
        let data = try DataFolder()
        process.environment = data.environment
        try process.run()
        process.waitUntilExit()
        return (process.terminationStatus, try String(contentsOfFile: errors, encoding: .utf8))
    }

    @Test func `JSON Lines are the lanes, one a line`() throws {
        let result = try Program.run(["run", prompt, "--lane", "name=a", "--lane", "name=b", "--format", "jsonl"])
        let lanes = try result.output.split(separator: "\n").map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
        #expect(lanes.map { $0["name"] as? String } == ["a", "b"])
        #expect(lanes.allSatisfy { $0["text"] is String && $0["error"] is NSNull })
    }

    @Test func `the report has the keys that are documented`() throws {
        let output = try Program.run(["run", prompt, "--format", "json"]).output
        let report = try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
        #expect(Set(report.keys).isSuperset(of: ["prompt", "mode", "build", "model", "lanes"]))
        let lane = try #require((report["lanes"] as? [[String: Any]])?.first)
        let stage = try #require((lane["stages"] as? [[String: Any]])?.first)
        #expect(Set(stage.keys) == ["prompt", "text", "finish"])
        #expect(stage["finish"] as? String == "length")
        let timings = try #require(lane["timings"] as? [String: Double])
        #expect(Set(timings.keys) == ["prefillSeconds", "firstTokenSeconds", "decodeSeconds"])
    }

    @Test func `Markdown has a heading and a fenced text for each lane`() throws {
        let result = try Program.run(["run", prompt, "--lane", "name=a", "--lane", "name=b", "--format", "markdown"])
        let lines = result.output.split(separator: "\n")
        #expect(lines.filter { $0.hasPrefix("## ") } == ["## Prompt", "## a", "## b"])
        #expect(lines.count { $0.hasPrefix("```") } == 4)
    }

    @Test func `a stop string ends the text, and a newline in one is written as in C`() throws {
        let arguments = ["run", prompt, "--stop", "\\n", "--stop", "---", "--temperature", "0", "--format", "json"]
        let long = try folder.file("y.prompt.yaml", "input: List three fruits.\nmodelParameters: { maxTokens: 64 }")
        let result = try Program.run(arguments.map { $0 == prompt ? long : $0 })
        #expect(result.output.contains("\"finish\" : \"stop\""))
        #expect(result.output.contains(#""\n","#) && result.output.contains(#""---""#))
    }

    @Test func `a context that is full ends a lane with context`() throws {
        let result = try Program.run([
            "run", prompt, "--context", "64", "--max-tokens", "500", "--logit-bias", "2:-1000", "--format", "json",
        ])
        #expect(result.output.contains("\"finish\" : \"context\""), "\(result.errors)")
        #expect(result.code == 0)
    }

    @Test func `two-stage reasoning reports both stages`() throws {
        let result = try Program.run([
            "run", prompt, "--technique", "zero-shot-cot", "--max-tokens", "6", "--answer-tokens", "3", "--format",
            "json",
        ])
        let report = try #require(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        let lane = try #require((report["lanes"] as? [[String: Any]])?.first)
        let stages = try #require(lane["stages"] as? [[String: Any]])
        try #require(stages.count == 2)
        #expect((stages[1]["prompt"] as? String)?.hasSuffix("Therefore, the answer is") == true)
    }

    @Test func `a width that is none counts as not given`() throws {
        let result = try Program.run(["run", prompt, "--lane", "name=a", "--lane", "name=b"], columns: 0)
        #expect(result.output.contains("│"))
    }

    @Test func `tokens are listed with controls shown, not obeyed`() throws {
        let file = try folder.file("esc.prompt.yaml", #"input: "a\e[31mb\u009bc""#)
        let listed = try Program.run(["compile", file, "--tokens"])
        #expect(listed.code == 0)
        #expect(!listed.output.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{9B}" })
        let exact = try Program.run(["compile", file])
        #expect(exact.output.contains("a\u{1B}[31mb\u{9B}c"))
    }

    @Test func `JSON escapes what a terminal would obey`() throws {
        let file = try folder.file("esc.prompt.yaml", #"input: "a\e[31mb\u009bc""#)
        let output = try Program.run(["run", file, "--max-tokens", "1", "--format", "json"]).output
        #expect(!output.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{9B}" })
        let report = try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
        let lane = try #require((report["lanes"] as? [[String: Any]])?.first)
        let stage = try #require((lane["stages"] as? [[String: Any]])?.first)
        #expect((stage["prompt"] as? String)?.contains("a\u{1B}[31mb\u{9B}c") == true)
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")), arguments: ["json", "columns"])
    func `a full disk is an error, not a crash`(format: String) throws {
        let result = try shell("\"$1\" run \"$2\" --format \(format) > /dev/full")
        #expect(result.code == 1)
        #expect(result.errors.hasPrefix("Error: Standard output can't be written"), "\(result.errors)")
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
    func `a table that can't be written is an error`() throws {
        let result = try shell("\"$1\" models list > /dev/full")
        #expect(result.code == 1)
        #expect(result.errors.contains("Standard output can't be written"), "\(result.errors)")
    }

    @Test func `output that is closed is an error, not a crash`() throws {
        let result = try shell("\"$1\" run \"$2\" >&-")
        #expect(result.code == 1)
        #expect(result.errors.contains("Standard output can't be written"), "\(result.errors)")
    }

    @Test func `a reader that leaves ends the program quietly though its parent ignores the signal`() throws {
        let result = try shell("(trap '' PIPE; \"$1\" run \"$2\" --format json) | true")
        #expect(result.errors.isEmpty, "\(result.errors)")
    }
}
