"""Another kind than notices is marked, drained, found, rebuilt and audited beside them, by its feed alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from catalogue.core.keys import DocumentKey, Kind
from catalogue.models import Mark, Source
from catalogue.search import engines
from catalogue.search.request import SearchRequest
from catalogue.selectors import feeds
from catalogue.selectors.search import search
from catalogue.services import indexing, institutions, marks, rebuilding, register
from tests.catalogue.services import second_kind
from tests.catalogue.services.marked import ENGINE, add
from tests.catalogue.services.second_kind import TABLE, Fonds, receive, withdraw
from tests.contracts.notices import LYON


@pytest.fixture
def fonds(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fonds are indexed as well; there is none yet."""
    second_kind.run(f"CREATE TABLE {TABLE} (id bigint PRIMARY KEY, title text NOT NULL)")
    monkeypatch.setitem(feeds.FEEDS, Kind.INSTITUTION, Fonds())
    yield
    second_kind.run(f"DROP TABLE {TABLE}")


def found(words: str) -> set[DocumentKey]:
    return {hit.key for hit in search(SearchRequest(words=words)).hits}


def fonds_key(number: int) -> DocumentKey:
    return DocumentKey(Kind.INSTITUTION, number)


def notice_key(number: int) -> DocumentKey:
    return DocumentKey(Kind.NOTICE, number)


def in_index() -> list[DocumentKey]:
    return list(engines.get(ENGINE).document_keys())


def test_a_fonds_that_bears_a_notices_number_is_found_beside_it(source: Source, fonds: None) -> None:
    [one] = add(source, "Le vin de Crozes")
    receive(**{f"f{one}": "Papiers du vin"})
    assert indexing.drain() == 2
    assert found("vin") == {notice_key(one), fonds_key(one)}
    assert not Mark.objects.filter(consumer=ENGINE).exists()


def test_a_fonds_that_changes_or_goes_leaves_the_notice_of_its_number(source: Source, fonds: None) -> None:
    [one] = add(source, "Le vin de Crozes")
    receive(**{f"f{one}": "Papiers du vin"})
    indexing.drain()
    receive(**{f"f{one}": "Papiers de la soie"})
    indexing.drain()
    assert (found("vin"), found("soie")) == ({notice_key(one)}, {fonds_key(one)})
    withdraw(one)
    indexing.drain()
    assert in_index() == [notice_key(one)]


def test_an_audit_counts_every_kind_and_names_what_differs(source: Source, fonds: None) -> None:
    one, two = add(source, "Un", "Deux")
    receive(**{f"f{one}": "Fonds un", f"f{two}": "Fonds deux", "f900000": "Fonds lointain"})
    assert not indexing.audit().differs
    second_kind.run(f"DELETE FROM {TABLE} WHERE id = %s", one)
    second_kind.run(f"INSERT INTO {TABLE} VALUES (%s, 'Jamais marqué')", two + 1)
    differing = indexing.audit()
    assert (differing.shown, differing.documents) == (5, 5)
    assert (differing.missing, differing.surplus) == ((fonds_key(two + 1),), (fonds_key(one),))
    indexing.repair(differing)
    assert not indexing.audit().differs
    assert set(in_index()) == {notice_key(one), notice_key(two), fonds_key(two), fonds_key(two + 1), fonds_key(900000)}


def test_a_rebuild_gives_every_kind_and_an_index_begun_again_too(source: Source, fonds: None) -> None:
    ids = add(source, *(f"Titre {number}" for number in range(5)))
    receive(**{f"f{number}": f"Fonds {number}" for number in range(1, 8)})
    everything = {*map(notice_key, ids), *map(fonds_key, range(1, 8))}
    assert indexing.rebuild(ENGINE, batch=3) == 12
    assert set(in_index()) == everything and len(in_index()) == 12
    with engines.get(ENGINE).rebuild():
        pass
    assert in_index() == []
    for feed in feeds.all_of():
        marks.mark_all(ENGINE, feed.kind, feed.pages_of_ids())
    assert indexing.drain() == 12
    assert set(in_index()) == everything


def test_an_index_that_was_lost_is_begun_again_with_every_kind(source: Source, fonds: None, settings: object, tmp_path: Path) -> None:
    [one] = add(source, "Le vin de Crozes")
    receive(f7="Papiers du vin")
    indexing.drain()
    settings.SEARCH_INDEX_DIR = tmp_path / "other"
    indexing.drain()
    assert set(in_index()) == {notice_key(one), fonds_key(7)}


@pytest.mark.django_db(transaction=True)
def test_several_processes_rebuild_every_kind(
    transactional_db: None, fonds: None, index_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register.forget()
    source = Source.objects.create(slug="essai", name="Essai", institution=institutions.make(LYON))
    ids = add(source, *(f"Histoire de Lyon {number}" for number in range(15)))
    receive(**{f"f{number}": f"Fonds {number}" for number in range(1, 26)})
    monkeypatch.setenv("SEARCH_INDEX_DIR", str(index_folder))
    monkeypatch.setattr(rebuilding, "ALONE_UNTIL", 1)
    monkeypatch.setattr(rebuilding, "IDS_AT_ONCE", 10)
    monkeypatch.setattr(rebuilding.os, "cpu_count", lambda: 2)
    assert indexing.rebuild(ENGINE) == 40
    assert set(in_index()) == {*map(notice_key, ids), *map(fonds_key, range(1, 26))}
    assert not indexing.audit().differs
    assert found("fonds") >= {fonds_key(3)}
