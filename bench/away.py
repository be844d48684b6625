"""PostgreSQL away for a while: how long a page's refusal takes meanwhile, and how soon pages are back."""

from __future__ import annotations

import http.client
import os
import statistics
import time

from bench.door import Line
from bench.site import site_of
from bench.table import Figure

AWAY = float(os.environ.get("TRABOULE_BENCH_AWAY", "150"))  # seconds
BACK = 10.0
REFUSED = 50  # milliseconds, the median


def figures(size: int) -> list[Figure]:
    """Two figures, over ``size`` notices."""
    with site_of(size) as site, site.served() as reader:
        if not site.is_built("tantivy"):
            site.build("tantivy")
        site.environ.pop("KEPT_PAGES_SECONDS", None)
        line = Line(reader.port)
        line.get("/notice/1")
        site.services.stop()
        took, end = [], time.monotonic() + AWAY
        while time.monotonic() < end:
            status, milliseconds = line.get("/notice/1")
            if status == http.client.SERVICE_UNAVAILABLE:
                took.append(milliseconds)
            time.sleep(0.2)
        site.services.start()
        began = time.monotonic()
        while line.get("/notice/1")[0] != http.client.OK and time.monotonic() - began < AWAY:
            time.sleep(0.2)
        back = time.monotonic() - began
    median = statistics.median(took)
    slowest = f"{len(took)} refusals, the slowest {max(took) / 1000:.1f} s"
    return [
        Figure("milliseconds of a refusal while PostgreSQL is away", median, REFUSED, at_most=True, detail=slowest),
        Figure(f"seconds until pages are back after {AWAY:.0f} s without PostgreSQL", back, BACK, at_most=True),
    ]
