"""An engine that was left out for a while: its index looks whole and tells of another time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from catalogue.models import Mark, Source
from catalogue.search import engines
from catalogue.services import indexing, kept, marks
from tests.catalogue.services.marked import add, ids_in_index


@pytest.fixture
def only_elsewhere(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Any:
    """Let the installation keep another engine only, which is down."""

    def leave_out(patch: pytest.MonkeyPatch) -> None:
        patch.setattr(engines, "names", lambda: ("elsewhere",))

    return leave_out


def test_an_engine_that_comes_back_begins_again(source: Source, only_elsewhere: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    first = add(source, "Avant")
    indexing.drain()
    with monkeypatch.context() as patch:
        only_elsewhere(patch)
        meanwhile = add(source, "Pendant")
        assert indexing.drain() == 0
    assert ids_in_index() == first, "it was left out"
    indexing.drain()
    assert ids_in_index() == [*first, *meanwhile]
    assert not kept.was_away("tantivy")


def test_marks_of_an_engine_left_out_go_and_its_lag_is_not_told(
    source: Source, only_elsewhere: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    indexing.drain()
    add(source, "Un", "Deux")
    assert marks.lags()["tantivy"] == (2, pytest.approx(0, abs=60))
    with monkeypatch.context() as patch:
        only_elsewhere(patch)
        assert marks.lags()["elsewhere"] == (0, 0.0) and "tantivy" not in marks.lags()
        indexing.drain()
        assert not Mark.objects.filter(consumer="tantivy").exists()


def test_a_rebuild_makes_good_what_was_missed(source: Source, only_elsewhere: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    indexing.drain()
    with monkeypatch.context() as patch:
        only_elsewhere(patch)
        ids = add(source, "Pendant")
        indexing.drain()
    assert kept.was_away("tantivy")
    assert indexing.rebuild("tantivy") == 1
    assert not kept.was_away("tantivy")
    assert ids_in_index() == ids


def test_nothing_is_held_against_an_engine_of_which_nothing_is_known(index_folder: Path) -> None:
    assert not kept.was_away("tantivy")
    assert kept.keep(["tantivy"]) == set()
    assert not kept.was_away("tantivy")
    assert kept.was_away("elasticsearch")
