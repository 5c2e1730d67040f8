"""Writes wilson.json: Wilson intervals as statsmodels has them (proportion_confint). Needs statsmodels."""

import json
from pathlib import Path

from statsmodels.stats.proportion import proportion_confint

intervals = []
for count in [1, 2, 3, 5, 10, 30, 100, 137, 200, 1000, 100_000]:
    for correct in sorted({0, 1, count // 3, count // 2, count * 9 // 10, count - 1, count}):
        for confidence in [0.5, 0.8, 0.9, 0.95, 0.99, 0.999]:
            low, high = proportion_confint(correct, count, alpha=1 - confidence, method="wilson")
            intervals.append(
                {"correct": correct, "count": count, "confidence": confidence, "low": float(low), "high": float(high)})
lines = ",\n".join(json.dumps(interval) for interval in intervals)
Path(__file__).with_suffix(".json").write_text(f"[\n{lines}\n]\n")
