"""Whole pages of results over a large catalogue: rebuild from PostgreSQL, four readers at once, the last page, one reader alone.

The size is ``TRABOULE_BENCH_RECORDS`` (1 000 000). tantivy always; Elasticsearch as well where ELASTICSEARCH_URL is set.
"""

from __future__ import annotations

import http.client
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from bench.questions import Questions
from bench.table import Figure
from runtime.ports import any_free
from runtime.services import Services

ROOT = Path(__file__).resolve().parents[1]
CLIENTS = 4
ROUNDS = 25  # questions of each family
ALONE = 6
BARS = {"tantivy": (100, 6000), "elasticsearch": (300, 2500)}
PREPARE = """
import django; django.setup()
from catalogue.services import institutions
from bench.corpus import LIBRARIES
from harvest.services.endpoints import NewEndpoint, add
institutions.ensure(LIBRARIES)
new = NewEndpoint("bench", protocol="oai_pmh", url="http://bench.invalid/", rcr=LIBRARIES[0], prefix="x", format="unimarc")
print(add(new).source_id)
"""


class Site:
    """A database with ``size`` notices, and the portal served over it by two workers."""

    def __init__(self, folder: Path, size: int) -> None:
        self.services = Services(folder / "var")
        self.environ = {**os.environ, "VAR_DIR": str(folder / "var"), "DJANGO_SETTINGS_MODULE": "portal.settings.development"}
        self.environ |= {"KEPT_PAGES_SECONDS": "0", "FILTERED_SEARCHES": "16"}  # each page is made, none is refused
        self.environ.pop("ELASTICSEARCH_URL", None)
        self.environ |= self.services.start()
        self.run("manage.py", "migrate", "--verbosity", "0")
        self.run("manage.py", "collectstatic", "--no-input", "--verbosity", "0")
        source = self.run("-c", PREPARE).strip().splitlines()[-1]
        middle = size // 2
        halves = [
            subprocess.Popen([sys.executable, "-m", "bench.descriptions", source, str(start), str(stop)], cwd=ROOT, env=self.environ)
            for start, stop in ((1, middle + 1), (middle + 1, size + 1))
        ]
        if any(process.wait() for process in halves):
            raise RuntimeError("the catalogue could not be filled")

    def run(self, *command: str) -> str:
        """Run Python on a script or a module, to its end; what it printed."""
        done = subprocess.run([sys.executable, *command], cwd=ROOT, env=self.environ, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{' '.join(command)}\n{done.stderr[-3000:]}")
        return done.stdout

    @contextmanager
    def served(self) -> Iterator[Reader]:
        """The portal on a port of its own, once it answers."""
        port = any_free()
        command = [sys.executable, "-m", "runtime.web", "--port", str(port), "--workers", "2"]
        process = subprocess.Popen(command, cwd=ROOT, env=self.environ, stdout=subprocess.DEVNULL)
        try:
            reader = Reader(port)
            reader.wait()
            yield reader
        finally:
            process.terminate()
            process.wait()


class Reader:
    """Asks for pages, one connection a thread."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._local = threading.local()

    def wait(self) -> None:
        """Until the portal answers."""
        for _ in range(240):
            try:
                self.page("")
                return
            except OSError:
                self._local.connection = None
                time.sleep(0.25)
        raise RuntimeError("the portal did not answer")

    def page(self, question: str) -> float:
        """Milliseconds to the last byte of a page of results. Raises RuntimeError when it is no 200."""
        connection = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        started = time.perf_counter()
        connection.request("GET", f"/recherche?{question}")
        answer = connection.getresponse()
        answer.read()
        took = (time.perf_counter() - started) * 1000
        if answer.status != 200:
            raise RuntimeError(f"{answer.status} for {question}")
        return took


def percentile(values: list[float], share: float) -> float:
    """The value that ``share`` of them do not exceed."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def figures(size: int | None = None) -> list[Figure]:
    """Every figure, engine by engine."""
    size = size or int(os.environ.get("TRABOULE_BENCH_RECORDS", "1000000"))
    with tempfile.TemporaryDirectory(prefix="traboule-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        site = Site(folder, size)
        try:
            found = _of_engine(site, "tantivy", size)
            if address := os.environ.get("ELASTICSEARCH_URL"):
                site.environ["ELASTICSEARCH_URL"] = address
                found += _of_engine(site, "elasticsearch", size)
            return found
        finally:
            site.services.stop()


def _of_engine(site: Site, engine: str, size: int) -> list[Figure]:
    slowest, rate = BARS[engine]
    started = time.perf_counter()
    site.run("manage.py", "rebuild_index", "--engine", engine)
    built = size / (time.perf_counter() - started)
    found = [
        Figure(f"{engine}: rebuild, documents a second", built, rate, detail=f"{size} records, from PostgreSQL, process start included")
    ]
    questions = Questions(size)
    with site.served() as reader:
        for family in questions.families():
            reader.page(questions.ask(family))
        found += _together(reader, questions, engine, slowest)
        found += _alone(site, reader, questions, engine)
        found += _to_the_end(reader, size, engine)
    return found


def _together(reader: Reader, questions: Questions, engine: str, bar: float) -> list[Figure]:
    """Four readers at once, each question asked once."""
    asked = [(family, questions.ask(family)) for _ in range(ROUNDS) for family in questions.families()]
    with ThreadPoolExecutor(CLIENTS) as pool:
        took = list(pool.map(lambda pair: reader.page(pair[1]), asked))
    by_family: dict[str, list[float]] = {}
    for (family, _), milliseconds in zip(asked, took, strict=True):
        by_family.setdefault(family, []).append(milliseconds)
    rows = [
        Figure(f"{engine}: p95 of a page, {CLIENTS} readers, ms", percentile(took, 0.95), bar, at_most=True, detail=f"{len(took)} pages")
    ]
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
