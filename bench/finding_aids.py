"""Finding aids: components imported and written a second, the memory that a long one takes beside a short one, the pages of a long one."""

from __future__ import annotations

import io
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

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
# The file is written by a third process: what that takes is no memory of the import.
IMPORTER = """
import subprocess, sys, tempfile
import django
django.setup()
from catalogue.services.finding_aids import Scope, import_file
with tempfile.NamedTemporaryFile(suffix=".xml") as file:
    subprocess.run([sys.executable, "-c", "from bench.finding_aids import write; write()", file.name, sys.argv[1]], check=True)
    (told,) = import_file(open(file.name, "rb"), name="m.xml", scope=Scope("memory"))
assert told.components == int(sys.argv[1]), told
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


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
    """What a process that imports a long one takes at most, beside one that imports a short one."""
    long, short = (_peak(count) for count in (size, SHORT))
    return Figure(f"memory of {size} components by that of {SHORT}", long / short, MEMORY, at_most=True, detail=f"{long} / {short} MB")


def _peak(count: int) -> float:
    """The largest resident size, in megabytes, of a process of its own that imports so many."""
    done = subprocess.run([sys.executable, "-c", IMPORTER, str(count)], capture_output=True, text=True, check=True)
    return round(int(done.stdout.split()[-1]) / 1024, 1)  # proc(5): VmHWM in kB; ru_maxrss would count what started the process


def write() -> None:
    """For a process of its own: the file named first, of so many components."""
    Path(sys.argv[1]).write_bytes(file_of(int(sys.argv[2]), eadid=f"m{sys.argv[2]}"))


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
