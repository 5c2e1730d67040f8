import Foundation
import Lanes
import Prompting
import Sampling
import TestFolders

@testable import History
@testable import Library

/// Runs to keep.
enum SampleRuns {
    static let model = ModelRecord(
        name: "tiny", path: "/models/tiny.gguf", sha256: String(repeating: "a", count: 64), architecture: "llama",
        quantization: "Q4_1", contextLength: 2048, build: "llama.cpp 1 · AVX2")

    static let machine = MachineRecord(lathe: "0.1.0", processor: "A processor", threads: 2, padding: [1, 2, 4, 4])

    static func lane(
        _ name: String = "A", says text: String = "A fox.", technique: Technique = .zeroShot,
        model: ModelRecord = model,
        change: (inout LaneRecord) -> Void = { _ in }
    ) -> LaneRecord {
        let compiled = CompiledPrompt(
            technique: technique, body: .completion([Fragment("Q: Who?\nA:", isField: true)]), layoutStops: ["\nQ:"])
        let stage = StageResult(prompt: "Q: Who?\nA:", text: text, finish: .end)
        var lane = LaneRecord(
            LaneRequest(name: name, prompt: compiled, settings: Settings()), model: model,
            result: LaneResult(name: name, samples: [SampleResult(stages: [stage], of: compiled)], answer: text))
        lane.result.usage.generatedTokens = 3
        change(&lane)
        return lane
    }

    static func run(
        _ prompt: String = "input: Who?", name: String = "tour", lanes: [LaneRecord] = [lane()],
        date: Date = Date(timeIntervalSince1970: 1_764_000_000.123), change: (inout RunRecord) -> Void = { _ in }
    ) -> RunRecord {
        var run = RunRecord(
            date: date, seconds: 0.5, origin: .run, mode: "fast", prompt: PromptRecord(name: name, text: prompt),
            lanes: lanes, machine: machine)
        change(&run)
        return run
    }

    /// A run that says a text.
    static func saying(_ text: String) -> RunRecord { run(lanes: [lane(says: text)]) }
}

/// A history of a test's own.
struct TemporaryHistory {
    let folder: TemporaryFolder
    let path: String
    let history: History

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path + "/lathe/history.sqlite"
        history = try History(path: path)
    }

    /// The numbers of the runs that fit, newest first.
    func found(_ text: String) throws -> [Int64] {
        try history.page(HistoryFilter(text: text)).entries.map(\.id)
    }

    var files: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path + "/lathe")) ?? []).sorted()
    }

    static func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? -1
    }
}
