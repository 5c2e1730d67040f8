import CLlama
import Lanes
import Sampling

/// The memory of a model and the calls that fill it. Belongs to one thread; only ``interrupt`` may be called from others.
final class LlamaContext {
    /// What became of a batch.
    enum Outcome {
        case done
        /// No cells are left; nothing has changed.
        case full
        case interrupted
        case failed(String)
    }

    /// What a batch gives besides logits.
    enum States {
        case none
        /// The last hidden state of each row.
        case ofRows
        /// The model's own embedding of each sequence, which has to be one batch.
        case pooled

        fileprivate var code: Int32 {
            switch self {
            case .none: Int32(CLLAMA_STATES_NONE)
            case .ofRows: Int32(CLLAMA_STATES_ROWS)
            case .pooled: Int32(CLLAMA_STATES_POOLED)
            }
        }
    }

    /// How attention is computed.
    enum Attention {
        /// As products of matrices: on a CPU fast, and it sums in 32 bits.
        case plain
        /// In one fused operation.
        case flash
    }

    /// Sequences of a context that generates, one of them for padding.
    static let mostLanes = 64

    let model: LlamaModel
    /// Cells that all sequences share.
    let cells: Int
    /// How many sequences there are, numbered from 0.
    let sequences: Int
    /// Most rows in a batch.
    let rows: Int
    /// Whether a sequence can be cut back; a recurrent memory can't.
    let canRollBack: Bool
    private let pointer: OpaquePointer
    /// The last row of the last batch that asked for logits.
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

    /// Makes the running decode stop, or the next one; may be called from any thread while the context lives.
    var interrupt: Interrupt { Interrupt(pointer: pointer) }

    /// Takes an interrupt back.
    func resume() {
        cllama_context_resume(pointer)
    }

    func decode(_ batch: [cllama_row]) -> Outcome {
        lastWanted = batch.lastIndex(where: \.wants_logits)
        return outcome(of: batch)
    }

    private func outcome(of batch: [cllama_row]) -> Outcome {
        switch ComputeTurns.take({ cllama_decode(pointer, batch, batch.count) }) {
        case Int32(CLLAMA_OK): .done
        case Int32(CLLAMA_FULL): .full
        case Int32(CLLAMA_INTERRUPTED): .interrupted
        default: .failed(LlamaModel.lastError())
        }
    }

    /// Logits of row `index` of the last batch, if it asked for them; valid until the next batch.
    func logits(ofRow index: Int) -> UnsafeBufferPointer<Float>? {
        guard let start = cllama_logits(pointer, Int32(index)) else { return nil }
        return UnsafeBufferPointer(start: start, count: Int(model.info.vocabulary))
    }

    /// Logits of the last row that asked for them in the last batch; valid until the next batch.
    var lastLogits: UnsafeBufferPointer<Float>? {
        guard let last = lastWanted, let start = cllama_raw_logits(pointer, Int32(last)) else { return nil }
        return UnsafeBufferPointer(start: start, count: Int(model.info.vocabulary))
    }

    /// Logits of row `index` of the last batch as the model gave them, those of tokens that it never generates too.
    func rawLogits(ofRow index: Int) -> UnsafeBufferPointer<Float>? {
        cllama_raw_logits(pointer, Int32(index)).map {
            UnsafeBufferPointer(start: $0, count: Int(model.info.vocabulary))
        }
    }

    /// Last hidden state of row `index` of the last batch, where the context gives those; valid until the next batch.
    func state(ofRow index: Int) -> UnsafeBufferPointer<Float>? {
        cllama_state(pointer, Int32(index)).map { UnsafeBufferPointer(start: $0, count: Int(model.info.state)) }
    }

    /// Returns the model's own embedding of a sequence of the last batch, where the context gives those; valid until
    /// the next batch.
    func embedding(of sequence: Int32) -> UnsafeBufferPointer<Float>? {
        cllama_embedding(pointer, sequence).map { UnsafeBufferPointer(start: $0, count: Int(model.info.state)) }
    }

    /// Whether it remembers what it has evaluated; nothing can be generated without.
    var hasMemory: Bool { cllama_context_has_memory(pointer) }

    func clear() {
        cllama_memory_clear(pointer)
    }

    /// Cuts a sequence back to its first `length` positions; false if the model can't.
    func cut(_ sequence: Int32, to length: Int) -> Bool {
        cllama_memory_remove(pointer, sequence, Int32(length), -1)
    }

    /// Lets `target` have positions `range` of `source`.
    func share(_ source: Int32, with target: Int32, positions range: Range<Int>) {
        cllama_memory_share(pointer, source, target, Int32(range.lowerBound), Int32(range.upperBound))
    }

    /// Makes a sequence's history stand several times in the memory, for measuring what a long one costs; false if there is no
    /// room. What is computed behind it has no meaning.
    func pretend(_ sequence: Int32, times: Int) -> Bool {
        cllama_memory_repeat(pointer, sequence, Int32(times))
    }

    /// Returns whether generation can go on from position `length` of a sequence. A sliding window's memory forgets old
    /// positions and says nothing, so the first one that is left is compared (as `llama-server` does).
    func canContinue(_ sequence: Int32, from length: Int) -> Bool {
        let window = Int(model.info.sliding_window)
        guard window > 0, length > 0 else { return true }
        let first = Int(cllama_memory_first(pointer, sequence))
        return first >= 0 && first <= max(0, length - window)
    }
}

/// The one thing that other threads may do to a context.
///
/// Unchecked Sendable: it only sets an atomic flag of the context, which its holder keeps alive.
struct Interrupt: @unchecked Sendable {
    fileprivate let pointer: OpaquePointer

    func callAsFunction() {
        cllama_context_interrupt(pointer)
    }
}
