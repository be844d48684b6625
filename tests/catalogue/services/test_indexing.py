"""Marks, the drain, the rebuild and the audit, with a real database and a real index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from catalogue.core.keys import DocumentKey, Kind
from catalogue.core.messages import Message
from catalogue.core.serialization import to_dict
from catalogue.models import Mark, Record, Source
from catalogue.search import engines
from catalogue.search.document import SearchDocument
from catalogue.search.engine import Engine, SearchUnavailable, Writer
from catalogue.search.request import SearchRequest
from catalogue.selectors.feeds.notices import Notices
from catalogue.selectors.search import search
from catalogue.services import indexing, marks
from catalogue.services.mark_statements import MOST_IN_A_MARK
from tests.catalogue.services.marked import ENGINE, add, ids_in_index, mark
from tests.contracts.notices import description


def found(words: str = "", **rest: Any) -> list[int]:
    return sorted(hit.key.id for hit in search(SearchRequest(words=words, **rest)).hits)


class Faulty(Writer):
    """A writer that passes on to another, and fails or refuses as it is told."""

    def __init__(self, inner: Writer, *, refuse: frozenset[int], fail: bool) -> None:
        self._inner, self._refuse, self._fail = inner, refuse, fail

    def apply(self, documents: Iterable[SearchDocument], deleted: Iterable[int] = ()) -> Mapping[int, str]:
        """Apply what is not refused."""
        if self._fail:
            raise SearchUnavailable(Message("search_index_failed", {"reason": "no space left"}))
        refused = self._inner.apply([document for document in documents if document.key.id not in self._refuse], deleted)
        return {**refused, **{DocumentKey(Kind.NOTICE, id_): "too many fields" for id_ in self._refuse}}


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
    assert marks.lag([ENGINE]).waiting == 1
    assert indexing.drain() == 1
    assert found("vin") == [one]
    assert marks.lag([ENGINE]) == (0, 0.0)


def test_a_record_marked_ten_times_is_indexed_once(source: Source) -> None:
    ids = add(source, "Un", "Deux")
    for _ in range(9):
        mark(ids)
    assert indexing.drain() == 20
    assert ids_in_index() == ids
    assert not Mark.objects.filter(consumer=ENGINE).exists()


def test_a_change_takes_the_place_of_what_was_indexed(source: Source) -> None:
    [one] = add(source, "Avant")
    indexing.drain()
    Record.objects.filter(pk=one).update(description=to_dict(description("Après")))
    mark([one])
    indexing.drain()
    assert (found("avant"), found("après")) == ([], [one])


def test_a_withdrawn_record_leaves_the_index(source: Source) -> None:
    one, two = add(source, "Un", "Deux")
    indexing.drain()
    Record.objects.filter(pk=one).update(state=Record.State.TOMBSTONE)
    mark([one])
    indexing.drain()
    assert ids_in_index() == [two]


def test_a_mark_without_a_record_is_honoured_too(source: Source) -> None:
    mark([10**12])
    assert indexing.drain() == 1
    assert marks.lag([ENGINE]).waiting == 0


def test_marks_are_taken_in_full_batches_until_a_smaller_one(source: Source) -> None:
    for number in range(7):
        add(source, f"Titre {number}")
    assert indexing.drain(limit=3) == 7
    for number in range(4):
        add(source, f"Encore {number}", f"Toujours {number}")
    assert indexing.drain(limit=3, budget_seconds=0) == 4, "a mark is taken whole; the budget is spent: the rest waits"
    assert marks.lag([ENGINE]).waiting == 4


def test_a_large_batch_is_marked_in_lines_of_bounded_size(source: Source) -> None:
    marked = list(range(10**6, 10**6 + 2 * MOST_IN_A_MARK + 1))
    mark(marked)
    lines = list(Mark.objects.filter(consumer=ENGINE).order_by("id").values_list("ids", flat=True))
    assert [len(line) for line in lines] == [MOST_IN_A_MARK, MOST_IN_A_MARK, 1]
    assert [id_ for line in lines for id_ in line] == marked


def test_marks_stay_when_the_engine_fails(source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    [one] = add(source, "Titre")
    with faulty(monkeypatch, fail=True):
        assert indexing.drain() == 0
    assert marks.lag([ENGINE]).waiting == 1
    assert indexing.drain() == 1
    assert ids_in_index() == [one]


def test_settling_drains_everything_or_gives_up_in_time(source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = add(source, "Un", "Deux")
    with faulty(monkeypatch, fail=True):
        assert not indexing.settle(seconds=0.3)
    assert indexing.settle()
    assert ids_in_index() == ids


def test_a_refused_document_keeps_its_mark_and_its_age_and_stops_no_other(source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = add(source, "Un", "Deux")
    before = Mark.objects.get(consumer=ENGINE).at
    with faulty(monkeypatch, refuse=[one]):
        assert indexing.drain() == 1
    assert ids_in_index() == [two]
    left = Mark.objects.get(consumer=ENGINE)
    assert (left.ids, left.at) == ([one], before)
    assert indexing.drain() == 1
    assert ids_in_index() == [one, two]


def test_marks_made_while_draining_are_not_lost(source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    [one] = add(source, "Avant")
    real = Notices.rows

    def changed_just_after(feed: Notices, ids: Any) -> Any:
        rows = real(feed, ids)
        Record.objects.filter(pk=one).update(description=to_dict(description("Après")))
        mark([one])
        return rows

    with monkeypatch.context() as patch:
        patch.setattr(Notices, "rows", changed_just_after)
        indexing.drain()
    assert marks.lag([ENGINE]).waiting == 1
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
    assert marks.lag([ENGINE]).waiting == 0


def test_an_audit_finds_what_differs_and_repairs_it(source: Source) -> None:
    ids = add(source, "Un", "Deux", "Trois")
    indexing.drain()
    engines.get(ENGINE).delete([DocumentKey(Kind.NOTICE, ids[1])])
    Record.objects.filter(pk=ids[2]).update(state=Record.State.TOMBSTONE)
    audit = indexing.audit()
    missing, surplus = (DocumentKey(Kind.NOTICE, ids[place]) for place in (1, 2))
    assert (audit.shown, audit.documents, audit.missing, audit.surplus) == (2, 2, (missing,), (surplus,))
    indexing.repair(audit)
    assert ids_in_index() == ids[:2]
    assert not indexing.audit().differs


def test_the_commands_say_what_they_did(source: Source, capsys: pytest.CaptureFixture[str]) -> None:
    ids = add(source, "Un", "Deux")
    call_command("rebuild_index")
    assert "2" in capsys.readouterr().out
    engines.get(ENGINE).delete([DocumentKey(Kind.NOTICE, id_) for id_ in ids])
    with pytest.raises(CommandError):
        call_command("audit_index", "--no-repair")
    assert f"notice:{ids[0]}, notice:{ids[1]}" in capsys.readouterr().out
    call_command("audit_index")
    assert ids_in_index() == ids
    with pytest.raises(CommandError):
        call_command("rebuild_index", "--engine", "altavista")


def test_marks_roll_back_with_what_they_mark(source: Source) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        add(source, "Jamais")
        raise RuntimeError("the page of the harvest failed")
    assert marks.lag([ENGINE]).waiting == 0


def test_no_record_means_no_statement(source: Source, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        mark([])
    with django_assert_num_queries(1):
        mark(list(range(1, 5000)))
