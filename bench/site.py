"""A portal to be measured: a database with as many notices as wanted, its indexes, and the server that readers ask.

A folder that is kept (``python -m bench --keep FOLDER``) has its database filled and its indexes built once for each size.
"""

from __future__ import annotations

import http.client
import itertools
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from runtime import migrated
from runtime.ports import any_free
from runtime.services import Services

ROOT = Path(__file__).resolve().parents[1]
IDLE_SECONDS = 10.0  # servers close a connection that nobody uses
KEEP = "TRABOULE_BENCH_FOLDER"
ENGINES = "TRABOULE_BENCH_ENGINES"
SET_UP = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("collectstatic", interactive=False, verbosity=0)
"""
PREPARE = """
import django; django.setup()
from catalogue.services import institutions
from bench.corpus import LIBRARIES
from harvest.services.endpoints import NewEndpoint, add
for library in LIBRARIES:
    institutions.make(library)
new = NewEndpoint("bench", protocol="oai_pmh", url="http://bench.invalid/", rcr=LIBRARIES[0], prefix="x", format="unimarc")
print(add(new).source_id)
"""


class Site:
    """A database with ``size`` notices under ``folder``, and the portal served over it by two workers."""

    def __init__(self, folder: Path, size: int) -> None:
        self.size = size
        self._folder = folder
        migrated.put(folder / "var")
        self.services = Services(folder / "var")
        self.environ = {**os.environ, "VAR_DIR": str(folder / "var"), "DJANGO_SETTINGS_MODULE": "portal.settings.development"}
        self.environ |= {"KEPT_PAGES_SECONDS": "0", "FILTERED_SEARCHES": "16"}  # each page is made, none is refused
        self.environ.pop("ELASTICSEARCH_URL", None)
        self.environ |= self.services.start()
        self.run("-c", SET_UP)
        if not self._noted("filled"):
            self._fill()
            self._note("filled")

    def _fill(self) -> None:
        source = self.run("-c", PREPARE).strip().splitlines()[-1]
        middle = self.size // 2
        halves = [
            subprocess.Popen([sys.executable, "-m", "bench.descriptions", source, str(start), str(stop)], cwd=ROOT, env=self.environ)
            for start, stop in ((1, middle + 1), (middle + 1, self.size + 1))
        ]
        codes = [process.wait() for process in halves]
        if any(codes):
            raise RuntimeError("the catalogue could not be filled")

    def use(self, engine: str) -> None:
        """Have this engine serve from now on."""
        if engine == "elasticsearch":
            prefix = f"bench-{self.size}"
            self.environ |= {"ELASTICSEARCH_URL": os.environ["ELASTICSEARCH_URL"], "ELASTICSEARCH_INDEX_PREFIX": prefix}
        else:
            self.environ.pop("ELASTICSEARCH_URL", None)

    def build(self, engine: str) -> float:
        """Rebuild the index of an engine; documents a second, process start included."""
        started = time.perf_counter()
        self.run("manage.py", "rebuild_index", "--engine", engine)
        rate = self.size / (time.perf_counter() - started)
        self._note(f"built-{engine}")
        return rate

    def is_built(self, engine: str) -> bool:
        """Whether the index of this engine stands since an earlier run."""
        return self._noted(f"built-{engine}")

    def close(self, *, kept: bool) -> None:
        """Stop the database; what a cluster holds of it goes, unless it is kept."""
        self.services.stop()
        if not kept and "ELASTICSEARCH_URL" in os.environ:
            _drop(os.environ["ELASTICSEARCH_URL"].split(",")[0], f"bench-{self.size}")

    def run(self, *command: str, given: str = "") -> str:
        """Run Python on a script or a module, to its end; what it printed. Raises RuntimeError with the end of what it complained."""
        done = subprocess.run(
            [sys.executable, *command], cwd=ROOT, env=self.environ, input=given, capture_output=True, text=True, check=False
        )
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

    def _noted(self, word: str) -> bool:
        return (self._folder / word).exists()

    def _note(self, word: str) -> None:
        (self._folder / word).touch()


class Reader:
    """Asks for pages, one connection a thread."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._local = threading.local()
        self._readers = itertools.count(1)  # each with an address of her own, as readers have: the door gives one place to an address

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
        rested = time.monotonic() - getattr(self._local, "asked_at", 0.0)
        if connection is None or rested > IDLE_SECONDS:
            connection = self._local.connection = http.client.HTTPConnection(
                "127.0.0.1", self.port, timeout=60, source_address=(f"127.2.0.{next(self._readers) % 250 + 1}", 0)
            )
        self._local.asked_at = time.monotonic()
        started = time.perf_counter()
        connection.request("GET", f"/recherche?{question}")
        answer = connection.getresponse()
        answer.read()
        took = (time.perf_counter() - started) * 1000
        if answer.status != 200:
            raise RuntimeError(f"{answer.status} for {question}")
        return took


@contextmanager
def site_of(size: int) -> Iterator[Site]:
    """A site with ``size`` notices: that of the folder to keep, or a new one that goes with the block."""
    kept = os.environ.get(KEEP)
    with tempfile.TemporaryDirectory(prefix="traboule-bench-") as name:
        folder = Path(kept).resolve() / str(size) if kept else Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o755)
        site = Site(folder, size)
        try:
            yield site
        finally:
            site.close(kept=bool(kept))


def wanted_engines() -> list[str]:
    """The engines to measure: those that were named, else tantivy, and Elasticsearch where ELASTICSEARCH_URL is set."""
    named = os.environ.get(ENGINES, "").split()
    return named or ["tantivy", *(["elasticsearch"] if os.environ.get("ELASTICSEARCH_URL") else [])]


def percentile(values: list[float], share: float) -> float:
    """The value that ``share`` of them do not exceed."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def _drop(address: str, prefix: str) -> None:
    """Take the indexes of a bench out of the cluster."""
    with urllib.request.urlopen(f"{address}/_alias", timeout=30) as answer:
        names = [name for name in json.load(answer) if name.startswith(f"{prefix}-")]
    for name in names:
        urllib.request.urlopen(urllib.request.Request(f"{address}/{name}", method="DELETE"), timeout=60).close()
