"""How much a harvest costs beside what cannot be avoided: parsing the same pages and extracting their fields.

The baseline reads the same files in one process: lxml parses the page, the shortest loop takes every subfield, and the mapping
extracts the fields of the Description. A second row, without a bar, leaves the mapping out of the baseline.
Everything else (HTTP, hashing, PostgreSQL, marks, indexing to the last document) is what the ratios show.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from lxml import etree

from bench import partner
from bench.rounds import rounds
from bench.table import Figure
from catalogue.formats import unimarc
from catalogue.formats.marc.record import Field, MarcRecord
from runtime import migrated
from runtime.ports import any_free
from runtime.services import Services

ROOT = Path(__file__).resolve().parents[1]
OAI_RECORD = "{http://www.openarchives.org/OAI/2.0/}record"


def fields_of(element: Any) -> MarcRecord:
    """The fields of a record in the shortest loop that keeps them all: no check, no repair."""
    leader, fields = "", []
    for child in element:
        if child.tag.endswith("datafield"):
            subfields = [(sub.get("code"), sub.text or "") for sub in child]
            fields.append(Field(child.get("tag"), indicators=child.get("ind1") + child.get("ind2"), subfields=subfields))
        elif child.tag.endswith("controlfield"):
            fields.append(Field(child.get("tag"), value=child.text or ""))
        else:
            leader = child.text or ""
    return MarcRecord(leader, fields)


def parse_and_extract(paths: list[Path], *, describe: bool = True) -> float:
    """Records per second of the baseline; without ``describe``, of lxml and the bare loop over subfields."""
    records = 0
    started = time.perf_counter()
    for path in paths:
        tree = etree.fromstring(path.read_bytes())
        for element in tree.iter(OAI_RECORD):
            fields = fields_of(element[1][0])
            if describe:
                unimarc.describe(fields)
            records += 1
    return records / (time.perf_counter() - started)


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """A partner that serves the folder; its address."""
    port = any_free()
    process = subprocess.Popen([sys.executable, "-m", "bench.partner", str(folder), str(port)], cwd=ROOT)
    try:
        time.sleep(0.7)
        yield f"http://127.0.0.1:{port}/oai"
    finally:
        process.kill()
        process.wait()


class Bench:
    """A database of its own, and the commands that run against it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        migrated.put(folder / "var")
        self.services = Services(folder / "var")
        self.environ = {**os.environ, "VAR_DIR": str(folder / "var"), "DJANGO_SETTINGS_MODULE": "portal.settings.development"}
        self.environ |= self.services.start()

    def run(self, *command: str) -> str:
        """Run Python on a script or a module, to its end; what it printed."""
        done = subprocess.run([sys.executable, *command], cwd=ROOT, env=self.environ, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{' '.join(command)}\n{done.stderr[-3000:]}")
        return done.stdout

    def harvest(self, slug: str, folder: Path) -> dict[str, Any]:
        """One full harvest of what the folder holds, in a process of its own."""
        with serving(folder) as url:
            options = ("--prefix", "marcxchange", "--format", "unimarc", "--institution", "693836101", "--rate", "100000")
            self.run("manage.py", "add_endpoint", slug, "--protocol", "oai_pmh", "--url", url, *options)
            return json.loads(self.run("-m", "bench.harvest_once", slug).strip().splitlines()[-1])


def figures(size: int = 100_000) -> list[Figure]:
    """First, unchanged and 1 % changed harvests of ``size`` records against the baseline; memory against a tenth of them."""
    with tempfile.TemporaryDirectory(prefix="traboule-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        bench = Bench(folder)
        try:
            return _measure(bench, folder, size)
        finally:
            bench.services.stop()


class Round(NamedTuple):
    """The rates of one round, in records a second, each beside the baseline taken just before and just after it."""

    first: tuple[float, float]
    unchanged: tuple[float, float]
    changed: tuple[float, float]
    bare: float
    peak_mb: float


def _round(bench: Bench, folder: Path, size: int, *, number: int) -> Round:
    """A source of its own, harvested whole, then again, then with 1 % of its records revised."""
    slug, paths = f"full-{number}", sorted((folder / "first").glob("*.xml"))
    sample = paths[: max(len(paths) // 5, 1)]
    before = parse_and_extract(sample)
    first = bench.harvest(slug, folder / "first")
    between = parse_and_extract(sample)
    bare = parse_and_extract(sample, describe=False)
    unchanged = bench.harvest(slug, folder / "first")
    partner.write(folder / "first", size, revision=number, changed=0.01)
    changed = bench.harvest(slug, folder / "first")
    after = parse_and_extract(sample)
    assert first["new"] == size and first["marks_left"] == 0, first
    assert unchanged["unchanged"] == size, unchanged
    assert changed["changed"] == size // 100, changed
    first_base, again_base = (before + between) / 2, (between + after) / 2
    rates = [size / run["seconds"] for run in (first, unchanged, changed)]
    return Round((rates[0], first_base), (rates[1], again_base), (rates[2], again_base), bare, first["peak_mb"])


def _measure(bench: Bench, folder: Path, size: int) -> list[Figure]:
    partner.write(folder / "first", size)
    partner.write(folder / "tenth", size // 10, seed=2)
    small = bench.harvest("tenth", folder / "tenth")
    taken = [_round(bench, folder, size, number=number) for number in range(1, rounds() + 1)]
    peak = max(each.peak_mb for each in taken)
    return [
        _ratio("first harvest, indexed / parse and extraction", [each.first for each in taken], 0.65),
        _ratio("first harvest, indexed / lxml parse and bare loop", [(each.first[0], each.bare) for each in taken]),
        _ratio("unchanged re-harvest / parse and extraction", [each.unchanged for each in taken], 7),
        _ratio("1 % changed re-harvest / parse and extraction", [each.changed for each in taken], 4.5),
        Figure(
            f"peak memory of {size} / of {size // 10}", peak / small["peak_mb"], 1.10, at_most=True,
            detail=f"{peak:.0f} MB / {small['peak_mb']:.0f} MB",
        ),
    ]  # fmt: skip


def _ratio(name: str, pairs: list[tuple[float, float]], bar: float | None = None) -> Figure:
    """The median of the rounds' ratios; the detail names each."""
    detail = ", ".join(f"{rate / base:.2f} ({rate:.0f} of {base:.0f}/s)" for rate, base in pairs)
    return Figure(name, statistics.median(rate / base for rate, base in pairs), bar, detail=detail)
