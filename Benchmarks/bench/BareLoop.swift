import CLlama
import Foundation
import Lanes
import Runtime

/// What llama.cpp can do on this machine: loops of llama_decode, without sampling and padding, one for each way to compute.
final class BareLoop {
    /// A way to compute.
    struct Way: Hashable, CustomStringConvertible {
        var flashAttention: Bool
        var threads: Int

        var description: String { "\(flashAttention ? "flash" : "plain"), \(threads) threads" }

        /// Flash attention or not, on all cores, or half of them where there are several.
        static var all: [Way] {
            let cores = Processors.count
            return (cores >= 4 ? [cores, cores / 2] : [cores]).flatMap { threads in
                [Way(flashAttention: false, threads: threads), Way(flashAttention: true, threads: threads)]
            }
        }
    }

    /// Sizes of prompt batches that are tried.
    static let sizes = [64, 128, 256, 512]
    static let sequences = 8

    private let model: OpaquePointer
    private let contexts: [Way: OpaquePointer]
    /// Tokens that all sequences share, where steps can be taken.
    private var depths: [Way: Int] = [:]

    /// Loads the model. A batch can ask for the logits of as many rows as there are `sequences`.
    init(path: String, sequences: Int = BareLoop.sequences) throws {
        cllama_start(-1)
        guard let model = cllama_model_load(path, false, 0, nil, nil) else {
            throw EngineError.loadFailed(path: path, reason: "the bare loop can't load it")
        }
        self.model = model
        var contexts: [Way: OpaquePointer] = [:]
        for way in Way.all {
            contexts[way] = cllama_context_new(
                model,
                cllama_context_options(
                    cells: 4096, sequences: UInt32(sequences), rows: 512, threads: Int32(way.threads),
                    states: Int32(CLLAMA_STATES_NONE), flash_attention: way.flashAttention, wide_memory: false))
        }
        self.contexts = contexts
        guard contexts.count == Way.all.count else {
            for context in contexts.values { cllama_context_free(context) }
            cllama_model_free(model)
            throw EngineError.loadFailed(path: path, reason: "there is no memory for the bare loop")
        }
    }

    deinit {
        for context in contexts.values { cllama_context_free(context) }
        cllama_model_free(model)
    }

    // MARK: prompts

    /// The fastest way and batch size for a prompt of so many tokens, each tried twice.
    func bestPrompt(tokens: Int) throws -> (way: Way, size: Int) {
        var best: (way: Way, size: Int, seconds: Double)?
        for _ in 0..<2 {
            for way in Way.all {
                for size in Self.sizes {
                    let seconds = try prompt(way, tokens: tokens, size: size)
                    if seconds < best?.seconds ?? .infinity { best = (way, size, seconds) }
                }
            }
        }
        guard let best else { throw Failure() }
        return (best.way, best.size)
    }

    /// Seconds for a prompt from an empty memory, with the logits of its last token or of every one.
    func prompt(_ way: Way, tokens: Int, size: Int, wantsAllLogits: Bool = false) throws -> Double {
        depths[way] = nil
        cllama_memory_clear(contexts[way])
        let start = ContinuousClock.now
        for first in stride(from: 0, to: tokens, by: size) {
            let rows = (first..<min(tokens, first + size)).map {
                row($0, 0, wantsLogits: wantsAllLogits || $0 == tokens - 1)
            }
            try decode(way, rows)
        }
        return seconds(.now - start)
    }

    // MARK: steps

    /// The fastest way for steps of so many rows behind a prompt that all share, each tried three times.
    func bestWay(rows: Int, prompt: Int) throws -> Way {
        var best: (way: Way, seconds: Double)?
        for _ in 0..<3 {
            for way in Way.all {
                let seconds = try steps(way, rows: rows, prompt: prompt, count: 16)
                if seconds < best?.seconds ?? .infinity { best = (way, seconds) }
            }
        }
        guard let best else { throw Failure() }
        return best.way
    }

    /// Seconds for `count` batches of `rows` rows behind a prompt that all share.
    func steps(_ way: Way, rows: Int, prompt: Int, count: Int) throws -> Double {
        if depths[way] != prompt {
            _ = try self.prompt(way, tokens: prompt, size: 512)
            for lane in 1..<Self.sequences { cllama_memory_share(contexts[way], 0, Int32(lane), 0, Int32(prompt)) }
            depths[way] = prompt
        }
        defer {
            for lane in 0..<Self.sequences {
                _ = cllama_memory_remove(contexts[way], Int32(lane), Int32(prompt), -1)
            }
        }
        // The first batch builds the graph.
        try decode(way, (0..<rows).map { row(prompt, $0, wantsLogits: true) })
        let start = ContinuousClock.now
        for step in 1...count {
            try decode(way, (0..<rows).map { row(prompt + step, $0, wantsLogits: true) })
        }
        return seconds(.now - start)
    }

    private struct Failure: Error, CustomStringConvertible {
        let description = "llama_decode failed in the bare loop"
    }

    private func row(_ position: Int, _ sequence: Int, wantsLogits: Bool) -> cllama_row {
        cllama_row(
            token: Int32(1000 + position * 7 % 20_000 + sequence), position: Int32(position),
            sequence: Int32(sequence), wants_logits: wantsLogits)
    }

    private func decode(_ way: Way, _ rows: [cllama_row]) throws {
        guard cllama_decode(contexts[way], rows, rows.count) == CLLAMA_OK else { throw Failure() }
    }
}
