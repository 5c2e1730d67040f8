#!/usr/bin/env python3
"""Makes likelihood.json: log-probabilities of continuations by llama-cpp-python, with NumPy's logarithms, and the choices
that lm-evaluation-harness's rules `acc` and `acc_norm` make of them.

Run it in this folder, where numpy and llama-cpp-python 0.3.36 are installed: python3 likelihood.py SMOLLM2.gguf
"""
import json
import sys

import llama_cpp
import numpy as np

SENTIMENT = ["Positive", "Negative", "Neutral"]
CASES = [
    ("Review: A wonderful film, I loved every minute.\nSentiment:", SENTIMENT, 0),
    ("Review: I want my money back, this was awful.\nSentiment:", SENTIMENT, 1),
    ("Review: The parcel came on Tuesday.\nSentiment:", SENTIMENT, 2),
    ("Headline: Shares soar as profits double.\nSentiment:", SENTIMENT, 0),
    ("Headline: Storm destroys hundreds of homes.\nSentiment:", SENTIMENT, 1),
    ("Question: Is fire hot? Answer:", ["yes", "no"], 0),
    ("Question: Is ice hot? Answer:", ["yes", "no"], 1),
    ("Goal: To boil an egg,\nSolution:", ["put it into boiling water for eight minutes.", "freeze it."], 0),
    ("Goal: To keep bread fresh,\nSolution:",
     ["leave it in the sun.", "put it into a paper bag and keep it in a cool and dry place."], 1),
    ("The capital of France is", ["Paris", "Marseille", "a city called Lyon"], 0),
    ("The capital of Korea is", ["Busan", "Seoul", "서울"], 1),
    ("Q: 3 + 4?\nA:", ["7", "8", "seventy-one"], 0),
]


def log_softmax(row):
    row = row.astype(np.float64)
    top = row.max()
    return row - top - np.log(np.exp(row - top).sum())


def read(model, context, text):
    """The likelihood of each token of a text behind a context."""
    before = model.tokenize(context.encode(), add_bos=False, special=False)
    tokens = model.tokenize(text.encode(), add_bos=False, special=False)
    model.reset()
    model.eval(before + tokens)
    result = []
    for index, token in enumerate(tokens):
        row = np.array(model.scores[len(before) + index - 1])
        result.append({
            "token": token,
            "logProbability": round(float(log_softmax(row)[token]), 6),
            "rank": int((row > row[token]).sum() + (row[:token] == row[token]).sum()) + 1,
            "likeliest": int(row.argmax()),
        })
    return result


# Small batches: larger ones round otherwise.
model = llama_cpp.Llama(sys.argv[1], logits_all=True, n_ctx=512, n_batch=32, verbose=False)
cases = []
for context, labels, expected in CASES:
    writings = [[read(model, context, label), read(model, context, " " + label)] for label in labels]
    sums = [[sum(token["logProbability"] for token in writing) for writing in both] for both in writings]
    # lm_eval/api/task.py, process_results of a multiple-choice task: the sum of each choice, and that by its characters.
    # Here a choice's probability is that of both writings.
    likelihoods = [float(np.logaddexp(*both)) for both in sums]
    lengths = np.array([float(len(label)) for label in labels])
    cases.append({
        "context": context, "labels": labels, "expected": expected, "writings": writings,
        "likelihoods": [round(value, 6) for value in likelihoods],
        "acc": int(np.argmax(likelihoods)), "accNorm": int(np.argmax(likelihoods / lengths)),
    })
with open("likelihood.json", "w") as file:
    json.dump(cases, file, ensure_ascii=False, separators=(",", ":"))
    file.write("\n")
