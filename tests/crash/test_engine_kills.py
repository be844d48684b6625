"""Does the index survive what kills its engine, or the process that writes to it? In the end it agrees with the catalogue, soon.

Real processes, the embedded engine, and a real Elasticsearch where its start and stop scripts are at hand.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from bench.site import PREPARE
from runtime import test_database
from runtime.ports import any_free

pytestmark = [pytest.mark.crash, pytest.mark.timeout(600)]

RECORDS = 600
BATCH = 30
SOON = 400.0  # seconds, on a machine with much else to do; each look at the index starts a process
GONE = 17  # a record withdrawn while an index is built

DRAIN = f"indexing.drain(sys.argv[1], limit={BATCH}, budget_seconds=300)"
REBUILD = f"indexing.rebuild(sys.argv[1], batch={BATCH}, on_progress=lambda done: print(done, flush=True))"
PROGRAM = "import sys, django; django.setup()\nfrom catalogue.services import indexing\n"


@dataclass
class Node:
    """One Elasticsearch of the test's own; its data outlive it."""

    scripts: Path
    port: int
    environ: dict[str, str]

    def start(self, *, keep: bool) -> str:
        """Its address, once it answers."""
        environ = {**self.environ, "ES_TEST_KEEP": str(int(keep)), "ES_TEST_HEAP": "512m"}
        command = [str(self.scripts / "start"), str(self.port)]
        started = subprocess.run(command, env=environ, stdout=subprocess.PIPE, text=True, check=True, timeout=240)
        return started.stdout.split()[-1]

    def stop(self, signal: str = "TERM") -> None:
        """End it, by kill -9 when told."""
        subprocess.run([str(self.scripts / "stop"), str(self.port), signal], env=self.environ, check=True, timeout=60)

    def indexes(self) -> list[str]:
        """The names of all there are."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/_alias", timeout=10) as answer:
            return sorted(json.load(answer))


@dataclass
class Stage:
    """A catalogue, and the commands that index it."""

    root: Path
    environ: dict[str, str]
    engine: str = "tantivy"

    def run(self, *command: str) -> str:
        """Run Python on a script or a module, to its end; what it printed."""
        done = subprocess.run(
            [sys.executable, *command], cwd=self.root, env=self.environ, capture_output=True, text=True, check=False, timeout=300
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    def start(self, program: str) -> subprocess.Popen[str]:
        """A process of its own that indexes."""
        command = [sys.executable, "-c", PROGRAM + program, self.engine]
        return subprocess.Popen(command, cwd=self.root, env=self.environ, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)

    def finish(self, program: str) -> None:
        """The same, to its end."""
        process = self.start(program)
        process.communicate(timeout=300)
        assert process.returncode == 0

    def sql(self, statement: str) -> list[tuple[int, ...]]:
        """Rows of the test's database."""
        with psycopg.connect(self.environ["DATABASE_URL"], autocommit=True) as connection:
            found = connection.execute(statement)
            return found.fetchall() if found.description else []

    def marks(self) -> int:
        """How many records wait for this engine."""
        return self.sql(f"SELECT coalesce(sum(cardinality(ids)), 0)::int FROM catalogue_mark WHERE consumer = '{self.engine}'")[0][0]

    def withdraw(self, record_id: int) -> None:
        """What a harvest does while an index is built: the record goes, and a mark says so."""
        self.sql(
            f"UPDATE catalogue_record SET state = 'tombstone' WHERE id = {record_id};"
            f"INSERT INTO catalogue_mark (consumer, kind, ids) VALUES ('{self.engine}', 1, '{{{record_id}}}')"
        )

    def audit(self) -> tuple[bool, str]:
        """Whether the index agrees with the catalogue, and what is said of it. Drains what waits, repairs nothing."""
        command = [sys.executable, "manage.py", "audit_index", "--engine", self.engine, "--no-repair"]
        done = subprocess.run(command, cwd=self.root, env=self.environ, capture_output=True, text=True, check=False, timeout=300)
        return done.returncode == 0, done.stdout + done.stderr[-2000:]

    def agree(self, since: float) -> None:
        """Until there is no difference left, soon after ``since``."""
        while True:
            agrees, told = self.audit()
            took = time.monotonic() - since
            if agrees or took > SOON:
                assert agrees and took <= SOON, f"after {took:.0f} s: {told}"
                return
            time.sleep(0.5)


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Iterator[Stage]:
    """A database that holds records which no engine has seen."""
    server = os.environ["DATABASE_URL"]
    name = f"{test_database.PREFIX}{os.getpid()}_engines"
    with psycopg.connect(test_database.other_database(server, "postgres"), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{test_database.migrated_template(server, root=root)}"')
        environ = {key: value for key, value in os.environ.items() if not key.startswith(("TRABOULE_TEST", "ELASTICSEARCH_", "SEARCH_"))}
        environ |= {"DATABASE_URL": test_database.other_database(server, name), "VAR_DIR": str(tmp_path_factory.mktemp("engines"))}
        stage = Stage(root, environ | {"DJANGO_SETTINGS_MODULE": "portal.settings.development"})
        try:
            source = stage.run("-c", PREPARE).strip().splitlines()[-1]
            stage.run("-m", "bench.descriptions", source, "1", str(RECORDS + 1))
            yield stage
        finally:
            test_database.drop(connection, name)


@pytest.fixture(scope="module")
def node(root: Path) -> Iterator[Node]:
    """An Elasticsearch that nobody else uses."""
    scripts = Path(os.environ.get("TRABOULE_ELASTICSEARCH") or root.parent / "shared" / "elasticsearch")
    if not (scripts / "start").is_file():
        pytest.skip(f"no scripts start and stop for Elasticsearch ({scripts}); TRABOULE_ELASTICSEARCH names their folder")
    node = Node(scripts, any_free(), dict(os.environ))
    try:
        node.start(keep=False)
        yield node
    finally:
        node.stop("KILL")


@pytest.fixture(params=["tantivy", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)])
def stage(request: pytest.FixtureRequest, catalogue: Stage, tmp_path: Path) -> Stage:
    """The catalogue, and one engine whose index is not there yet."""
    return _with_engine(request, catalogue, tmp_path, request.param)


@pytest.fixture
def cluster_stage(request: pytest.FixtureRequest, catalogue: Stage, tmp_path: Path, node: Node) -> Stage:
    """The same with Elasticsearch."""
    return _with_engine(request, catalogue, tmp_path, "elasticsearch")


def _with_engine(request: pytest.FixtureRequest, catalogue: Stage, tmp_path: Path, engine: str) -> Stage:
    environ = {**catalogue.environ, "VAR_DIR": str(tmp_path / "var")}
    if engine == "elasticsearch":
        node: Node = request.getfixturevalue("node")
        environ |= {"ELASTICSEARCH_URL": f"http://127.0.0.1:{node.port}", "ELASTICSEARCH_INDEX_PREFIX": f"crash-{time.time_ns()}"}
    catalogue.sql(f"UPDATE catalogue_record SET state = 'active' WHERE id = {GONE}; DELETE FROM catalogue_mark")
    return Stage(catalogue.root, environ, engine)


def wait_for(ready: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    """Until ``ready``, while the process runs."""
    end = time.monotonic() + 240
    while not ready():
        assert process.poll() is None, "it ended before it could be killed"
        assert time.monotonic() < end, "it never came so far"
        time.sleep(0.02)


def half_drained(stage: Stage, process: subprocess.Popen[str]) -> None:
    """Wait until a good part of the marks was honoured, and a good part was not."""
    wait_for(lambda: 0 < stage.marks() <= RECORDS * 0.6, process)


def half_built(process: subprocess.Popen[str]) -> None:
    """Wait until half of a new index was built."""
    assert process.stdout is not None
    for line in process.stdout:
        if int(line) >= RECORDS // 2:
            return
    raise AssertionError("it ended before it could be killed")


def test_a_process_killed_while_it_drains_leaves_what_it_had_to_do(stage: Stage) -> None:
    process = stage.start(DRAIN)
    half_drained(stage, process)
    process.kill()
    process.communicate()
    assert stage.marks() > 0
    stage.agree(time.monotonic())
    assert stage.marks() == 0


def test_a_process_killed_while_it_rebuilds_leaves_the_index_that_serves(stage: Stage) -> None:
    stage.finish(DRAIN)
    process = stage.start(REBUILD)
    half_built(process)
    stage.withdraw(GONE)
    process.kill()
    process.communicate()
    stage.agree(time.monotonic())
    stage.finish(REBUILD)
    stage.agree(time.monotonic())


@pytest.mark.elasticsearch
def test_elasticsearch_killed_during_bulk_loses_nothing(cluster_stage: Stage, node: Node) -> None:
    process = cluster_stage.start(DRAIN)
    half_drained(cluster_stage, process)
    node.stop("KILL")
    process.communicate(timeout=120)
    assert cluster_stage.marks() > 0, "what was not taken waits"
    cluster_stage.finish(DRAIN)
    assert cluster_stage.marks() > 0, "and waits as long as the engine is down"
    node.start(keep=True)
    cluster_stage.agree(time.monotonic())
    assert cluster_stage.marks() == 0


@pytest.mark.elasticsearch
def test_elasticsearch_killed_during_a_rebuild_goes_on_with_what_it_had(cluster_stage: Stage, node: Node) -> None:
    cluster_stage.finish(DRAIN)
    prefix = cluster_stage.environ["ELASTICSEARCH_INDEX_PREFIX"]
    process = cluster_stage.start(REBUILD)
    half_built(process)
    cluster_stage.withdraw(GONE)
    node.stop("KILL")
    process.communicate(timeout=120)
    assert process.returncode != 0, "a rebuild that could not end says so"
    node.start(keep=True)
    cluster_stage.agree(time.monotonic())
    cluster_stage.finish(DRAIN)
    assert len([name for name in node.indexes() if name.startswith(prefix)]) == 1, "what was built in vain is gone"
    cluster_stage.finish(REBUILD)
    cluster_stage.agree(time.monotonic())
