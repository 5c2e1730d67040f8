import CLlama
import Lanes
import Sampling

/// Measures texts with a model. Belongs to one thread; other threads may only call ``interrupt``.
final class TextMeter {
    private let model: LlamaModel
    private let path: String
    private let context: LlamaContext
    /// The model that ``predictability(of:)`` compares this one with.
    private var reference: TextMeter?
    /// The way in which a text becomes one vector.
    let pooling: TextPooling
    /// The largest number of tokens that are read.
    let longest: Int

    init(model: LlamaModel, path: String, threads: Int) throws(EngineError) {
        let info = model.info
        guard info.embeds else { throw .cannotMeasure(path: path) }
        pooling = TextPooling(ofModel: info.pooling)
        var most = max(1, min(Int(info.trained_context), TextModel.mostTokens))
        // A model that reads a text as a whole needs it in one batch. Each row of a batch has room for its logits: at
        // most 1 GB.
        let isWhole = pooling.isOwn || !info.is_generator
        if isWhole { most = min(most, max(64, (1 << 28) / max(1, Int(info.vocabulary)))) }
        // Never with flash attention: on a CPU it rounds keys and values to 16 bits even if they aren't kept, which
        // changes embeddings by 1e-3. Without it, batches of 2 to 63 rows give the same numbers.
        context = try LlamaContext(
            model: model, cells: most, sequences: 1, rows: isWhole ? most : min(most, 63), threads: threads,
            states: pooling.isOwn ? .pooled : .ofRows)
        longest = isWhole ? context.rows : min(most, context.cells)
        self.model = model
        self.path = path
    }

    /// Stop the running measurement, or the next one. Any thread may call them while this exists.
    var interrupts: [Interrupt] { [context.interrupt] + (reference?.interrupts ?? []) }

    /// True if it generates texts.
    var isGenerator: Bool { model.info.is_generator }

    /// Has ``predictability(of:)`` compare this model with another one.
    ///
    /// - Throws: ``EngineError/differentVocabularies(path:reference:)`` unless their tokens are the same.
    func compare(with reference: TextMeter) throws(EngineError) {
        guard reference.isGenerator, reference.context.hasMemory else { throw .notAGenerator(path: reference.path) }
        guard model.hasVocabulary(of: reference.model) else {
            throw .differentVocabularies(path: path, reference: reference.path)
        }
        self.reference = reference
    }

    /// Returns the embedding of a text; nil if it has no tokens.
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

    /// Returns how surprising each token of a text is after the tokens before it.
    func surprisal(of text: String) throws(EngineError) -> TextSurprisal {
        guard model.info.is_generator, context.hasMemory else { throw .cannotPredict(path: path) }
        let (tokens, isCut) = try tokens(of: text, endsAsModelSays: false)
        var bits: [Double] = []
        guard tokens.count > 1 else { return TextSurprisal(bits: bits, isCut: isCut) }
        try read(tokens) { rows throws(EngineError) in
            for (row, position) in rows.enumerated() where position + 1 < tokens.count {
                let logits = try logits(ofRow: row)
                do throws(RowError) {
                    bits.append(try Row.surprisal(of: tokens[position + 1], in: logits))
                } catch {
                    throw .badLogits(reason: "\(error)")
                }
            }
        }
        return TextSurprisal(bits: bits, isCut: isCut)
    }

    /// Returns how predictable each token of a text is after the tokens before it.
    func predictability(of text: String) throws(EngineError) -> TextPredictability {
        guard isGenerator, context.hasMemory else { throw .notAGenerator(path: path) }
        var (tokens, isCut) = try tokens(of: text, endsAsModelSays: false)
        if let reference, tokens.count > reference.longest {
            tokens.removeSubrange(reference.longest...)
            isCut = true
        }
        let texts = texts(of: tokens, in: text)
        var found = TextPredictability(
            beginning: texts.first ?? "", tokens: [], following: nil, isCut: isCut, hasReference: reference != nil)
        try read(tokens, also: reference) { rows throws(EngineError) in
            for (row, position) in rows.enumerated() {
                let logits = try logits(ofRow: row)
                let other: UnsafeBufferPointer<Float>? = try reference?.logits(ofRow: row)
                do throws(RowError) {
                    guard position + 1 < tokens.count else {
                        found.following = try Row.expectation(in: logits, against: other)
                        continue
                    }
                    let figures = try Row.predictability(of: tokens[position + 1], in: logits, against: other)
                    let likeliest = String(
                        spelling: model.bytes(of: figures.likelihood.likeliest, showsSpecial: true))
                    found.tokens.append(
                        TextPredictability.Token(text: texts[position + 1], likeliest: likeliest, figures: figures))
                } catch {
                    throw .badLogits(reason: "\(error)")
                }
            }
        }
        return found
    }

    /// Returns the characters that are complete with each token. Together they are the text, as far as the tokens reach.
    private func texts(of tokens: [Int32], in text: String) -> [String] {
        var assembler = TextAssembler(stops: [])
        var texts = tokens.map { assembler.append(model.bytes(of: $0)).text }
        // Some models put a blank before a text.
        if let first = texts.firstIndex(where: { !$0.isEmpty }), texts[first].hasPrefix(" "), !text.hasPrefix(" ") {
            texts[first].removeFirst()
        }
        return texts
    }

    private func logits(ofRow row: Int) throws(EngineError) -> UnsafeBufferPointer<Float> {
        guard let logits = context.rawLogits(ofRow: row) else { throw .decodeFailed(reason: "it gave no logits") }
        return logits
    }

    /// Evaluates tokens from an empty memory, also by another model. Calls `body` with the positions of each batch.
    private func read(
        _ tokens: [Int32], also other: TextMeter? = nil, _ body: (Range<Int>) throws(EngineError) -> Void
    ) throws(EngineError) {
        context.clear()
        other?.context.clear()
        var start = 0
        while start < tokens.count {
            let end = min(start + min(context.rows, other?.context.rows ?? .max), tokens.count)
            try evaluate(tokens, start..<end)
            try other?.evaluate(tokens, start..<end)
            try body(start..<end)
            start = end
        }
    }

    private func evaluate(_ tokens: [Int32], _ range: Range<Int>) throws(EngineError) {
        let rows = range.map { position in
            cllama_row(token: tokens[position], position: Int32(position), sequence: 0, wants_logits: true)
        }
        switch context.decode(rows) {
        case .done: break
        case .full: throw .decodeFailed(reason: "its memory is full")
        case .interrupted: throw .shutDown
        case .failed(let reason): throw .decodeFailed(reason: reason)
        }
    }

    /// Returns the tokens of a text, at most as many as fit, with the tokens that the model wants before a text and, if
    /// asked for, after it. Text that looks like a control token is read as text.
    private func tokens(
        of text: String, endsAsModelSays: Bool
    ) throws(EngineError) -> (tokens: [Int32], isCut: Bool) {
        var tokens = try model.tokens(of: text, addsSpecial: true, parsesSpecial: false)
        // The first token of an empty text is BOS, if the model has one.
        let frame = try model.tokens(of: "", addsSpecial: true, parsesSpecial: false)
        let ending = frame.count > 1 || !model.info.adds_bos ? frame.last : nil
        if ending != nil { tokens.removeLast() }
        // The tokens that the model puts around a text aren't text.
        if tokens.count + (ending == nil ? 0 : 1) == frame.count { return ([], false) }
        let end = endsAsModelSays ? ending : nil
        let room = longest - (end == nil ? 0 : 1)
        let isCut = tokens.count > room
        if isCut { tokens.removeSubrange(room...) }
        if let end { tokens.append(end) }
        return (tokens, isCut)
    }
}
