import Prompting
import Sampling
import TestRandom
import Testing

@testable import Lanes
@testable import Runtime

extension Settings {
    /// Knobs turned at random, now and then to where they are off.
    static func random(using generator: inout some RandomNumberGenerator) -> Settings {
        var settings = Settings()
        func chance(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &generator) < share }
        settings.temperature = chance(0.1) ? 0 : Double.random(in: 0.1...1.8, using: &generator)
        settings.topK = chance(0.3) ? 0 : Int.random(in: 1...200, using: &generator)
        settings.topP = chance(0.2) ? 1 : Double.random(in: 0.3...1, using: &generator)
        settings.minP = chance(0.4) ? 0 : Double.random(in: 0...0.3, using: &generator)
        settings.typicalP = chance(0.7) ? 1 : Double.random(in: 0.3...1, using: &generator)
        if chance(0.4) { settings.repeatPenalty = Double.random(in: 0.8...1.5, using: &generator) }
        if chance(0.3) { settings.presencePenalty = Double.random(in: -1...2, using: &generator) }
        if chance(0.3) { settings.frequencyPenalty = Double.random(in: -1...2, using: &generator) }
        if chance(0.3) { settings.repeatLastN = Int.random(in: -1...100, using: &generator) }
        if chance(0.3) {
            for _ in 0..<3 {
                settings.logitBias[Int32.random(in: 3..<40_000, using: &generator)] = Double.random(
                    in: -5...12, using: &generator)
            }
        }
        settings.order = chance(0.5) ? .llamaCpp : .huggingFace
        settings.seed = UInt64.random(in: 0...3, using: &generator)
        settings.maxTokens = 10
        return settings
    }
}

@Suite(.serialized)
struct ReplayTests {
    @Test func `in strict mode 200 knob turns give what runs from scratch give`() async throws {
        let turned = try await StarterModel.engine(contextLength: 256)
        let scratch = try await StarterModel.engine(contextLength: 256)
        var generator = SplitMix(seed: 20_261)
        var replayed = 0
        // From scratch several run at once: in strict mode that changes no bit.
        for group in 0..<25 {
            let lanes = (0..<8).map { place in
                let settings = Settings.random(using: &generator)
                return LaneRequest("\(group * 8 + place)", continuing: "The best thing about the sea is") {
                    $0 = settings
                }
            }
            let others = await scratch.start(RunRequest(lanes: lanes, mode: .strict, keepsRows: false)).summary()
            for (place, lane) in lanes.enumerated() {
                let one = await turned.start(RunRequest(lanes: [lane], mode: .strict)).summary()
                #expect(one.texts == [others.texts[place]], "turn \(group * 8 + place): \(lane.settings)")
                #expect(others.lanes[place].usage.replayedTokens == 0)
                replayed += one.lanes[0].usage.replayedTokens
            }
        }
        // Otherwise nothing was proven.
        #expect(replayed > 400)
        turned.shutDown()
        scratch.shutDown()
    }

    @Test func `a knob turn that changes no token decodes nothing`() async throws {
        let engine = try await StarterModel.engine()
        let lane = LaneRequest("a", continuing: "Water is made of") { $0.temperature = 0 }
        _ = await engine.start(RunRequest(lanes: [lane])).summary()
        var turned = lane
        turned.settings.topK = 10
        turned.settings.topP = 0.5
        let summary = await engine.start(RunRequest(lanes: [turned])).summary()
        #expect(summary.lanes[0].usage.decodedRows == 0)
        #expect(summary.lanes[0].usage.replayedTokens == 24)
        engine.shutDown()
    }

    @Test func `after an edit only what follows it is evaluated`() async throws {
        let engine = try await StarterModel.engine()
        let text = longText(700)
        _ = await engine.start(RunRequest(lanes: [LaneRequest("a", continuing: text + "Who wrote it?")])).summary()
        let edited = await engine.start(
            RunRequest(lanes: [LaneRequest("a", continuing: text + "Who has read it?")])
        ).summary()
        let usage = edited.lanes[0].usage
        #expect(usage.promptTokens - usage.cachedTokens < 5 + 63)
        engine.shutDown()
    }

    @Test func `the prefix tree gives way when another prompt needs its room`() async throws {
        let engine = try await StarterModel.engine(contextLength: 512)
        for subject in ["rivers", "mountains", "cities"] {
            let lane = LaneRequest("a", continuing: "About \(subject). " + longText(300))
            let summary = await engine.start(RunRequest(lanes: [lane])).summary()
            #expect(summary.lanes[0].samples[0].stages[0].finish != .context)
            #expect(summary.lanes[0].usage.generatedTokens > 0)
        }
        engine.shutDown()
    }

    @Test func `lanes that would crowd each other out wait for each other`() async throws {
        let engine = try await StarterModel.engine(contextLength: 512)
        let lanes = ["rivers", "mountains", "cities"].map { subject in
            LaneRequest(subject, continuing: "About \(subject). " + longText(260))
        }
        let summary = await engine.start(RunRequest(lanes: lanes)).summary()
        #expect(summary.lanes.allSatisfy { $0.error == nil && $0.samples[0].stages[0].finish != .context })
        engine.shutDown()
    }

    @Test func `a sliding window's model goes on rightly after its window has moved on`() async throws {
        let engine = try await StarterModel.engine(contextLength: 2048, path: StarterModel.gemma3)
        let text = longText(900)
        let long = LaneRequest("a", continuing: text + "In short,") {
            $0.temperature = 0; $0.maxTokens = 48
        }
        _ = await engine.start(RunRequest(lanes: [long], keepsRows: false)).summary()
        let back = LaneRequest("b", continuing: String(text.prefix(text.count / 2)) + "In short,") {
            $0.temperature = 0
        }
        let after = await engine.start(RunRequest(lanes: [back], keepsRows: false)).summary()
        engine.shutDown()
        let other = try await StarterModel.engine(contextLength: 2048, path: StarterModel.gemma3)
        let fresh = await other.start(RunRequest(lanes: [back], keepsRows: false)).summary()
        #expect(after.texts == fresh.texts)
        other.shutDown()
    }

    @Test func `a second run joins a run that streams`() async throws {
        let engine = try await StarterModel.engine()
        let first = engine.start(
            RunRequest(lanes: [
                LaneRequest("a", continuing: "Long ago") {
                    $0.maxTokens = 60; $0.logitBias = [2: -1000, 0: -1000]
                }
            ]))
        var second: Run?
        var seen = 0
        for await event in first.events {
            if case .text = event {
                seen += 1
                if second == nil {
                    second = engine.start(
                        RunRequest(lanes: [LaneRequest("b", continuing: "Far away") { $0.maxTokens = 5 }]))
                }
            }
        }
        let joined = try #require(second)
        let summary = await joined.summary()
        #expect(seen > 10)
        #expect(summary.lanes[0].usage.generatedTokens > 0)
        engine.shutDown()
    }

    @Test func `samples of a lane differ and their majority is its answer`() async throws {
        let engine = try await StarterModel.engine()
        let lane = LaneRequest("a", continuing: "Pick a number from 1 to 3:", samples: 5) {
            $0.maxTokens = 3; $0.temperature = 1.5
        }
        let summary = await engine.start(RunRequest(lanes: [lane])).summary()
        let answers = summary.lanes[0].samples.map(\.answer)
        #expect(answers.count == 5)
        #expect(Set(answers).count > 1)
        #expect(summary.lanes[0].answer == majority(of: answers))
        engine.shutDown()
    }
}
