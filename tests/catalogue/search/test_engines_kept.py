"""Which engine serves this installation, how does it do, and what becomes of a document that it cannot take?"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from catalogue.core.keys import DocumentKey, Kind
from catalogue.search import engines
from catalogue.search.engine import EngineBusy, Health, SearchUnavailable
from catalogue.search.engines.elasticsearch.engine import ElasticsearchEngine
from catalogue.search.engines.standby import WithStandby
from catalogue.search.engines.tantivy.engine import TantivyEngine
from catalogue.search.request import SearchRequest
from tests.contracts.notices import document


@pytest.fixture
def own(settings: Any, tmp_path: Path) -> Any:
    """Settings of an installation with one machine."""
    settings.SEARCH_INDEX_DIR, settings.ELASTICSEARCH_URL, settings.SEARCH_STANDBY = tmp_path, (), ""
    return settings


def test_the_engine_is_made_once_for_one_place(own: Any, tmp_path: Path) -> None:
    assert engines.names() == ("tantivy",)
    first = engines.serving()
    assert isinstance(first, TantivyEngine) and engines.serving() is first is engines.get("tantivy")
    own.SEARCH_INDEX_DIR = tmp_path / "elsewhere"
    assert engines.serving() is not first


def test_a_cluster_serves_with_what_stands_by(own: Any) -> None:
    own.ELASTICSEARCH_URL = ("http://127.0.0.1:1",)
    assert engines.names() == ("elasticsearch",) and isinstance(engines.serving(), ElasticsearchEngine)
    own.SEARCH_STANDBY = "tantivy"
    assert engines.names() == ("elasticsearch", "tantivy")
    both = engines.serving()
    assert isinstance(both, WithStandby) and both.name == "elasticsearch" and engines.serving() is both
    assert isinstance(engines.get("tantivy"), TantivyEngine) and engines.get("elasticsearch").name == "elasticsearch"


def test_an_engine_that_there_is_not_is_a_sentence(own: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SearchUnavailable) as unknown:
        engines.get("solr")
    assert unknown.value.message.code == "search_engine_unknown"
    assert unknown.value.message.args == {"engine": "solr", "known": "tantivy, elasticsearch"}
    monkeypatch.setitem(engines.ENGINES, "absent", "no_such_library.search")
    with pytest.raises(SearchUnavailable) as missing:
        engines.get("absent")
    assert missing.value.message.code == "search_engine_library_missing"
    assert missing.value.message.args == {"engine": "absent", "library": "no_such_library"} and "no_such_library" not in sys.modules


def test_a_document_that_cannot_be_taken_is_refused_alone(tmp_path: Path) -> None:
    engine = TantivyEngine(tmp_path)
    notice = document(2, "Mauvais")
    wrong = replace(notice, filter={**notice.filter, "identifiers": [5]})
    refused = engine.index([document(1, "Bon"), wrong, document(3, "Bon")])
    assert list(refused) == [DocumentKey(Kind.NOTICE, 2)] and "identifiers" in refused[DocumentKey(Kind.NOTICE, 2)]
    assert [key.id for key in engine.document_keys()] == [1, 3]


def test_a_document_written_again_is_there_once(tmp_path: Path) -> None:
    engine = TantivyEngine(tmp_path)
    engine.index([document(5, "Premier"), document(2, "Autre")])
    engine.index([document(5, "Second"), document(3, "Encore"), document(9, "Neuf"), document(9, "Dernier")])
    titles = {hit.key.id: hit.display["title"] for hit in engine.search(SearchRequest()).hits}
    assert titles == {2: "Autre", 3: "Encore", 5: "Second", 9: "Dernier"} and engine.count() == 4
    engine.delete([DocumentKey(Kind.NOTICE, 5), DocumentKey(Kind.NOTICE, 77)])
    assert [key.id for key in engine.document_keys()] == [2, 3, 9]
    prepared = [engine.prepared(document(number, f"Préparé {number}")) for number in (1, 2)]
    with engine.rebuild() as writer:
        assert writer.fill(prepared) == {}
    assert {hit.display["title"] for hit in engine.search(SearchRequest()).hits} == {"Préparé 1", "Préparé 2"}


def test_how_an_engine_does(tmp_path: Path) -> None:
    engine = TantivyEngine(tmp_path)
    assert engine.health() == Health(False, 0, {"generation": ""}) and not engine.is_current() and engine.count() == 0
    assert list(engine.document_keys()) == []
    empty = engine.search(SearchRequest(words="lyon", facets=("century",)))
    assert (empty.total, empty.hits, dict(empty.facets), empty.understood.words) == (0, (), {"century": ()}, ("lyon",))
    engine.index([document(1, "Titre")])
    found = engine.health()
    assert (found.ready, found.documents, found.details["segments"]) == (True, 1, 1) and engine.is_current()
    assert (tmp_path / str(found.details["generation"]) / "meta.json").is_file()


def test_one_process_writes_and_one_builds(tmp_path: Path) -> None:
    one, other = TantivyEngine(tmp_path), TantivyEngine(tmp_path)
    one.index([document(1, "Titre")])
    with one.writer(), pytest.raises(EngineBusy) as busy, other.writer():
        pass
    assert busy.value.message.code == "search_index_busy"
    with one.rebuild(), pytest.raises(EngineBusy) as building, other.rebuild():
        pass
    assert building.value.message.code == "search_rebuild_running"


def test_suggestions_are_kept_until_the_index_changes(tmp_path: Path) -> None:
    engine = TantivyEngine(tmp_path)
    engine.index([document(1, "Montagnes")])
    first = engine.suggest("montag")
    assert [one.label for one in first] == ["Montagnes"] and engine.suggest("montag") is first
    engine.index([document(2, "Montagnards")])
    assert {one.label for one in engine.suggest("montag")} == {"Montagnes", "Montagnards"} and len(engine.suggest("montag", size=1)) == 1
