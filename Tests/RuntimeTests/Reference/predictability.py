#!/usr/bin/env python3
"""Makes predictability.json: how predictable texts are, by llama-cpp-python, with NumPy's logarithms: each token's rank and
log-probability, the entropies, and the statistics of Fast-DetectGPT (its analytic form) and Binoculars.

The reference is the same file with another base of its rotary embedding, which makes it another model of the same vocabulary.

Run it in this folder, where numpy and llama-cpp-python 0.3.36 are installed: python3 predictability.py SMOLLM2.gguf
"""
import json
import sys

import llama_cpp
import numpy as np

BASE = 5000.0
TEXTS = [
    "The cat sat on the mat, and the dog sat beside it.",
    "Seoul is the capital of Korea. It has about nine million inhabitants and lies on the Han river.",
    "대한민국의 수도는 서울이다.",
    "Colourless green ideas sleep furiously; bricks, he said, taste of Tuesday and of nothing else.",
    "The answer is 42.\n\nThe question, however, is not known: nobody wrote it down in time.",
]


def rows(model, tokens):
    """The logarithms of all tokens' probabilities, for the place behind each token."""
    model.reset()
    model.eval(tokens)
    logits = np.array(model.scores[: len(tokens)], dtype=np.float64)
    top = logits.max(axis=1, keepdims=True)
    return logits, logits - top - np.log(np.exp(logits - top).sum(axis=1, keepdims=True))


def statistics(logs, others, tokens):
    """Fast-DetectGPT's discrepancy, and Binoculars' ratio: its mean of cross-entropies has one place more."""
    chances = np.exp(others)
    means = (chances * logs).sum(axis=1)
    variances = (chances * logs**2).sum(axis=1) - means**2
    likelihoods = np.array([logs[i, token] for i, token in enumerate(tokens[1:])])
    discrepancy = (likelihoods.sum() - means[:-1].sum()) / np.sqrt(variances[:-1].sum())
    ratio = -likelihoods.mean() / -means.mean()
    return float(discrepancy), float(ratio), means, variances


# Small batches: larger ones round otherwise.
model = llama_cpp.Llama(sys.argv[1], logits_all=True, n_ctx=512, n_batch=32, verbose=False)
other = llama_cpp.Llama(sys.argv[1], logits_all=True, n_ctx=512, n_batch=32, verbose=False, rope_freq_base=BASE)
texts = []
for text in TEXTS:
    tokens = model.tokenize(text.encode(), add_bos=True, special=False)
    logits, logs = rows(model, tokens)
    _, others = rows(other, tokens)
    alone, _, means, variances = statistics(logs, logs, tokens)
    beside, ratio, _, _ = statistics(logs, others, tokens)
    texts.append({
        "text": text,
        "tokens": [{
            "id": token,
            "logProbability": round(float(logs[i, token]), 6),
            "rank": int((logits[i] > logits[i, token]).sum() + (logits[i, :token] == logits[i, token]).sum()) + 1,
            "entropy": round(float(-means[i]), 6),
            "variance": round(float(variances[i]), 6),
        } for i, token in enumerate(tokens[1:])],
        "fastDetect": round(alone, 6),
        "fastDetectBeside": round(beside, 6),
        "binoculars": round(ratio, 6),
    })
with open("predictability.json", "w") as file:
    json.dump({"base": BASE, "texts": texts}, file, ensure_ascii=False, separators=(",", ":"))
    file.write("\n")
