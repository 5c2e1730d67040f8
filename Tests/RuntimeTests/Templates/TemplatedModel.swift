import Foundation

/// Writes model files with the vocabulary of the starter model, tiny random weights, and a chat template of one's own.
enum TemplatedModel {
    private static let embedding: UInt64 = 32
    private static let feedForward: UInt64 = 64

    /// Keys that say how large the starter model is, or are replaced.
    private static let replaced = [
        "llama.block_count", "llama.embedding_length", "llama.feed_forward_length", "llama.attention.head_count",
        "llama.attention.head_count_kv", "llama.rope.dimension_count", "tokenizer.chat_template",
        "general.file_type",
    ]

    /// The starter model's keys with their values as they stand in its file.
    private static let vocabulary: (entries: [(key: String, value: SyntheticModel.Value)], size: UInt64) = {
        guard let file = FileHandle(forReadingAtPath: StarterModel.smolLM2),
            let data = try? file.read(upToCount: 16 << 20)
        else { return ([], 0) }
        var bytes = ByteReader(bytes: Array(data))
        bytes.place = 16
        let count = bytes.number(8)
        var entries: [(key: String, value: SyntheticModel.Value)] = []
        var size: UInt64 = 0
        for _ in 0..<count {
            let key = bytes.text()
            let type = UInt32(bytes.number(4))
            let start = bytes.place
            if key == "tokenizer.ggml.tokens" {
                bytes.place += 4
                size = bytes.number(8)
                bytes.place = start
            }
            bytes.skip(type)
            entries.append((key, .raw(type: type, bytes: Array(bytes.bytes[start..<bytes.place]))))
        }
        return (entries, size)
    }()

    /// A model without weights and sizes, with the starter model's vocabulary.
    static var vocabularyOnly: SyntheticModel {
        var model = SyntheticModel()
        model.metadata = vocabulary.entries.filter { !replaced.contains($0.key) }
        return model
    }

    /// The number of tokens in that vocabulary.
    static var vocabularySize: UInt64 { vocabulary.size }

    /// Writes a model's header, and random weights for all tensors; norms are such numbers too.
    static func write(_ model: SyntheticModel, to path: String) throws {
        var model = model
        model.weightBytes = 0
        let needed = model.tensors.reduce(0) { sum, tensor in
            sum + (Int(tensor.dimensions.reduce(1, *)) * 4 + 31) / 32 * 32
        }
        try (Data(model.bytes) + weights.prefix(needed)).write(to: URL(fileURLWithPath: path))
    }

    private static let weights = Data(
        [UInt32](unsafeUninitializedCapacity: Int(embedding * (vocabulary.size + 4096))) { buffer, count in
            var state: UInt32 = 1
            for index in buffer.indices {
                state = state &* 1_664_525 &+ 1_013_904_223
                buffer[index] = (Float(state >> 8) / Float(1 << 24) - 0.5).bitPattern
            }
            count = buffer.count
        }.withUnsafeBytes { Array($0) })

    /// Writes a model that carries `template`; nil is a model without one.
    static func write(template: String?, to path: String) throws {
        var model = vocabularyOnly
        model.set("llama.block_count", .u32(1))
        model.set("llama.embedding_length", .u32(UInt32(embedding)))
        model.set("llama.feed_forward_length", .u32(UInt32(feedForward)))
        model.set("llama.attention.head_count", .u32(2))
        model.set("llama.attention.head_count_kv", .u32(2))
        model.set("llama.rope.dimension_count", .u32(UInt32(embedding) / 2))
        if let template { model.set("tokenizer.chat_template", .text(template)) }
        typealias Tensor = SyntheticModel.Tensor
        model.tensors =
            [
                Tensor(name: "token_embd.weight", dimensions: [embedding, vocabulary.size]),
                Tensor(name: "output_norm.weight", dimensions: [embedding]),
                Tensor(name: "blk.0.attn_norm.weight", dimensions: [embedding]),
                Tensor(name: "blk.0.ffn_norm.weight", dimensions: [embedding]),
                Tensor(name: "blk.0.ffn_gate.weight", dimensions: [embedding, feedForward]),
                Tensor(name: "blk.0.ffn_up.weight", dimensions: [embedding, feedForward]),
                Tensor(name: "blk.0.ffn_down.weight", dimensions: [feedForward, embedding]),
            ]
            + ["q", "k", "v", "output"].map {
                Tensor(name: "blk.0.attn_\($0).weight", dimensions: [embedding, embedding])
            }
        try write(model, to: path)
    }
}

/// Reads the numbers and texts of a GGUF file one after another.
private struct ByteReader {
    let bytes: [UInt8]
    var place = 0

    mutating func number(_ size: Int) -> UInt64 {
        defer { place += size }
        return bytes[place..<place + size].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    mutating func text() -> String {
        let length = Int(number(8))
        defer { place += length }
        return String(decoding: bytes[place..<place + length], as: UTF8.self)
    }

    mutating func skip(_ type: UInt32) {
        switch type {
        case 0, 1, 7: place += 1
        case 2, 3: place += 2
        case 4, 5, 6: place += 4
        case 8: _ = text()
        case 9:
            let element = UInt32(number(4))
            let count = number(8)
            for _ in 0..<count { skip(element) }
        default: place += 8
        }
    }
}
