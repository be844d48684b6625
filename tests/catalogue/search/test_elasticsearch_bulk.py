"""Writing in bulk: a request that succeeds may hold documents that failed; each one is told, sent again, or left marked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from catalogue.core.keys import DocumentKey, Kind
from catalogue.search.engine import SearchUnavailable
from catalogue.search.engines.elasticsearch import writer
from catalogue.search.engines.elasticsearch.client import connect
from catalogue.search.engines.elasticsearch.writer import ElasticsearchWriter, Operation, read_items, requests
from tests.catalogue.search.cluster import Cluster, Request, Told, options
from tests.contracts.notices import document

FULL = {"type": "es_rejected_execution_exception", "reason": "queue capacity reached"}
WRONG = {"type": "document_parsing_exception", "reason": "failed to parse", "caused_by": {"reason": "not a number"}}


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """No time between two tries."""
    monkeypatch.setattr(writer, "WAITS", (0.0, 0.0))


def item(id_: int, status: int = 200, error: Any = None, *, action: str = "index") -> dict[str, Any]:
    told = {"_id": str(id_), "status": status} | ({"error": error} if error else {})
    return {action: told}


def operations(*ids: int) -> list[Operation]:
    return [Operation(DocumentKey(Kind.NOTICE, id_), (b"{}",)) for id_ in ids]


def test_every_item_of_an_answer_is_read() -> None:
    refused, again, reason = read_items(operations(1, 2, 3), [item(1, 201), item(2, 400, WRONG), item(3, 429, FULL)])
    assert refused == {DocumentKey(Kind.NOTICE, 2): "not a number"}
    assert [operation.key.id for operation in again] == [3]
    assert reason == "queue capacity reached"


def test_a_document_that_was_gone_already_is_deleted() -> None:
    assert read_items(operations(1), [item(1, 404, action="delete")]) == ({}, [], "")


@pytest.mark.parametrize("status", [403, 404, 409, 429, 500, 503])
def test_what_is_no_fault_of_the_document_is_sent_again(status: int) -> None:
    refused, again, _ = read_items(operations(1), [item(1, status, FULL)])
    assert (refused, len(again)) == ({}, 1)


def test_an_answer_that_lacks_items_is_not_believed() -> None:
    with pytest.raises(SearchUnavailable):
        read_items(operations(1, 2), [item(1)])


def test_a_request_holds_so_many_operations_and_so_many_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "MOST_OPERATIONS", 3)
    monkeypatch.setattr(writer, "MOST_BYTES", 10)
    found = list(requests(Operation(DocumentKey(Kind.NOTICE, id_), (b"x" * size,)) for id_, size in enumerate((1, 1, 1, 1, 9, 50, 2))))
    assert [[operation.key.id for operation in group] for group in found] == [[0, 1, 2], [3, 4], [5], [6]]


def bulk(told: Callable[[int, list[int]], Told]) -> Callable[[Request], Told]:
    """A cluster whose answers to bulk requests ``told`` makes from (how many there were before, the ids in this one)."""
    seen: list[int] = []

    def answer(request: Request) -> Told:
        if "_bulk" not in request.path:
            return 200, {}
        seen.append(1)
        ids = [
            DocumentKey.unpack(int(line[action]["_id"])).id for line in request.lines for action in ("index", "delete") if action in line
        ]
        return told(len(seen) - 1, ids)

    return answer


def written(cluster: Cluster, folder: Path, *ids: int, deleted: tuple[int, ...] = ()) -> dict[int, str]:
    asked = options(folder, cluster.url)
    writing = ElasticsearchWriter(connect(asked), asked, "essai", living=True)
    refused = writing.apply([document(id_, "Titre") for id_ in ids], [DocumentKey(Kind.NOTICE, id_) for id_ in deleted])
    return {key.id: reason for key, reason in refused.items()}


def all_well(ids: list[int]) -> Told:
    return 200, {"items": [item(id_, 201) for id_ in ids]}


def test_only_what_was_turned_away_is_sent_again(tmp_path: Path) -> None:
    def told(before: int, ids: list[int]) -> Told:
        if before == 0:
            return 200, {"errors": True, "items": [item(1, 201), item(2, 429, FULL), item(3, 400, WRONG)]}
        return all_well(ids)

    with Cluster(bulk(told)).running() as cluster:
        assert written(cluster, tmp_path, 1, 2, 3) == {3: "not a number"}
    sent = [
        [str(DocumentKey.unpack(int(line["index"]["_id"]))) for line in request.lines if "index" in line]
        for request in cluster.asked
        if "_bulk" in request.path
    ]
    assert sent == [["notice:1", "notice:2", "notice:3"], ["notice:2"]]
    assert cluster.asked[-1].path.startswith("/essai/_refresh"), "what was written is shown before apply returns"


def test_a_cluster_that_is_busy_is_asked_again_then_given_up(tmp_path: Path) -> None:
    with Cluster(bulk(lambda before, ids: (429, {"error": FULL}) if before < 2 else all_well(ids))).running() as cluster:
        assert written(cluster, tmp_path, 1) == {}
    with Cluster(bulk(lambda before, ids: (503, {"error": FULL}))).running() as cluster, pytest.raises(SearchUnavailable) as raised:
        written(cluster, tmp_path, 1)
    assert raised.value.message.code == "elasticsearch_overloaded"


def test_a_full_disk_is_no_fault_of_the_documents(tmp_path: Path) -> None:
    blocked = {"type": "cluster_block_exception", "reason": "flood-stage watermark, index has read-only-allow-delete block"}
    with (
        Cluster(bulk(lambda before, ids: (200, {"errors": True, "items": [item(id_, 429, blocked) for id_ in ids]}))).running() as cluster,
        pytest.raises(SearchUnavailable, match="flood-stage"),
    ):
        written(cluster, tmp_path, 1, 2)


def test_writes_go_through_the_alias_or_not_at_all(tmp_path: Path) -> None:
    """A name that is gone would otherwise become an index whose fields the cluster guesses."""
    with Cluster(bulk(lambda before, ids: all_well(ids))).running() as cluster:
        written(cluster, tmp_path, 1, deleted=(7,))
    [request] = [request for request in cluster.asked if "_bulk" in request.path]
    assert "require_alias=true" in request.path
    assert {"delete": {"_id": str(DocumentKey(Kind.NOTICE, 7).packed)}} in request.lines
