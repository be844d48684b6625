"""Fits the points of matching: a logistic regression over the levels, made monotone, in whole numbers of half a unit of log-odds."""

from __future__ import annotations

import math
from collections.abc import Sequence

from catalogue.clustering.comparing import FIELDS, UNSAID

UNIT = 0.5
_RIDGE = 1.0
_STEPS = 25
Row = tuple[list[int], bool]


def columns() -> list[tuple[str, str]]:
    """(field, level) of each column, in order."""
    return [(field, level) for field, (_, levels) in FIELDS.items() for level in levels]


def fit(rows: Sequence[Row]) -> tuple[list[float], float]:
    """The weight of each column and the intercept that a ridge regression gives, by Newton's method. ``rows``: the columns that hold."""
    size = len(columns()) + 1
    weights = [0.0] * size
    for _ in range(_STEPS):
        gradient, hessian = [-_RIDGE * one for one in weights], [[0.0] * size for _ in range(size)]
        for place in range(size):
            hessian[place][place] = _RIDGE
        for held, same in rows:
            active = [*held, size - 1]
            chance = 1 / (1 + math.exp(-max(-30.0, min(30.0, sum(weights[column] for column in active)))))
            doubt = chance * (1 - chance)
            for column in active:
                gradient[column] += same - chance
                line = hessian[column]
                for other in active:
                    line[other] += doubt
        step = _solve(hessian, gradient)
        weights = [one + change for one, change in zip(weights, step, strict=True)]
        if max(map(abs, step)) < 1e-4:
            break
    return weights[:-1], weights[-1]


def _solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """The solution of a system of equations, by elimination with pivots."""
    size = len(right)
    rows = [[*line, value] for line, value in zip(matrix, right, strict=True)]
    for place in range(size):
        best = max(range(place, size), key=lambda row: abs(rows[row][place]))
        rows[place], rows[best] = rows[best], rows[place]
        pivot = rows[place]
        for line in rows[place + 1 :]:
            factor = line[place] / pivot[place]
            if factor:
                for column in range(place, size + 1):
                    line[column] -= factor * pivot[column]
    found = [0.0] * size
    for place in range(size - 1, -1, -1):
        known = sum(rows[place][column] * found[column] for column in range(place + 1, size))
        found[place] = (rows[place][size] - known) / rows[place][place]
    return found


def monotone(weights: Sequence[float], counts: Sequence[int]) -> dict[str, dict[str, int]]:
    """The points of each level: falling from the best level of a field to the worst, the unsaid between the two ends."""
    found: dict[str, dict[str, int]] = {}
    place = 0
    for field, (_, levels) in FIELDS.items():
        here = {level: (weights[place + step], max(1, counts[place + step])) for step, level in enumerate(levels)}
        place += len(levels)
        ordered = [level for level in levels if level != UNSAID]
        values = dict(zip(ordered, _falling([here[level] for level in ordered]), strict=True))
        if UNSAID in here:
            values[UNSAID] = max(min(here[UNSAID][0], values[ordered[0]]), values[ordered[-1]])
        found[field] = {level: round(values[level] / UNIT) for level in levels}
    return found


def _falling(pairs: Sequence[tuple[float, int]]) -> list[float]:
    """The nearest falling sequence (pool adjacent violators)."""
    blocks: list[list[float]] = []
    for value, count in pairs:
        blocks.append([value, count, 1])
        while len(blocks) > 1 and blocks[-2][0] < blocks[-1][0]:
            value_, count_, size_ = blocks.pop()
            last = blocks[-1]
            last[0] = (last[0] * last[1] + value_ * count_) / (last[1] + count_)
            last[1] += count_
            last[2] += size_
    return [value for value, _, size in blocks for _ in range(int(size))]
