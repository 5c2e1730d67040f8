import Foundation
import GRDB
import Lanes
import Prompting
import Sampling
import TestFolders
import Testing

@testable import History
@testable import Library

struct RecordingTests {
    private let kept: TemporaryHistory

    init() throws {
        kept = try TemporaryHistory()
    }

    /// A run with something in every field.
    private var fullRun: RunRecord {
        var settings = Settings()
        settings.temperature = 0.1 + 0.2
        settings.seed = 9_007_199_254_740_991
        settings.logitBias = [7: -1.5]
        settings.stop = ["\n", "한"]
        let compiled = CompiledPrompt(
            technique: .zeroShotChainOfThought,
            body: .chat(messages: [Message(role: .user, content: "Wer? \u{0}한 😀\r\n")], opening: "Let's"),
            steps: [.first, Step(opening: "\nTherefore", limit: .answerTokens, isAnswer: true)],
            answerSentence: "The answer is")
        let tokens = [
            DrawnToken(id: 0, probability: 1, end: 3, steering: 10),
            DrawnToken(id: 262_143, probability: nil, end: 10),
        ]
        var request = LaneRequest(
            name: "warm \u{1B}[31m", prompt: compiled, settings: settings, samples: 2, caseKey: .max)
        request.openings = [[1, 2], []]
        let full = [
            StageResult(prompt: "<s>", text: "a\u{0}b 한글", finish: .stop, tokens: tokens),
            StageResult(prompt: "\nTherefore", text: " 42", finish: .length),
        ]
        let lane = LaneRecord(
            request, model: SampleRuns.model, sources: ["temperature": .commandLine, "seed": .lane],
            result: LaneResult(
                name: request.name,
                samples: [SampleResult(stages: full, of: compiled), SampleResult(stages: [], of: compiled)],
                answer: "42", error: .shutDown))
        return SampleRuns.run("input: \"{{x}}\"\n", lanes: [lane, SampleRuns.lane("B")]) { run in
            run.prompt.file = "/home/me/x.prompt.yaml"
            run.prompt.variables = ["x": "value \u{0} 값", "y": ""]
            run.notices = ["One.", "Two."]
            run.isFresh = false
            run.isCancelled = true
            run.rerunOf = 7
            run.origin = .rerun
            run.mode = "strict"
        }
    }

    @Test func `a run comes back as it was, whatever is in it`() throws {
        let run = fullRun
        let id = try kept.history.record(run)
        #expect(try kept.history.run(id) == RecordedRun(id: id, run: run))
        #expect(try kept.history.run(id).run.lanes[0].text == "a\u{0}b 한글\nTherefore 42")
    }

    @Test func `a run survives JSON`() throws {
        let recorded = RecordedRun(
            id: 12, run: fullRun, rating: 4, tags: ["good"], note: "n", deleted: Date(milliseconds: 1_764_000_000_001))
        let data = try HistoryJSON.encoder().encode(recorded)
        #expect(try HistoryJSON.decoder().decode(RecordedRun.self, from: data) == recorded)
        let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(object["date"] as? String == "2025-11-24T16:00:00.123Z")
        let lane = try #require((object["lanes"] as? [[String: Any]])?.first)
        #expect(lane["technique"] as? String == "zero-shot-cot")
        #expect(lane["layout"] as? String == "chat")
        #expect(lane["text"] as? String == "a\u{0}b 한글\nTherefore 42")
    }

    @Test func `numbers rise and are never given twice, even after the newest run is gone`() throws {
        let first = try kept.history.record(SampleRuns.run())
        let second = try kept.history.record(SampleRuns.run())
        #expect(second > first)
        try kept.history.delete([second])
        try kept.history.prune(PruneRule())
        #expect(try kept.history.record(SampleRuns.run()) > second)
    }

    @Test func `what many runs share is kept once`() throws {
        for number in 0..<20 { try kept.history.record(SampleRuns.saying("Text \(number)")) }
        let counts = try kept.history.read { db in
            try ["prompts", "texts", "models"].map { try Int.fetchOne(db, sql: "SELECT count(*) FROM \($0)") }
        }
        // Settings, the compiled prompt and what was sent.
        #expect(counts == [1, 3, 1])
    }

    @Test func `texts with the same check sum stay apart`() throws {
        let id = try kept.history.record(SampleRuns.saying("one"))
        try kept.history.write { db in try db.execute(sql: "UPDATE texts SET hash = ?", arguments: ["new".contentHash])
        }
        var run = SampleRuns.saying("two")
        run.lanes[0].result.samples[0].stages[0].prompt = "new"
        let other = try kept.history.record(run)
        #expect(try kept.history.run(other).run == run)
        #expect(try kept.history.run(id).run == SampleRuns.saying("one"))
    }

    @Test func `only the user can look into file and folder`() throws {
        try kept.history.record(SampleRuns.run())
        #expect(try TemporaryHistory.mode(kept.folder.path + "/lathe") == 0o700)
        for file in kept.files {
            #expect(try TemporaryHistory.mode(kept.folder.path + "/lathe/" + file) == 0o600, "\(file)")
        }
        #expect(kept.files.contains("history.sqlite-wal"))
    }

    @Test func `a file that others can read is shut when it is opened`() throws {
        try kept.history.record(SampleRuns.run())
        kept.history.close()
        chmod(kept.path, 0o644)
        _ = try History(path: kept.path)
        #expect(try TemporaryHistory.mode(kept.path) == 0o600)
    }

    @Test func `a folder that was there with others' rights is shut when the history begins`() throws {
        let folder = try TemporaryFolder()
        chmod(folder.path, 0o755)
        _ = try History(path: folder.path + "/history.sqlite")
        #expect(try TemporaryHistory.mode(folder.path) == 0o700)
    }

    @Test func `the log is written ahead, and foreign keys hold`() throws {
        let (mode, keys) = try kept.history.read { db in
            (
                try String.fetchOne(db, sql: "PRAGMA journal_mode"),
                try Int.fetchOne(db, sql: "PRAGMA foreign_keys")
            )
        }
        #expect(mode == "wal" && keys == 1)
        #expect(throws: HistoryError.self) {
            try kept.history.write { db in
                try db.execute(sql: "INSERT INTO runTags(tag, run) VALUES (1, 99)")
            }
        }
    }

    @Test func `a run that isn't there is named`() throws {
        #expect(throws: HistoryError.noRun(5)) { try kept.history.run(5) }
        #expect(throws: HistoryError.noSuchRun("last")) { try kept.history.newest() }
        let id = try kept.history.record(SampleRuns.run())
        #expect(try kept.history.newest() == id)
        #expect(throws: HistoryError.noSuchRun("last~1")) { try kept.history.newest(before: 1) }
    }

    @Test func `a thousand outputs of a lane are kept`() throws {
        let outputs = (0..<1000).map { number in
            SampleResult(
                stages: [StageResult(prompt: "p", text: "answer \(number)", finish: .end)], text: "answer \(number)",
                answer: "answer \(number)")
        }
        let run = SampleRuns.run(lanes: [
            SampleRuns.lane {
                $0.request.samples = 1000
                $0.result.samples = outputs
            }
        ])
        let id = try kept.history.record(run)
        #expect(try kept.history.run(id).run == run)
        #expect(try kept.found("\"answer 777\"") == [id])
    }

    @Test func `a prompt that no longer opens is kept and found by its text`() throws {
        let id = try kept.history.record(SampleRuns.run("input: [lighthouse", name: "x"))
        #expect(try kept.history.run(id).run.prompt.text == "input: [lighthouse")
        #expect(try kept.found("lighthouse") == [id])
    }

    @Test func `times that are no numbers are kept as none`() throws {
        var run = SampleRuns.run()
        run.lanes[0].result.timings.decodeSeconds = .nan
        let id = try kept.history.record(run)
        #expect(try kept.history.run(id).run.lanes[0].result.timings.decodeSeconds == 0)
    }

    @Test func `a history that was closed opens again`() throws {
        let id = try kept.history.record(SampleRuns.run())
        kept.history.close()
        #expect(try kept.history.run(id).id == id)
    }
}

struct PackedTokensTests {
    @Test func `tokens come back from their bytes`() throws {
        let tokens = [
            DrawnToken(id: 0, probability: 1, end: 0), DrawnToken(id: .max, probability: 0, end: 127),
            DrawnToken(id: 200, probability: nil, end: 128), DrawnToken(id: -1, probability: 1e-20, end: 70_000),
        ]
        let unpacked = try #require(PackedTokens.unpacked(PackedTokens.packed(tokens)))
        #expect(unpacked.map(\.id) == tokens.map(\.id) && unpacked.map(\.end) == tokens.map(\.end))
        #expect(unpacked.map { $0.probability == nil } == tokens.map { $0.probability == nil })
        #expect(PackedTokens.unpacked(PackedTokens.packed(unpacked)) == unpacked)
        #expect(PackedTokens.packed([]).isEmpty)
    }

    @Test func `the ends of a text's tokens begin anew behind thoughts`() throws {
        let tokens = [(1, 40), (2, 90), (3, 2), (4, 7)].map { DrawnToken(id: $0.0, probability: 1, end: $0.1) }
        let packed = PackedTokens.packed(tokens, thoughts: 2)
        #expect(PackedTokens.unpacked(packed, thoughts: 2)?.map(\.end) == [40, 90, 2, 7])
    }

    @Test func `what steered a draw comes back to the bit, and takes no bytes of other tokens`() throws {
        let plain = [-1, 7, 300].map { DrawnToken(id: $0, probability: 1, end: 1) }
        var steered = plain
        (steered[0].steering, steered[2].steering) = (9.7 + 0.01, 0)
        let packed = PackedTokens.packed(steered, thoughts: 1)
        #expect(PackedTokens.unpacked(packed, thoughts: 1) == steered)
        #expect(PackedTokens.unpacked(packed.dropLast(), thoughts: 1) == nil)
        let bare = PackedTokens.packed(plain, thoughts: 1)
        // The bit that says so makes an id of two bytes one of five.
        #expect(bare.count == 17 && packed.count == bare.count + 2 * 8 + 3)
        steered[0].steering = .nan
        #expect(PackedTokens.unpacked(PackedTokens.packed(steered, thoughts: 1), thoughts: 1)?[0].steering == nil)
    }

    @Test func `what steered a draw is in its JSON, and nothing in its place elsewhere`() throws {
        let tokens = [
            DrawnToken(id: 1, probability: 0.5, end: 2, steering: 9.75), DrawnToken(id: 2, probability: nil, end: 3),
        ]
        let json = try JSONEncoder().encode(tokens)
        #expect(String(decoding: json, as: UTF8.self) == "[[1,2,0.5,9.75],[2,3,null]]")
        #expect(try JSONDecoder().decode([DrawnToken].self, from: json) == tokens)
    }

    @Test func `more tokens than any run draws are none`() {
        #expect(PackedTokens.unpacked(Data(repeating: 0, count: 4 << 20))?.count == 1 << 20)
        #expect(PackedTokens.unpacked(Data(repeating: 0, count: (4 << 20) + 4)) == nil)
    }

    @Test(
        arguments: [[0x80], [0x01, 0x80, 0x80], [0x01, 0x01, 0x00], Array(repeating: 0xFF, count: 40)] as [[UInt8]])
    func `other bytes are no tokens`(bytes: [UInt8]) {
        #expect(PackedTokens.unpacked(Data(bytes)) == nil)
    }

    @Test(arguments: [1, 0.999, 0.5, 0.0123, 1e-6, 1e-25] as [Float])
    func `a probability is kept to a thousandth of itself`(probability: Float) throws {
        let token = DrawnToken(id: 1, probability: probability, end: 1)
        let kept = try #require(PackedTokens.unpacked(PackedTokens.packed([token]))?.first?.probability)
        #expect(abs(kept - probability) <= probability * 0.00051)
    }
}
