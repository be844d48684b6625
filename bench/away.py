"""PostgreSQL away for a while: how long a page's refusal takes meanwhile, and how soon pages are back."""

from __future__ import annotations

import http.client
import os
import statistics
import time

from bench.attackers import led_to
from bench.door import Line
from bench.site import site_of
from bench.table import Figure

AWAY = float(os.environ.get("TRABOULE_BENCH_AWAY", "150"))  # seconds
BACK = 10.0
REFUSED = 50  # milliseconds, the median


def figures(size: int) -> list[Figure]:
    """Two figures, over ``size`` notices; no page is kept, so that each one asked is made."""
    with site_of(size) as site:
        if not site.is_built("tantivy"):
            site.build("tantivy")
        with site.served() as reader:
            line = Line(reader.port)
            notice = led_to(http.client.HTTPConnection("127.0.0.1", reader.port, timeout=60), "/notice/1")
            if line.get(notice)[0] != http.client.OK:
                raise RuntimeError(f"{notice} is not given while PostgreSQL is there")
            site.services.stop()
            took = _refusals(line, notice)
            site.services.start()
            began = time.monotonic()
            while line.get(notice)[0] != http.client.OK and time.monotonic() - began < AWAY:
                time.sleep(0.2)
            back = time.monotonic() - began
    median = statistics.median(took)
    slowest = f"{len(took)} refusals, the slowest {max(took) / 1000:.1f} s"
    return [
        Figure("milliseconds of a refusal while PostgreSQL is away", median, REFUSED, at_most=True, detail=slowest),
        Figure(f"seconds until pages are back after {AWAY:.0f} s without PostgreSQL", back, BACK, at_most=True),
    ]


def _refusals(line: Line, notice: str) -> list[float]:
    """The milliseconds of each refusal, for as long as PostgreSQL is away. Raises RuntimeError where nothing was refused."""
    took, end = [], time.monotonic() + AWAY
    while time.monotonic() < end:
        status, milliseconds = line.get(notice)
        if status == http.client.SERVICE_UNAVAILABLE:
            took.append(milliseconds)
        time.sleep(0.2)
    if not took:
        raise RuntimeError("pages were given without PostgreSQL: nothing was measured")
    return took
