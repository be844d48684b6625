"""Does a harvest survive what kills its processes? Nothing lost, nothing doubled, nothing stuck.

Real worker, beat, PostgreSQL and Valkey of the test's own; faults at seeded random moments of one harvest.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import psycopg
import pytest

from runtime import migrated
from runtime.ports import any_free
from runtime.services import Services
from tests.crash.server import expected

pytestmark = [pytest.mark.crash, pytest.mark.timeout(900)]
LIMIT_SECONDS = 600.0


@dataclass
class Stage:
    """The processes of one test: the services, the partner, the workers, the beat."""

    root: Path
    services: Services
    environ: dict[str, str]
    leash: Path
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def manage(self, *arguments: str) -> str:
        """Run a management command to its end; its standard output."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=self.root, env=self.environ, capture_output=True, text=True, check=False, timeout=300)
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        """Start a process in a group of its own."""
        process = subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=self.root,
            env=self.environ,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.processes.append(process)
        return process

    def worker(self, app: str = "portal") -> subprocess.Popen[bytes]:
        """A worker with two children, as in `make run`."""
        return self.start("celery", "-A", app, "worker", "-c", "2", "-Q", "harvest,index", "--loglevel", "ERROR")

    def beat(self, app: str = "portal") -> subprocess.Popen[bytes]:
        """The schedule."""
        name = f"beat-{len(self.processes)}"
        return self.start("celery", "-A", app, "beat", "--loglevel", "ERROR", "-s", str(self.services.var / name), "--pidfile", "")

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """kill -9 of the process and of all its children at once."""
        family = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
        for member in family:
            member.kill()
        process.wait()

    def kill_a_child(self, process: subprocess.Popen[bytes], choose: random.Random) -> bool:
        """kill -9 of one of the processes that do its tasks; False where it has none yet."""
        children = psutil.Process(process.pid).children()
        if children:
            choose.choice(children).kill()
        return bool(children)

    def query(self, sql: str) -> list[tuple]:
        """Rows of the test's database; an empty list while the server is down."""
        try:
            with psycopg.connect(self.services.postgres.url, autocommit=True, connect_timeout=5) as connection:
                return connection.execute(sql).fetchall()
        except psycopg.OperationalError:
            return []

    def progress(self) -> tuple[str, int]:
        """(state, pages stored) of the last run."""
        rows = self.query(
            "SELECT state, (SELECT coalesce(sum(pages), 0) FROM harvest_window WHERE run_id = run.id)"
            " FROM harvest_harvestrun AS run ORDER BY id DESC LIMIT 1"
        )
        return (rows[0][0], int(rows[0][1])) if rows else ("", 0)

    def wait_for(self, ready: Callable[[str, int], bool]) -> tuple[str, int]:
        """Wait until the run is as asked, or has ended; fails past the limit."""
        end = time.monotonic() + LIMIT_SECONDS
        while time.monotonic() < end:
            state, pages = self.progress()
            if state in {"done", "failed", "aborted"} or (state and ready(state, pages)):
                return state, pages
            time.sleep(0.05)
        raise AssertionError(f"stuck: {self.progress()}")

    def allow(self, pages: int | None) -> None:
        """Let the partner give this many pages and hold the next ones back; None: give all."""
        if pages is None:
            self.leash.unlink()
            return
        written = self.leash.with_suffix(".new")
        written.write_text(str(pages))
        written.replace(self.leash)

    def reach(self, pages: int) -> None:
        """Let the harvest work until it has stored this many pages more, and stop it from going far past them."""
        _, before = self.progress()
        self.allow(before + pages + 2)
        state, _ = self.wait_for(lambda _, now: now >= before + pages)
        assert state == "running"

    def stop(self) -> None:
        """End every process, whatever its state."""
        for process in self.processes:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        self.services.stop()


DELAY = 0.04  # seconds that the partner takes for a page


@pytest.fixture
def stage(tmp_path: Path, root: Path) -> Iterator[Stage]:
    """Migrated services of the test's own, a partner, and an endpoint."""
    migrated.put(tmp_path / "var")
    services = Services(tmp_path / "var")
    environ = {name: value for name, value in os.environ.items() if not name.startswith("TRABOULE_TEST")}
    environ |= {"VAR_DIR": str(tmp_path / "var"), "DJANGO_SETTINGS_MODULE": "portal.settings.development", "ELASTICSEARCH_URL": ""}
    environ |= services.start()
    stage = Stage(root, services, environ, leash=tmp_path / "leash")
    try:
        port = any_free()
        stage.start("tests.crash.server", str(port), str(DELAY), str(stage.leash))
        url = f"http://127.0.0.1:{port}/oai"
        options = ("--prefix", "marcxchange", "--format", "unimarc", "--institution", "693836101", "--rate", "1000")
        stage.manage("add_endpoint", "crash", "--protocol", "oai_pmh", "--url", url, *options)
        yield stage
    finally:
        stage.stop()


def verify(stage: Stage) -> None:
    """The identity: active + tombstones + quarantined = identifiers served, exactly; counters that add up; an index that agrees."""
    assert stage.progress()[0] == "done"
    rows = stage.query("SELECT read, new, changed, unchanged, deleted, refused FROM harvest_harvestrun ORDER BY id DESC LIMIT 1")
    assert rows[0][0] == sum(rows[0][1:])
    truth = expected()
    assert rows[0][1] == len(truth["active"])
    last = stage.manage("harvest", "crash", "--full", "--wait", "--identifiers").strip().splitlines()[-1]
    result = json.loads(last)
    assert {name: set(found) for name, found in result["identifiers"].items()} == truth
    assert result["counters"]["new"] == result["counters"]["changed"] == 0
    twice = stage.query("SELECT source_id, identifier FROM catalogue_record GROUP BY 1, 2 HAVING count(*) > 1")
    assert twice == []
    active = stage.query("SELECT count(*) FROM catalogue_record WHERE state = 'active'")
    assert active == [(len(truth["active"]),)]
    end = time.monotonic() + LIMIT_SECONDS
    while stage.query("SELECT count(*) FROM catalogue_mark") != [(0,)]:
        left = "SELECT consumer, kind, count(*)::int, sum(cardinality(ids))::int FROM catalogue_mark GROUP BY 1, 2"
        assert time.monotonic() < end, f"marks that nobody takes: {stage.query(left)}"
        time.sleep(0.2)


def test_twenty_kills_of_the_worker_within_one_harvest_lose_and_double_nothing(stage: Stage) -> None:
    choose = random.Random(20)
    stage.beat()
    worker = stage.worker()
    stage.allow(1)
    stage.manage("harvest", "crash")
    for number in range(20):  # the whole worker and one of its children in turn
        stage.reach(choose.choice((1, 1, 2, 3)))
        time.sleep(choose.random() * 0.08)
        if number % 2 or not stage.kill_a_child(worker, choose):
            stage.kill(worker)
            worker = stage.worker()
    stage.allow(None)
    stage.wait_for(lambda state, _: state == "done")
    verify(stage)


def stop_postgresql(services: Services) -> None:
    """What a power cut does to it, without the power cut."""
    services.postgres.stop_immediate()


def kill_the_broker(services: Services) -> None:
    """kill -9."""
    services.valkey.kill()


@pytest.mark.parametrize("strike", [stop_postgresql, kill_the_broker])
def test_five_blows_to_a_service_within_one_harvest_lose_and_double_nothing(stage: Stage, strike: Callable[[Services], None]) -> None:
    choose = random.Random(strike.__name__)
    stage.beat()
    stage.worker()
    stage.allow(1)
    stage.manage("harvest", "crash")
    for _ in range(5):
        stage.reach(choose.choice((3, 5, 8)))
        strike(stage.services)
        time.sleep(choose.random() * 2)
        stage.services.start()
    stage.allow(None)
    stage.wait_for(lambda state, _: state == "done")
    verify(stage)


def test_every_task_delivered_twice_by_two_beats_to_two_workers_doubles_nothing(stage: Stage) -> None:
    for _ in range(2):
        stage.beat("tests.crash.doubling")
        stage.worker("tests.crash.doubling")
    stage.manage("harvest", "crash")
    stage.wait_for(lambda state, _: state == "done")
    verify(stage)
