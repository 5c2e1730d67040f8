#!/usr/bin/env python3
"""Makes phrasings.json: how accuracies spread over phrasings, by NumPy's quantiles, and the p value and mean of the range under
permutation within cases, by SciPy's permutation_test where it can and by adding up all ways to deal in any case.

Run it in this folder: python3 phrasings.py (needs numpy and scipy).
"""
import collections
import itertools
import json
import random

import numpy as np
from scipy.stats import permutation_test

SHARES = [0.05, 0.25, 0.5, 0.75, 0.95]
rng = random.Random(20261202)


def dealt(lanes):
    """The exact distribution of the lanes' counts, if every case's outcomes are dealt out anew."""
    k = len(lanes)
    ways = {tuple([0] * k): 1.0}
    for case in range(len(lanes[0])):
        subsets = list(itertools.combinations(range(k), sum(lane[case] for lane in lanes)))
        after = collections.defaultdict(float)
        for counts, share in ways.items():
            for subset in subsets:
                moved = list(counts)
                for lane in subset:
                    moved[lane] += 1
                after[tuple(moved)] += share / len(subsets)
        ways = after
    return ways


def summary(accuracies):
    best, average = max(accuracies), float(np.mean(accuracies))
    return {"accuracies": accuracies, "quantiles": [float(q) for q in np.quantile(accuracies, SHARES)],
            "best": best, "average": average, "cps": (1 - (best - average)) * best, "range": best - min(accuracies)}


examples = []
for k, cases, chances in [(2, 14, [0.3, 0.8]), (3, 20, [0.4, 0.5, 0.6]), (3, 18, [0.2, 0.5, 0.9]), (4, 16, [0.5] * 4),
                          (5, 14, [0.8, 0.8, 0.8, 0.8, 0.2])]:
    lanes = [[rng.random() < chances[lane] for _ in range(cases)] for lane in range(k)]
    ways = dealt(lanes)
    counts = [sum(lane) for lane in lanes]
    own = max(counts) - min(counts)
    ranges = [(max(way) - min(way), share) for way, share in ways.items()]
    p = sum(share for value, share in ranges if value >= own)
    found = permutation_test([np.array(lane, float) for lane in lanes],
                             lambda *samples, axis=-1: np.ptp([np.sum(sample, axis=axis) for sample in samples], axis=0),
                             permutation_type="samples", n_resamples=20_000, alternative="greater", vectorized=True,
                             rng=1).pvalue
    assert abs(found - p) < 0.02, (found, p)
    examples.append({"lanes": lanes, "p": p, "expectedRange": sum(value * share for value, share in ranges) / cases}
                    | summary([count / cases for count in counts]))

# The first 17 paraphrases of causal_judgement in SLAB-NLP/Multi-Prompt-LLM-Evaluation (commit b27137e,
# data/aggregated results (jsons)/BBH/causal_judgement.json), each over 100 cases.
published = {
    "flan-t5-xl": [.63, .57, .61, .65, .59, .54, .61, .63, .59, .62, .63, .6, .64, .6, .56, .59, .62],
    "mpt-7b-instruct": [.03, .26, .13, .34, .23, .38, .24, .09, .38, .15, .14, .15, .15, .17, .17, .4, .39],
}
with open("phrasings.json", "w") as file:
    json.dump({"dealt": examples, "published": {name: summary(values) for name, values in published.items()}}, file)
    file.write("\n")
