#!/usr/bin/env python3
"""Makes grid.json: accuracies of phrasings from a part of the grid, by Rasch's model with normal priors of variance 1.

The largest posterior is found by Newton's method on all numbers at once, with a dense solution of each step: another way than
the one that is checked. Run it in this folder: python3 grid.py (needs nothing else).
"""
import json
import math
import random


def solve(matrix, right):
    """Gauss's elimination with the largest pivot of each column."""
    size = len(right)
    rows = [matrix[i][:] + [right[i]] for i in range(size)]
    for column in range(size):
        pivot = max(range(column, size), key=lambda row: abs(rows[row][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        for row in range(column + 1, size):
            factor = rows[row][column] / rows[column][column]
            for place in range(column, size + 1):
                rows[row][place] -= factor * rows[column][place]
    found = [0.0] * size
    for row in reversed(range(size)):
        rest = sum(rows[row][place] * found[place] for place in range(row + 1, size))
        found[row] = (rows[row][size] - rest) / rows[row][row]
    return found


def fit(grid):
    count, cases = len(grid), len(grid[0])
    seen = [(i, j, y) for i, row in enumerate(grid) for j, y in enumerate(row) if y is not None]
    x = [0.0] * (1 + count + cases)

    def odds(i, j):
        return 1 / (1 + math.exp(-(x[0] + x[1 + i] + x[1 + count + j])))

    for _ in range(60):
        slope = [0.0] + [-v for v in x[1:]]
        curve = [[float(a == b and a > 0) for b in range(len(x))] for a in range(len(x))]
        for i, j, y in seen:
            p = odds(i, j)
            places = (0, 1 + i, 1 + count + j)
            for a in places:
                slope[a] += y - p
                for b in places:
                    curve[a][b] += p * (1 - p)
        step = solve(curve, slope)
        x = [v + max(-1, min(1, s)) for v, s in zip(x, step)]
    assert max(map(abs, slope)) < 1e-9
    return [sum(grid[i][j] if grid[i][j] is not None else odds(i, j) for j in range(cases)) / cases for i in range(count)]


rng = random.Random(24)
examples = []
for count, cases, share in [(3, 8, 0.5), (6, 20, 0.3), (10, 30, 0.2), (4, 10, 1.0)]:
    skills = [rng.gauss(0, 1) for _ in range(count)]
    ease = [rng.gauss(0.5, 1.5) for _ in range(cases)]
    grid = [[int(rng.random() < 1 / (1 + math.exp(-s - e))) if rng.random() < share else None for e in ease] for s in skills]
    examples.append({"outcomes": grid, "accuracies": fit(grid)})
with open("grid.json", "w", encoding="utf-8") as file:
    json.dump(examples, file, separators=(",", ":"))
    file.write("\n")
