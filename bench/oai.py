"""How fast a harvester walks the repository: records a second of one process, the last page beside the first, the memory in between."""

from __future__ import annotations

import re
import resource
import statistics
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from bench.own_database import measured
from bench.table import Figure

DISTINCT = 5_000
PREFIXES = {"oai_dc": 3_000.0, "marcxchange": 2_000.0}
_FIRST = datetime(2026, 1, 1, tzinfo=UTC)
_TOKEN = re.compile(rb"<resumptionToken[^>]*>([^<]+)</resumptionToken>")
_ENDS = 20  # pages at each end that are compared


def figures(size: int = 100_000) -> list[Figure]:
    """Lists of ``size`` records, walked to their end in each format."""
    return measured(_measure, size)


def _measure(size: int) -> list[Figure]:
    import django

    django.setup()
    _fill(size)
    return [figure for prefix, bar in PREFIXES.items() for figure in _walked(prefix, size, bar)]


def _walked(prefix: str, size: int, bar: float) -> Iterator[Figure]:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    times, told, started = [], 0, time.perf_counter()
    for body, seconds in _pages(prefix):
        times.append(seconds)
        told += body.count(b"<header>")
    whole = time.perf_counter() - started
    assert told == size, told
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    # The first page counts the list, and the last one is short: neither is like the others.
    between = times[1:-1] or times
    ends = statistics.median(between[-_ENDS:]) / statistics.median(between[:_ENDS])
    yield Figure(f"OAI-PMH {prefix}, records/s", told / whole, bar, detail=f"{len(times)} pages, first {times[0] * 1000:.0f} ms")
    yield Figure(f"OAI-PMH {prefix}, last pages ÷ first", ends, 1.1, at_most=True)
    # A page that sorts all that follows it is slow at the beginning.
    yield Figure(f"OAI-PMH {prefix}, first pages ÷ last", 1 / ends, 1.3, at_most=True)
    yield Figure(f"OAI-PMH {prefix}, memory grown, MB", grown, 100.0, at_most=True)


def _pages(prefix: str) -> Iterator[tuple[bytes, float]]:
    """Each page of a list, and the seconds that it took."""
    from portal.publish.oai import answers

    asked: list[tuple[str, str]] = [("verb", "ListRecords"), ("metadataPrefix", prefix)]
    while True:
        started = time.perf_counter()
        body = b"".join(answers.answer(asked, site="https://traboule.example", base="https://traboule.example/oai"))
        yield body, time.perf_counter() - started
        token = _TOKEN.search(body)
        if token is None:
            return
        asked = [("verb", "ListRecords"), ("resumptionToken", token[1].decode())]


def _fill(size: int) -> None:
    """``size`` records of one source, the same few thousand over again, as received in UNIMARC and as read."""
    from django.db import connection

    from bench.descriptions import description
    from catalogue.core.serialization import from_dict, to_json
    from catalogue.formats.marc.xml_writer import MARCXCHANGE, write_marcxml
    from catalogue.formats.unimarc.writing import write
    from catalogue.models import Source
    from catalogue.services import institutions

    page = institutions.make("690296101", name="Bibliothèque")
    source: Any = Source.objects.create(slug="bench", name="Bench", institution=page, licence="Licence Ouverte 2.0")
    made = [from_dict(description(number)) for number in range(1, min(size, DISTINCT) + 1)]
    texts = [to_json(one).decode() for one in made]
    datas = [write_marcxml(write(one), namespace=MARCXCHANGE) for one in made]
    columns = "(source_id, identifier, state, format, charset, digest, description, created_at, updated_at)"
    raw = "(source_id, identifier, state, datestamp, sets, digest, data, received_at)"
    with connection.cursor() as cursor:
        with cursor.copy(f"COPY catalogue_record {columns} FROM STDIN") as copy:
            for number in range(size):
                moment = _FIRST + timedelta(seconds=number // 50)
                copy.write_row((source.pk, f"b{number}", "active", "unimarc", "utf-8", b"", texts[number % len(texts)], moment, moment))
        with cursor.copy(f"COPY harvest_rawrecord {raw} FROM STDIN") as copy:
            for number in range(size):
                copy.write_row((source.pk, f"b{number}", "active", "2026-01-01", "{}", b"", datas[number % len(datas)], _FIRST))
        cursor.execute("ANALYZE")
