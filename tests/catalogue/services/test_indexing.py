"""Marks, the drain, the rebuild and the audit, with a real database and a real index."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from catalogue.core.messages import Message
from catalogue.core.serialization import to_dict
from catalogue.models import IndexMark, Record, Source
from catalogue.search import engines
from catalogue.search.document import SearchDocument
from catalogue.search.engine import Engine, SearchUnavailable, Writer
from catalogue.search.request import SearchRequest
from catalogue.selectors.search import search
from catalogue.services import indexing, institutions
from tests.contracts.notices import GRENOBLE, LYON, description

ENGINE = "tantivy"


@pytest.fixture(autouse=True)
def index_folder(settings: Any, tmp_path: Path) -> Path:
    """An index of its own for each test."""
    settings.SEARCH_INDEX_DIR = tmp_path
    settings.ELASTICSEARCH_URL = ()
    return tmp_path


@pytest.fixture
def source(db: None) -> Source:
    """A source whose institution is Lyon's library, beside an index that is there and empty."""
    institutions.forget()
    indexing.drain()
    return Source.objects.create(slug="essai", name="Essai", institution=institutions.make(LYON, name="Bibliothèque de Lyon"))


def add(source: Source, *titles: str, **given: Any) -> list[int]:
    """Active, marked records of these titles; their ids."""
    now = timezone.now()
    start = Record.objects.count()
    records = [
        Record(
            source=source,
            identifier=f"n{start + number}",
            format="unimarc",
            charset="utf-8",
            digest=b"",
            description=to_dict(description(title, **given)),
            created_at=now,
            updated_at=now,
        )
        for number, title in enumerate(titles)
    ]
    ids = [record.pk for record in Record.objects.bulk_create(records)]
    indexing.mark(ids)
    return ids


def found(words: str = "", **rest: Any) -> list[int]:
    return sorted(hit.record_id for hit in search(SearchRequest(words=words, **rest)).hits)


def ids_in_index() -> list[int]:
    return list(engines.get(ENGINE).ids())


class Faulty(Writer):
    """A writer that passes on to another, and fails or refuses as it is told."""

    def __init__(self, inner: Writer, *, refuse: frozenset[int], fail: bool) -> None:
        self._inner, self._refuse, self._fail = inner, refuse, fail

    def apply(self, documents: Iterable[SearchDocument], deleted: Iterable[int] = ()) -> Mapping[int, str]:
        """Apply what is not refused."""
        if self._fail:
            raise SearchUnavailable(Message("search_index_failed", {"reason": "no space left"}))
        refused = self._inner.apply([document for document in documents if document.record_id not in self._refuse], deleted)
        return {**refused, **dict.fromkeys(self._refuse, "too many fields")}


@contextmanager
def faulty(monkeypatch: pytest.MonkeyPatch, *, refuse: Iterable[int] = (), fail: bool = False) -> Iterator[None]:
    """The engine's disk is full, or it refuses some documents, for a while."""
    engine: Engine = engines.get(ENGINE)
    real = engine.writer

    @contextmanager
    def writer() -> Iterator[Writer]:
        inner: AbstractContextManager[Writer] = real()
        with inner as found:
            yield Faulty(found, refuse=frozenset(refuse), fail=fail)

    with monkeypatch.context() as patch:
        patch.setattr(engine, "writer", writer)
        yield


def test_a_marked_record_is_found_once_drained(source: Source) -> None:
    [one] = add(source, "Le vin de Crozes")
    assert found("vin") == []
    assert indexing.lag()[0] == 1
    assert indexing.drain() == 1
    assert found("vin") == [one]
    assert indexing.lag() == (0, 0.0)


def test_a_record_marked_ten_times_is_indexed_once(source: Source) -> None:
    ids = add(source, "Un", "Deux")
    for _ in range(9):
        indexing.mark(ids)
    assert indexing.drain() == 20
    assert ids_in_index() == ids
    assert not IndexMark.objects.exists()


def test_a_change_takes_the_place_of_what_was_indexed(source: Source) -> None:
    [one] = add(source, "Avant")
    indexing.drain()
    Record.objects.filter(pk=one).update(description=to_dict(description("Après")))
    indexing.mark([one])
    indexing.drain()
    assert (found("avant"), found("après")) == ([], [one])


def test_a_withdrawn_record_leaves_the_index(source: Source) -> None:
    one, two = add(source, "Un", "Deux")
    indexing.drain()
    Record.objects.filter(pk=one).update(state=Record.State.TOMBSTONE)
    indexing.mark([one])
    indexing.drain()
    assert ids_in_index() == [two]


def test_a_mark_without_a_record_is_honoured_too(source: Source) -> None:
    indexing.mark([10**12])
    assert indexing.drain() == 1
    assert indexing.lag()[0] == 0


def test_marks_are_taken_in_full_batches_until_a_smaller_one(source: Source) -> None:
    add(source, *(f"Titre {number}" for number in range(7)))
    assert indexing.drain(limit=3) == 7
    add(source, *(f"Encore {number}" for number in range(7)))
    assert indexing.drain(limit=3, budget_seconds=0) == 3, "the budget is spent: the rest waits"
    assert indexing.lag()[0] == 4


def test_marks_stay_when_the_engine_fails(source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    [one] = add(source, "Titre")
    with faulty(monkeypatch, fail=True):
        assert indexing.drain() == 0
    assert indexing.lag()[0] == 1
    assert indexing.drain() == 1
    assert ids_in_index() == [one]


def test_a_refused_document_keeps_its_mark_and_its_age_and_stops_no_other(source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = add(source, "Un", "Deux")
    before = IndexMark.objects.get(record_id=one).at
    with faulty(monkeypatch, refuse=[one]):
        assert indexing.drain() == 1
    assert ids_in_index() == [two]
    left = IndexMark.objects.get()
    assert (left.record_id, left.at) == (one, before)
    assert indexing.drain() == 1
    assert ids_in_index() == [one, two]


def test_marks_made_while_draining_are_not_lost(source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    [one] = add(source, "Avant")
    real = indexing.selectors.rows_of

    def changed_just_after(ids: Any) -> Any:
        rows = real(ids)
        Record.objects.filter(pk=one).update(description=to_dict(description("Après")))
        indexing.mark([one])
        return rows

    with monkeypatch.context() as patch:
        patch.setattr(indexing.selectors, "rows_of", changed_just_after)
        indexing.drain()
    assert indexing.lag()[0] == 1
    indexing.drain()
    assert found("après") == [one]


def test_a_missing_index_is_begun_again_with_every_record(source: Source, index_folder: Path) -> None:
    ids = add(source, "Un", "Deux")
    indexing.drain()
    (index_folder / ENGINE / "current").write_text("s0t0f0-of-another-time")
    assert found() == []
    assert indexing.drain() == 2
    assert ids_in_index() == ids
    assert len([path for path in (index_folder / ENGINE).iterdir() if path.is_dir()]) == 1


def test_a_rebuild_serves_meanwhile_and_drains_what_came(source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = add(source, "Un", "Deux", "Trois")
    indexing.drain()
    during: list[Any] = []

    def meanwhile(done: int) -> None:
        if done == 3:
            during.append((found("deux"), add(source, "Quatre")))

    assert indexing.rebuild(ENGINE, batch=3, on_progress=meanwhile) >= 3
    assert during[0][0] == [ids[1]]
    assert ids_in_index() == [*ids, *during[0][1]]
    assert indexing.lag()[0] == 0


def test_an_audit_finds_what_differs_and_repairs_it(source: Source) -> None:
    ids = add(source, "Un", "Deux", "Trois")
    indexing.drain()
    engines.get(ENGINE).delete([ids[1]])
    Record.objects.filter(pk=ids[2]).update(state=Record.State.TOMBSTONE)
    audit = indexing.audit()
    assert (audit.records, audit.documents, audit.missing, audit.surplus) == (2, 2, (ids[1],), (ids[2],))
    indexing.repair(audit)
    assert ids_in_index() == ids[:2]
    assert not indexing.audit().differs


def test_the_commands_say_what_they_did(source: Source, capsys: pytest.CaptureFixture[str]) -> None:
    ids = add(source, "Un", "Deux")
    call_command("rebuild_index")
    assert "2" in capsys.readouterr().out
    engines.get(ENGINE).delete(ids)
    with pytest.raises(CommandError):
        call_command("audit_index", "--no-repair")
    call_command("audit_index")
    assert ids_in_index() == ids
    with pytest.raises(CommandError):
        call_command("rebuild_index", "--engine", "altavista")


def test_marks_roll_back_with_what_they_mark(source: Source) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        add(source, "Jamais")
        raise RuntimeError("the page of the harvest failed")
    assert indexing.lag()[0] == 0


def test_a_renamed_library_marks_what_it_holds(source: Source) -> None:
    other = Source.objects.create(slug="autre", name="Autre", institution=institutions.make(GRENOBLE))
    one, _two, three = (
        *add(source, "Un", holdings=((GRENOBLE, "A"),)),
        *add(source, "Deux"),
        *add(other, "Trois", holdings=(("", "B"),)),
    )
    indexing.drain()
    assert indexing.mark_held_by(GRENOBLE) == 2
    assert sorted(IndexMark.objects.values_list("record_id", flat=True)) == [one, three]


def test_no_record_means_no_statement(source: Source, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        indexing.mark([])
    with django_assert_num_queries(1):
        indexing.mark(list(range(1, 5000)))


@pytest.mark.django_db(transaction=True)
def test_two_processes_never_drain_one_engine_at_once(transactional_db: None) -> None:
    institutions.forget()
    indexing.drain()
    source = Source.objects.create(slug="essai", name="Essai", institution=institutions.make(LYON))
    ids = add(source, *(f"Titre {number}" for number in range(40)))
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
from catalogue.services import indexing
connection.settings_dict["NAME"] = sys.argv[1]
settings.SEARCH_INDEX_DIR = sys.argv[2]
real, calls = indexing._execute, []
def execute(statement, *values):
    if statement == indexing.DRAINED:
        calls.append(1)
        if len(calls) == 2:
            os.kill(os.getpid(), 9)
    return real(statement, *values)
indexing._execute = execute
indexing.drain(limit=5)
"""


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_between_commit_and_deletion_loses_and_doubles_nothing(
    transactional_db: None, index_folder: Path, root: Path
) -> None:
    institutions.forget()
    indexing.drain()
    source = Source.objects.create(slug="essai", name="Essai", institution=institutions.make(LYON))
    ids = add(source, *(f"Titre {number}" for number in range(20)))
    name = connection.settings_dict["NAME"]
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, name, str(index_folder)], cwd=root, check=False, capture_output=True, text=True, timeout=60
    )
    assert killed.returncode == -9, killed.stderr
    assert indexing.lag()[0] == 15
    assert indexing.drain() == 15
    assert ids_in_index() == ids
    assert engines.get(ENGINE).count() == 20
