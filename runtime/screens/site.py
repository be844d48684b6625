"""A portal of its own for the pictures: its database, its index and the demonstration set in a folder that goes afterwards."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from runtime import migrated, preparation, tethered
from runtime.errors import ServiceError
from runtime.healthcheck import answers
from runtime.paths import ROOT
from runtime.ports import any_free, is_free
from runtime.services import Services

ANSWER_SECONDS = 60
NOWHERE = "127.0.0.1:9"  # the port of "discard": nobody listens
ODD_SITES: Mapping[str, Mapping[str, str]] = {
    "portal": {},
    "without engine": {"ELASTICSEARCH_URL": f"http://{NOWHERE}"},
    "without database": {"DATABASE_URL": f"postgresql://nobody:x@{NOWHERE}/nothing"},
    "busy": {"FILTERED_SEARCHES": "0"},
    "keeping": {"KEPT_PAGES_SECONDS": "60"},  # as the portal does by itself
}


class Site:
    """The portal and the demonstration's server; ``cases`` has the paths of the notices that were added.

    ``drawn``: every picture of the demonstration is drawn before it starts, which takes minutes the first time.
    """

    def __init__(self, folder: Path, *, drawn: bool = False) -> None:
        self.drawn = drawn
        self.var = folder / "var"
        self.services = Services(self.var, durable=False)
        self.cases: dict[str, str] = {}
        self._running: list[subprocess.Popen[bytes]] = []

    def start(self) -> None:
        """Everything but the web: database, tables, demonstration, added cases. Raises ServiceError."""
        migrated.put(self.var)
        fonts = ROOT / "var" / "vendor"
        if fonts.is_dir():
            (self.var / "vendor").symlink_to(fonts)
        port = any_free()
        self.demonstration = f"http://127.0.0.1:{port}"
        self.environ = {
            **os.environ,
            "VAR_DIR": str(self.var),
            "DJANGO_SETTINGS_MODULE": "portal.settings.development",
            "DEMONSTRATION": "true",
            "DEMONSTRATION_URL": self.demonstration,
            "KEPT_PAGES_SECONDS": "0",
            "LOG_LEVEL": "ERROR",
        } | self.services.start()
        self.environ.pop("ELASTICSEARCH_URL", None)
        preparation.prepare(self.var, self.environ, database_is_ours=True)
        pictures = ["--folder", str(ROOT / "var" / "demonstration")]  # the same for every portal of this clone
        if self.drawn:
            self.run("-m", "demonstration.iiif", *pictures)
        self._launch(["-m", "demonstration.server", "--port", str(port), *pictures], self.environ)
        wait_for(lambda: not is_free(port), what="The demonstration's server")
        self.run("-m", "django", "load_demonstration", "--wait")
        self.cases = json.loads(self.run("-m", "runtime.screens.cases", self.demonstration).splitlines()[-1])

    @contextmanager
    def served(self, name: str) -> Iterator[str]:
        """The address of the portal in one of the conditions of :data:`ODD_SITES`, for the length of the block."""
        port = any_free()
        process = self._launch(["-m", "runtime.web", "--port", str(port), "--workers", "1"], {**self.environ, **ODD_SITES[name]})
        try:
            wait_for(lambda: answers(port, host=f"localhost:{port}"), what="The portal")
            yield f"http://localhost:{port}"
        finally:
            process.terminate()
            process.wait()

    def stop(self) -> None:
        """End what was started here."""
        for process in self._running:
            if process.poll() is None:
                process.terminate()
                process.wait()
        self.services.stop()

    def run(self, *arguments: str) -> str:
        """What a Python program of this portal prints, at its end. Raises ServiceError."""
        done = subprocess.run([sys.executable, *arguments], cwd=ROOT, env=self.environ, capture_output=True, text=True, check=False)
        if done.returncode:
            raise ServiceError(f"{' '.join(arguments)} failed:\n{done.stderr[-3000:]}")
        return done.stdout

    def _launch(self, arguments: list[str], environ: Mapping[str, str]) -> subprocess.Popen[bytes]:
        with (self.var / "screens.log").open("ab") as log:
            process = subprocess.Popen(tethered.command(arguments), cwd=ROOT, env=environ, stdout=log, stderr=subprocess.STDOUT)
        self._running.append(process)
        return process


def wait_for(ready: Callable[[], bool], *, what: str) -> None:
    """Wait until something is ready; raises ServiceError, which names it, where that takes too long."""
    until = time.monotonic() + ANSWER_SECONDS
    while not ready():
        if time.monotonic() > until:
            raise ServiceError(f"{what} does not answer.")
        time.sleep(0.1)
