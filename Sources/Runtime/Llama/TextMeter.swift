import CLlama
import Lanes
import Sampling

/// Measures texts with a model's numbers. Belongs to one thread, but for ``interrupt``.
final class TextMeter {
    private let model: LlamaModel
    private let path: String
    private let context: LlamaContext
    /// How a text becomes one vector.
    let pooling: TextPooling
    /// Most tokens that are looked at.
    let longest: Int

    init(model: LlamaModel, path: String, threads: Int) throws(EngineError) {
        let info = model.info
        guard info.embeds else { throw .cannotMeasure(path: path) }
        pooling = TextPooling(ofModel: info.pooling)
        var most = max(1, min(Int(info.trained_context), TextModel.mostTokens))
        // What sees all of a text needs it in one batch, and each row of a batch has room for its logits: at most 1 GB.
        let isWhole = pooling.isOwn || !info.is_generator
        if isWhole { most = min(most, max(64, (1 << 28) / max(1, Int(info.vocabulary)))) }
        // Never with flash attention: on a CPU it rounds keys and values to 16 bits even where nothing is kept of them, 1e-3 in
        // an embedding. Without, batches of 2 to 63 rows give the same numbers.
        context = try LlamaContext(
            model: model, cells: most, sequences: 1, rows: isWhole ? most : min(most, 63), threads: threads,
            states: pooling.isOwn ? .pooled : .ofRows)
        longest = isWhole ? context.rows : min(most, context.cells)
        self.model = model
        self.path = path
    }

    /// Makes a running measurement stop, or the next one; may be called from any thread while this lives.
    var interrupt: Interrupt { context.interrupt }

    /// Returns the direction of a text; nil if it has no tokens.
    func embedding(of text: String) throws(EngineError) -> TextEmbedding? {
        let (tokens, isCut) = try tokens(of: text, endsAsModelSays: true)
        if tokens.isEmpty { return nil }
        var sum = [Double](repeating: 0, count: Int(model.info.state))
        func add(_ vector: UnsafeBufferPointer<Float>?) throws(EngineError) {
            guard let vector else { throw .decodeFailed(reason: "it gave no hidden states") }
            for index in sum.indices { sum[index] += Double(vector[index]) }
        }
        try read(tokens) { rows throws(EngineError) in
            if pooling.isOwn {
                try add(context.embedding(of: 0))
            } else {
                for row in 0..<rows.count { try add(context.state(ofRow: row)) }
            }
        }
        let norm = sum.reduce(0) { $0 + $1 * $1 }.squareRoot()
        guard norm.isFinite, norm > 0 else { throw .badLogits(reason: "the embedding of a text is not a direction") }
        return TextEmbedding(vector: sum.map { Float($0 / norm) }, isCut: isCut)
    }

    /// Returns how surprising each token of a text is after those before it.
    func surprisal(of text: String) throws(EngineError) -> TextSurprisal {
        guard model.info.is_generator, context.hasMemory else { throw .cannotPredict(path: path) }
        let (tokens, isCut) = try tokens(of: text, endsAsModelSays: false)
        var bits: [Double] = []
        guard tokens.count > 1 else { return TextSurprisal(bits: bits, isCut: isCut) }
        try read(tokens) { rows throws(EngineError) in
            for (row, position) in rows.enumerated() where position + 1 < tokens.count {
                guard let logits = context.rawLogits(ofRow: row) else {
                    throw .decodeFailed(reason: "it gave no logits")
                }
                do throws(RowError) {
                    bits.append(try Row.surprisal(of: tokens[position + 1], in: logits))
                } catch {
                    throw .badLogits(reason: "\(error)")
                }
            }
        }
        return TextSurprisal(bits: bits, isCut: isCut)
    }

    /// Evaluates tokens from an empty memory, and calls `body` with the positions of each batch.
    private func read(_ tokens: [Int32], _ body: (Range<Int>) throws(EngineError) -> Void) throws(EngineError) {
        context.clear()
        var start = 0
        while start < tokens.count {
            let end = min(start + context.rows, tokens.count)
            let rows = (start..<end).map { position in
                cllama_row(token: tokens[position], position: Int32(position), sequence: 0, wants_logits: true)
            }
            switch context.decode(rows) {
            case .done: break
            case .full: throw .decodeFailed(reason: "its memory is full")
            case .interrupted: throw .shutDown
            case .failed(let reason): throw .decodeFailed(reason: reason)
            }
            try body(start..<end)
            start = end
        }
    }

    /// Returns a text's tokens, no more than fit, with what the model wants before and, if asked for, behind a text; of
    /// what looks like a control token the letters.
    private func tokens(
        of text: String, endsAsModelSays: Bool
    ) throws(EngineError) -> (tokens: [Int32], isCut: Bool) {
        var tokens = try model.tokens(of: text, addsSpecial: true, parsesSpecial: false)
        // The first token of an empty text is BOS, if there is one.
        let frame = try model.tokens(of: "", addsSpecial: true, parsesSpecial: false)
        let ending = frame.count > 1 || !model.info.adds_bos ? frame.last : nil
        if ending != nil { tokens.removeLast() }
        // What the model only puts around a text is no text.
        if tokens.count + (ending == nil ? 0 : 1) == frame.count { return ([], false) }
        let end = endsAsModelSays ? ending : nil
        let room = longest - (end == nil ? 0 : 1)
        let isCut = tokens.count > room
        if isCut { tokens.removeSubrange(room...) }
        if let end { tokens.append(end) }
        return (tokens, isCut)
    }
}
