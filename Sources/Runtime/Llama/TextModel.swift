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

/// The embedding of a text.
package struct TextEmbedding: Sendable, Hashable, Codable {
    /// A vector of length 1.
    package var vector: [Float]
    /// True if only the beginning of the text fitted.
    package var isCut: Bool
}

/// How surprising a text is to a model.
package struct TextSurprisal: Sendable, Hashable, Codable {
    /// Minus the binary logarithm of each token's probability after the tokens before it. If the model puts nothing
    /// before a text, its first token is missing.
    package var bits: [Double]
    /// True if only the beginning of the text fitted.
    package var isCut: Bool

    /// The mean in bits a token; nil if no token could be measured.
    package var mean: Double? { bits.isEmpty ? nil : bits.reduce(0, +) / Double(bits.count) }

    /// 2 to the power of the bits a token: the number of equally likely tokens among which the choice would be as
    /// uncertain.
    package var perplexity: Double? { mean.map { exp2($0) } }
}

/// A model that measures texts instead of generating them, on a thread of its own. Of texts with more than ``longest``
/// tokens only the beginning is measured, and the result says so.
///
///     let model = try await TextModel.load(path: "bge-small.gguf")
///     let embedding = try await model.embedding(of: "A text.")
package final class TextModel: Sendable {
    /// The largest number of tokens of a text that are measured; a model that was trained for less measures less.
    package static let mostTokens = 2048

    /// The way in which texts become vectors.
    package let pooling: TextPooling
    /// The largest number of tokens of a text that are read.
    package let longest: Int
    /// True if it generates texts, so that it can say how surprising a text is.
    package let isGenerator: Bool
    private let core: TextModelCore

    /// Loads a model that embeds or generates. Check the file first: see ``Probe``.
    ///
    /// `reference` is another model with the same vocabulary, beside which ``predictability(of:)`` sees this one.
    ///
    /// `gpuLayers` has the meaning of ``EngineOptions/gpuLayers``; nil is all. Calls `progress` with 0...1 on a thread
    /// of its own; if that returns false, loading is cancelled.
    package static func load(
        path: String, reference: String? = nil, threads: Int? = nil, gpuLayers: Int? = nil,
        progress: @escaping @Sendable (Double) -> Bool = { _ in true }
    ) async throws(EngineError) -> TextModel {
        let layers = gpuLayers.map { Int32(clamping: $0) } ?? -1
        let share = reference == nil ? 1.0 : 0.5
        return try await start(threads: threads) { count throws(EngineError) in
            let model = try LlamaModel(path: path, gpuLayers: layers, acceptsEncoders: true) {
                progress(share * Double($0))
            }
            let meter = try TextMeter(model: model, path: path, threads: count)
            guard let reference else { return meter }
            let other = try LlamaModel(path: reference, gpuLayers: layers, acceptsEncoders: true) {
                progress(share * (1 + Double($0)))
            }
            try meter.compare(with: try TextMeter(model: other, path: reference, threads: count))
            return meter
        }
    }

    /// Starts a model that `meter` makes on its own thread, with this number of threads that compute.
    static func start(
        threads: Int?, meter: @escaping @Sendable (_ threads: Int) throws(EngineError) -> TextMeter
    ) async throws(EngineError) -> TextModel {
        let core = TextModelCore()
        var options = EngineOptions()
        options.threads = threads
        let count = options.threadCount
        let result: Result<TextModel, EngineError> = await withCheckedContinuation { continuation in
            core.start(threads: count, meter: meter) { continuation.resume(returning: $0) }
        }
        return try result.get()
    }

    fileprivate init(core: TextModelCore, meter: TextMeter) {
        self.core = core
        pooling = meter.pooling
        longest = meter.longest
        isGenerator = meter.isGenerator
    }

    deinit {
        core.end()
    }

    /// Returns the embedding of a text; nil if it has no tokens.
    package func embedding(of text: String) async throws(EngineError) -> TextEmbedding? {
        try await ask { meter throws(EngineError) in try meter.embedding(of: text) }
    }

    /// Returns how surprising a text is.
    ///
    /// - Throws: ``EngineError/cannotPredict(path:)`` for an encoder.
    package func surprisal(of text: String) async throws(EngineError) -> TextSurprisal {
        try await ask { meter throws(EngineError) in try meter.surprisal(of: text) }
    }

    /// Returns how predictable a text is, token by token. If the model was loaded with a reference, expected values are over
    /// tokens that the reference would draw, else over the model's own.
    ///
    /// - Throws: ``EngineError/notAGenerator(path:)`` for an encoder.
    package func predictability(of text: String) async throws(EngineError) -> TextPredictability {
        try await ask { meter throws(EngineError) in try meter.predictability(of: text) }
    }

    /// Ends running measurements, and waits until the model's memory is free. Later calls get ``EngineError/shutDown``.
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

/// The state that a text model shares with its thread.
private final class TextModelCore: Sendable {
    /// Called on the thread; gets nil if the thread has ended.
    typealias Question = @Sendable (TextMeter?) -> Void

    private enum Command: Sendable {
        case question(Question)
        case shutDown
    }

    private struct State {
        /// Interrupt the contexts; empty unless these exist.
        var interrupts: [Interrupt] = []
        var hasEnded = false
    }

    private let mailbox = ThreadMailbox<Command>()
    private let state = Mutex(State())
    private let ended = DispatchSemaphore(value: 0)

    func ask(_ question: @escaping Question) {
        // Under the lock, so that nobody can ask between the thread's last look and its end.
        let hasEnded = state.withLock { state in
            if !state.hasEnded { mailbox.send(.question(question)) }
            return state.hasEnded
        }
        if hasEnded { question(nil) }
    }

    /// Tells the thread to end. Doesn't wait for it.
    func end() {
        mailbox.send(.shutDown)
        state.withLock { for interrupt in $0.interrupts { interrupt() } }
    }

    func waitUntilEnded() {
        ended.wait()
        ended.signal()
    }

    func start(
        threads: Int, meter: @escaping @Sendable (Int) throws(EngineError) -> TextMeter,
        started: @escaping @Sendable (Result<TextModel, EngineError>) -> Void
    ) {
        startModelThread("lathe texts") { [self] in
            do throws(EngineError) {
                serve(try meter(threads), started)
            } catch {
                started(.failure(error))
            }
            ended.signal()
        }
    }

    private func serve(
        _ meter: TextMeter, _ started: (Result<TextModel, EngineError>) -> Void
    ) {
        state.withLock { $0.interrupts = meter.interrupts }
        started(.success(TextModel(core: self, meter: meter)))
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
            state.interrupts = []
            state.hasEnded = true
        }
        for case .question(let question) in mailbox.take(waits: false) { question(nil) }
    }
}
