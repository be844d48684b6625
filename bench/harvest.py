"""How much a harvest costs beside what cannot be avoided: parsing the same pages and extracting their fields.

The baseline reads the same files in one process: lxml parses the page, the shortest loop takes every subfield, and the mapping
extracts the fields of the Description. A second row, without a bar, leaves the mapping out of the baseline.
Everything else (HTTP, hashing, PostgreSQL, marks, indexing to the last document) is what the ratios show.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from lxml import etree

from bench import partner
from bench.table import Figure
from catalogue.formats import unimarc
from catalogue.formats.marc.record import Field, MarcRecord
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
        self.services = Services(folder / "var")
        self.environ = {**os.environ, "VAR_DIR": str(folder / "var"), "DJANGO_SETTINGS_MODULE": "portal.settings.development"}
        self.environ |= self.services.start()
        self.run("manage.py", "migrate", "--verbosity", "0")

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


def _measure(bench: Bench, folder: Path, size: int) -> list[Figure]:
    paths = partner.write(folder / "first", size)
    partner.write(folder / "tenth", size // 10, seed=2)
    small = bench.harvest("tenth", folder / "tenth")
    sample = paths[: max(len(paths) // 5, 1)]
    before = parse_and_extract(sample)
    first = bench.harvest("full", folder / "first")
    after = parse_and_extract(sample)
    bare = parse_and_extract(sample, describe=False)
    unchanged = bench.harvest("full", folder / "first")
    partner.write(folder / "first", size, revision=1, changed=0.01)
    one_percent = bench.harvest("full", folder / "first")
    assert first["new"] == size and first["marks_left"] == 0, first
    assert unchanged["unchanged"] == size, unchanged
    assert one_percent["changed"] == size // 100, one_percent
    baseline = (before + after) / 2
    rate = {name: size / run["seconds"] for name, run in (("first", first), ("unchanged", unchanged), ("changed", one_percent))}
    of = f"of parse and extraction at {baseline:.0f} records/s"
    return [
        Figure(
            "first harvest, indexed / parse and extraction", rate["first"] / baseline, 0.60, detail=f"{rate['first']:.0f} records/s {of}"
        ),
        Figure("first harvest, indexed / lxml parse and bare loop", rate["first"] / bare, detail=f"without mapping: {bare:.0f} records/s"),
        Figure("unchanged re-harvest / parse and extraction", rate["unchanged"] / baseline, 5, detail=f"{rate['unchanged']:.0f} records/s"),
        Figure("1 % changed re-harvest / parse and extraction", rate["changed"] / baseline, 3.5, detail=f"{rate['changed']:.0f} records/s"),
        Figure(
            f"peak memory of {size} / of {size // 10}",
            first["peak_mb"] / small["peak_mb"],
            1.10,
            at_most=True,
            detail=f"{first['peak_mb']:.0f} MB / {small['peak_mb']:.0f} MB",
        ),
    ]
