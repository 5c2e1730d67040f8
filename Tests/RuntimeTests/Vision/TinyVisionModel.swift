import Foundation

@testable import Models

/// Writes models that read images, tiny and with random weights: a model with the starter model's vocabulary, and the
/// projector that belongs to it.
enum TinyVisionModel {
    private typealias Tensor = SyntheticModel.Tensor

    /// The number of vectors of an image: 8 x 8 patches, of which 2 x 2 make one.
    static let vectors = 16

    private static let template =
        "{% for m in messages %}<|im_start|>{{ m['role'] }}\n{{ m['content'] }}<|im_end|>\n{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"

    /// Writes a model of Gemma 3's architecture, whose images are evaluated in one batch without a causal mask.
    static func gemma(to path: String, embedding: UInt64 = 32, template: String? = template) throws {
        let head: UInt64 = 16
        var model = TemplatedModel.vocabularyOnly
        model.set("general.architecture", .text("gemma3"))
        for (key, value) in [
            ("block_count", 2), ("context_length", 4096), ("embedding_length", UInt32(embedding)),
            ("feed_forward_length", 64), ("attention.head_count", 2), ("attention.head_count_kv", 1),
            ("attention.key_length", UInt32(head)), ("attention.value_length", UInt32(head)),
            ("attention.sliding_window", 64),
        ] as [(String, UInt32)] {
            model.set("gemma3.\(key)", .u32(value))
        }
        model.set("gemma3.attention.layer_norm_rms_epsilon", .f32(1e-6))
        if let template { model.set("tokenizer.chat_template", .text(template)) }
        model.tensors = [
            Tensor(name: "token_embd.weight", dimensions: [embedding, TemplatedModel.vocabularySize]),
            Tensor(name: "output_norm.weight", dimensions: [embedding]),
        ]
        for block in 0..<2 {
            func add(_ name: String, _ dimensions: [UInt64]) {
                model.tensors.append(Tensor(name: "blk.\(block).\(name).weight", dimensions: dimensions))
            }
            for name in ["attn_norm", "post_attention_norm", "ffn_norm", "post_ffw_norm"] { add(name, [embedding]) }
            add("attn_q", [embedding, 2 * head])
            add("attn_k", [embedding, head])
            add("attn_v", [embedding, head])
            add("attn_output", [2 * head, embedding])
            add("attn_q_norm", [head])
            add("attn_k_norm", [head])
            add("ffn_gate", [embedding, 64])
            add("ffn_up", [embedding, 64])
            add("ffn_down", [64, embedding])
        }
        try TemplatedModel.write(model, to: path)
    }

    /// Writes a model of Qwen2-VL's architecture, in which an image takes fewer positions than it has vectors (M-RoPE).
    static func qwen(to path: String) throws {
        let embedding: UInt64 = 32
        var model = TemplatedModel.vocabularyOnly
        model.set("general.architecture", .text("qwen2vl"))
        for (key, value) in [
            ("block_count", 2), ("context_length", 4096), ("embedding_length", UInt32(embedding)),
            ("feed_forward_length", 64), ("attention.head_count", 2), ("attention.head_count_kv", 2),
        ] as [(String, UInt32)] {
            model.set("qwen2vl.\(key)", .u32(value))
        }
        model.set("qwen2vl.attention.layer_norm_rms_epsilon", .f32(1e-6))
        model.set("qwen2vl.rope.dimension_sections", .u32s([4, 2, 2, 0]))
        model.set("tokenizer.chat_template", .text(template))
        model.tensors = [
            Tensor(name: "token_embd.weight", dimensions: [embedding, TemplatedModel.vocabularySize]),
            Tensor(name: "output_norm.weight", dimensions: [embedding]),
        ]
        for block in 0..<2 {
            func add(_ name: String, _ dimensions: [UInt64]) {
                model.tensors.append(Tensor(name: "blk.\(block).\(name)", dimensions: dimensions))
            }
            for name in ["attn_norm", "ffn_norm"] { add("\(name).weight", [embedding]) }
            for name in ["q", "k", "v"] {
                add("attn_\(name).weight", [embedding, embedding])
                add("attn_\(name).bias", [embedding])
            }
            add("attn_output.weight", [embedding, embedding])
            add("ffn_gate.weight", [embedding, 64])
            add("ffn_up.weight", [embedding, 64])
            add("ffn_down.weight", [64, embedding])
        }
        try TemplatedModel.write(model, to: path)
    }

    /// Writes a projector of Qwen2-VL's kind, whose images keep their shape.
    static func qwenProjector(to path: String) throws {
        let (width, embedding): (UInt64, UInt64) = (16, 32)
        var model = SyntheticModel()
        model.metadata = [
            ("general.architecture", .text("clip")), ("clip.has_vision_encoder", .bool(true)),
            ("clip.projector_type", .text("qwen2vl_merger")), ("clip.use_gelu", .bool(true)),
            ("clip.vision.image_size", .u32(64)), ("clip.vision.patch_size", .u32(8)),
            ("clip.vision.embedding_length", .u32(UInt32(width))), ("clip.vision.feed_forward_length", .u32(32)),
            ("clip.vision.block_count", .u32(1)), ("clip.vision.projection_dim", .u32(UInt32(embedding))),
            ("clip.vision.attention.head_count", .u32(1)),
            ("clip.vision.attention.layer_norm_epsilon", .f32(1e-6)),
            ("clip.vision.image_mean", .f32s([0.5, 0.5, 0.5])), ("clip.vision.image_std", .f32s([0.5, 0.5, 0.5])),
        ]
        model.tensors = [
            Tensor(name: "v.patch_embd.weight", dimensions: [8, 8, 3, width]),
            Tensor(name: "v.patch_embd.weight.1", dimensions: [8, 8, 3, width]),
            Tensor(name: "v.post_ln.weight", dimensions: [width]), Tensor(name: "v.post_ln.bias", dimensions: [width]),
            Tensor(name: "mm.0.weight", dimensions: [4 * width, 4 * width]),
            Tensor(name: "mm.0.bias", dimensions: [4 * width]),
            Tensor(name: "mm.2.weight", dimensions: [4 * width, embedding]),
            Tensor(name: "mm.2.bias", dimensions: [embedding]),
        ]
        addBlock(to: &model, width: width)
        try TemplatedModel.write(model, to: path)
    }

    private static func addBlock(to model: inout SyntheticModel, width: UInt64) {
        for (name, dimensions) in [
            ("attn_q", [width, width]), ("attn_k", [width, width]), ("attn_v", [width, width]),
            ("attn_out", [width, width]), ("ln1", [width]), ("ln2", [width]), ("ffn_up", [width, 32]),
            ("ffn_down", [32, width]),
        ] {
            model.tensors.append(Tensor(name: "v.blk.0.\(name).weight", dimensions: dimensions))
            model.tensors.append(Tensor(name: "v.blk.0.\(name).bias", dimensions: [dimensions[dimensions.count - 1]]))
        }
    }

    /// Writes a projector for images of 64 x 64 pixels, of Gemma 3's kind unless `kind` says otherwise.
    static func projector(to path: String, embedding: UInt64 = 32, kind: String = "gemma3") throws {
        let width: UInt64 = 16
        var model = SyntheticModel()
        model.metadata = [
            ("general.architecture", .text("clip")), ("clip.has_vision_encoder", .bool(true)),
            ("clip.projector_type", .text(kind)), ("clip.use_gelu", .bool(true)),
            ("clip.vision.image_size", .u32(64)), ("clip.vision.patch_size", .u32(8)),
            ("clip.vision.embedding_length", .u32(UInt32(width))), ("clip.vision.feed_forward_length", .u32(32)),
            ("clip.vision.block_count", .u32(1)), ("clip.vision.projection_dim", .u32(UInt32(embedding))),
            ("clip.vision.attention.head_count", .u32(2)),
            ("clip.vision.attention.layer_norm_epsilon", .f32(1e-6)),
            ("clip.vision.projector.scale_factor", .u32(2)), ("clip.vision.image_mean", .f32s([0.5, 0.5, 0.5])),
            ("clip.vision.image_std", .f32s([0.5, 0.5, 0.5])),
        ]
        model.tensors = [
            Tensor(name: "v.patch_embd.weight", dimensions: [8, 8, 3, width]),
            Tensor(name: "v.patch_embd.bias", dimensions: [width]),
            Tensor(name: "v.position_embd.weight", dimensions: [width, 64]),
            Tensor(name: "v.post_ln.weight", dimensions: [width]), Tensor(name: "v.post_ln.bias", dimensions: [width]),
            Tensor(name: "mm.input_projection.weight", dimensions: [embedding, width]),
            Tensor(name: "mm.soft_emb_norm.weight", dimensions: [width]),
        ]
        addBlock(to: &model, width: width)
        try TemplatedModel.write(model, to: path)
    }
}
