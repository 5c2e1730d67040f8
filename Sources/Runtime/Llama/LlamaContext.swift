import CLlama
import Lanes
import Sampling

/// A model's memory, with the calls that fill it. Belongs to one thread; other threads may only call ``interrupt``.
final class LlamaContext {
    /// The outcome of a batch.
    enum Outcome {
        case done
        /// No cells are left. Nothing has changed.
        case full
        case interrupted
        case failed(String)
    }

    /// The vectors that a batch gives besides logits.
    enum States {
        case none
        /// The last hidden state of each row.
        case ofRows
        /// The model's own embedding of each sequence, which must be in one batch.
        case pooled

        fileprivate var code: Int32 {
            switch self {
            case .none: Int32(CLLAMA_STATES_NONE)
            case .ofRows: Int32(CLLAMA_STATES_ROWS)
            case .pooled: Int32(CLLAMA_STATES_POOLED)
            }
        }
    }

    /// The way in which attention is computed.
    enum Attention {
        /// As matrix products: fast on a CPU, with sums in 32 bits.
        case plain
        /// In one fused operation.
        case flash
    }

    /// The number of sequences of a context that generates; one of them is for padding.
    static let mostLanes = 64

    let model: LlamaModel
    /// The number of cells, which all sequences share.
    let cells: Int
    /// The number of sequences; they are numbered from 0.
    let sequences: Int
    /// The largest number of rows in a batch.
    let rows: Int
    /// True if a sequence can be cut back. A recurrent memory can't be.
    let canRollBack: Bool
    private let pointer: OpaquePointer
    /// The index of the last row in the last batch that asked for logits.
    private var lastWanted: Int?

    init(
        model: LlamaModel, cells: Int, sequences: Int, rows: Int, threads: Int, states: States = .none,
        attention: Attention = .plain, wideMemory: Bool = false
    ) throws(EngineError) {
        let options = cllama_context_options(
            cells: UInt32(cells), sequences: UInt32(sequences), rows: UInt32(rows), threads: Int32(threads),
            states: states.code, flash_attention: attention == .flash, wide_memory: wideMemory)
        guard let pointer = cllama_context_new(model.pointer, options) else {
            throw .contextFailed(cells: cells, reason: LlamaModel.lastError())
        }
        self.model = model
        self.pointer = pointer
        self.cells = Int(cllama_context_cells(pointer))
        self.sequences = sequences
        self.rows = Int(cllama_context_rows(pointer))
        canRollBack = !model.info.is_recurrent
    }

    deinit {
        cllama_context_free(pointer)
    }

    /// Stops the running decode, or the next one. Any thread may call it while the context exists.
    var interrupt: Interrupt { Interrupt(pointer: pointer) }

    /// Takes an interrupt back.
    func resume() {
        cllama_context_resume(pointer)
    }

    func decode(_ batch: [cllama_row]) -> Outcome {
        lastWanted = batch.lastIndex(where: \.wants_logits)
        return outcome(of: batch)
    }

    /// Evaluates a stretch of an image, whose first vector stands at `position`. Logits are those after its last one, if
    /// they are wanted; ``vectorsRow`` is their row.
    func decode(
        _ vectors: [Float], places: [Int32], sections: Int, sequence: Int32, seesAll: Bool, wantsLogits: Bool
    ) -> Outcome {
        vectors.withUnsafeBufferPointer { vectors in
            places.withUnsafeBufferPointer { places in
                var batch = cllama_vectors(
                    vectors: vectors.baseAddress, count: places.count / sections, positions: places.baseAddress,
                    sections: Int32(sections), sequence: sequence, sees_all: seesAll, wants_logits: wantsLogits)
                return outcome { cllama_decode_vectors(pointer, &batch) }
            }
        }
    }

    /// The row of the last vector that was evaluated.
    var vectorsRow: Int { Int(cllama_vectors_row(pointer)) }

    private func outcome(of batch: [cllama_row]) -> Outcome { outcome { cllama_decode(pointer, batch, batch.count) } }

    private func outcome(of call: () -> Int32) -> Outcome {
        switch ComputeTurns.take(call) {
        case Int32(CLLAMA_OK): .done
        case Int32(CLLAMA_FULL): .full
        case Int32(CLLAMA_INTERRUPTED): .interrupted
        default: .failed(LlamaModel.lastError())
        }
    }

    /// Returns the logits of row `index` of the last batch, if it asked for them. They are valid until the next batch.
    func logits(ofRow index: Int) -> UnsafeBufferPointer<Float>? {
        guard let start = cllama_logits(pointer, Int32(index)) else { return nil }
        return UnsafeBufferPointer(start: start, count: Int(model.info.vocabulary))
    }

    /// The logits of the last row in the last batch that asked for them. They are valid until the next batch.
    var lastLogits: UnsafeBufferPointer<Float>? {
        guard let last = lastWanted, let start = cllama_raw_logits(pointer, Int32(last)) else { return nil }
        return UnsafeBufferPointer(start: start, count: Int(model.info.vocabulary))
    }

    /// Returns the logits of row `index` of the last batch as the model gave them, including those of tokens that it
    /// never generates.
    func rawLogits(ofRow index: Int) -> UnsafeBufferPointer<Float>? {
        cllama_raw_logits(pointer, Int32(index)).map {
            UnsafeBufferPointer(start: $0, count: Int(model.info.vocabulary))
        }
    }

    /// Returns the last hidden state of row `index` of the last batch, if the context gives states. It is valid until
    /// the next batch.
    func state(ofRow index: Int) -> UnsafeBufferPointer<Float>? {
        cllama_state(pointer, Int32(index)).map { UnsafeBufferPointer(start: $0, count: Int(model.info.state)) }
    }

    /// Returns the model's own embedding of a sequence of the last batch, if the context gives embeddings. It is valid
    /// until the next batch.
    func embedding(of sequence: Int32) -> UnsafeBufferPointer<Float>? {
        cllama_embedding(pointer, sequence).map { UnsafeBufferPointer(start: $0, count: Int(model.info.state)) }
    }

    /// True if it remembers what it has evaluated. Without memory nothing can be generated.
    var hasMemory: Bool { cllama_context_has_memory(pointer) }

    func clear() {
        cllama_memory_clear(pointer)
    }

    /// Cuts a sequence back to its first `length` positions; false if the model can't.
    func cut(_ sequence: Int32, to length: Int) -> Bool {
        cllama_memory_remove(pointer, sequence, Int32(length), -1)
    }

    /// Gives `target` the positions `range` of `source`.
    func share(_ source: Int32, with target: Int32, positions range: Range<Int>) {
        cllama_memory_share(pointer, source, target, Int32(range.lowerBound), Int32(range.upperBound))
    }

    /// Repeats a sequence's history several times in the memory, to measure the cost of a long one; false if there is
    /// no room. Results behind it have no meaning.
    func pretend(_ sequence: Int32, times: Int) -> Bool {
        cllama_memory_repeat(pointer, sequence, Int32(times))
    }

    /// Returns whether generation can continue from position `length` of a sequence. The memory of a sliding window
    /// drops old positions silently, so the first position that is left is compared, like in `llama-server`.
    func canContinue(_ sequence: Int32, from length: Int) -> Bool {
        let window = Int(model.info.sliding_window)
        guard window > 0, length > 0 else { return true }
        let first = Int(cllama_memory_first(pointer, sequence))
        return first >= 0 && first <= max(0, length - window)
    }
}

/// The one call that other threads may make to a context.
///
/// Unchecked Sendable: it only sets an atomic flag of the context, which its holder keeps alive.
struct Interrupt: @unchecked Sendable {
    fileprivate let pointer: OpaquePointer

    func callAsFunction() {
        cllama_context_interrupt(pointer)
    }
}
