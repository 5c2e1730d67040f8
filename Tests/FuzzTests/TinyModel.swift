import TestRandom

/// A model of one layer that llama.cpp runs, as a GGUF file, and hostile forms of it.
struct TinyModel {
    var tokenizer = "llama"
    var tokens: [String] =
        ["<unk>", "<s>", "</s>"]
        + (0..<256).map { "<0x" + String($0 + 256, radix: 16, uppercase: true).dropFirst() + ">" }
        + (0..<41).map { "▁w\($0)" }
    /// The type of the matrices; 0 is F32.
    var type: UInt32 = 0
    /// Whole numbers of the header that are given other values.
    var numbers: [String: UInt32] = [:]
    /// Keys that are left out.
    var without: Set<String> = []

    private static let width: UInt64 = 32

    /// Changes what the header says, so that it contradicts itself or llama.cpp.
    mutating func disturb(_ random: inout SplitMix) {
        let strange: [UInt32] = [0, 1, 3, 33, 255, 65_535, 1 << 30, .max]
        let keys = [
            "llama.block_count", "llama.context_length", "llama.embedding_length", "llama.feed_forward_length",
            "llama.attention.head_count", "llama.attention.head_count_kv", "llama.rope.dimension_count",
            "llama.vocab_size", "tokenizer.ggml.bos_token_id", "tokenizer.ggml.eos_token_id",
            "tokenizer.ggml.unknown_token_id", "general.alignment", "llama.expert_count", "llama.attention.key_length",
        ]
        switch random.below(6) {
        case 0:
            tokenizer = random.pick([
                "none", "no_vocab", "gpt2", "bert", "t5", "rwkv", "plamo2", "replit", "",
                String(repeating: "x", count: 300),
            ])
        case 1: tokens = Array(tokens.prefix(random.pick([0, 1, 2, 6, 100])))
        case 2: tokens = tokens.indices.map { $0.isMultiple(of: random.pick([1, 7])) ? "a" : tokens[$0] }
        case 3: type = random.pick([1, 8, 16, 24, 25, 26, 27, 28, 30, 99])
        case 4:
            without.insert(
                random.pick(keys + ["tokenizer.ggml.scores", "tokenizer.ggml.token_type", "tokenizer.ggml.model"]))
        default: numbers[random.pick(keys)] = random.pick(strange)
        }
        if random.once(in: 3) { numbers[random.pick(keys)] = random.pick(strange) }
    }

    var bytes: [UInt8] {
        var header: [[UInt8]] = []
        func add(_ key: String, _ type: UInt32, _ value: [UInt8]) {
            if !without.contains(key) { header.append(text(key) + little(type) + value) }
        }
        func number(_ key: String, _ value: UInt32) { add(key, 4, little(numbers[key] ?? value)) }
        add("general.architecture", 8, text("llama"))
        number("llama.block_count", 1)
        number("llama.context_length", 256)
        number("llama.embedding_length", UInt32(Self.width))
        number("llama.feed_forward_length", 64)
        number("llama.attention.head_count", 2)
        number("llama.attention.head_count_kv", 2)
        number("llama.rope.dimension_count", 16)
        number("llama.vocab_size", UInt32(tokens.count))
        add("llama.attention.layer_norm_rms_epsilon", 6, little(Float(1e-5).bitPattern))
        add("tokenizer.ggml.model", 8, text(tokenizer))
        add("tokenizer.ggml.tokens", 9, list(8, tokens.map(text)))
        add("tokenizer.ggml.scores", 9, list(6, tokens.indices.map { little((-Float($0)).bitPattern) }))
        add("tokenizer.ggml.token_type", 9, list(5, tokens.indices.map { little(Self.kind($0)) }))
        number("tokenizer.ggml.bos_token_id", 1)
        number("tokenizer.ggml.eos_token_id", 2)
        number("tokenizer.ggml.unknown_token_id", 0)
        for (key, value) in numbers.sorted(by: { $0.key < $1.key })
        where ["general.alignment", "llama.expert_count", "llama.attention.key_length"].contains(key) {
            add(key, 4, little(value))
        }
        let tensors = Self.tensors(vocabulary: UInt64(tokens.count))
        var out = Array("GGUF".utf8) + little(UInt32(3)) + little(UInt64(tensors.count)) + little(UInt64(header.count))
        out += header.joined()
        var weights: [UInt8] = []
        var random = SplitMix(input: 1)
        for (name, dimensions) in tensors {
            let type = dimensions.count > 1 ? type : 0
            out += text(name) + little(UInt32(dimensions.count)) + dimensions.flatMap(little) + little(type)
            out += little(UInt64(weights.count))
            let elements = Int(dimensions.reduce(1, *))
            if type == 0 {
                for _ in 0..<elements { weights += little(Float.random(in: -0.1...0.1, using: &random).bitPattern) }
            } else {
                weights += [UInt8](repeating: 0, count: elements * (Self.sizes[type] ?? 2))
            }
            weights += [UInt8](repeating: 0, count: (32 - weights.count % 32) % 32)
        }
        out += [UInt8](repeating: 0, count: (32 - out.count % 32) % 32)
        return out + weights
    }

    private static let sizes: [UInt32: Int] = [1: 2, 24: 1, 25: 2, 26: 4, 27: 8, 28: 8, 30: 2]

    private static func kind(_ token: Int) -> UInt32 { token == 0 ? 2 : token < 3 ? 3 : token < 259 ? 6 : 1 }

    private static func tensors(vocabulary: UInt64) -> [(String, [UInt64])] {
        let layer: [(String, [UInt64])] = [
            ("attn_norm", [width]), ("attn_q", [width, width]), ("attn_k", [width, width]), ("attn_v", [width, width]),
            ("attn_output", [width, width]), ("ffn_norm", [width]), ("ffn_gate", [width, 64]), ("ffn_up", [width, 64]),
            ("ffn_down", [64, width]),
        ]
        return [("token_embd.weight", [width, vocabulary]), ("output_norm.weight", [width])]
            + layer.map { ("blk.0.\($0.0).weight", $0.1) }
    }

    private func text(_ text: String) -> [UInt8] { little(UInt64(text.utf8.count)) + Array(text.utf8) }

    private func list(_ type: UInt32, _ values: [[UInt8]]) -> [UInt8] {
        little(type) + little(UInt64(values.count)) + Array(values.joined())
    }
}

private func little<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian, Array.init)
}
