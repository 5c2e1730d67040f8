#!/usr/bin/env python3
"""Makes best.json: exact p values of the best lane's count under permutation within cases, by adding up all ways to deal.

Run it in this folder: python3 best.py (standard library only). Small examples are checked against SciPy's permutation_test
where scipy is installed.
"""
import collections
import itertools
import json
import random

rng = random.Random(20261127)


def exact(lanes):
    """The share of all dealings whose best count is at least the observed one, by a walk over vectors of counts."""
    k, cases = len(lanes), len(lanes[0])
    ways = {tuple([0] * k): 1.0}
    for case in range(cases):
        right = sum(lane[case] for lane in lanes)
        subsets = list(itertools.combinations(range(k), right))
        after = collections.defaultdict(float)
        for counts, share in ways.items():
            for subset in subsets:
                dealt = list(counts)
                for lane in subset:
                    dealt[lane] += 1
                after[tuple(dealt)] += share / len(subsets)
        ways = after
    largest = max(sum(lane) for lane in lanes)
    return sum(share for counts, share in ways.items() if max(counts) >= largest)


def lanes(k, cases, chances):
    return [[rng.random() < chances[lane] for _ in range(cases)] for lane in range(k)]


examples = []
for k, cases, chances in [(2, 12, [0.3, 0.8]), (3, 20, [0.4, 0.5, 0.6]), (3, 20, [0.2, 0.2, 0.7]),
                          (4, 16, [0.5] * 4), (4, 24, [0.5, 0.6, 0.6, 0.9]), (5, 14, [0.8, 0.8, 0.8, 0.8, 0.3]),
                          (2, 30, [0.9, 0.6]), (4, 10, [0.1, 0.1, 0.1, 0.9])]:
    made = lanes(k, cases, chances)
    examples.append({"lanes": made, "p": exact(made)})

try:
    import numpy as np
    from scipy.stats import permutation_test

    for example in examples[:3]:
        def best(*samples, axis=-1):
            return np.max([np.sum(sample, axis=axis) for sample in samples], axis=0)

        found = permutation_test([np.array(lane, float) for lane in example["lanes"]], best, permutation_type="samples",
                                 n_resamples=20_000, alternative="greater", vectorized=True, rng=1).pvalue
        assert abs(found - example["p"]) < 0.02, (found, example["p"])
except ImportError:
    pass

with open("best.json", "w") as file:
    json.dump(examples, file)
    file.write("\n")
