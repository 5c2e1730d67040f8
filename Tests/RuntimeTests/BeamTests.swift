import Foundation
import Prompting
import Sampling
import Testing

@testable import Lanes
@testable import Runtime

extension LaneRequest {
    /// A lane that follows beams.
    static func beams(
        _ name: String, continuing text: String, _ beams: Int, keep: Int = 1, trigger: String? = nil,
        _ change: (inout Settings) -> Void = { _ in }
    ) -> LaneRequest {
        LaneRequest(name, continuing: text, trigger: trigger) { settings in
            settings.decoding = .beam
            settings.beams = beams
            settings.keep = keep
            change(&settings)
        }
    }
}

/// What a plain beam search over llama-cpp-python's logits found (beams.py).
private struct Reference: Decodable {
    struct Step: Decodable {
        struct Candidate: Decodable {
            var path: [Int32]
            var total: Double
            var fate: BeamTree.Fate

            init(from decoder: any Decoder) throws {
                var values = try decoder.unkeyedContainer()
                path = try values.decode([Int32].self)
                total = try values.decode(Double.self)
                fate = try values.decode(BeamTree.Fate.self)
            }
        }

        var candidates: [Candidate]
    }

    var prompt: String
    var beams: Int
    var lengthPenalty: Double
    var steps: [Step]

    static func all() throws -> [Reference] {
        let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Reference/beams.json")
        return try JSONDecoder().decode([Reference].self, from: Data(contentsOf: url))
    }
}

@Suite(.serialized)
struct BeamTests {
    private func path(_ id: BeamTree.ID, _ tree: BeamTree) -> [Int32] {
        tree.path(to: id).map { tree.candidates[$0].token }
    }

    // Later steps aren't compared: the logits of this model differ by up to 0.3 with the number of rows in a batch.
    @Test func `the first step is that of a plain search over the model's logits`() async throws {
        let engine = try await StarterModel.engine(contextLength: 512)
        for reference in try Reference.all() {
            let lane = LaneRequest.beams("a", continuing: reference.prompt, reference.beams) {
                $0.lengthPenalty = reference.lengthPenalty
                $0.maxTokens = 2
            }
            let result = try #require(await engine.start(RunRequest(lanes: [lane])).summary().lanes.first)
            let (tree, step) = (try #require(result.trees?.first), try #require(reference.steps.first))
            let own = tree.step(0)
            #expect(own.map { path($0, tree) } == step.candidates.map(\.path), "\(reference.prompt)")
            #expect(own.map { tree.candidates[$0].fate } == step.candidates.map(\.fate))
            for (id, candidate) in zip(own, step.candidates) {
                // The logits of the reference were computed on another processor, in another batch.
                #expect(abs(tree.candidates[id].total - candidate.total) < 0.35)
            }
        }
        engine.shutDown()
    }

    @Test func `one beam is greedy decoding`() async throws {
        let engine = try await StarterModel.engine(contextLength: 512)
        let lanes = [
            LaneRequest.beams("beam", continuing: "Water is made of", 1),
            LaneRequest("greedy", continuing: "Water is made of") { $0.temperature = 0 },
        ]
        let summary = await engine.start(RunRequest(lanes: lanes)).summary()
        #expect(summary.texts[0] == summary.texts[1] && !summary.texts[0].isEmpty)
        engine.shutDown()
    }

    @Test func `kept beams come as samples with events and tokens of their own, the best first`() async throws {
        let engine = try await StarterModel.engine(contextLength: 512)
        let lane = LaneRequest.beams("a", continuing: "My favourite colour is", 4, keep: 3) { $0.maxTokens = 8 }
        var texts: [Int: String] = [:]
        var tokens: [Int: Int] = [:]
        var steps = 0
        var summary: RunSummary?
        for await event in engine.start(RunRequest(lanes: [lane])).events {
            switch event {
            case .text(_, let sample, _, let text, let drawn):
                texts[sample, default: ""] += text
                tokens[sample, default: 0] += drawn.count
            case .searched: steps += 1
            case .finished(let end): summary = end
            default: break
            }
        }
        let result = try #require(summary?.lanes.first)
        #expect(result.samples.count == 3)
        for (index, sample) in result.samples.enumerated() {
            #expect(texts[index] == sample.text)
            #expect(tokens[index].map { $0 <= 8 } == true)
        }
        let scores = result.samples.compactMap(\.beam?.score)
        #expect(scores == scores.sorted(by: >) && scores.count == 3)
        #expect(result.answer == result.samples[0].answer)
        #expect(result.trees?.first?.stepCount == steps)
        engine.shutDown()
    }

    @Test func `beams ride beside lanes that sample, and share their prompt`() async throws {
        let engine = try await StarterModel.engine()
        let drawn = LaneRequest("drawn", continuing: "The sea is", samples: 3) { $0.seed = 4 }
        let beams = LaneRequest.beams("beams", continuing: "The sea is", 4)
        let together = await engine.start(RunRequest(lanes: [drawn, beams], keepsRows: false)).summary()
        #expect(together.lanes[0].samples.count == 3)
        #expect(together.lanes[0].samples.allSatisfy { !$0.text.isEmpty })
        // The prompt is evaluated once.
        #expect(together.lanes[1].usage.cachedTokens >= together.lanes[1].usage.promptTokens - 2)
        engine.shutDown()
    }

    @Test func `another length penalty and number of kept beams decode nothing`() async throws {
        let engine = try await StarterModel.engine(contextLength: 512)
        let lane = LaneRequest.beams("a", continuing: "The best food is", 4)
        let first = await engine.start(RunRequest(lanes: [lane])).summary()
        var turned = lane
        turned.settings.lengthPenalty = 0
        turned.settings.keep = 4
        let second = await engine.start(RunRequest(lanes: [turned])).summary()
        #expect(first.lanes[0].usage.decodedRows > 0)
        #expect(second.lanes[0].usage.decodedRows == 0)
        #expect(second.lanes[0].trees?.first?.candidates == first.lanes[0].trees?.first?.candidates)
        engine.shutDown()
    }

    @Test func `a stop text ends one beam, and is left out of its text`() async throws {
        let engine = try await StarterModel.engine(contextLength: 512)
        let lane = LaneRequest.beams("a", continuing: "Q: Name a fruit.\nA:", 4, keep: 4) { $0.stop = ["\n", "."] }
        let result = await engine.start(RunRequest(lanes: [lane])).summary().lanes[0]
        #expect(result.samples.contains { $0.stages.last?.finish == .stop })
        for sample in result.samples { #expect(!sample.text.contains("\n") && !sample.text.contains(".")) }
        engine.shutDown()
    }

    @Test func `a grammar holds for every beam`() async throws {
        let engine = try await StarterModel.engine(contextLength: 512)
        var lane = LaneRequest.beams("a", continuing: "Is the sky blue? Answer:", 4, keep: 4)
        lane.prompt.steps[0].constraint = OutputConstraint(.grammar, "root ::= \" \" (\"yes\" | \"no\" | \"maybe\")")
        let result = await engine.start(RunRequest(lanes: [lane])).summary().lanes[0]
        #expect(result.error == nil && result.samples.count > 1)
        #expect(Set(result.samples.map(\.text)).isSubset(of: [" yes", " no", " maybe"]))
        #expect(Set(result.samples.map(\.text)).count > 1)
        engine.shutDown()
    }

    @Test func `a second stage goes on from the best beam`() async throws {
        let engine = try await StarterModel.engine(contextLength: 512)
        let lane = LaneRequest.beams("a", continuing: "Two and two are", 3, keep: 2, trigger: "\nSo the answer is") {
            $0.maxTokens = 10
            $0.answerTokens = 5
        }
        let result = await engine.start(RunRequest(lanes: [lane])).summary().lanes[0]
        #expect(result.trees?.count == 2)
        #expect(result.samples.count == 2)
        #expect(result.samples.allSatisfy { $0.stages.count == 2 && $0.stages[0] == result.samples[0].stages[0] })
        engine.shutDown()
    }

    @Test func `in strict mode beams are the same again, whatever ran before`() async throws {
        let engine = try await StarterModel.engine(contextLength: 512)
        let lane = LaneRequest.beams("a", continuing: "The best thing about the sea is", 4, keep: 4)
        let first = await engine.start(RunRequest(lanes: [lane], mode: .strict)).summary()
        _ = await engine.start(RunRequest(lanes: [LaneRequest("b", continuing: "The best thing")])).summary()
        let second = await engine.start(RunRequest(lanes: [lane], mode: .strict)).summary()
        #expect(first.lanes[0].samples == second.lanes[0].samples)
        #expect(first.lanes[0].trees == second.lanes[0].trees)
        engine.shutDown()
    }

    @Test func `beams that are cancelled end at once with what they have`() async throws {
        let engine = try await StarterModel.engine()
        let lane = LaneRequest.beams("a", continuing: longText(200), 8, keep: 2) { $0.maxTokens = 1000 }
        let run = engine.start(RunRequest(lanes: [lane]))
        var steps = 0
        var summary: RunSummary?
        for await event in run.events {
            if case .searched = event {
                steps += 1
                if steps == 3 { run.cancel() }
            }
            if case .finished(let end) = event { summary = end }
        }
        #expect(summary?.isCancelled == true && steps < 10)
        #expect(summary?.lanes[0].samples.first?.stages.last?.finish == .cancelled)
        engine.shutDown()
    }

    @Test func `beams that fill the context end there, and the engine goes on`() async throws {
        let engine = try await StarterModel.engine(contextLength: 256)
        let lane = LaneRequest.beams("a", continuing: longText(100), 8, keep: 8) { $0.maxTokens = 200 }
        let result = await engine.start(RunRequest(lanes: [lane])).summary().lanes[0]
        #expect(result.error == nil && !result.samples.isEmpty)
        #expect(result.samples.contains { $0.stages.last?.finish == .context })
        let after = await engine.start(RunRequest(lanes: [LaneRequest("b", continuing: "Hello")])).summary()
        #expect(!after.texts[0].isEmpty)
        engine.shutDown()
    }

    @Test func `beams go on from the tokens that a branch begins with`() async throws {
        let engine = try await StarterModel.engine(contextLength: 512)
        var lane = LaneRequest.beams("a", continuing: "My favourite colour is", 3) { $0.maxTokens = 8 }
        let tree = try #require(await engine.start(RunRequest(lanes: [lane])).summary().lanes[0].trees?.first)
        let dropped = try #require(tree.step(0).last)
        lane.openings = [path(dropped, tree)]
        let result = await engine.start(RunRequest(lanes: [lane])).summary().lanes[0]
        #expect(result.samples[0].text.hasPrefix(tree.candidates[dropped].text))
        engine.shutDown()
    }
}
