import Foundation
import Prompting
import Sampling
import Testing

@testable import Lanes
@testable import Models
@testable import Runtime

@Suite(.serialized)
struct EngineTests {
    @Test func `a character of several tokens is whole in what is shown of a prompt`() async throws {
        let text = "안녕하세요 👩🏽‍🚀 날씨가 좋네요"
        let engine = try await StarterModel.engine()
        defer { engine.shutDown() }
        let sent = try engine.render(
            CompiledPrompt(technique: .zeroShot, body: .completion([Fragment(text, isField: true)])))
        #expect(sent.tokens.map(\.text).joined() == text)
        #expect(sent.tokens.contains { $0.text.isEmpty })
    }

    @Test func `one lane continues a text and says why it ended`() async throws {
        let engine = try await StarterModel.engine()
        let summary = await engine.start(
            RunRequest(lanes: [LaneRequest("a", continuing: "The capital of France is") { $0.temperature = 0 }])
        ).summary()
        let lane = try #require(summary.lanes.first)
        #expect(lane.samples[0].text.contains("Paris"))
        #expect(lane.samples[0].stages[0].finish == .length)
        #expect(lane.usage.generatedTokens == 24)
        engine.shutDown()
    }

    @Test func `lanes with the same settings share every row`() async throws {
        let engine = try await StarterModel.engine()
        let lanes = (0..<4).map { LaneRequest("lane \($0)", continuing: "Once upon a time") }
        let summary = await engine.start(RunRequest(lanes: lanes)).summary()
        #expect(Set(summary.texts).count == 1)
        #expect(summary.lanes[0].usage.decodedRows == summary.lanes[0].usage.promptTokens + 23)
        #expect(summary.lanes[1...].allSatisfy { $0.usage.decodedRows == 0 })
        engine.shutDown()
    }

    @Test func `a prefix that lanes share is evaluated once`() async throws {
        let engine = try await StarterModel.engine()
        let lanes = (0..<4).map { LaneRequest("\($0)", continuing: longText(400) + "\nQuestion \($0 * 7) is") }
        let summary = await engine.start(RunRequest(lanes: lanes)).summary()
        #expect(summary.lanes[0].usage.cachedTokens == 0)
        for lane in summary.lanes[1...] {
            #expect(lane.usage.promptTokens - lane.usage.cachedTokens < 12)
        }
        engine.shutDown()
    }

    @Test func `of many requests in bulk the shared prefix and the last prompts stay in memory, not all`() async throws
    {
        let engine = try await StarterModel.engine()
        func evaluated(_ number: Int) async -> Int {
            let text = longText(400) + "\nQuestion number \(number): " + longText(60) + "The answer is"
            let lane = LaneRequest("lane", continuing: text) { $0.maxTokens = 2 }
            let usage = await engine.start(RunRequest(lanes: [lane], keepsRows: false)).summary().lanes[0].usage
            return usage.promptTokens - usage.cachedTokens
        }
        for number in 1...8 {
            let count = await evaluated(number)
            #expect(number == 1 || (40..<200).contains(count), "\(number): \(count)")
        }
        #expect(await evaluated(8) < 4)
        // The first is where the others begin.
        #expect(await evaluated(2) > 40)
        engine.shutDown()
    }

    @Test func `the same run again draws everything from kept rows`() async throws {
        let engine = try await StarterModel.engine()
        let request = RunRequest(
            lanes: [0.2, 0.7, 1.0, 1.4].map { t in
                LaneRequest("\(t)", continuing: "My favourite animal is") { $0.temperature = t }
            })
        let first = await engine.start(request).summary()
        let second = await engine.start(request).summary()
        #expect(first.texts == second.texts)
        #expect(second.lanes.allSatisfy { $0.usage.decodedRows == 0 })
        #expect(second.lanes.allSatisfy { $0.usage.replayedTokens == $0.usage.generatedTokens })
        engine.shutDown()
    }

    @Test func `cancelling a long prefill takes effect at once`() async throws {
        let engine = try await StarterModel.engine(contextLength: 8192)
        let run = engine.start(RunRequest(lanes: [LaneRequest("long", continuing: longText(4000))]))
        var cancelled: ContinuousClock.Instant?
        var summary: RunSummary?
        for await event in run.events {
            if case .prefill = event, cancelled == nil {
                cancelled = .now
                run.cancel()
            }
            if case .finished(let result) = event { summary = result }
        }
        let instant = try #require(cancelled)
        #expect(instant.duration(to: .now) < .seconds(1))
        #expect(summary?.isCancelled == true)
        #expect(summary?.lanes.first?.samples.first?.stages.first?.finish == .cancelled)
        let after = await engine.start(
            RunRequest(lanes: [LaneRequest("a", continuing: "The capital of France is") { $0.temperature = 0 }])
        ).summary()
        #expect(after.texts[0].contains("Paris"))
        engine.shutDown()
    }

    @Test func `a prompt longer than the context is refused with both numbers`() async throws {
        let engine = try await StarterModel.engine(contextLength: 256)
        let lanes = [LaneRequest("long", continuing: longText(600)), LaneRequest("short", continuing: "Hello")]
        let summary = await engine.start(RunRequest(lanes: lanes)).summary()
        guard case .promptTooLong(let tokens, let context) = summary.lanes[0].error else {
            Issue.record("no error")
            return
        }
        #expect(tokens > 256 && context == 256)
        #expect(summary.lanes[1].error == nil)
        engine.shutDown()
    }

    @Test func `a full context ends a lane with what it has`() async throws {
        let engine = try await StarterModel.engine(contextLength: 256)
        let lane = LaneRequest("a", continuing: longText(200)) {
            $0.maxTokens = 500; $0.logitBias = [0: -1000, 2: -1000, 4: -1000]
        }
        let summary = await engine.start(RunRequest(lanes: [lane])).summary()
        #expect(summary.lanes[0].samples[0].stages[0].finish == .context)
        #expect(summary.lanes[0].usage.generatedTokens > 5)
        engine.shutDown()
    }

    @Test func `the answer stage continues the sequence of the first`() async throws {
        let engine = try await StarterModel.engine()
        let lane = LaneRequest(
            "cot", continuing: "Q: 2 + 3?\nA: Let's think step by step.", trigger: "\nTherefore, the answer is"
        ) {
            $0.temperature = 0
            $0.answerTokens = 8
        }
        for mode in [RunMode.fast, .strict] {
            let summary = await engine.start(RunRequest(lanes: [lane], mode: mode)).summary()
            let sample = summary.lanes[0].samples[0]
            #expect(sample.stages.count == 2)
            #expect(sample.text == sample.stages[0].text + "\nTherefore, the answer is" + sample.stages[1].text)
        }
        engine.shutDown()
    }

    @Test func `a technique of three steps runs three stages, each within its own limit`() async throws {
        let engine = try await StarterModel.engine()
        var lane = LaneRequest("three", continuing: "Q: How many legs have two dogs?\nA: First,") {
            $0.temperature = 0
            ($0.maxTokens, $0.answerTokens) = (6, 3)
        }
        lane.prompt.steps = [
            .first, Step(opening: "\nThen,", limit: .maxTokens, isAnswer: false),
            Step(opening: "\nSo the answer is", limit: .answerTokens, isAnswer: true),
        ]
        for mode in [RunMode.fast, .strict] {
            let summary = await engine.start(RunRequest(lanes: [lane], mode: mode)).summary()
            let sample = summary.lanes[0].samples[0]
            try #require(sample.stages.count == 3)
            let texts = sample.stages.map(\.text)
            #expect(sample.text == texts[0] + "\nThen," + texts[1] + "\nSo the answer is" + texts[2])
            #expect(sample.answer == texts[2].trimmingCharacters(in: .whitespacesAndNewlines))
            #expect((9...15).contains(summary.lanes[0].usage.generatedTokens))
        }
        engine.shutDown()
    }

    @Test func `a first step that would fill the context leaves room for those after it`() async throws {
        let engine = try await StarterModel.engine(contextLength: 64)
        var lane = LaneRequest("long", continuing: "Once upon a time") {
            $0.maxTokens = 500
            $0.answerTokens = 4
            $0.logitBias = [0: -1000, 2: -1000, 4: -1000]
        }
        let answer = Step(opening: "\nSo", limit: .answerTokens, isAnswer: true)
        lane.prompt.steps = [.first, answer, answer]
        let summary = await engine.start(RunRequest(lanes: [lane])).summary()
        #expect(summary.lanes[0].samples[0].stages.map(\.finish) == [.length, .length, .length])
        engine.shutDown()
    }

    @Test func `strict mode gives a lane the same tokens alone and beside others`() async throws {
        let engine = try await StarterModel.engine()
        let lanes = [0.5, 1.0, 1.5].map { t in
            LaneRequest("\(t)", continuing: "In the year 2050,") { $0.temperature = t }
        }
        let together = await engine.start(RunRequest(lanes: lanes, mode: .strict)).summary()
        engine.shutDown()
        for (index, lane) in lanes.enumerated() {
            let other = try await StarterModel.engine()
            let alone = await other.start(RunRequest(lanes: [lane], mode: .strict)).summary()
            #expect(alone.texts[0] == together.texts[index])
            other.shutDown()
        }
    }

    @Test func `questions asked beside a strict run change no bit of it`() async throws {
        let lanes = [20, 150].map { words in
            LaneRequest("\(words)", continuing: longText(words)) {
                $0.temperature = 0; $0.maxTokens = 12
            }
        }
        let request = RunRequest(lanes: lanes, mode: .strict)
        let quiet = try await StarterModel.engine()
        let expected = await quiet.start(request).probabilities()
        quiet.shutDown()
        let asked = try await StarterModel.engine()
        let run = asked.start(request)
        async let probabilities = run.probabilities()
        for words in [30, 90, 60] {
            _ = try await asked.next(LaneRequest("next", continuing: longText(words)).prompt, mode: .fast)
        }
        #expect(await probabilities == expected)
        asked.shutDown()
    }

    @Test func `the next token can be asked for while the same prompt streams`() async throws {
        let engine = try await StarterModel.engine()
        let lane = LaneRequest("a", continuing: "The capital of France is") {
            $0.temperature = 0
            $0.maxTokens = 60
        }
        let run = engine.start(RunRequest(lanes: [lane]))
        let next = try await engine.next(lane.prompt, mode: .fast)
        let summary = await run.summary()
        #expect(summary.lanes[0].usage.generatedTokens > 1)
        #expect(engine.text(of: try #require(next.row.candidates.first?.id)) == " Paris")
        #expect(summary.texts[0].hasPrefix(" Paris"))
        engine.shutDown()
    }

    @Test func `a model that computes no numbers ends its lanes with an error and nothing else`() async throws {
        let folder = NSTemporaryDirectory() + "/lathe-nan-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/nan.gguf"
        try FileManager.default.copyItem(atPath: StarterModel.smolLM2, toPath: path)
        let file = try GGUFFile(path: path)
        // The head shares the embedding's weights: the scale of token 0's first block makes that token's logit NaN.
        let head = try #require(file.tensors.first { $0.name == "token_embd.weight" })
        let handle = try #require(FileHandle(forWritingAtPath: path))
        try handle.seek(toOffset: file.dataOffset + head.offset)
        try handle.write(contentsOf: Data([0x00, 0x7E]))
        try handle.close()
        let engine = try await StarterModel.engine(path: path)
        let summary = await engine.start(RunRequest(lanes: [LaneRequest("a", continuing: "Hello")])).summary()
        guard case .badLogits = summary.lanes[0].error else {
            Issue.record("no error: \(summary.texts)")
            return
        }
        #expect(summary.lanes[0].samples[0].stages[0].finish == .error)
        engine.shutDown()
    }
}

extension Run {
    /// How likely each drawn token was, by lane.
    fileprivate func probabilities() async -> [Int: [Float?]] {
        var probabilities: [Int: [Float?]] = [:]
        for await event in events {
            if case .text(let lane, _, _, _, let tokens) = event {
                probabilities[lane, default: []] += tokens.map(\.probability)
            }
        }
        return probabilities
    }
}
