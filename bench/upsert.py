"""The upsert of a harvest's pages beside a bare COPY of the same rows into the same tables.

Pages are sorted beforehand for the first load (reading the formats is measured elsewhere); the probe is part of the upsert.
"""

from __future__ import annotations

import time

from bench.own_database import measured
from bench.table import Figure

PAGE = 500


def figures(size: int = 20_000) -> list[Figure]:
    """First load and unchanged pages against raw COPY."""
    return measured(_measure, size)


def _measure(size: int) -> list[Figure]:
    import django

    django.setup()
    from bench.upsert_steps import Steps

    steps = Steps(size, page=PAGE)
    copies, loads, repeats = [], [], []
    for _ in range(3):
        steps.empty()
        copies.append(_timed(steps.raw_copy))
        floor = steps.rows()
        steps.empty()
        loads.append(_timed(steps.load))
        assert steps.rows() == floor, (steps.rows(), floor)
        repeats.append(_timed(steps.load_again))
    copy, load, again = (size / min(times) for times in (copies, loads, repeats))
    return [
        Figure("upsert, first load / raw COPY", load / copy, 0.75, detail=f"{load:.0f} rows/s of {copy:.0f}"),
        Figure("upsert, unchanged / raw COPY", again / copy, 7, detail=f"{again:.0f} rows/s of {copy:.0f}"),
    ]


def _timed(step: object) -> float:
    assert callable(step)
    started = time.perf_counter()
    step()
    return time.perf_counter() - started
