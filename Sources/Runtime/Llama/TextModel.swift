import CLlama
import Dispatch
import Foundation
import Lanes
import Synchronization

extension TextPooling {
    init(ofModel pooling: Int32) {
        switch pooling {
        case Int32(CLLAMA_POOLING_MEAN): self = .mean
        case Int32(CLLAMA_POOLING_FIRST): self = .first
        case Int32(CLLAMA_POOLING_LAST): self = .last
        default: self = .states
        }
    }
}

/// A text as a direction.
package struct TextEmbedding: Sendable, Hashable, Codable {
    /// Of length 1.
    package var vector: [Float]
    /// Whether only the text's beginning fitted.
    package var isCut: Bool
}

/// How surprising a text is to a model.
package struct TextSurprisal: Sendable, Hashable, Codable {
    /// Minus the binary logarithm of the probability of each token after those before it. The first is missing where the model
    /// puts nothing before a text.
    package var bits: [Double]
    /// Whether only the text's beginning fitted.
    package var isCut: Bool

    /// Bits a token; nil if no token could be scored.
    package var mean: Double? { bits.isEmpty ? nil : bits.reduce(0, +) / Double(bits.count) }

    /// 2 to the power of the bits a token: among how many equally likely tokens the model might as well have chosen.
    package var perplexity: Double? { mean.map { exp2($0) } }
}

/// A model that measures texts instead of writing them, on a thread of its own. Of texts that are longer than ``longest`` tokens
/// the beginning is measured, and the result says so.
///
///     let model = try await TextModel.load(path: "bge-small.gguf")
///     let embedding = try await model.embedding(of: "A text.")
package final class TextModel: Sendable {
    /// No text is measured further than this, nor further than what the model was trained for.
    package static let mostTokens = 2048

    /// How texts become vectors.
    package let pooling: TextPooling
    /// Most tokens of a text that are looked at.
    package let longest: Int
    /// Whether it predicts texts, so that it can be surprised.
    package let isGenerator: Bool
    private let core: TextModelCore

    /// Loads any model that embeds or generates. Check the file first: see ``Probe``.
    ///
    /// `gpuLayers` is as in ``EngineOptions/gpuLayers``, nil all of them. `progress` is called with 0...1 on a thread of its own;
    /// where it returns false, loading is cancelled.
    package static func load(
        path: String, threads: Int? = nil, gpuLayers: Int? = nil,
        progress: @escaping @Sendable (Double) -> Bool = { _ in true }
    ) async throws(EngineError) -> TextModel {
        try await start(path: path, threads: threads) { () throws(EngineError) in
            try LlamaModel(
                path: path, gpuLayers: gpuLayers.map { Int32(clamping: $0) } ?? -1, acceptsEncoders: true
            ) { progress(Double($0)) }
        }
    }

    static func start(
        path: String, threads: Int?, model: @escaping @Sendable () throws(EngineError) -> LlamaModel
    ) async throws(EngineError) -> TextModel {
        let core = TextModelCore()
        var options = EngineOptions()
        options.threads = threads
        let count = options.threadCount
        let result: Result<TextModel, EngineError> = await withCheckedContinuation { continuation in
            core.start(path: path, threads: count, model: model) { continuation.resume(returning: $0) }
        }
        return try result.get()
    }

    fileprivate init(core: TextModelCore, meter: TextMeter, isGenerator: Bool) {
        self.core = core
        pooling = meter.pooling
        longest = meter.longest
        self.isGenerator = isGenerator
    }

    deinit {
        core.end()
    }

    /// Returns the direction of a text; nil if it has no tokens.
    package func embedding(of text: String) async throws(EngineError) -> TextEmbedding? {
        try await ask { meter throws(EngineError) in try meter.embedding(of: text) }
    }

    /// Returns how surprising a text is.
    ///
    /// - Throws: ``EngineError/cannotPredict(path:)`` for an encoder.
    package func surprisal(of text: String) async throws(EngineError) -> TextSurprisal {
        try await ask { meter throws(EngineError) in try meter.surprisal(of: text) }
    }

    /// Ends what is being measured, and waits until the model's memory is freed. Whoever asks after that gets
    /// ``EngineError/shutDown``.
    package func shutDown() {
        core.end()
        core.waitUntilEnded()
    }

    private func ask<Value: Sendable>(
        _ question: @escaping @Sendable (TextMeter) throws(EngineError) -> Value
    ) async throws(EngineError) -> Value {
        let result: Result<Value, EngineError> = await withCheckedContinuation { continuation in
            core.ask { meter in
                guard let meter else { return continuation.resume(returning: .failure(.shutDown)) }
                continuation.resume(returning: Result { () throws(EngineError) in try question(meter) })
            }
        }
        return try result.get()
    }
}

/// What a text model and its thread share.
private final class TextModelCore: Sendable {
    /// Gets nil if the thread has ended.
    typealias Question = @Sendable (TextMeter?) -> Void

    private enum Command: Sendable {
        case question(Question)
        case shutDown
    }

    private struct State {
        /// Set while the context lives.
        var interrupt: Interrupt?
        var hasEnded = false
    }

    private let mailbox = Mailbox<Command>()
    private let state = Mutex(State())
    private let ended = DispatchSemaphore(value: 0)

    func ask(_ question: @escaping Question) {
        // Under the lock, so that nobody asks between the thread's last look and its end.
        let hasEnded = state.withLock { state in
            if !state.hasEnded { mailbox.send(.question(question)) }
            return state.hasEnded
        }
        if hasEnded { question(nil) }
    }

    /// Tells the thread to end, without waiting.
    func end() {
        mailbox.send(.shutDown)
        state.withLock { $0.interrupt?() }
    }

    func waitUntilEnded() {
        ended.wait()
        ended.signal()
    }

    func start(
        path: String, threads: Int, model: @escaping @Sendable () throws(EngineError) -> LlamaModel,
        started: @escaping @Sendable (Result<TextModel, EngineError>) -> Void
    ) {
        startModelThread("lathe texts") { [self] in
            do throws(EngineError) {
                let model = try model()
                serve(try TextMeter(model: model, path: path, threads: threads), model.info.is_generator, started)
            } catch {
                started(.failure(error))
            }
            ended.signal()
        }
    }

    private func serve(
        _ meter: TextMeter, _ isGenerator: Bool, _ started: (Result<TextModel, EngineError>) -> Void
    ) {
        state.withLock { $0.interrupt = meter.interrupt }
        started(.success(TextModel(core: self, meter: meter, isGenerator: isGenerator)))
        var isOpen = true
        while isOpen {
            for command in mailbox.take(waits: true) {
                switch command {
                case .question(let question): question(isOpen ? meter : nil)
                case .shutDown: isOpen = false
                }
            }
        }
        state.withLock { state in
            state.interrupt = nil
            state.hasEnded = true
        }
        for case .question(let question) in mailbox.take(waits: false) { question(nil) }
    }
}
