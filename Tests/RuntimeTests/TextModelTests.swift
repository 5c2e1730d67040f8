import Foundation
import Testing

@testable import Lanes
@testable import Models
@testable import Runtime

/// Embeddings and surprisals against llama-cpp-python's, as Reference/texts.py has computed them.
struct TextModelTests {
    private struct Figures: Decodable {
        struct Surprisal: Decodable {
            let text: String
            let tokens: Int
            let bits: [Double]
        }

        let texts: [String]
        let cosines: [[Double]]
        let surprisals: [Surprisal]
        let bertTexts: [String]
        let bertMean: [[Float]]
        let bertFirst: [[Float]]
    }

    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/Reference"
    private static let bert = folder + "/tiny-bert.gguf"
    private let figures: Figures

    init() throws {
        figures = try JSONDecoder().decode(
            Figures.self, from: Data(contentsOf: URL(fileURLWithPath: Self.folder + "/texts.json")))
    }

    private func cosine(_ a: [Float], _ b: [Float]) -> Double {
        zip(a, b).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    }

    private func close(_ a: [Float], _ b: [Float], within tolerance: Float = 1e-4) -> Bool {
        a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= tolerance }
    }

    /// A copy of the encoder with another value of `bert.pooling_type`; it is gone when `body` returns.
    private func withBERT<Result>(pooling: UInt32, _ body: (String) async throws -> Result) async throws -> Result {
        var bytes = try Data(contentsOf: URL(fileURLWithPath: Self.bert))
        let key = try #require(bytes.range(of: Data("bert.pooling_type".utf8)))
        // Its type is 4 bytes, its value 4 more.
        bytes.replaceSubrange(key.upperBound + 4..<key.upperBound + 8, with: little(pooling))
        let path = FileManager.default.temporaryDirectory.path + "/bert-\(UUID().uuidString).gguf"
        try bytes.write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try await body(path)
    }

    @Test func `a generator's texts have the cosines of their mean hidden states`() async throws {
        let model = try await TextModel.load(path: StarterModel.smolLM2)
        #expect(model.pooling == .states && model.isGenerator)
        var vectors: [[Float]] = []
        for text in figures.texts { vectors.append(try #require(try await model.embedding(of: text)).vector) }
        for (row, first) in vectors.enumerated() {
            #expect(abs(cosine(first, first) - 1) < 1e-5)
            for (column, second) in vectors.enumerated() {
                // The reference has the last text's 100 tokens in one batch, which rounds otherwise.
                let tolerance = max(row, column) == vectors.count - 1 ? 0.02 : 2e-3
                #expect(abs(cosine(first, second) - figures.cosines[row][column]) < tolerance, "\(row), \(column)")
            }
        }
    }

    @Test func `each token is as surprising as the reference says`() async throws {
        let model = try await TextModel.load(path: StarterModel.smolLM2)
        for expected in figures.surprisals {
            let found = try await model.surprisal(of: expected.text)
            try #require(found.bits.count == expected.bits.count, "\(expected.text)")
            #expect(!found.isCut)
            // The kernels of one kind of processor round a quantised model's activations otherwise than those of another. A
            // measure that were wrong would be off by whole bits.
            for (bits, reference) in zip(found.bits, expected.bits) {
                #expect(abs(bits - reference) < 0.25 + 0.06 * reference, "\(expected.text)")
            }
            if let mean = found.mean {
                let reference = expected.bits.reduce(0, +) / Double(expected.bits.count)
                #expect(abs(mean - reference) < 0.1)
                #expect(try abs(#require(found.perplexity) - exp2(mean)) < 1e-9)
            }
        }
    }

    @Test func `an engine's own model measures the same`() async throws {
        let engine = try await StarterModel.engine()
        let shared = try await engine.textModel(path: StarterModel.smolLM2)
        engine.shutDown()
        let alone = try await TextModel.load(path: StarterModel.smolLM2)
        let text = figures.texts[3]
        #expect(try await shared.surprisal(of: text) == (try await alone.surprisal(of: text)))
        #expect(try await shared.embedding(of: text) == (try await alone.embedding(of: text)))
    }

    @Test func `an encoder's own embedding is the reference's`() async throws {
        let model = try await TextModel.load(path: Self.bert)
        #expect(model.pooling == .mean && !model.isGenerator && model.longest == 64)
        for (text, expected) in zip(figures.bertTexts, figures.bertMean) {
            let found = try #require(try await model.embedding(of: text))
            #expect(close(found.vector, expected), "\(text)")
            // Most words of the one about stock prices are letters to this vocabulary.
            #expect(found.isCut == (text.count > 200 || text.hasPrefix("Stock")))
        }
    }

    @Test func `the kind of pooling is the file's`() async throws {
        try await withBERT(pooling: 2) { path in
            let model = try await TextModel.load(path: path)
            #expect(model.pooling == .first)
            for (text, expected) in zip(figures.bertTexts, figures.bertFirst) {
                #expect(close(try #require(try await model.embedding(of: text)).vector, expected), "\(text)")
            }
        }
        // Without one the mean of the states is taken here, which is what llama.cpp's own mean is.
        for none: UInt32 in [0, 4, 9] {
            try await withBERT(pooling: none) { path in
                let model = try await TextModel.load(path: path)
                #expect(model.pooling == .states)
                for (text, expected) in zip(figures.bertTexts, figures.bertMean) {
                    #expect(close(try #require(try await model.embedding(of: text)).vector, expected), "\(text)")
                }
            }
        }
    }

    @Test func `an encoder can't be surprised, nor run lanes`() async throws {
        let model = try await TextModel.load(path: Self.bert)
        await #expect(throws: EngineError.cannotPredict(path: Self.bert)) { try await model.surprisal(of: "yes") }
        await #expect(throws: EngineError.notAGenerator(path: Self.bert)) {
            try await LlamaEngine.load(path: Self.bert)
        }
    }

    @Test func `a text without tokens has no direction, and its first token no surprisal where nothing is before it`()
        async throws
    {
        let smol = try await TextModel.load(path: StarterModel.smolLM2)
        #expect(try await smol.embedding(of: "") == nil)
        #expect(try await smol.surprisal(of: "").mean == nil)
        #expect(try await smol.surprisal(of: "yes").bits.isEmpty)
        let bert = try await TextModel.load(path: Self.bert)
        #expect(try await bert.embedding(of: "") == nil)
    }

    @Test func `a text that is too long is measured in part, and said to be`() async throws {
        let model = try await TextModel.load(path: StarterModel.smolLM2)
        let text = longText(2600)
        let found = try await model.surprisal(of: text)
        #expect(found.isCut && found.bits.count == model.longest - 1)
    }

    @Test func `whoever asks after the end is told so, and a long measurement ends at once`() async throws {
        let model = try await TextModel.load(path: StarterModel.smolLM2)
        let long = Task { try await model.surprisal(of: longText(2000)) }
        try await Task.sleep(for: .milliseconds(100))
        let start = ContinuousClock.now
        model.shutDown()
        #expect(ContinuousClock.now - start < .seconds(2))
        await #expect(throws: EngineError.shutDown) { try await long.value }
        await #expect(throws: EngineError.shutDown) { try await model.embedding(of: "yes") }
    }

    @Test func `a file that is no model can't be loaded`() async throws {
        let whole = try Data(contentsOf: URL(fileURLWithPath: Self.bert))
        let path = FileManager.default.temporaryDirectory.path + "/cut-\(UUID().uuidString).gguf"
        defer { try? FileManager.default.removeItem(atPath: path) }
        for length in [0, 10, 4000, whole.count - 1000] {
            try whole.prefix(length).write(to: URL(fileURLWithPath: path))
            await #expect(throws: EngineError.self) { try await TextModel.load(path: path) }
            #expect(throws: ModelFileError.self) { try ModelDescription(path: path) }
        }
    }
}
