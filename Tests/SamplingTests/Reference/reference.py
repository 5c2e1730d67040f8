#!/usr/bin/env python3
"""Makes ReferenceNumbers.swift: the funnel, written anew from the papers' and llama.cpp's definitions, with NumPy and SciPy.

Run it in this folder: python3 reference.py > ReferenceNumbers.swift
"""
import numpy as np
from scipy.special import logsumexp
from scipy.stats import chi2, entropy


def softmax(x):
    return np.exp(x - logsumexp(x))


def funnel(logits, history=(), temperature=0.8, topK=40, topP=0.95, minP=0.05, typicalP=1.0, repeatPenalty=1.0,
           repeatLastN=64, presencePenalty=0.0, frequencyPenalty=0.0, logitBias=None, order="llama.cpp"):
    x = np.array(logits, dtype=np.float64)
    for token, bias in (logitBias or {}).items():
        x[token] += bias
    window = list(history) if repeatLastN < 0 else list(history)[len(history) - min(repeatLastN, len(history)):]
    for token in sorted(set(window)):
        x[token] = x[token] * repeatPenalty if x[token] <= 0 else x[token] / repeatPenalty
        x[token] -= window.count(token) * frequencyPenalty + presencePenalty
    ids = np.lexsort((np.arange(len(x)), -x))
    x = x[ids]

    def top_k(ids, x):
        return (ids, x) if topK == 0 else (ids[:topK], x[:topK])

    def top_p(ids, x):
        if topP >= 1:
            return ids, x
        end = np.argmax(np.cumsum(softmax(x)) >= topP) + 1
        return ids[:end], x[:end]

    def min_p(ids, x):
        keep = x >= x.max() + np.log(minP) if minP > 0 else np.full(len(x), True)
        return ids[keep], x[keep]

    def typical_p(ids, x):
        if typicalP >= 1:
            return ids, x
        p = softmax(x)
        nearest = np.argsort(np.abs(-np.log(p) - entropy(p)), kind="stable")
        kept = np.sort(nearest[:np.argmax(np.cumsum(p[nearest]) > typicalP) + 1])
        return ids[kept], x[kept]

    def temper(ids, x):
        return (ids[:1], x[:1]) if temperature == 0 else (ids, x / temperature)

    stages = [top_k, typical_p, top_p, min_p, temper]
    if order == "hugging-face":
        stages = [temper, top_k, top_p, min_p, typical_p]
    for stage in stages:
        ids, x = stage(ids, x)
    return ids, softmax(x)


def philox(counter, key):
    x, (k0, k1) = list(counter), key
    for _ in range(10):
        a, b = 0xD2511F53 * x[0], 0xCD9E8D57 * x[2]
        x = [(b >> 32) ^ x[1] ^ k0, b & 0xFFFFFFFF, (a >> 32) ^ x[3] ^ k1, a & 0xFFFFFFFF]
        k0, k1 = (k0 + 0x9E3779B9) & 0xFFFFFFFF, (k1 + 0xBB67AE85) & 0xFFFFFFFF
    return x


def gumbel(token, index, stage, sample, case, seed):
    words = philox([token, index | stage << 20 | sample << 22, case & 0xFFFFFFFF, case >> 32],
                   (seed & 0xFFFFFFFF, seed >> 32))
    bits = (words[0] << 32 | words[1]) >> 11
    return -np.log(-np.log((bits + 0.5) * 2.0 ** -53))


def swift(value):
    if isinstance(value, str):
        return {"llama.cpp": ".llamaCpp", "hugging-face": ".huggingFace"}[value]
    if isinstance(value, dict):
        return "[" + ", ".join(f"{k}: {v!r}" for k, v in value.items()) + "]"
    return repr(value)


ROWS = [
    [2.5, -1.25, 0.75, 3.125, 3.0, -4.5, 1.5, 0.125, 2.25, -0.5, 1.0, -2.0],
    [-3.5, -1.5, -9.0, -2.25, -1.75, -4.0, -6.5, -2.75, -5.25, -3.0, -8.0, -2.5],
    [8.0, 1.0, 0.5, 0.25, -0.25, 2.0, 1.75, -1.0, 0.0, 3.5, 2.75, -3.0],
]
HISTORY = [3, 3, 9, 0, 5, 3, 8]
CASES = [
    {}, {"temperature": 0.0}, {"temperature": 1.7, "topK": 0, "minP": 0.0, "topP": 1.0}, {"topK": 3},
    {"topK": 0, "topP": 0.7, "minP": 0.0}, {"topK": 0, "topP": 1.0, "minP": 0.2}, {"topK": 0, "typicalP": 0.6},
    {"topK": 0, "typicalP": 0.3, "temperature": 0.5, "minP": 0.0}, {"typicalP": 0.2, "temperature": 0.0},
    {"topK": 6, "typicalP": 0.8, "topP": 0.8, "minP": 0.1}, {"repeatPenalty": 1.3},
    {"repeatPenalty": 1.3, "repeatLastN": 2}, {"presencePenalty": 1.5, "frequencyPenalty": 0.25},
    {"repeatPenalty": 0.8, "frequencyPenalty": -0.5, "repeatLastN": -1}, {"logitBias": {4: -100.0, 11: 4.5}},
    {"logitBias": {3: 1.0, 0: -1.0}, "repeatPenalty": 1.2, "presencePenalty": 0.5, "topK": 5},
]

print("// Made by reference.py; don't edit.")
print("import Sampling\n")
print("/// What NumPy and SciPy make of small rows.")
print("enum ReferenceNumbers {")
print(f"    static let rows: [[Float]] = [\n        " + ",\n        ".join(map(str, ROWS)) + ",\n    ]")
print(f"    static let logSumExps: [Double] = {[float(logsumexp(r)) for r in ROWS]}")
print(f"    static let entropies: [Double] = {[float(entropy(softmax(np.array(r)))) for r in ROWS]}")
print(f"    static let history: [Int32] = {HISTORY}\n")
print("    /// What survives of a row under settings.")
print("    struct Case: Sendable {")
print("        let row: Int\n        let settings: Settings\n        let ids: [Int32]\n        let probabilities: [Double]")
print("    }\n")
print("    static let cases: [Case] = [")
for row, logits in enumerate(ROWS):
    for case in CASES:
        for order in ["llama.cpp", "hugging-face"]:
            changes = dict(case, order=order)
            ids, p = funnel(logits, HISTORY, **changes)
            assignments = "; ".join(f"$0.{key} = {swift(value)}" for key, value in changes.items())
            print(f"        Case(\n            row: {row}, settings: settings {{ {assignments} }},")
            print(f"            ids: {[int(i) for i in ids]},\n            probabilities: {[float(q) for q in p]}),")
print("    ]\n")
print("    private static func settings(_ change: (inout Settings) -> Void) -> Settings {")
print("        var settings = Settings()\n        change(&settings)\n        return settings\n    }\n")
print("    /// Noise by token, index, stage, sample, case and seed.")
print("    static let gumbels: [(token: Int32, key: NoiseKey, value: Double)] = [")
for token, index, stage, sample, case, seed in [
    (0, 0, 0, 0, 0, 0), (49151, 7, 0, 0, 0, 1), (262143, 1023, 1, 3, 0x123456789ABCDEF0, 42), (5, 999999, 1, 1023, 2**64 - 1, 2**53 - 1)
]:
    print(f"        ({token}, NoiseKey(seed: {seed}, case: {case}, sample: {sample}, stage: {stage}, index: {index}), "
          f"{float(gumbel(token, index, stage, sample, case, seed))!r}),")
print("    ]\n")
print("    /// 99.9 % quantiles of chi-square by degrees of freedom, from index 1.")
print(f"    static let chiSquare999: [Double] = {[0.0] + [float(chi2.ppf(0.999, k)) for k in range(1, 13)]}")
print("}")
