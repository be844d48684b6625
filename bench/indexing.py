"""How fast stored descriptions become searchable, and how fast they are then found: one process, no database."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

from lxml import etree

from bench.corpus import notice
from bench.table import Figure
from catalogue.core.keys import DocumentKey, Kind
from catalogue.core.serialization import from_json, to_json
from catalogue.formats.marc.xml import parse_marcxml
from catalogue.formats.unimarc.describe import describe
from catalogue.search.document import Provenance, document_of
from catalogue.search.engines.tantivy.engine import TantivyEngine
from catalogue.search.facets import FACETS
from catalogue.search.request import SearchRequest

BATCH = 5000
SOURCE = Provenance("bench", "693836101")
QUERIES = {
    "narrow": SearchRequest(words="imprimerie canuts Grenoble", facets=tuple(FACETS)),
    "middle": SearchRequest(words="peste", facets=tuple(FACETS)),
    "broad": SearchRequest(words="histoire", facets=tuple(FACETS)),
    "everything": SearchRequest(facets=tuple(FACETS)),
}


def rates(size: int = 20_000) -> dict[str, float]:
    """Documents a second into a new index, then the median milliseconds of each query with its facets and highlights."""
    stored = [to_json(describe(parse_marcxml(etree.fromstring(notice(number))))) for number in range(size)]
    with tempfile.TemporaryDirectory(prefix="traboule-bench-") as folder:
        engine = TantivyEngine(Path(folder))
        started = time.perf_counter()
        with engine.rebuild() as writer:
            for start in range(0, size, BATCH):
                writer.apply(
                    document_of(from_json(text), key=DocumentKey(Kind.NOTICE, start + number), provenance=SOURCE, institutions={})
                    for number, text in enumerate(stored[start : start + BATCH], 1)
                )
        measured = {"documents/s": size / (time.perf_counter() - started)}
        for name, request in QUERIES.items():
            engine.search(request)
            measured[f"{name} ms"] = statistics.median(engine.search(request).took_ms for _ in range(15))
    return measured


def figures(size: int) -> list[Figure]:
    """The same as rows of the bench's table."""
    measured = rates(min(size, 50_000))
    rate = measured.pop("documents/s")
    return [
        Figure("documents indexed a second, one process", rate, 6000, detail=f"{min(size, 50_000)} descriptions, from JSON"),
        *(Figure(f"search: {name}", value, detail="with 6 facets and highlights, median") for name, value in measured.items()),
    ]


if __name__ == "__main__":
    for figure in figures(20_000):
        print(figure.line())
