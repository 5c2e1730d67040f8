import Foundation
import Sampling
import Testing

@testable import Lanes
@testable import Models
@testable import Runtime

/// How predictable texts are, against llama-cpp-python's figures, as Reference/predictability.py has computed them.
@Suite(.serialized) struct PredictabilityTests {
    struct Figures: Decodable {
        struct Token: Decodable {
            let id: Int32
            let logProbability: Double
            let rank: Int
            let entropy: Double
            let variance: Double
        }

        struct Text: Decodable {
            let text: String
            let tokens: [Token]
            let fastDetect: Double
            let fastDetectBeside: Double
            let binoculars: Double
        }

        let base: Float
        let texts: [Text]
    }

    private let figures: Figures

    init() throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/Reference/predictability.json"
        figures = try JSONDecoder().decode(Figures.self, from: Data(contentsOf: URL(fileURLWithPath: file)))
    }

    /// A copy of the model with another base of its rotary embedding; it is gone when `body` returns.
    private func withOtherBase<Result>(_ body: (String) async throws -> Result) async throws -> Result {
        var bytes = try Data(contentsOf: URL(fileURLWithPath: StarterModel.smolLM2))
        let key = try #require(bytes.range(of: Data("llama.rope.freq_base".utf8)))
        // Its type is 4 bytes, its value 4 more.
        bytes.replaceSubrange(key.upperBound + 4..<key.upperBound + 8, with: little(figures.base.bitPattern))
        let path = FileManager.default.temporaryDirectory.path + "/base-\(UUID().uuidString).gguf"
        try bytes.write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try await body(path)
    }

    @Test func `each token's rank, probability, entropy and variance are llama-cpp-python's`() async throws {
        let model = try await TextModel.load(path: StarterModel.smolLM2)
        for expected in figures.texts {
            let found = try await model.predictability(of: expected.text)
            try #require(found.tokens.map(\.figures.likelihood.token) == expected.tokens.map(\.id))
            #expect(found.beginning + found.tokens.map(\.text).joined() == expected.text)
            #expect(!found.isCut && !found.hasReference && found.following != nil)
            for (token, other) in zip(found.tokens.map(\.figures), expected.tokens) {
                // The kernels of one kind of processor round a quantised model's activations otherwise than those of another.
                #expect(
                    abs(token.likelihood.logProbability - other.logProbability) < 0.2 - 0.06 * other.logProbability)
                #expect(abs(Double(token.likelihood.rank) - Double(other.rank)) <= 5 + 0.5 * Double(other.rank))
                #expect(abs(token.entropy - other.entropy) < 0.2 && abs(token.entropy + token.expected.mean) < 1e-5)
                #expect(abs(token.expected.variance - other.variance) < 0.3 + 0.1 * other.variance)
            }
        }
    }

    @Test func `the statistics of Fast-DetectGPT and Binoculars are those that NumPy computes`() async throws {
        let alone = try await TextModel.load(path: StarterModel.smolLM2)
        try await withOtherBase { path in
            let beside = try await TextModel.load(path: StarterModel.smolLM2, reference: path)
            for expected in figures.texts {
                let found = try await beside.predictability(of: expected.text)
                #expect(found.hasReference)
                #expect(abs(fastDetect(try await alone.predictability(of: expected.text)) - expected.fastDetect) < 0.1)
                #expect(abs(fastDetect(found) - expected.fastDetectBeside) < 0.1)
                let places = found.tokens.map(\.figures.expected) + [try #require(found.following)]
                let crossEntropy = -places.reduce(0) { $0 + $1.mean } / Double(places.count)
                let surprisal =
                    -found.tokens.reduce(0) { $0 + $1.figures.likelihood.logProbability } / Double(found.tokens.count)
                #expect(abs(surprisal / crossEntropy - expected.binoculars) < 0.03)
            }
        }
    }

    private func fastDetect(_ text: TextPredictability) -> Double {
        let tokens = text.tokens.map(\.figures)
        let difference = tokens.reduce(0) { $0 + $1.likelihood.logProbability - $1.expected.mean }
        return difference / tokens.reduce(0) { $0 + $1.expected.variance }.squareRoot()
    }

    @Test func `a model beside itself expects what it expects alone`() async throws {
        let alone = try await TextModel.load(path: StarterModel.smolLM2)
        let beside = try await TextModel.load(path: StarterModel.smolLM2, reference: StarterModel.smolLM2)
        let text = "It was a bright cold day in April."
        var found = try await beside.predictability(of: text)
        found.hasReference = false
        #expect(try await alone.predictability(of: text) == found)
    }

    @Test func `models with different vocabularies can't be compared`() async throws {
        await #expect(
            throws: EngineError.differentVocabularies(path: StarterModel.smolLM2, reference: StarterModel.gemma3)
        ) {
            try await TextModel.load(path: StarterModel.smolLM2, reference: StarterModel.gemma3)
        }
    }

    @Test func `a long text is measured in part, and an empty one has no tokens`() async throws {
        let model = try await TextModel.load(path: StarterModel.smolLM2)
        let cut = try await model.predictability(of: longText(2600))
        #expect(cut.isCut && cut.tokens.count == model.longest - 1)
        let empty = try await model.predictability(of: "")
        #expect(empty.tokens.isEmpty && empty.following == nil)
    }
}
