import Foundation
import Prompting
import Sampling
import Testing

@testable import Lanes
@testable import Runtime

/// The likelihood of given texts, against a loop over the engine's own rows, against another measure of the same model, and
/// against llama-cpp-python's, as Reference/likelihood.py has computed it.
@Suite(.serialized) struct LikelihoodTests {
    struct Figures: Decodable {
        let context: String
        let labels: [String]
        let expected: Int
        let writings: [[[TokenLikelihood]]]
        let likelihoods: [Double]
    }

    private static func prompt(_ text: String) -> CompiledPrompt {
        CompiledPrompt(technique: .zeroShot, body: .completion([Fragment(text, isField: false)]))
    }

    /// Reads each token from a row of its own, which the whole history is evaluated for.
    private static func loop(
        _ tokens: [Int32], after history: [Int32], in engine: LlamaEngine, mode: RunMode
    ) async throws -> [TokenLikelihood] {
        var result: [TokenLikelihood] = []
        for (index, token) in tokens.enumerated() {
            let row = try await engine.next(after: history + tokens[..<index], mode: mode, isWhole: true).row
            let candidates = Array(row.candidates)
            let place = try #require(candidates.firstIndex { $0.id == token })
            result.append(
                TokenLikelihood(
                    token: token, logProbability: Double(candidates[place].logit) - row.logSumExp, rank: place + 1,
                    likeliest: candidates[0].id))
        }
        return result
    }

    @Test(arguments: [RunMode.fast, .strict])
    func `likelihoods are those of a plain loop over the engine's rows`(mode: RunMode) async throws {
        let engine = try await StarterModel.engine()
        defer { engine.shutDown() }
        let labels = ["Positive", "Negative", "very positive indeed", "very", "Positively awful", "否定的"]
        let prompt = Self.prompt("Review: The parcel came a week late, but it was worth the wait.\nSentiment:")
        let found = try await engine.likelihoods(LikelihoodRequest(behind: prompt, labels, mode: mode))
        let history = try engine.render(prompt).tokens.map(\.id)
        #expect(found.map(\.text) == labels)
        for likelihood in found {
            #expect(likelihood.writings.map(\.text) == [likelihood.text, " " + likelihood.text])
            for writing in likelihood.writings {
                #expect(
                    engine.texts(of: writing.tokens.map(\.token)).joined().hasPrefix(" ") == writing.text.hasPrefix(" ")
                )
                let looped = try await Self.loop(writing.tokens.map(\.token), after: history, in: engine, mode: mode)
                // The first token's row is the same; the others' are computed in batches of other sizes, in strict mode as a
                // generation computes them, one by one.
                #expect(abs(writing.tokens[0].logProbability - looped[0].logProbability) < 1e-5, "\(writing.text)")
                #expect(writing.tokens[0].rank == looped[0].rank)
                for (token, other) in zip(writing.tokens, looped) {
                    let tolerance = 0.3 - 0.06 * other.logProbability
                    #expect(abs(token.logProbability - other.logProbability) < tolerance, "\(writing.text)")
                    #expect(token.likeliest == other.likeliest)
                }
            }
            let sum = log(likelihood.writings.reduce(0) { $0 + exp($1.logProbability) })
            #expect(abs(likelihood.logProbability - sum) < 1e-9)
        }
    }

    @Test func `in strict mode the other texts don't change a text's likelihood`() async throws {
        let engine = try await StarterModel.engine()
        defer { engine.shutDown() }
        let prompt = Self.prompt("The best thing about the sea is")
        func ask(_ texts: [String]) async throws -> [Likelihood] {
            try await engine.likelihoods(LikelihoodRequest(behind: prompt, texts, mode: .strict))
        }
        let text = "the sound of its waves"
        let alone = try await ask([text])
        _ = await engine.start(RunRequest(lanes: [LaneRequest("a", continuing: "The best thing is")])).summary()
        #expect(try await ask(["the sound of rain", text, "a", "its colour"])[1] == alone[0])
    }

    @Test func `a long text is as likely as its surprisal says`() async throws {
        let engine = try await StarterModel.engine()
        defer { engine.shutDown() }
        let start = "The report"
        let text = " of the year" + longText(150)
        let measured = try await engine.textModel(path: StarterModel.smolLM2).surprisal(of: start + text)
        let request = LikelihoodRequest(behind: Self.prompt(start), [text], spelling: .exact)
        let writing = try #require(try await engine.likelihoods(request)[0].writings.first)
        #expect(writing.tokens.count > 130 && measured.bits.count >= writing.tokens.count)
        for (token, bits) in zip(writing.tokens, measured.bits.suffix(writing.tokens.count)) {
            #expect(abs(-token.logProbability / log(2) - bits) < 0.1 + 0.03 * bits)
        }
    }

    @Test func `the tokens of temperature 0 have rank 1`() async throws {
        let engine = try await StarterModel.engine()
        defer { engine.shutDown() }
        let lane = LaneRequest("a", continuing: "Water is made of") {
            $0.temperature = 0; $0.maxTokens = 8
        }
        let text = await engine.start(RunRequest(lanes: [lane])).summary().texts[0]
        let found = try await engine.likelihoods(
            LikelihoodRequest(behind: lane.prompt, [text, "cheese"], spelling: .exact))
        #expect(found.map(\.isGreedy) == [true, false])
        #expect(found[0].writings[0].tokens.allSatisfy { $0.token == $0.likeliest })
    }

    @Test func `in strict mode likelihoods are exactly those of the rows that a generation kept`() async throws {
        let engine = try await StarterModel.engine()
        defer { engine.shutDown() }
        let lane = LaneRequest("a", continuing: "Water is made of") {
            $0.temperature = 0; $0.maxTokens = 8
        }
        let text = await engine.start(RunRequest(lanes: [lane], mode: .strict)).summary().texts[0]
        let request = LikelihoodRequest(behind: lane.prompt, [text], spelling: .exact, mode: .strict)
        let tokens = try #require(try await engine.likelihoods(request)[0].writings.first).tokens
        #expect(tokens.count > 2)
        var history = try engine.render(lane.prompt).tokens.map(\.id)
        for token in tokens {
            let row = try await engine.next(after: history, mode: .strict, isWhole: false).row
            let best = try #require(Array(row.candidates).first)
            #expect(token.token == best.id && token.rank == 1 && token.likeliest == best.id)
            // The same sum, whose digits may be added up in another order.
            #expect(abs(token.logProbability - (Double(best.logit) - row.logSumExp)) < 1e-6)
            history.append(token.token)
        }
    }

    @Test func `texts that don't all fit behind the prompt at once are read in turns`() async throws {
        let engine = try await StarterModel.engine(contextLength: 256)
        defer { engine.shutDown() }
        let prompt = Self.prompt(longText(160))
        let texts = (0..<16).map { "number \($0) of a long list of little things" }
        let found = try await engine.likelihoods(LikelihoodRequest(behind: prompt, texts))
        let needed = found.flatMap(\.writings).reduce(0) { $0 + $1.tokens.count - 1 }
        #expect(try engine.render(prompt).tokens.count + needed / 2 > 256)
        #expect(found.map(\.text) == texts && found.allSatisfy { $0.writings.count == 2 })
        #expect(found.allSatisfy { $0.logProbability < 0 && $0.logProbability > -200 })
    }

    @Test func `many texts are asked about beside lanes that stream`() async throws {
        let engine = try await StarterModel.engine()
        defer { engine.shutDown() }
        let lanes = (0..<3).map { index in
            LaneRequest("\(index)", continuing: "Letter \(index): I am writing to") {
                $0.temperature = 0
                $0.maxTokens = 60
            }
        }
        async let beside = engine.start(RunRequest(lanes: lanes, keepsRows: false)).summary()
        let texts = (0..<80).map { "number \($0) of the list" }
        let request = LikelihoodRequest(behind: Self.prompt("This is"), texts)
        let found = try await engine.likelihoods(request)
        #expect(await beside.lanes.allSatisfy { $0.error == nil && !$0.samples[0].text.isEmpty })
        #expect(found.count == 80 && found.allSatisfy { $0.writings.count == 2 && $0.logProbability > -100 })
        let one = try await engine.likelihoods(LikelihoodRequest(behind: Self.prompt("This is"), [texts[70]]))
        // On some processors one row and a batch of them differ by as much.
        #expect(abs(one[0].logProbability - found[70].logProbability) < 0.3 - 0.06 * one[0].logProbability)
    }

    @Test func `a text that has no room behind the prompt is refused`() async throws {
        let engine = try await StarterModel.engine(contextLength: 256)
        defer { engine.shutDown() }
        await #expect(throws: EngineError.self) {
            try await engine.likelihoods(LikelihoodRequest(behind: Self.prompt("So:"), [longText(600)]))
        }
        let empty = try await engine.likelihoods(LikelihoodRequest(behind: Self.prompt("So:"), [""]))
        #expect(empty[0].writings.isEmpty && empty[0].logProbability == -.infinity)
    }

    @Test func `the logarithm of a probability of 0 reaches another process`() throws {
        let token = TokenLikelihood(token: 3, logProbability: -.infinity, rank: 49_152, likeliest: 5)
        let likelihood = Likelihood(text: "a", writings: [Likelihood.Writing(text: "a", tokens: [token])])
        let frame = try #require(try EngineReply.answer(.likelihoods([likelihood])).frame(7))
        guard case .answer(.likelihoods(let found)) = EngineReply(frame) else {
            Issue.record("it came back as another reply")
            return
        }
        #expect(found == [likelihood])
    }

    @Test func `likelihoods and ranks are llama-cpp-python's`() async throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/Reference/likelihood.json"
        let cases = try JSONDecoder().decode([Figures].self, from: Data(contentsOf: URL(fileURLWithPath: file)))
        let engine = try await StarterModel.engine()
        defer { engine.shutDown() }
        for figures in cases {
            let found = try await engine.likelihoods(
                LikelihoodRequest(behind: Self.prompt(figures.context), figures.labels))
            for (index, likelihood) in found.enumerated() {
                // The kernels of one kind of processor round a quantised model's activations otherwise than those of another.
                // A measure that were wrong would be off by more.
                let tolerance = 0.2 - 0.06 * figures.likelihoods[index]
                #expect(abs(likelihood.logProbability - figures.likelihoods[index]) < tolerance, "\(likelihood.text)")
                for (writing, reference) in zip(likelihood.writings, figures.writings[index]) {
                    #expect(writing.tokens.map(\.token) == reference.map(\.token))
                    for (token, other) in zip(writing.tokens, reference) {
                        #expect(abs(token.logProbability - other.logProbability) < 0.2 - 0.06 * other.logProbability)
                        #expect(abs(Double(token.rank) - Double(other.rank)) <= 5 + 0.5 * Double(other.rank))
                    }
                }
            }
        }
    }
}
