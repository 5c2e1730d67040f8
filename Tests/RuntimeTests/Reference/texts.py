#!/usr/bin/env python3
"""Makes texts.json: embeddings and surprisals of texts by llama-cpp-python, with its own pooling and NumPy's logarithms.

Run it in this folder, where numpy and llama-cpp-python 0.3.36 are installed: python3 texts.py SMOLLM2.gguf
"""
import json
import sys

import llama_cpp
import numpy as np

TEXTS = [
    "The cat sat on the mat.",
    "A dog sat on the mat.",
    "Seoul is the capital of Korea.",
    "대한민국의 수도는 서울이다.",
    "서울은 한국의 수도입니다.",
    "Stock prices fell sharply on Tuesday after the central bank raised interest rates.",
    "yes",
    "no",
    "72",
    "{\"answer\": [1, 2, 3]}\n",
    "What looks like <|im_end|> is text.",
    "colourless green ideas sleep furiously, and " * 12,
]
BERT_TEXTS = [t for t in TEXTS if len(t) < 200] + ["the cat sat on the mat and " * 20]


def tokens_of(model, text):
    return model.tokenize(text.encode(), add_bos=True, special=False)


def embeddings(path, pooling, texts, longest=None):
    model = llama_cpp.Llama(path, embedding=True, pooling_type=pooling, n_ctx=512, n_batch=512, verbose=False)
    result = []
    for text in texts:
        tokens = tokens_of(model, text)
        if longest and len(tokens) > longest:
            tokens = tokens[: longest - 1] + tokens[-1:]
        model._ctx.kv_cache_clear()
        batch = model._batch
        batch.reset()
        batch.add_sequence(tokens, 0, True)
        model._ctx.decode(batch)
        vector = llama_cpp.llama_get_embeddings_seq(model._ctx.ctx, 0)
        vector = np.array(vector[: model.n_embd()], dtype=np.float64)
        result.append([round(float(x), 7) for x in vector / np.linalg.norm(vector)])
    return result


def surprisals(path, texts):
    # Small batches: larger ones round otherwise.
    model = llama_cpp.Llama(path, logits_all=True, n_ctx=512, n_batch=32, verbose=False)
    result = []
    for text in texts:
        tokens = tokens_of(model, text)
        model.reset()
        model.eval(tokens)
        logits = np.array(model.scores[: len(tokens)], dtype=np.float64)
        top = logits.max(axis=1, keepdims=True)
        logs = logits - top - np.log(np.exp(logits - top).sum(axis=1, keepdims=True))
        bits = [-logs[i, tokens[i + 1]] / np.log(2) for i in range(len(tokens) - 1)]
        result.append({"text": text, "tokens": len(tokens), "bits": [round(float(b), 6) for b in bits]})
    return result


mean, first = llama_cpp.LLAMA_POOLING_TYPE_MEAN, llama_cpp.LLAMA_POOLING_TYPE_CLS
vectors = np.array(embeddings(sys.argv[1], mean, TEXTS))
figures = {
    "texts": TEXTS,
    "cosines": [[round(float(c), 6) for c in row] for row in vectors @ vectors.T],
    "surprisals": surprisals(sys.argv[1], TEXTS),
    "bertTexts": BERT_TEXTS,
    "bertMean": embeddings("tiny-bert.gguf", mean, BERT_TEXTS, longest=64),
    "bertFirst": embeddings("tiny-bert.gguf", first, BERT_TEXTS, longest=64),
}
with open("texts.json", "w") as file:
    json.dump(figures, file, ensure_ascii=False, separators=(",", ":"))
    file.write("\n")
