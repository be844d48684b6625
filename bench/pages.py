"""Whole pages of results over a large catalogue: rebuild from PostgreSQL, four readers at once, the last page, one reader alone."""

from __future__ import annotations

import statistics
import time
from concurrent.futures import ThreadPoolExecutor

from bench.questions import Questions
from bench.rounds import rounds
from bench.site import Reader, Site, percentile, site_of, wanted_engines
from bench.table import Figure

SIZE = 1_000_000
CLIENTS = 4
EACH = 25  # questions of each family, in a round; fewer of a catalogue that is only tried
ALONE = 6
WARMING = 10  # the same, before the clock starts: other questions
BARS = {"tantivy": (100, 6000), "elasticsearch": (300, 2500)}


def figures(size: int) -> list[Figure]:
    """Every figure over ``size`` notices, engine by engine."""
    with site_of(size) as site:
        return [figure for engine in wanted_engines() for figure in _of_engine(site, engine, size)]


def _of_engine(site: Site, engine: str, size: int) -> list[Figure]:
    slowest, rate = BARS[engine]
    site.use(engine)
    rows = []
    if not site.is_built(engine):
        built = site.build(engine)
        detail = f"{size} records, from PostgreSQL, process start included"
        rows.append(Figure(f"{engine}: rebuild, documents a second", built, rate, detail=detail))
    questions = Questions(size, seed=time.time_ns())  # an engine that is kept may remember what an earlier run asked
    with site.served() as reader:
        _warm(reader, questions)
        rows += _together(reader, questions, engine, slowest, each=min(EACH, max(size // 100, 1)))
        rows += _alone(site, reader, questions, engine)
        rows += _to_the_end(reader, size, engine)
    return rows


def _warm(reader: Reader, questions: Questions) -> None:
    """As a portal in service is: its templates read, the engine's code compiled, the files of the index in memory."""
    asked = [questions.ask(family) for _ in range(WARMING) for family in questions.families()]
    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(reader.page, asked))


def _together(reader: Reader, questions: Questions, engine: str, bar: float, *, each: int) -> list[Figure]:
    """Four readers at once, each question asked once, in three rounds: their connections fall to the two workers as it comes."""
    by_family: dict[str, list[float]] = {}
    slowest = []
    for _ in range(rounds()):
        asked = [(family, questions.ask(family)) for _ in range(each) for family in questions.families()]
        with ThreadPoolExecutor(CLIENTS) as pool:
            took = list(pool.map(lambda pair: reader.page(pair[1]), asked))
        slowest.append(percentile(took, 0.95))
        for (family, _), milliseconds in zip(asked, took, strict=True):
            by_family.setdefault(family, []).append(milliseconds)
    detail = f"{len(took)} pages a round, the median of {', '.join(f'{value:.0f}' for value in slowest)}"
    rows = [Figure(f"{engine}: p95 of a page, {CLIENTS} readers, ms", statistics.median(slowest), bar, at_most=True, detail=detail)]
    for family, values in by_family.items():
        rows.append(Figure(f"{engine}:   {family}, p95 ms", percentile(values, 0.95), detail=f"median {statistics.median(values):.0f} ms"))
    return rows


def _alone(site: Site, reader: Reader, questions: Questions, engine: str) -> list[Figure]:
    """One reader: the page beside what the engine takes for the same families of questions."""
    pages = [reader.page(questions.ask(family)) for _ in range(ALONE) for family in questions.families()]
    asked = [questions.ask(family) for _ in range(ALONE) for family in questions.families()]
    own = float(site.run("-m", "bench.own_time", *asked).strip().splitlines()[-1])
    page = statistics.median(pages)
    return [
        Figure(f"{engine}: page / the engine's own time, one reader", page / own, 3, at_most=True, detail=f"{page:.1f} ms / {own:.1f} ms")
    ]


def _to_the_end(reader: Reader, size: int, engine: str) -> list[Figure]:
    """The last pages of everything beside the first, in an order of dates."""
    last = size // 20
    first = statistics.median(reader.page(f"tri=ancien&de={-100 - number}") for number in range(7))
    end = statistics.median(reader.page(f"tri=ancien&de={-100 - number}&page={last}") for number in range(7))
    return [Figure(f"{engine}: last page of {size} / the first", end / first, 10, at_most=True, detail=f"{end:.0f} ms / {first:.0f} ms")]
