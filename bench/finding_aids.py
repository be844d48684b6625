"""Finding aids: components imported and written a second, the memory that a long one takes beside a short one, the pages of a long one."""

from __future__ import annotations

import io
import statistics
import time
import tracemalloc
from collections import deque
from collections.abc import Callable, Iterator

from bench.own_database import measured
from bench.rounds import rounds
from bench.table import Figure
from catalogue.core.description import Subject
from catalogue.formats.ead.model import Component, Header, Note, Unit, UnitId
from catalogue.formats.ead.writing import write_ead

IMPORTED, EXPORTED, MEMORY, PAGE = 8_000, 5_000, 1.2, 150.0
IN_A_SERIES = 99
SHORT = 1_000
STEPS = 40


def figures(size: int = 100_000) -> list[Figure]:
    """A finding aid of ``size`` components, imported, shown and written."""
    return measured(_measure, size)


def components(size: int) -> Iterator[Component]:
    """A whole with series of a hundred, each with a few words, a call number and a place."""
    yield Component(first=0, last=size, parent=-1, depth=0, key="", internal=False, unit=Unit(level="fonds", title="Fonds"))
    for number in range(1, size + 1):
        heads = number % (IN_A_SERIES + 1) == 1
        head = number - (number - 1) % (IN_A_SERIES + 1)
        unit = Unit(
            level="series" if heads else "item",
            identifier=f"c{number}",
            title=f"Lettre {number} au sujet des travaux",
            ids=(UnitId(value=f"1 J {number}", kind="cote"),),
            notes=(Note(kind="scopecontent", paragraphs=("Correspondance avec l’entrepreneur, devis et plans.",)),),
            terms=(Subject(value="Givors", kind="place", place="controlaccess/geogname"),),
        )
        last = min(number + IN_A_SERIES, size) if heads else number
        parent, depth = (0, 1) if heads else (head, 2)
        yield Component(first=number, last=last, parent=parent, depth=depth, key=f"c{number}", internal=False, unit=unit)


def file_of(size: int, *, eadid: str) -> bytes:
    """The file of such a finding aid."""
    return b"".join(write_ead(Header(eadid=eadid, title="Fonds"), components(size), known=lambda _key: False))


def _measure(size: int) -> list[Figure]:
    import django

    django.setup()
    found = [_imported(size), _written()]
    return [*found, _memory(size), *_pages()]


def _imported(size: int) -> Figure:
    from catalogue.services.finding_aids import Scope, import_file

    rates = []
    for turn in range(rounds()):
        data = file_of(size, eadid=f"a{turn}")
        started = time.perf_counter()
        (told,) = import_file(io.BytesIO(data), name="a.xml", scope=Scope("bench"))
        rates.append(size / (time.perf_counter() - started))
        assert told.components == size, told
    return Figure(f"import of {size} components, a second", statistics.median(rates), IMPORTED, detail=_each(rates))


def _written() -> Figure:
    from catalogue.models import Ark
    from catalogue.selectors import finding_aid_files

    found = finding_aid_files.by_ark(Ark.objects.get(identifier="a0").name)
    assert found is not None
    rates = []
    for _turn in range(rounds()):
        started = time.perf_counter()
        for _piece in finding_aid_files.written(found):
            pass
        rates.append(found.aid.components / (time.perf_counter() - started))
    return Figure(f"export of {found.aid.components} components, a second", statistics.median(rates), EXPORTED, detail=_each(rates))


def _memory(size: int) -> Figure:
    """What reading and writing a long one takes beside a short one."""
    from catalogue.formats.ead import read_ead

    def peak(count: int) -> int:
        data = io.BytesIO(file_of(count, eadid="m"))
        return _peak(lambda: deque(read_ead(data), maxlen=0))

    peak(SHORT)
    long, short = peak(size), peak(SHORT)
    return Figure(f"memory of {size} components by that of {SHORT}", long / short, MEMORY, at_most=True, detail=f"{long} / {short} bytes")


def _peak(work: Callable[[], object]) -> int:
    tracemalloc.start()
    work()
    reached = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return reached


def _pages() -> list[Figure]:
    """The pages of a long finding aid: of the whole, of a series, of one letter; the 95th percentile, in milliseconds."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext, override_settings

    from catalogue.models import Ark

    client, names = (
        Client(headers={"host": "localhost"}),
        list(Ark.objects.filter(identifier__regex="^a0(#c[0-9]+01)?$").values_list("name", flat=True)[:STEPS]),
    )
    times, statements = [], 0
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # nothing was collected for these pages
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}):
        for name in names:
            client.get(f"/ark:/{name}")
            with CaptureQueriesContext(connection) as asked:
                started = time.perf_counter()
                assert client.get(f"/ark:/{name}").status_code == 200
                times.append((time.perf_counter() - started) * 1000)
            statements = max(statements, len(asked))
    slow = sorted(times)[int(len(times) * 0.95) - 1]
    return [
        Figure("page of a component, p95 in ms", slow, PAGE, at_most=True, detail=f"{len(times)} pages"),
        Figure("page of a component, statements", statements, 6, at_most=True),
    ]


def _each(rates: list[float]) -> str:
    return ", ".join(f"{rate:.0f}" for rate in rates)
