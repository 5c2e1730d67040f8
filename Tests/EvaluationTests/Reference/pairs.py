#!/usr/bin/env python3
"""Makes pairs.json: Bradley-Terry strengths and length-controlled win rates by statsmodels' generalised linear models.

Run it in this folder: python3 pairs.py (needs statsmodels; the numbers are of 0.15.0).
Baseball: Agresti 2002, table 10.11 (wins at home, wins of the guests). Citations: Stigler 1994.
"""
import json
import math
import random
import warnings

import numpy as np
import statsmodels.api as sm

warnings.simplefilter("ignore")
rng = random.Random(20261202)

TEAMS = ["Baltimore", "Boston", "Cleveland", "Detroit", "Milwaukee", "New York", "Toronto"]
BASEBALL = [
    (4, 3, 4, 3), (4, 6, 4, 2), (4, 5, 4, 3), (4, 1, 6, 1), (4, 2, 4, 2), (4, 0, 6, 0), (3, 4, 3, 3), (3, 6, 4, 2),
    (3, 5, 4, 3), (3, 1, 6, 0), (3, 2, 6, 1), (3, 0, 4, 3), (6, 4, 2, 5), (6, 3, 4, 3), (6, 5, 2, 4), (6, 1, 4, 3),
    (6, 2, 4, 2), (6, 0, 6, 0), (5, 4, 3, 3), (5, 3, 5, 1), (5, 6, 2, 5), (5, 1, 4, 3), (5, 2, 4, 2), (5, 0, 6, 1),
    (1, 4, 5, 1), (1, 3, 2, 5), (1, 6, 3, 3), (1, 5, 4, 2), (1, 2, 5, 2), (1, 0, 6, 0), (2, 4, 2, 5), (2, 3, 3, 3),
    (2, 6, 3, 4), (2, 5, 4, 3), (2, 1, 4, 2), (2, 0, 2, 4), (0, 4, 2, 5), (0, 3, 1, 5), (0, 6, 1, 6), (0, 5, 2, 4),
    (0, 1, 1, 6), (0, 2, 3, 4),
]


def fit(duels, count, shown_first, clusters=False):
    """Leads over competitor 0 with standard errors, then the order's coefficient."""
    design, target, weight, group = [], [], [], []
    for first, second, score, times, cluster in duels:
        row = [0.0] * count
        row[first] += 1
        row[second] -= 1
        design.append(row[1:] + ([1.0] if shown_first else []))
        target.append(score)
        weight.append(times)
        group.append(cluster)
    model = sm.GLM(np.array(target), np.array(design), family=sm.families.Binomial(), freq_weights=np.array(weight))
    options = {}
    if clusters:
        options = dict(cov_type="cluster", cov_kwds=dict(groups=np.array(group), use_correction=False))
    result = model.fit(tol=1e-14, maxiter=200, **options)
    factor = 1.0
    if clusters:
        n = len(set(group))
        factor = math.sqrt(n / (n - 1))
    return {"coefficients": list(result.params), "errors": [float(e) * factor for e in result.bse]}


def counted(rows):
    duels = []
    for first, second, wins, losses in rows:
        duels.append([first, second, 1.0, wins, 0])
        duels.append([first, second, 0.0, losses, 0])
    return [d for d in duels if d[3]]


def random_duels():
    count = rng.randint(2, 8)
    truth = [rng.gauss(0, 0.8) for _ in range(count)]
    order = rng.gauss(0.2, 0.3)
    cases = rng.randint(15, 40)
    tastes = [[rng.gauss(0, 0.4) for _ in range(count)] for _ in range(cases)]
    duels = []
    for _ in range(count * 40):
        first, second = rng.sample(range(count), 2)
        case = rng.randrange(cases)
        lead = truth[first] - truth[second] + tastes[case][first] - tastes[case][second] + order
        score = 0.5 if rng.random() < 0.15 else float(rng.random() < 1 / (1 + math.exp(-lead)))
        duels.append([first, second, score, 1, case])
    return count, duels


def length_set():
    n = rng.randint(30, 60)
    strength, influence = rng.gauss(0, 0.7), rng.gauss(0.5, 0.8)
    differences = [round(rng.gauss(30, 200)) for _ in range(n)]
    spread = np.std(differences, ddof=1)
    continuous = rng.random() < 0.5
    preferences = []
    for difference in differences:
        p = 1 / (1 + math.exp(-strength - influence * math.tanh(difference / spread)))
        preferences.append(round(min(1, max(0, rng.gauss(p, 0.2))), 2) if continuous else float(rng.random() < p))
    design = np.column_stack([np.ones(n), np.tanh(np.array(differences) / spread)])
    result = sm.GLM(np.array(preferences), design, family=sm.families.Binomial()).fit(tol=1e-14, maxiter=200)
    return {
        "differences": differences, "preferences": preferences, "raw": float(np.mean(preferences)),
        "controlled": float(1 / (1 + math.exp(-result.params[0]))), "influence": float(result.params[1]),
    }


figures = {"baseball": counted(BASEBALL), "teams": TEAMS}
figures["baseballPlain"] = fit(figures["baseball"], 7, False)
figures["baseballHome"] = fit(figures["baseball"], 7, True)
figures["random"] = []
for _ in range(20):
    count, duels = random_duels()
    figures["random"].append({"competitors": count, "duels": duels, "fit": fit(duels, count, True, clusters=True)})
figures["lengths"] = [length_set() for _ in range(50)]
with open("pairs.json", "w") as file:
    json.dump(figures, file, separators=(",", ":"))
    file.write("\n")
print({k: v for k, v in figures.items() if k.startswith("baseball") and k != "baseball"})
