import Foundation
import Testing

/// Files that Lathe 0.1.0 wrote before techniques had lists of steps, with its own exports of them.
struct EarlierFilesTests {
    private let folder: TemporaryFolder
    private let data: DataFolder

    init() throws {
        folder = try TemporaryFolder()
        data = try DataFolder()
    }

    private func file(_ name: String) -> String {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Before/\(name)").path
    }

    /// A copy that a test may change.
    private func copy(_ name: String, to path: String? = nil) throws -> String {
        let path = path ?? folder.path(name)
        try FileManager.default.copyItem(atPath: file(name), toPath: path)
        return path
    }

    private func run(_ arguments: [String]) throws -> Program.Result { try Program.run(arguments, data: data) }

    private func object(_ text: String) throws -> NSObject {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? NSObject)
    }

    @Test func `a history opens, and its runs are what they were`() throws {
        _ = try copy("history.sqlite", to: data.history)
        let exported = try run(["history", "export", "--format", "json"])
        #expect(exported.code == 0)
        #expect(try object(exported.output) == object(String(contentsOfFile: file("history.json"), encoding: .utf8)))
        #expect(try run(["history", "search", "네"]).output.contains("few-shot"))
    }

    @Test func `a run of two stages is made again in two stages`() throws {
        _ = try copy("history.sqlite", to: data.history)
        let result = try run(["history", "rerun", "1", "--model", "smollm2", "--format", "json"])
        let lanes = try #require((try object(result.output) as? [String: Any])?["lanes"] as? [[String: Any]])
        #expect(lanes.count == 2 && lanes.allSatisfy { $0["error"] == nil })
        let shown = try object(try run(["history", "show", "3", "--format", "json"]).output) as? [String: Any]
        let outputs = (shown?["lanes"] as? [[String: Any]])?.last?["outputs"] as? [[String: Any]]
        #expect(outputs?.map { ($0["stages"] as? [Any])?.count } == [2, 2])
    }

    @Test func `a result is read and written as it was`() throws {
        let result = try run(["export", file("report.json"), "--format", "json"])
        #expect(try object(result.output) == object(String(contentsOfFile: file("report.json"), encoding: .utf8)))
        #expect(try run(["export", file("report.json"), "--format", "html"]).output.contains("Stage 2"))
    }

    @Test func `an evaluation goes on without asking again what was answered`() throws {
        let results = try copy("evaluation.jsonl")
        let before = try String(contentsOfFile: results, encoding: .utf8)
        let result = try run([
            "eval", file("sums.prompt.yaml"), "--data", file("cases.jsonl"), "--out", results, "--resume", "--format",
            "json",
        ])
        #expect(result.code == 0, "\(result.errors)")
        let lines = { (text: String) in Set(text.split(separator: "\n").compactMap { try? object(String($0)) }) }
        #expect(lines(try String(contentsOfFile: results, encoding: .utf8)) == lines(before))
    }
}
