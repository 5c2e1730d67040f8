import Foundation
import History
import Lanes
import Library
import Prompting
import Sampling
import Testing

/// What `lathe run` and `lathe batch` keep, and what `lathe history` makes of it.
@Suite(.serialized)
struct HistoryTests {
    private let data: DataFolder
    private let folder: TemporaryFolder
    private let prompt: String

    init() throws {
        data = try DataFolder()
        folder = try TemporaryFolder()
        prompt = try folder.file(
            "x.prompt.yaml",
            "name: Greeting\n# A comment.\ninput: \"Say {{word}}.\"\nvariables: { word: yes }\nmodelParameters: { maxTokens: 6 }\n"
        )
    }

    private func run(_ arguments: [String], input: String = "") throws -> Program.Result {
        try Program.run(arguments, input: input, data: data)
    }

    private func history(_ arguments: String...) throws -> Program.Result {
        try run(["history"] + arguments)
    }

    private func json(_ result: Program.Result) throws -> [String: Any] {
        try #require(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any],
            "\(result.output) \(result.errors)")
    }

    /// A run that took no model.
    private func record(_ text: String = "A fox.", prompt: String = "input: Who?") throws -> Int64 {
        let sent = CompiledPrompt(technique: .zeroShot, body: .completion([Fragment("Who?", isField: true)]))
        let stage = StageResult(prompt: "Who?", text: text, finish: .end)
        let lane = LaneRecord(
            LaneRequest(name: "A", prompt: sent, settings: Settings()),
            model: ModelRecord(
                name: "tiny", path: "/none/tiny.gguf", sha256: "ab", architecture: "llama", quantization: "Q4_1",
                contextLength: 64, build: "b"),
            result: LaneResult(name: "A", samples: [SampleResult(stages: [stage], of: sent)], answer: text))
        return try History(path: data.history).record(
            RunRecord(
                date: Date(), seconds: 1, origin: .run, mode: "fast", prompt: PromptRecord(name: "Who", text: prompt),
                lanes: [lane], machine: MachineRecord(lathe: "0.1.0", processor: "p", threads: 2)))
    }

    // MARK: recording

    @Test func `a run is kept with all that is needed to make it again`() throws {
        let printed = try json(
            run([
                "run", prompt, "--set", "word=네", "--lane", "name=warm,temperature=1.5,samples=2", "--top-k", "20",
                "--format", "json",
            ]))
        let kept = try History(path: data.history).run(1)
        #expect(kept.run.prompt.name == "Greeting")
        #expect(kept.run.prompt.file == prompt)
        #expect(kept.run.prompt.text == (try String(contentsOfFile: prompt, encoding: .utf8)))
        #expect(kept.run.prompt.variables == ["word": "네"])
        #expect((kept.run.origin, kept.run.mode, kept.run.isFresh) == (.run, "fast", true))
        let lane = try #require(kept.run.lanes.first)
        #expect((lane.name, lane.request.samples, lane.result.samples.count) == ("warm", 2, 2))
        #expect((lane.settings.temperature, lane.settings.topK) == (1.5, 20))
        #expect(lane.sources == ["temperature": .lane, "topK": .commandLine, "maxTokens": .prompt])
        #expect(lane.model.name == "SmolLM2-135M-Instruct.Q4_1" && lane.model.quantization == "Q4_1")
        #expect(lane.model.sha256?.hasPrefix("b179c952") == true)
        #expect(lane.model.build.hasPrefix("llama.cpp"))
        let stage = try #require(lane.result.samples.first?.stages.first)
        #expect(stage.prompt.contains("<|im_start|>user\nSay 네."))
        #expect(stage.tokens.last?.end == stage.text.utf8.count)
        #expect(stage.tokens.count <= 6 && !stage.tokens.isEmpty)
        let report = try #require((printed["lanes"] as? [[String: Any]])?.first)
        #expect(report["text"] as? String == lane.text)
        #expect(report["answer"] as? String == lane.result.answer)
        #expect((report["usage"] as? [String: Int])?["generatedTokens"] == lane.result.usage.generatedTokens)
        #expect(kept.run.notices == printed["notices"] as? [String])
    }

    @Test func `with --no-history nothing is kept`() throws {
        #expect(try run(["run", prompt, "--no-history"]).code == 0)
        let request = #"{"prompt": {"input": "Hi", "modelParameters": {"maxTokens": 2}}}"#
        #expect(try run(["batch", "--no-history"], input: request).code == 0)
        #expect(!FileManager.default.fileExists(atPath: data.history))
    }

    @Test func `each request of a batch is kept, and one that can't be run isn't`() throws {
        let request =
            #"{"id": 1, "prompt": {"input": "Hi {{w}}", "modelParameters": {"maxTokens": 2}}, "set": {"w": "you"}}"#
        _ = try run(["batch"], input: [request, "nonsense", request].joined(separator: "\n"))
        let history = try History(path: data.history)
        #expect(try history.count() == 2)
        let (first, second) = (try history.run(1).run, try history.run(2).run)
        #expect((first.origin, first.isFresh, second.isFresh) == (.batch, true, false))
        #expect(first.prompt.file == nil && first.prompt.variables == ["w": "you"])
        #expect(first.lanes[0].result.samples == second.lanes[0].result.samples)
    }

    @Test func `a run that is interrupted is kept as far as it came`() throws {
        let file = try folder.file(
            "long.prompt.yaml",
            "input: Count.\nmodelParameters: { maxTokens: 5000, logitBias: { 2: -1000, 0: -1000, 4: -1000 } }")
        let result = try Program.run(["run", file, "--format", "json"], interruptAfter: 4, data: data)
        #expect(result.code == 130)
        let run = try History(path: data.history).run(1).run
        #expect(run.isCancelled)
        #expect(run.lanes[0].result.samples[0].stages[0].finish == .cancelled)
        #expect(run.lanes[0].text == (try json(result)["lanes"] as? [[String: Any]])?.first?["text"] as? String)
    }

    @Test func `a lane that fails is kept with its error`() throws {
        let file = try folder.file("big.prompt.yaml", "input: \"\(String(repeating: "word ", count: 600))\"")
        #expect(try run(["run", file, "--context", "64"]).code == 1)
        let lane = try History(path: data.history).run(1).run.lanes[0]
        #expect(lane.error?.contains("context holds") == true)
        #expect(try history("list").output.contains("failed:"))
    }

    @Test func `a history that can't be written is told once, and the run goes on`() throws {
        try FileManager.default.createDirectory(atPath: data.history, withIntermediateDirectories: true)
        let result = try run(["run", prompt])
        #expect(result.code == 0)
        #expect(
            result.errors.contains("The run isn't kept. The history \(data.history) can't be opened: it is a folder."))
        let request = #"{"prompt": {"input": "Hi", "modelParameters": {"maxTokens": 2}}}"#
        let batch = try run(["batch"], input: request + "\n" + request)
        #expect(batch.code == 0 && batch.output.split(separator: "\n").count == 2)
        #expect(batch.errors.components(separatedBy: "isn't kept").count == 2)
    }

    @Test func `a damaged history is told, and the run is the first of a new one`() throws {
        try Data(repeating: 7, count: 20_000).write(to: URL(filePath: data.history))
        let result = try run(["run", prompt])
        #expect(result.code == 0)
        #expect(result.errors.contains("was damaged. It was set aside as"), "\(result.errors)")
        #expect(try History(path: data.history).count() == 1)
    }

    @Test func `a run whose output is closed is kept, and nothing is printed into the history`() throws {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", "\"$1\" run \"$2\" --format json <&- >&- 2>&-", "sh", Program.path, prompt]
        process.environment = data.environment
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 1)
        let history = try History(path: data.history)
        #expect(try history.count() == 1)
        #expect(history.takeNotices().isEmpty)
    }

    // MARK: commands

    @Test func `runs are listed, paged and filtered`() throws {
        for number in 1...5 { _ = try record("fox \(number)") }
        let table = try history("list", "--limit", "2")
        #expect(table.output.split(separator: "\n").count == 3)
        #expect(table.output.contains("fox 5") && !table.output.contains("fox 3"))
        #expect(table.errors.contains("--before 4"))
        let page = try json(history("list", "--limit", "3", "--before", "4", "--format", "json"))
        #expect((page["runs"] as? [[String: Any]])?.map { $0["id"] as? Int } == [3, 2, 1])
        #expect(page["next"] is NSNull)
        #expect(try json(history("list", "--limit", "1", "--format", "json"))["next"] as? Int == 5)
        #expect(try history("list", "--technique", "cot").output == "No run fits.\n")
        #expect(try history("list", "--since", "1h", "--model", "tiny").output.contains("fox 1"))
        #expect(try history("list", "--until", "2020-01-31").output == "No run fits.\n")
    }

    @Test func `an empty history says what to do`() throws {
        #expect(try history("list").output.contains("`lathe run tour`"))
        let result = try history("show", "last")
        #expect(result.code == 1 && result.errors.contains("There is no run last"))
    }

    @Test func `words are found, with where they stand`() throws {
        _ = try record("서울에서 온 여우")
        _ = try record("A hen.")
        let table = try history("search", "서울")
        #expect(table.code == 0)
        #expect(table.output.contains("output: 서울에서 온 여우") && !table.output.contains("hen"))
        let page = try json(history("search", "hen", "a", "--format", "json"))
        #expect((page["runs"] as? [[String: Any]])?.count == 1)
        let nothing = try history("search", "!?")
        #expect(nothing.code == 1 && nothing.errors.contains("`!?` has no word"))
    }

    @Test func `a run is shown with prompt, lanes and what it ran on`() throws {
        _ = try record("A fox.\u{1B}[31m")
        let result = try history("show", "last", "--sent")
        #expect(result.code == 0)
        for text in ["input: Who?", "A fox.␛[31m", "tiny · Q4_1 · 64 ctx", "Sent by A:"] {
            #expect(result.output.contains(text), "\(text)")
        }
        #expect(!result.output.contains("\u{1B}"))
        let object = try json(history("show", "1", "--format", "json"))
        #expect(object["id"] as? Int == 1)
        let decoded = try HistoryJSON.decoder().decode(
            RecordedRun.self, from: Data(try history("show", "1", "--format", "json").output.utf8))
        #expect(decoded == (try History(path: data.history).run(1)))
    }

    @Test func `two runs are compared word by word`() throws {
        _ = try record("The quick fox.")
        _ = try record("The slow fox ran.", prompt: "input: What?")
        let result = try history("compare", "last~1", "last")
        #expect(result.output.contains("input: [-Who-]{+What+}?"))
        #expect(result.output.contains("The [-quick-]{+slow+} fox{+ ran+}."), "\(result.output)")
        let object = try json(history("compare", "1", "2", "--format", "json"))
        let lane = try #require((object["lanes"] as? [[String: Any]])?.first)
        #expect(lane["isSameText"] as? Bool == false)
        #expect((lane["words"] as? [[String: String]])?.first == ["first": "quick", "second": "slow"])
        #expect(try history("compare", "1", "1").output.contains("A: the same text"))
    }

    @Test func `ratings, tags and notes are set and listed`() throws {
        _ = try record()
        #expect(try json(history("rate", "last", "4", "--format", "json"))["rating"] as? Int == 4)
        #expect(try json(history("tag", "1", "good", "초안", "--format", "json"))["tags"] as? [String] == ["good", "초안"])
        #expect(try run(["history", "note", "1", "-"], input: "Worth it.\n").output == "Run 1: noted.\n")
        #expect(try history("list", "--tag", "초안", "--rating", "3-5").output.contains("[good, 초안]"))
        #expect(try history("search", "worth").output.contains("note: Worth it."))
        let dashed = try history("note", "1", "- item", "--format", "json")
        #expect(dashed.output.contains("\"- item\""), "\(dashed.errors)")
        #expect(try history("note", "1", "--really").code == 0)
        #expect(try history("note", "1", "worth", "--frmat", "json").code == 64)
        #expect(try history("note", "1", "Worth it.").code == 0)
        #expect(try history("tag", "1", "--remove", "good").output == "Run 1: 초안.\n")
        #expect(try json(history("rate", "1", "none", "--format", "json"))["rating"] is NSNull)
    }

    @Test func `deleted runs come back until they are pruned`() throws {
        for _ in 0..<3 { _ = try record() }
        #expect(try json(history("delete", "1", "2", "--format", "json"))["deleted"] as? [Int] == [1, 2])
        #expect(try history("list", "--deleted").output.split(separator: "\n").count == 3)
        #expect(try history("delete", "--undo", "1").code == 0)
        #expect(try json(history("prune", "--dry-run", "--format", "json"))["removed"] as? Int == 1)
        #expect(try json(history("prune", "--format", "json"))["removed"] as? Int == 1)
        #expect(try history("delete", "--undo", "1").errors.contains("Run 1 isn't deleted"))
        #expect(try history("delete", "--undo", "last").errors.contains("No run is deleted"))
        #expect(try history("delete", "1").code == 0)
        #expect(try history("delete", "--undo", "last").output == "Brought back: 1.\n")
        #expect(try history("delete", "--undo", "2").errors.contains("There is no run 2"))
        #expect(try history("prune", "--keep", "1").output.hasPrefix("Removed 1 run;"))
        #expect(try History(path: data.history).page().entries.map(\.id) == [3])
    }

    @Test func `a run that was exported as JSON becomes a page or a table too`() throws {
        for text in ["A fox.", "A hen."] { _ = try record(text) }
        for format in ["json", "jsonl"] {
            let file = try folder.file("one.\(format)", history("export", "2", "--format", format).output)
            let page = try run(["export", file, "--format", "html"])
            #expect(page.output.contains("A hen."), "\(page.errors)")
        }
        let both = try folder.file("both.json", history("export", "1", "2", "--format", "json").output)
        #expect(try run(["export", both, "--format", "csv"]).errors.contains("has 2 runs"))
    }

    @Test func `runs are exported whole in each format`() throws {
        _ = try record("A \"fox\",\n여우")
        _ = try record("A hen.")
        let lines = try history("export", "--format", "jsonl").output.split(separator: "\n")
        let decoded = try lines.map { try HistoryJSON.decoder().decode(RecordedRun.self, from: Data($0.utf8)) }
        #expect(decoded == (try [2, 1].map { try History(path: data.history).run($0) }))
        let list = try JSONDecoder().decode(
            [[String: AnyValue]].self, from: Data(try history("export", "--search", "hen").output.utf8))
        #expect(list.count == 1)
        #expect(try history("export", "--tag", "none").output == "[]\n")
        let csv = try history("export", "1", "--format", "csv").output
        #expect(csv.hasPrefix("run,date,prompt,") && csv.contains(",\"A \"\"fox\"\",\n여우\","))
        let file = folder.path("out.md")
        #expect(try history("export", "1", "--format", "markdown", "--output", file).errors == "Wrote 1 run.\n")
        let markdown = try String(contentsOfFile: file, encoding: .utf8)
        #expect(markdown.hasPrefix("# Who\n") && markdown.contains("```text\nA \"fox\",\n여우\n```"))
    }

    @Test(arguments: [
        (["show", "zero"], "zero"), (["list", "--limit", "0"], "1...1000"), (["rate", "1", "6"], "1 to 5"),
        (["list", "--rating", "5-3"], "5-3"), (["lst"], "did you mean `list`?"),
        (["list", "--since", "yesterday"], "yesterday"),
    ])
    func `a mistake is named`(arguments: [String], says: String) throws {
        let result = try run(["history"] + arguments)
        #expect(result.code == 64)
        #expect(result.errors.contains(says), "\(result.errors)")
        #expect(!FileManager.default.fileExists(atPath: data.history))
    }

    @Test func `a run that isn't there, or a tag that can't be, is named`() throws {
        #expect(try history("show", "99").errors.contains("There is no run 99"))
        _ = try record()
        #expect(try history("tag", "1", "a,b").errors.contains("`a,b` can't be a tag"))
    }

    @Test func `a history of a newer Lathe is told by every command`() throws {
        _ = try record()
        var bytes = try Data(contentsOf: URL(filePath: data.history))
        // `user_version`, in the file's header.
        bytes.replaceSubrange(60..<64, with: [0, 0, 0, 99])
        try bytes.write(to: URL(filePath: data.history))
        let result = try history("list")
        #expect(result.code == 1 && result.errors.contains("newer Lathe"))
        let run = try run(["run", prompt])
        #expect(run.code == 0 && run.errors.contains("newer Lathe"))
        #expect(try Data(contentsOf: URL(filePath: data.history)) == bytes)
    }

    @Test func `a file is replaced when the new one is whole, and stays as it was if the export fails`() throws {
        _ = try record("A hen.")
        let own = try TemporaryFolder()
        let file = try own.file("out.json", "kept")
        let refused = try history("export", "1", "--output", file)
        #expect(refused.code == 1 && refused.errors.contains("--replace"), "\(refused.errors)")
        let failed = try history("export", "1", "99", "--output", file, "--replace")
        #expect(failed.code == 1 && failed.errors.contains("There is no run 99"), "\(failed.errors)")
        #expect(try String(contentsOfFile: file, encoding: .utf8) == "kept")
        #expect(try history("export", "1", "--output", file, "--replace").code == 0)
        #expect(try String(contentsOfFile: file, encoding: .utf8).contains("A hen."))
        #expect(try FileManager.default.contentsOfDirectory(atPath: own.path("")) == ["out.json"])
    }

    @Test func `runs are exported by number or by filter, not by both`() throws {
        let result = try history("export", "1", "--search", "nothing")
        #expect(result.code == 64)
        #expect(result.errors.contains("not both"))
    }
}

private struct AnyValue: Decodable {
    init(from decoder: any Decoder) throws {}
}
