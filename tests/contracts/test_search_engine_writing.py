"""What every search engine must do when it is written to: the second half of the suite that each of them runs."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from catalogue.core.keys import DocumentKey, Kind
from catalogue.search.engine import Engine, EngineBusy
from catalogue.search.request import SearchRequest
from tests.contracts.notices import document


def found(engine: Engine, words: str) -> list[int]:
    return [hit.key.id for hit in engine.search(SearchRequest(words=words)).hits]


def test_an_engine_never_filled_finds_nothing(empty: Engine) -> None:
    result = empty.search(SearchRequest(words="tours", facets=("century",)))
    assert (result.total, result.hits, dict(result.facets)) == (0, (), {"century": ()})
    assert empty.count() == 0
    assert [key.id for key in empty.document_keys()] == []
    assert not empty.is_current()
    assert not empty.health().ready


def test_a_document_written_again_takes_the_place_of_the_first(empty: Engine) -> None:
    empty.index([document(1, "Avant")])
    empty.index([document(1, "Après"), document(2, "Autre")])
    assert empty.count() == 2
    assert found(empty, "avant") == []
    assert found(empty, "après") == [1]
    assert empty.health().ready
    assert empty.health().documents == 2


def test_deleted_documents_are_gone_and_unknown_ones_are_no_error(empty: Engine) -> None:
    empty.index([document(id_, "Titre") for id_ in (1, 2, 3)])
    assert empty.delete([DocumentKey(Kind.NOTICE, 2), DocumentKey(Kind.NOTICE, 99)]) == {}
    assert [key.id for key in empty.document_keys()] == [1, 3]


def test_ids_come_in_order_whatever_their_number(empty: Engine) -> None:
    ids = [7, 3, 250_001, 100_000, 99_999, 12]
    for id_ in ids:
        empty.index([document(id_, "Titre")])
    assert [key.id for key in empty.document_keys()] == sorted(ids)


def test_one_writer_at_a_time(make: Callable[[Path], Engine], tmp_path: Path) -> None:
    first, second = make(tmp_path), make(tmp_path)
    first.index([document(1, "Titre")])
    with first.writer(), pytest.raises(EngineBusy):
        second.index([document(2, "Titre")])
    second.index([document(2, "Titre")])
    assert first.count() == 2


def test_another_process_sees_what_was_written(make: Callable[[Path], Engine], tmp_path: Path) -> None:
    writer, reader = make(tmp_path), make(tmp_path)
    assert reader.count() == 0
    with writer.writer() as writing:
        for id_ in range(1, 6):
            writing.apply([document(id_, "Titre")])
            assert reader.count() == id_
    with writer.rebuild() as building:
        building.apply([document(9, "Neuf")])
        assert reader.count() == 5
    assert found(reader, "neuf") == [9]


def test_a_rebuild_serves_the_old_index_until_it_ends(empty: Engine) -> None:
    empty.index([document(1, "Ancien")])
    with empty.rebuild() as writer:
        writer.apply([document(2, "Nouveau")])
        assert found(empty, "ancien") == [1]
        assert found(empty, "nouveau") == []
        with pytest.raises(EngineBusy), empty.rebuild():
            pass
    assert found(empty, "ancien") == []
    assert found(empty, "nouveau") == [2]


def test_a_rebuild_that_fails_changes_nothing(empty: Engine) -> None:
    empty.index([document(1, "Ancien")])

    def broken() -> Iterator[object]:
        yield document(2, "Nouveau")
        raise RuntimeError("the reader of records failed")

    with pytest.raises(RuntimeError), empty.rebuild() as writer:
        writer.apply(broken())  # type: ignore[arg-type]
    assert [key.id for key in empty.document_keys()] == [1]
    with empty.rebuild() as writer:
        writer.apply([document(3, "Encore")])
    assert [key.id for key in empty.document_keys()] == [3]


def test_a_writer_that_fails_leaves_the_index_to_the_next(empty: Engine) -> None:
    empty.index([document(1, "Ancien")])
    with pytest.raises(RuntimeError), empty.writer() as writer:
        writer.apply([document(2, "Deux")])
        raise RuntimeError("killed between two batches")
    assert empty.index([document(3, "Trois")]) == {}
    assert [key.id for key in empty.document_keys()] == [1, 2, 3]


def test_an_index_is_filled_with_what_other_processes_prepared(empty: Engine) -> None:
    prepared = pickle.loads(pickle.dumps([empty.prepared(document(id_, f"Titre {id_}")) for id_ in range(1, 40)]))
    with empty.rebuild() as writer:
        assert writer.fill(iter(prepared)) == {}
    assert [key.id for key in empty.document_keys()] == list(range(1, 40))
    assert found(empty, "titre 17") == [17]
