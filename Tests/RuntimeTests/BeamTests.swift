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

        /// For each beam, its likeliest tokens: a token and its log-probability, one after another.
        var offers: [[Double]]
        var candidates: [Candidate]
        /// The total of the candidate behind the last one.
        var next: Double
    }

    struct Result: Decodable {
        var tokens: [Int32]
        var score: Double
    }

    var prompt: String
    var beams: Int
    var lengthPenalty: Double
    var maxTokens: Int
    var steps: [Step]
    var results: [Result]

    static func all() throws -> [Reference] {
        let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Reference/beams.json")
        return try JSONDecoder().decode([Reference].self, from: Data(contentsOf: url))
    }
}

/// A beam search as plain loops: each path is a list of tokens, whose row is asked for by itself.
private struct PlainSearch {
    struct Candidate {
        var path: [Int32]
        var total: Double
        var fate: BeamTree.Fate
    }

    /// The best candidates of each step, twice as many as beams.
    private(set) var steps: [[Candidate]] = []
    /// The best continuations that have ended.
    private(set) var ended: [(path: [Int32], score: Double)] = []

    init(
        of settings: Settings, after prompt: [Int32], isEnd: (Int32) -> Bool, row: ([Int32]) async throws -> Row
    ) async throws {
        let beams = settings.beams
        var running: [(path: [Int32], total: Double)] = [([], 0)]
        while !running.isEmpty, ended.count < beams {
            var step: [Candidate] = []
            for (path, total) in running {
                let row = try await row(prompt + path)
                for candidate in row.candidates.prefix(2 * beams) {
                    step.append(
                        Candidate(
                            path: path + [candidate.id], total: total + (Double(candidate.logit) - row.logSumExp),
                            fate: .dropped))
                }
            }
            step = Array(step.sorted { $0.total > $1.total }.prefix(2 * beams))
            running = []
            for place in step.indices where running.count < beams {
                let (path, total) = (step[place].path, step[place].total)
                if !isEnd(path[path.count - 1]), path.count < settings.maxTokens {
                    step[place].fate = .kept
                    running.append((path, total))
                } else if place < beams {
                    step[place].fate = .ended
                    ended.append((path, total / pow(Double(path.count), settings.lengthPenalty)))
                }
            }
            steps.append(step)
            ended = Array(ended.sorted { $0.score > $1.score }.prefix(beams))
        }
    }
}

@Suite(.serialized)
struct BeamTests {
    private func path(_ id: BeamTree.ID, _ tree: BeamTree) -> [Int32] {
        tree.path(to: id).map { tree.candidates[$0].token }
    }

    @Test func `every step is that of a plain search over the engine's own rows`() async throws {
        let model = try LlamaModel(path: StarterModel.smolLM2) { _ in true }
        let engine = try await StarterModel.engine(contextLength: 512)
        defer { engine.shutDown() }
        for reference in try Reference.all() {
            let lane = LaneRequest.beams("a", continuing: reference.prompt, reference.beams, keep: reference.beams) {
                $0.lengthPenalty = reference.lengthPenalty
                $0.maxTokens = 8
            }
            let result = try #require(await engine.start(RunRequest(lanes: [lane])).summary().lanes.first)
            let tree = try #require(result.trees?.first)
            let search = try await PlainSearch(
                of: lane.settings, after: try engine.render(lane.prompt).tokens.map(\.id), isEnd: model.isEnd
            ) { history in
                let row = try await engine.next(after: history, isWhole: false).row
                // A part of it: it is the row that the beam went by, not one that is computed now.
                #expect(!row.isComplete)
                return row
            }
            #expect(tree.stepCount == search.steps.count, "\(reference.prompt)")
            for (index, step) in search.steps.enumerated() where index < tree.stepCount {
                let own = tree.step(index)
                #expect(own.map { path($0, tree) } == step.map(\.path), "\(reference.prompt), step \(index + 1)")
                #expect(own.map { tree.candidates[$0].fate } == step.map(\.fate))
                for (id, candidate) in zip(own, step) {
                    #expect(abs(tree.candidates[id].total - candidate.total) < 1e-9)
                }
            }
            #expect(tree.results.map { path($0, tree) } == search.ended.map(\.path))
            #expect(zip(tree.scores, search.ended).allSatisfy { abs($0 - $1.score) < 1e-9 })
            #expect(result.samples.compactMap(\.beam?.score) == tree.scores)
        }
    }

    @Test func `the row behind each beam is that of its own tokens, not of another beam's`() async throws {
        let prompt = "The best thing about the sea is"
        let engine = try await StarterModel.engine(contextLength: 512)
        defer { engine.shutDown() }
        let fresh = try await StarterModel.engine(contextLength: 512)
        defer { fresh.shutDown() }
        let lane = LaneRequest.beams("a", continuing: prompt, 4) { $0.maxTokens = 10 }
        let result = try #require(await engine.start(RunRequest(lanes: [lane])).summary().lanes.first)
        let tree = try #require(result.trees?.first)
        let history = try engine.render(lane.prompt).tokens.map(\.id)
        // Two rows of the same tokens differ a little with the number of rows in their batches.
        let tolerance = 0.2
        var (pairs, told) = (0, 0)
        // Nothing is computed behind the last step.
        for index in 0..<tree.stepCount - 1 {
            var beams: [Row] = []
            var alone: [Row] = []
            for id in tree.step(index) where tree.candidates[id].fate == .kept {
                let all = history + path(id, tree)
                let row = try await engine.next(after: all, isWhole: false).row
                #expect(!row.isComplete)
                beams.append(row)
                alone.append(try await fresh.next(after: all, isWhole: true).row)
            }
            for (first, beam) in beams.enumerated() {
                for (second, single) in alone.enumerated() {
                    let distance = distance(from: beam, to: single)
                    if first == second {
                        #expect(distance < tolerance, "step \(index + 1), beam \(first + 1)")
                    } else {
                        pairs += 1
                        told += distance > tolerance ? 1 : 0
                    }
                }
            }
        }
        // Rows of other beams are farther away, so that a mistaken one would be seen.
        #expect(pairs > 0 && told > pairs / 2)
    }

    /// Returns half the sum of the differences between the probabilities of the tokens that a row keeps, of 0...1.
    private func distance(from row: Row, to other: Row) -> Double {
        let others = Dictionary(uniqueKeysWithValues: other.candidates.map { ($0.id, $0.logit) })
        return row.candidates.reduce(0) { sum, candidate in
            let logit = others[candidate.id].map(Double.init) ?? -.infinity
            return sum + abs(exp(Double(candidate.logit) - row.logSumExp) - exp(logit - other.logSumExp)) / 2
        }
    }

    // The logits are the reference's own, so that totals and later steps can be compared.
    @Test func `with llama-cpp-python's logits every step and result is that of a plain search in Python`() throws {
        let isEnd = try LlamaModel(path: StarterModel.smolLM2) { _ in true }.isEnd
        for reference in try Reference.all() {
            var search = BeamSearch(width: reference.beams, lengthPenalty: reference.lengthPenalty)
            for (index, step) in reference.steps.enumerated() {
                let offers = step.offers.map { numbers in
                    stride(from: 0, to: numbers.count, by: 2).map {
                        BeamSearch.Offer(token: Int32(numbers[$0]), logProbability: numbers[$0 + 1])
                    }
                }
                search.step(offers, text: { _ in "" }) { _, offer, _ in
                    isEnd(offer.token) || index + 1 == reference.maxTokens
                }
                // Where two totals are closer than that, rounding may decide which of them comes first.
                let totals = step.candidates.map(\.total) + [step.next]
                let isClear = zip(totals, totals.dropFirst()).allSatisfy { $0 - $1 > 1e-6 }
                #expect(isClear, "\(reference.prompt), step \(index + 1)")
                let own = search.tree.step(index)
                #expect(own.map { path($0, search.tree) } == step.candidates.map(\.path), "step \(index + 1)")
                #expect(own.map { search.tree.candidates[$0].fate } == step.candidates.map(\.fate))
                for (id, candidate) in zip(own, step.candidates) {
                    #expect(abs(search.tree.candidates[id].total - candidate.total) < 1e-5)
                }
            }
            #expect(search.isDone)
            search.finish()
            #expect(search.tree.results.map { path($0, search.tree) } == reference.results.map(\.tokens))
            #expect(zip(search.tree.scores, reference.results).allSatisfy { abs($0 - $1.score) < 1e-5 })
        }
    }

    // Totals and later steps aren't compared: the reference ran on another processor, and this model's logits differ by up to
    // 0.3 with that and with the number of rows in a batch.
    @Test func `the first step has the candidates of llama-cpp-python's logits in their order`() async throws {
        let engine = try await StarterModel.engine(contextLength: 512)
        for reference in try Reference.all() {
            let lane = LaneRequest.beams("a", continuing: reference.prompt, reference.beams) {
                $0.lengthPenalty = reference.lengthPenalty
                $0.maxTokens = 2
            }
            let result = try #require(await engine.start(RunRequest(lanes: [lane])).summary().lanes.first)
            let (tree, step) = (try #require(result.trees?.first), try #require(reference.steps.first))
            let own = tree.step(0)
            // What lies closer together may stand the other way round, or be replaced at the end.
            let totals = Dictionary(uniqueKeysWithValues: step.candidates.map { ($0.path, $0.total) })
            let found = own.compactMap { totals[path($0, tree)] }
            for (index, total) in found.enumerated() {
                #expect(found[index...].allSatisfy { $0 < total + 0.6 }, "\(reference.prompt)")
            }
            let last = step.candidates.map(\.total).min() ?? 0
            let sure = step.candidates.filter { $0.total > last + 0.6 }.map(\.path)
            #expect(Set(sure).isSubset(of: own.map { path($0, tree) }), "\(reference.prompt)")
            // Those that surely stand among the first beams have the same fate.
            let border = step.candidates.map(\.total).sorted(by: >)[reference.beams - 1]
            let fates = Dictionary(uniqueKeysWithValues: own.map { (path($0, tree), tree.candidates[$0].fate) })
            for candidate in step.candidates where candidate.total > border + 0.6 {
                #expect(fates[candidate.path] == candidate.fate, "\(reference.prompt)")
            }
            #expect(own.count == step.candidates.count && found.count * 2 > own.count)
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

    @Test func `a stage that its given tokens end isn't searched, and the next one is`() async throws {
        let engine = try await StarterModel.engine(contextLength: 512)
        defer { engine.shutDown() }
        var lane = LaneRequest.beams("a", continuing: "Two and two are", 3, trigger: "\nSo the answer is") {
            $0.maxTokens = 2
            $0.answerTokens = 4
        }
        let tree = try #require(await engine.start(RunRequest(lanes: [lane])).summary().lanes[0].trees?.first)
        let last = try #require(tree.step(1).first { !tree.candidates[$0].text.isEmpty })
        lane.openings = [path(last, tree)]
        let result = await engine.start(RunRequest(lanes: [lane])).summary().lanes[0]
        #expect(result.trees?.map(\.stepCount).first == 0 && result.trees?.count == 2)
        #expect(result.trees?.last?.candidates.isEmpty == false)
        #expect(result.samples[0].stages.count == 2)
        #expect(result.samples[0].stages[0].text == tree.text(to: last))
    }
}
