import Foundation
import History
import Lanes
import Library
import Testing

/// `lathe history rerun`, on the starter model.
@Suite(.serialized)
struct RerunTests {
    private let data: DataFolder
    private let folder: TemporaryFolder

    init() throws {
        data = try DataFolder()
        folder = try TemporaryFolder()
    }

    private func run(_ arguments: [String], input: String = "") throws -> Program.Result {
        try Program.run(arguments, input: input, data: data)
    }

    private func rerun(_ arguments: String...) throws -> (report: [String: Any], code: Int32) {
        let result = try run(["history", "rerun", "--format", "json"] + arguments)
        let report = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
        return (try #require(report, "\(result.errors)"), result.code)
    }

    @Test(arguments: [[], ["--strict"]] as [[String]])
    func `a run of several lanes, stages and samples gives the same text again, as was promised`(mode: [String]) throws
    {
        let lanes = [
            "name=a,samples=3,temperature=1.3", "name=b,technique=zero-shot-cot,layout=completion", "name=c,seed=5",
        ]
        let asked = ["run", "common-sense", "--max-tokens", "12"] + mode + lanes.flatMap { ["--lane", $0] }
        #expect(try run(asked).code == 0)
        let (report, code) = try rerun("last")
        #expect(report["promisesSameText"] as? Bool == true, "\(report)")
        #expect(report["isSame"] as? Bool == true, "\(report)")
        #expect(code == 0)
        #expect((report["run"] as? Int, report["rerun"] as? Int) == (1, 2))
        let history = try History(path: data.history)
        let (first, second) = (try history.run(1).run, try history.run(2).run)
        #expect((second.rerunOf, second.origin, second.mode) == (1, .rerun, first.mode))
        #expect(second.lanes.map(\.result.samples) == first.lanes.map(\.result.samples))
        #expect(second.lanes.map(\.sources) == first.lanes.map(\.sources))
        #expect(second.prompt == first.prompt)
    }

    @Test func `what beams found comes again with its scores, which all exports of the history have`() throws {
        let beams = ["--decoding", "beam", "--beams", "3", "--keep", "2", "--max-tokens", "6"]
        #expect(try run(["run", "common-sense", "--strict", "--lane", "name=a"] + beams).code == 0)
        #expect(try rerun("last").report["isSame"] as? Bool == true)
        let score = try #require(try History(path: data.history).run(1).run.lanes[0].result.samples[0].beam)
        let places = ["markdown": 4, "html": 4, "csv": 6]
        for (format, digits) in places {
            let text = try run(["history", "export", "1", "--format", format]).output
            let expected = String(format: "%.\(digits)f", score.logProbability)
            #expect(text.contains(expected), "\(format): \(expected)")
        }
        #expect(try run(["history", "export", "1"]).output.contains("logProbability"))
    }

    @Test func `lanes on several models run on those again, and strict mode promises the same text`() throws {
        let lanes = ["--lane", "name=s", "--lane", "name=g,model=gemma3-270m"]
        #expect(try run(["run", "tour", "--strict", "--max-tokens", "4"] + lanes).code == 0)
        let (report, code) = try rerun("last")
        #expect(report["promisesSameText"] as? Bool == true && report["isSame"] as? Bool == true, "\(report)")
        #expect(code == 0)
        let history = try History(path: data.history)
        #expect(try history.run(2).run.lanes.map(\.model) == (try history.run(1).run.lanes.map(\.model)))
    }

    @Test func `a run on a server that the settings don't name any more says so`() throws {
        #expect(try run(["run", "tour", "--lane", "name=a", "--max-tokens", "3"]).code == 0)
        let history = try History(path: data.history)
        var remote = try history.run(1).run
        remote.lanes[0].model = ModelRecord(
            name: "desk/m1", path: "", sha256: nil, architecture: "", quantization: "", contextLength: 0, build: "")
        let id = try history.record(remote)
        let result = try run(["history", "rerun", "\(id)"])
        #expect(result.code == 1 && result.errors.contains("server desk/m1 is no longer in"))
        let (report, _) = try rerun("\(id)", "--model", "smollm2")
        #expect((report["doubts"] as? [String])?.first?.contains("is a server") == true)
    }

    @Test func `a run whose text was another one is told from where it differs`() throws {
        #expect(try run(["run", "tour", "--lane", "name=a,temperature=0", "--max-tokens", "8"]).code == 0)
        let history = try History(path: data.history)
        var changed = try history.run(1).run
        changed.lanes[0].result.samples[0].stages[0].text = "The mousekeeper"
        try history.record(changed)
        let (report, code) = try rerun("2", "--no-history")
        #expect(code == 1)
        #expect(report["isSame"] as? Bool == false)
        #expect(report["rerun"] is NSNull)
        let lane = try #require((report["lanes"] as? [[String: Any]])?.first)
        #expect(lane["character"] as? Int == 5 && lane["before"] as? String == "The mousekeeper")
        let table = try run(["history", "rerun", "2", "--no-history"])
        #expect(table.output.contains("a different text from character 5 of output 1"))
        #expect(table.errors.contains("must be the same"))
    }

    @Test func `a run made again sends the text of then, with the date of then`() throws {
        let template = try folder.file(
            "dated.jinja", "[{{ strftime_now('%Y') }}]{% for m in messages %}{{ m.content }}{% endfor %}")
        let asked = ["run", "tour", "--lane", "name=a", "--max-tokens", "3", "--template", template]
        #expect(try run(asked).code == 0)
        let history = try History(path: data.history)
        var old = try history.run(1).run
        let text = old.lanes[0].result.samples[0].stages[0].prompt
        old.date = Date(timeIntervalSince1970: 1_000_000_000)
        old.lanes[0].result.samples[0].stages[0].prompt = "[2001]" + text.dropFirst(6)
        try history.record(old)
        let dated = try run(["history", "rerun", "2"])
        #expect(!dated.errors.contains("now give a different one"), "\(dated.errors)")
        // Of a run that repeats one, the date is still the first one's.
        let again = try run(["history", "rerun", "3"])
        #expect(!again.errors.contains("now give a different one"), "\(again.errors)")
        old.lanes[0].result.samples[0].stages[0].prompt = "[1999]" + text.dropFirst(6)
        try history.record(old)
        let told = try run(["history", "rerun", "5"])
        #expect(told.errors.contains("now give a different one"))
        let prompts = try (3...6).map { try history.run($0).run.lanes[0].result.samples[0].stages[0].prompt.prefix(6) }
        #expect(prompts == ["[2001]", "[2001]", "[1999]", "[1999]"])
        #expect(try history.run(6).run.notices.contains { $0.contains("now give a different one") })
        #expect(try history.run(6).run.lanes[0].request == old.lanes[0].request)
    }

    @Test func `a run made again on another model renders its messages anew`() throws {
        #expect(try run(["run", "tour", "--lane", "name=a", "--max-tokens", "3"]).code == 0)
        let history = try History(path: data.history)
        var old = try history.run(1).run
        old.lanes[0].result.samples[0].stages[0].prompt = "The text of another model."
        try history.record(old)
        let told = try run(["history", "rerun", "2", "--model", "smollm2"])
        #expect(!told.errors.contains("now give a different one"))
        #expect(try history.run(3).run.lanes[0].result.samples[0].stages[0].prompt.contains("<|im_start|>"))
    }

    @Test func `a lane that fails again is no same text`() throws {
        let long = String(repeating: "word ", count: 20_000)
        let prompt = try folder.file("long.prompt.yaml", "input: '\(long)'\n")
        #expect(try run(["run", prompt]).code == 1)
        let (report, code) = try rerun("last")
        #expect(code == 1)
        #expect(report["isSame"] as? Bool == false)
        let lanes = try #require(report["lanes"] as? [[String: Any]])
        #expect((lanes.first?["error"] as? String)?.contains("context") == true)
    }

    @Test func `a run after other runs of a batch promises nothing in fast mode`() throws {
        let request = #"{"prompt": {"input": "Hi", "modelParameters": {"maxTokens": 3}}}"#
        _ = try run(["batch"], input: request + "\n" + request)
        let (report, _) = try rerun("2")
        #expect(report["promisesSameText"] as? Bool == false)
        #expect((report["doubts"] as? [String])?.first?.contains("after other runs") == true)
    }

    @Test func `a model that is gone is named, and another one may stand in`() throws {
        let model = folder.path("mine.gguf")
        try FileManager.default.createSymbolicLink(
            atPath: model,
            withDestinationPath: data.environment["XDG_DATA_HOME"].map {
                $0 + "/lathe/models/SmolLM2-135M-Instruct.Q4_1.gguf"
            } ?? "")
        #expect(try run(["run", "tour", "--lane", "name=a", "--max-tokens", "3", "--model", model]).code == 0)
        try FileManager.default.removeItem(atPath: model)
        // The same file lies elsewhere, and is known by its check sum.
        #expect(try rerun("last").report["isSame"] as? Bool == true)
        let history = try History(path: data.history)
        var lost = try history.run(1).run
        lost.lanes[0].model.sha256 = String(repeating: "0", count: 64)
        let id = try history.record(lost)
        let result = try run(["history", "rerun", "\(id)"])
        #expect(result.code == 1 && result.errors.contains("is no longer at \(model)"))
        let (report, _) = try rerun("\(id)", "--model", "smollm2")
        #expect((report["doubts"] as? [String])?.first?.contains("model is different") == true)
    }
}
