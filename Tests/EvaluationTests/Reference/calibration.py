#!/usr/bin/env python3
"""Makes calibration.json: how well shares agree with truth, by scikit-learn, with SciPy's minimum for temperature scaling.

Run it in this folder, where numpy, scipy and scikit-learn 1.7 or newer are installed: python3 calibration.py
"""
import json

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax, softmax
from sklearn.calibration import calibration_curve
from sklearn.metrics import brier_score_loss, log_loss, roc_auc_score

BINS = 10


def figures(shares, right):
    labels = list(range(shares.shape[1]))
    confidence = shares.max(axis=1)
    correct = (shares.argmax(axis=1) == right).astype(int)
    accuracy, means = calibration_curve(correct, confidence, n_bins=BINS, strategy="uniform")
    # The bins as calibration_curve counts them.
    edges = np.linspace(0, 1, BINS + 1)
    counts = np.bincount(np.searchsorted(edges[1:-1], confidence), minlength=BINS)
    counts = counts[counts > 0]
    # Shares that differ only by rounding are equal.
    equal = np.round(shares, 12)
    if len(labels) == 2:
        brier = brier_score_loss(right, shares[:, 1])
        auc = roc_auc_score(right, equal[:, 1])
    else:
        brier = brier_score_loss(right, shares, labels=labels)
        # One answer after another: the function for several takes only shares that add up to 1 exactly.
        auc = np.mean([roc_auc_score(right == label, equal[:, label]) for label in labels])
    return {
        "accuracy": float(correct.mean()), "logLoss": float(log_loss(right, shares, labels=labels)),
        "brier": float(brier), "auc": float(auc),
        "expectedError": float((counts * np.abs(accuracy - means)).sum() / len(right)),
        "counts": counts.tolist(), "confidences": means.tolist(), "accuracies": accuracy.tolist(),
    }


def temperature(logs, right):
    def loss(log_temperature):
        return -log_softmax(logs / np.exp(log_temperature), axis=1)[np.arange(len(right)), right].mean()

    return float(np.exp(minimize_scalar(loss, bounds=(np.log(0.05), np.log(20)), method="bounded",
                                        options={"xatol": 1e-12}).x))


def scaled(logs, right, folds=5):
    result = np.zeros_like(logs)
    for fold in range(folds):
        inside = np.arange(len(right)) % folds == fold
        result[inside] = softmax(logs[inside] / temperature(logs[~inside], right[~inside]), axis=1)
    return result


def sample(seed, count, labels, sharpness, ties):
    random = np.random.default_rng(seed)
    right = random.integers(0, labels, count)
    logs = random.normal(0, 1.5, (count, labels))
    logs[np.arange(count), right] += 1.2
    logs = log_softmax(sharpness * logs, axis=1) - random.uniform(0, 3, (count, 1))
    if ties:
        logs = np.round(logs, 0)
    return np.round(logs, 6), right


sets = []
for seed, count, labels, sharpness, ties in [(1, 60, 2, 2.5, False), (2, 200, 2, 0.4, True), (3, 90, 3, 1.7, False),
                                            (4, 150, 5, 0.8, True), (5, 12, 2, 1.0, False)]:
    logs, right = sample(seed, count, labels, sharpness, ties)
    prior = np.round(softmax(np.random.default_rng(seed).normal(0, 1, labels)), 6)
    shares = softmax(logs, axis=1)
    corrected = shares / prior
    corrected /= corrected.sum(axis=1, keepdims=True)
    sets.append({
        "logs": logs.tolist(), "right": right.tolist(), "prior": prior.tolist(), "plain": figures(shares, right),
        "temperature": temperature(logs, right), "scaled": figures(scaled(logs, right), right),
        "contextual": figures(corrected, right),
    })
with open("calibration.json", "w") as file:
    json.dump(sets, file, separators=(",", ":"))
    file.write("\n")
