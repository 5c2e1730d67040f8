import Foundation
import GRDB
import Lanes
import Library
import Prompting
import Sampling
import TestRandom

@testable import History

/// A history in which another program has changed a value.
struct HistoryKind: FuzzKind {
    let name = "history"
    let count = 600

    func input(_ seed: Int) -> [UInt8] {
        var random = SplitMix(input: seed)
        return Array(Self.statement(&random).utf8)
    }

    private static let values = [
        "-1", "0", "9223372036854775807", "-9223372036854775808", "1e300", "-1e300", "9e999", "0.5", "NULL", "''",
        "'x'",
        "x'00ff'", "'{'", "'[]'", "'{}'", "'null'", "replace(hex(zeroblob(5000)), '00', '[')", "hex(zeroblob(3000000))",
        "zeroblob(100)", "'2025-11-25'", "x'ffffffffffffffffff7f00000000'", "x'8080808080808080808001'",
    ]
    private static let columns = [
        "runs": [
            "date", "seconds", "origin", "mode", "prompt", "lanes", "tokens", "rating", "note", "deleted",
            "isCancelled", "rerunOf",
        ],
        "lanes": [
            "promptTokens", "cachedTokens", "generatedTokens", "replayedTokens", "decodedRows", "prefillSeconds",
            "firstTokenSeconds", "decodeSeconds", "samples", "caseKey", "openings", "outputs", "number", "answer",
            "error", "name",
        ],
        "stages": ["output", "finish", "text", "tokens", "thoughts", "thoughtTokens", "toolUse", "number"],
        "texts": ["text"], "models": ["name", "path", "contextLength", "build", "quantization", "architecture"],
        "runDetails": ["lathe", "processor", "threads", "padding", "notices", "file", "isFresh"],
        "prompts": ["text", "variables"], "tags": ["name"],
    ]

    private static func statement(_ random: inout SplitMix) -> String {
        let table = random.pick(columns.keys.sorted())
        let column = random.pick(columns[table] ?? [])
        if random.once(in: 4) {
            let word = random.pick(Mutation.words.filter { !$0.contains("\u{0}") }).replacing("'", with: "''")
            let place = random.below(200)
            return
                "UPDATE \(table) SET \(column) = substr(\(column), 1, \(place)) || '\(word)' || substr(\(column), \(place + random.below(9)))"
        }
        return "UPDATE \(table) SET \(column) = \(random.pick(values))"
    }

    func take(_ input: [UInt8], seed: Int, in folder: String) async throws {
        let path = "\(folder)/\(seed).sqlite"
        try Self.damaged(seed, at: path, in: folder)
        try Self.look(at: path)
    }

    /// Reads all that commands read.
    private static func look(at path: String) throws {
        let history = try History(path: path)
        for entry in try history.page().entries { _ = try history.page(HistoryFilter(text: entry.input)) }
        var refusal: (any Error)?
        for id: Int64 in 1...2 {
            do {
                let run = try history.run(id)
                let json = try HistoryJSON.encoder().encode(run)
                _ = try HistoryJSON.decoder().decode(RecordedRun.self, from: json)
                _ = try history.record(run.run)
            } catch {
                refusal = error
            }
        }
        history.close()
        if let refusal { throw refusal }
    }

    /// Writes a history with two runs in which a value was changed.
    static func damaged(_ seed: Int, at path: String, in folder: String) throws {
        let first = folder + "/first.sqlite"
        if !FileManager.default.fileExists(atPath: first) {
            let history = try History(path: first)
            for text in ["A fox.", "한국 and more"] {
                _ = try history.tag(try history.record(run(saying: text)), add: ["t"])
            }
            history.close()
        }
        try FileManager.default.copyItem(atPath: first, toPath: path)
        var random = SplitMix(input: seed)
        let statement = Self.statement(&random)
        let queue = try DatabaseQueue(path: path)
        // A value that a rule of the table forbids can't come about.
        try? queue.write { db in try db.execute(sql: statement) }
        try queue.close()
    }

    private static func run(saying text: String) -> RunRecord {
        let compiled = CompiledPrompt(
            technique: .zeroShot, body: .completion([Fragment("Q: Who?\nA:", isField: true)]), layoutStops: ["\nQ:"])
        let tokens = [
            DrawnToken(id: 3, probability: 0.5, end: 2), DrawnToken(id: 4, probability: nil, end: text.utf8.count),
        ]
        let stage = StageResult(prompt: "Q: Who?\nA:", text: text, finish: .end, tokens: tokens)
        let model = ModelRecord(
            name: "tiny", path: "/m/tiny.gguf", sha256: String(repeating: "a", count: 64), architecture: "llama",
            quantization: "Q4_1", contextLength: 2048, build: "llama.cpp 1")
        let lane = LaneRecord(
            LaneRequest(name: "A", prompt: compiled, settings: Settings()), model: model,
            result: LaneResult(name: "A", samples: [SampleResult(stages: [stage], of: compiled)], answer: text))
        return RunRecord(
            date: Date(timeIntervalSince1970: 1_764_000_000), seconds: 0.5, origin: .run, mode: "fast",
            prompt: PromptRecord(name: "tour", text: "input: Who?"), lanes: [lane],
            machine: MachineRecord(lathe: "0.1.0", processor: "p", threads: 2, padding: [1]))
    }
}
