#!/usr/bin/env python3
"""Makes tiny-bert.gguf: an encoder of the shape of BERT with random weights, to compare embeddings with.

Run it in this folder, where these are installed: numpy gguf. python3 tiny_bert.py
"""
import gguf
import numpy as np

WIDTH, LAYERS, HEADS, INNER, CONTEXT = 32, 2, 4, 64, 64
random = np.random.default_rng(20240517)

words = "the a cat dog sat on mat seoul is capital of korea not and yes no".split()
# llama.cpp marks the beginning of a word, where BERT's own vocabulary marks the rest of one. Hangul comes in form D.
jamo = [chr(c) for r in ((0x1100, 0x1113), (0x1161, 0x1176), (0x11A8, 0x11C3)) for c in range(*r)]
letters = [chr(c) for c in range(ord("a"), ord("z") + 1)] + list("0123456789.,?!'") + jamo
tokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"] + ["▁" + w for w in words]
tokens += ["▁" + c for c in letters if "▁" + c not in tokens] + letters
types = [gguf.TokenType.CONTROL] * 5 + [gguf.TokenType.NORMAL] * (len(tokens) - 5)
types[1] = gguf.TokenType.UNKNOWN

writer = gguf.GGUFWriter("tiny-bert.gguf", "bert")
writer.add_name("Tiny random BERT")
writer.add_context_length(CONTEXT)
writer.add_embedding_length(WIDTH)
writer.add_feed_forward_length(INNER)
writer.add_block_count(LAYERS)
writer.add_head_count(HEADS)
writer.add_layer_norm_eps(1e-12)
writer.add_causal_attention(False)
writer.add_pooling_type(gguf.PoolingType.MEAN)
writer.add_file_type(gguf.LlamaFileType.ALL_F32)
writer.add_tokenizer_model("bert")
writer.add_token_list(tokens)
writer.add_token_types(types)
writer.add_token_type_count(2)
writer.add_pad_token_id(0)
writer.add_unk_token_id(1)
writer.add_bos_token_id(2)
writer.add_sep_token_id(3)
writer.add_mask_token_id(4)


def add(name, *shape, scale=0.3):
    writer.add_tensor(name, (random.standard_normal(shape) * scale).astype(np.float32))


def add_norm(name):
    writer.add_tensor(name + ".weight", (1 + 0.1 * random.standard_normal(WIDTH)).astype(np.float32))
    add(name + ".bias", WIDTH, scale=0.1)


add("token_embd.weight", len(tokens), WIDTH, scale=1)
add("token_types.weight", 2, WIDTH)
add("position_embd.weight", CONTEXT, WIDTH)
add_norm("token_embd_norm")
for layer in range(LAYERS):
    for part in ("attn_q", "attn_k", "attn_v", "attn_output"):
        add(f"blk.{layer}.{part}.weight", WIDTH, WIDTH)
        add(f"blk.{layer}.{part}.bias", WIDTH, scale=0.1)
    add_norm(f"blk.{layer}.attn_output_norm")
    add(f"blk.{layer}.ffn_up.weight", INNER, WIDTH)
    add(f"blk.{layer}.ffn_up.bias", INNER, scale=0.1)
    add(f"blk.{layer}.ffn_down.weight", WIDTH, INNER)
    add(f"blk.{layer}.ffn_down.bias", WIDTH, scale=0.1)
    add_norm(f"blk.{layer}.layer_output_norm")

writer.write_header_to_file()
writer.write_kv_data_to_file()
writer.write_tensors_to_file()
writer.close()
