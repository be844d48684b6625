"""Each fast twin beside the slow one that defines what it answers, on the same bytes: how many times faster; under 1.5 it goes."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

from bench import corpus
from bench.rounds import rounds
from bench.table import Figure
from catalogue.formats.marc.iso2709_writer import write_iso2709
from catalogue.formats.marc.xml import parse_marcxml
from catalogue.formats.marc.xml_scan import scan_marcxml
from catalogue.formats.reading import read_item
from catalogue.formats.xml.safety import parse_xml
from harvest.protocols import oai_fast, oai_slow, record_identity

LEAST = 1.5  # under it, a second way to the same answer is not worth its keep
MOST = 2_000
PAGE = 500


class Twins(NamedTuple):
    """A module that answers as another does, faster: ``fast`` and ``slow`` take the same values and must answer alike."""

    module: str
    fast: Callable[[bytes], Any]
    slow: Callable[[bytes], Any]
    values: Callable[[int], Sequence[bytes]]


def _records(size: int) -> list[bytes]:
    return [corpus.notice(number).encode() for number in range(size)]


def _pages(size: int) -> list[bytes]:
    return [corpus.page(start, start + PAGE, size + PAGE) for start in range(0, size, PAGE)]


def _delivered(size: int) -> list[bytes]:
    return [write_iso2709(parse_marcxml(parse_xml(data, warnings=[]))) for data in _records(size)]


def _scanned(data: bytes) -> Any:
    scanned = scan_marcxml(data)
    return scanned[0].fields if scanned is not None else None


def _through_a_tree(data: bytes) -> Any:
    return parse_marcxml(parse_xml(data, warnings=[])).fields


def _identifier_read(data: bytes) -> str:
    return read_item(data).identifier


TWINS = (
    Twins("catalogue/formats/marc/xml_scan.py", _scanned, _through_a_tree, _records),
    Twins("harvest/protocols/oai_fast.py", oai_fast.read, partial(oai_slow.read, shortcut=False), _pages),
    Twins("harvest/protocols/record_identity.py", record_identity.of_xml, _identifier_read, _records),
    Twins("harvest/protocols/record_identity.py", record_identity.of_iso2709, _identifier_read, _delivered),
)


def figures(size: int) -> list[Figure]:
    """The factor that each twin gains; ``size`` bounds the records."""
    return [_figure(twins, min(size, MOST) or MOST) for twins in TWINS]


def _figure(twins: Twins, size: int) -> Figure:
    values = twins.values(size)
    assert [twins.fast(value) for value in values] == [twins.slow(value) for value in values], twins.module
    fast, slow = _best(twins.fast, values), _best(twins.slow, values)
    each = 1e6 / len(values)
    detail = f"{twins.values.__name__.strip('_')}: {slow * each:.0f} µs ÷ {fast * each:.0f} µs each"
    return Figure(f"{twins.module}", slow / fast, LEAST, detail=detail)


def _best(work: Callable[[bytes], Any], values: Sequence[bytes]) -> float:
    times = []
    for _ in range(rounds(5)):
        started = time.process_time()
        for value in values:
            work(value)
        times.append(time.process_time() - started)
    return min(times)
