import CLlama
import Runtime

/// llama.cpp's own loop: the same threads, memory and context as the engine, no sampling and no padding.
final class BareLoop {
    private let model: OpaquePointer
    private let context: OpaquePointer

    init(path: String, threads: Int) throws {
        cllama_start(-1)
        guard let model = cllama_model_load(path, false, nil, nil),
            let context = cllama_context_new(
                model, cllama_context_options(cells: 2048, sequences: 64, rows: 64, threads: Int32(threads), states: 0))
        else { throw EngineError.loadFailed(path: path, reason: "the bare loop can't load it") }
        self.model = model
        self.context = context
    }

    deinit {
        cllama_context_free(context)
        cllama_model_free(model)
    }

    /// Seconds for `steps` batches of `rows` rows after a prompt of `prompt` tokens that all share.
    func time(rows: Int, prompt: Int, steps: Int) -> Double {
        cllama_memory_clear(context)
        var position = 0
        while position < prompt {
            let count = min(63, prompt - position)
            decode((0..<count).map { row(position + $0, 0, wantsLogits: false) })
            position += count
        }
        for lane in 1..<max(2, rows) {
            cllama_memory_share(context, 0, Int32(lane), 0, Int32(prompt))
        }
        let clock = ContinuousClock()
        // The first batch builds the graph.
        decode((0..<rows).map { row(position, $0, wantsLogits: true) })
        return seconds(
            clock.measure {
                for step in 1...steps { decode((0..<rows).map { row(position + step, $0, wantsLogits: true) }) }
            })
    }

    private func row(_ position: Int, _ sequence: Int, wantsLogits: Bool) -> cllama_row {
        cllama_row(
            token: Int32(1000 + position), position: Int32(position), sequence: Int32(sequence),
            wants_logits: wantsLogits)
    }

    private func decode(_ rows: [cllama_row]) {
        let code = cllama_decode(context, rows, rows.count)
        precondition(code == 0, "llama_decode failed in the bare loop")
    }
}
