import Testing

@testable import Runtime

/// What llama.cpp would answer with a failed assertion, or with gigabytes.
struct ModelCheckTests {
    @Test(arguments: [
        "general.architecture", "llama.block_count", "llama.context_length", "llama.embedding_length",
        "tokenizer.ggml.model", "tokenizer.ggml.tokens",
    ])
    func `a missing key that llama.cpp needs is refused`(key: String) throws {
        #expect(try refusal { $0.set(key, nil) } != nil)
    }

    @Test(arguments: [0, 1, 3, 513, UInt32.max])
    func `a number of layers that doesn't fit the tensors is refused`(layers: UInt32) throws {
        #expect(try refusal { $0.set("llama.block_count", .u32(layers)) } != nil)
    }

    @Test(arguments: [0, UInt32.max])
    func `an impossible context length is refused`(length: UInt32) throws {
        #expect(try refusal { $0.set("llama.context_length", .u32(length)) } != nil)
    }

    @Test func `an embedding length that doesn't fit the embeddings is refused`() throws {
        let error = try #require(try refusal { $0.set("llama.embedding_length", .u32(33)) })
        #expect("\(error)".contains("32 × 3"))
    }

    @Test func `a vocabulary that doesn't fit the embeddings is refused`() throws {
        #expect(try refusal { $0.set("tokenizer.ggml.tokens", .texts(["a"])) } != nil)
    }

    @Test func `scores that don't fit the vocabulary are refused`() throws {
        let error = try #require(try refusal { $0.set("tokenizer.ggml.token_type", .u32s([1, 1])) })
        #expect("\(error)".contains("tokenizer.ggml.token_type"))
    }

    @Test func `no attention heads are refused`() throws {
        #expect(try refusal { $0.set("llama.attention.head_count", .u32(0)) } != nil)
    }

    @Test func `an epsilon that isn't a number is refused`() throws {
        #expect(try refusal { $0.set("llama.attention.layer_norm_rms_epsilon", .f32(.nan)) } != nil)
    }

    @Test func `a part of a split model says how to join it`() throws {
        let error = try #require(try refusal { $0.set("split.count", .u32(3)) })
        #expect("\(error)".contains("llama-gguf-split --merge"))
    }

    @Test(arguments: ["adapter", "mmproj"])
    func `what isn't a whole model is refused`(type: String) throws {
        guard case .notAModel? = try refusal({ $0.set("general.type", .text(type)) }) else {
            Issue.record("accepted")
            return
        }
    }
}
