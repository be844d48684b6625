"""Pages far from the first, on a real cluster whose window is made as small as the test is: forward, backward, by jumps."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from catalogue.search.engines.elasticsearch import schema
from catalogue.search.engines.elasticsearch.cursors import SORTS
from catalogue.search.engines.elasticsearch.engine import ElasticsearchEngine
from catalogue.search.request import SearchRequest
from tests.contracts.conftest import elasticsearch_options, indexes_dropped
from tests.contracts.notices import document

__all__ = ["indexes_dropped"]

pytestmark = pytest.mark.elasticsearch

SIZE = 3
HITS = 61


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, indexes_dropped: None) -> Iterator[ElasticsearchEngine]:
    """Notices enough for a window of ten hits to be far too small; several of one year and of one title."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(schema, "WINDOW", 10)
        engine = ElasticsearchEngine(elasticsearch_options(tmp_path_factory.mktemp("paging")))
        engine.index([document(id_, f"Histoire {'de Lyon ' * (id_ % 4)}{id_ % 5}", date=str(1700 + id_ % 7)) for id_ in range(1, HITS + 1)])
        yield engine


def request(sort: str, **rest: object) -> SearchRequest:
    return SearchRequest(words="histoire", sort=sort, size=SIZE, **rest)  # type: ignore[arg-type]


def walk(engine: ElasticsearchEngine, sort: str, cursor: str = "", *, back: bool = False) -> list[list[int]]:
    """The ids of each page from the one at ``cursor`` to the last, or to the first."""
    pages: list[list[int]] = []
    while True:
        result = engine.search(request(sort, cursor=cursor))
        assert result.total == HITS
        pages.append([hit.key.id for hit in result.hits])
        following = result.previous if back else result.next
        if following is None:
            return pages
        cursor = following


@pytest.mark.parametrize("sort", list(SORTS))
def test_cursors_lead_to_the_last_hit_and_back_to_the_first(engine: ElasticsearchEngine, sort: str) -> None:
    there = walk(engine, sort)
    assert sorted(id_ for page in there for id_ in page) == list(range(1, HITS + 1)), "each once"
    last = engine.search(request(sort, page=len(there)))
    assert last.previous is not None
    assert walk(engine, sort, last.previous, back=True)[::-1] == there[:-1]


@pytest.mark.parametrize("sort", ["relevance", "title", "oldest"])
def test_any_page_is_reached_at_once(engine: ElasticsearchEngine, sort: str) -> None:
    there = walk(engine, sort)
    for number, page in enumerate(there, 1):
        result = engine.search(request(sort, page=number))
        assert ([hit.key.id for hit in result.hits], result.first) == (page, (number - 1) * SIZE + 1)
    assert engine.search(request(sort, page=len(there) + 1)).hits == ()


def test_every_id_is_read_a_window_at_a_time(engine: ElasticsearchEngine) -> None:
    assert [key.id for key in engine.document_keys()] == list(range(1, HITS + 1))
