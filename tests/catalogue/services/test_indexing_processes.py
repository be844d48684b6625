"""Several processes on one index, and processes that die: nothing lost, nothing doubled."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.db import connection

from catalogue.models import Source
from catalogue.search import engines
from catalogue.services import indexing, institutions, marks, rebuilding, register
from tests.catalogue.services.marked import ENGINE, add, ids_in_index
from tests.contracts.notices import LYON


@pytest.mark.django_db(transaction=True)
def test_two_processes_never_drain_one_engine_at_once(transactional_db: None) -> None:
    register.forget()
    indexing.drain()
    source = Source.objects.create(slug="essai", name="Essai", institution=institutions.make(LYON))
    ids = [id_ for number in range(40) for id_ in add(source, f"Titre {number}")]
    drained: list[int] = []

    def work() -> None:
        try:
            drained.extend(indexing.drain(limit=4) for _ in range(6))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(drained) == 40
    assert ids_in_index() == ids


KILLED = """
import os, sys, django
django.setup()
from django.conf import settings
from django.db import connection
from catalogue.services import indexing, marks
connection.settings_dict["NAME"] = sys.argv[1]
settings.SEARCH_INDEX_DIR = sys.argv[2]
real, calls = marks._execute, []
def execute(statement, *values):
    if statement == marks.DRAINED:
        calls.append(1)
        if len(calls) == 2:
            os.kill(os.getpid(), 9)
    return real(statement, *values)
marks._execute = execute
indexing.drain(limit=5)
"""


def _drained_once_the_lock_is_free() -> int:
    """What the next drain honours: the killed process's session, and its lock, end when PostgreSQL sees that it is gone."""
    until = time.monotonic() + 30
    while not (drained := indexing.drain()) and time.monotonic() < until:
        time.sleep(0.05)
    return drained


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_between_commit_and_deletion_loses_and_doubles_nothing(
    transactional_db: None, index_folder: Path, root: Path
) -> None:
    register.forget()
    indexing.drain()
    source = Source.objects.create(slug="essai", name="Essai", institution=institutions.make(LYON))
    ids = [id_ for number in range(20) for id_ in add(source, f"Titre {number}")]
    name = connection.settings_dict["NAME"]
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, name, str(index_folder)], cwd=root, check=False, capture_output=True, text=True, timeout=60
    )
    assert killed.returncode == -9, killed.stderr
    assert marks.lag([ENGINE]).waiting == 15
    assert _drained_once_the_lock_is_free() == 15
    assert ids_in_index() == ids
    assert engines.get(ENGINE).count() == 20


@pytest.mark.django_db(transaction=True)
def test_a_large_rebuild_by_several_processes_gives_the_same_index(
    transactional_db: None, index_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register.forget()
    source = Source.objects.create(slug="essai", name="Essai", institution=institutions.make(LYON))
    ids = add(source, *(f"Histoire de Lyon {number}" for number in range(25)))
    told: list[int] = []
    monkeypatch.setenv("SEARCH_INDEX_DIR", str(index_folder))
    monkeypatch.setattr(rebuilding, "ALONE_UNTIL", 1)
    monkeypatch.setattr(rebuilding, "IDS_AT_ONCE", 10)
    monkeypatch.setattr(rebuilding.os, "cpu_count", lambda: 2)
    assert indexing.rebuild(ENGINE, on_progress=told.append) == 25
    assert told[-1] == 25 and len(told) > 1
    assert ids_in_index() == ids
    assert not indexing.audit().differs
