"""Notices that answer as well as one another come in one order, whoever was harvested first: every engine, every sort, every page."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from catalogue.search.document import SearchDocument
from catalogue.search.engine import Engine
from catalogue.search.request import SORTS, SearchRequest
from tests.contracts.notices import LYON, document

COPIES = 30


def same_plans(order: list[int]) -> list[SearchDocument]:
    """Thirty notices of equal words, given their record ids in this order; the call number says which is which."""
    return [
        document(
            record_id,
            "Plan de la ville",
            date="1750",
            holdings=((LYON, f"Carte {number}"),),
            digital=f"https://numerique.invalid/{number}" if number % 10 == 0 else "",
        )
        for record_id, number in enumerate(order, 1)
    ]


def walked(engine: Engine, *, words: str, sort: str) -> list[str]:
    """The call numbers of every hit, page after page."""
    cursor, seen = "", []
    while True:
        result = engine.search(SearchRequest(words=words, sort=sort, size=7, cursor=cursor))
        seen += [hit.display["holdings"][0][2] for hit in result.hits]
        if result.next is None:
            return seen
        cursor = result.next


def test_notices_received_at_one_moment_come_last_numbered_first(make: Callable[[Path], Engine], tmp_path: Path) -> None:
    engine = make(tmp_path / "one")
    numbers = list(range(1, COPIES + 1))
    for record_id in random.Random(7).sample(numbers, COPIES):
        engine.index([document(record_id, "Plan de la ville", date=str(1700 + record_id % 7), received=9_000 + (record_id > 20))])
    cursor, seen = "", []
    while cursor is not None:
        result = engine.search(SearchRequest(words="plan", sort="recent", size=7, cursor=cursor))
        seen += [hit.key.id for hit in result.hits]
        cursor = result.next
    assert seen == numbers[::-1]


@pytest.mark.parametrize("sort", [sort for sort in SORTS if sort != "recent"])
def test_the_order_is_not_that_of_the_harvest(make: Callable[[Path], Engine], tmp_path: Path, sort: str) -> None:
    numbers = list(range(COPIES))
    one, other = make(tmp_path / "one"), make(tmp_path / "other")
    one.index(same_plans(numbers))
    shuffled = random.Random(7).sample(numbers, COPIES)
    for document_ in same_plans(shuffled):
        other.index([document_])
    for words in ("plan", ""):
        found = walked(one, words=words, sort=sort)
        assert len(set(found)) == COPIES, "no page repeats or forgets one"
        assert found == walked(other, words=words, sort=sort)
        assert {"Carte 0", "Carte 10", "Carte 20"} == set(found[:3]), "what can be seen at once comes first"


def test_a_page_holds_no_more_than_was_asked_for_where_equals_go_on_past_it(make: Callable[[Path], Engine], tmp_path: Path) -> None:
    engine = make(tmp_path)
    better = [document(100 + number, f"Plan de la ville de plan {number}", date="1750") for number in range(3)]
    engine.index([*better, *same_plans(list(range(COPIES)))])
    pages = [engine.search(SearchRequest(words="plan", size=5, page=page)) for page in range(1, 8)]
    assert [len(page.hits) for page in pages] == [5, 5, 5, 5, 5, 5, 3] and {page.total for page in pages} == {33}
    assert len({hit.key for page in pages for hit in page.hits}) == 33
    assert [len(engine.search(SearchRequest(words="plan", size=2, page=page)).hits) for page in (1, 2, 3)] == [2, 2, 2]
    assert [page.first for page in pages] == [1, 6, 11, 16, 21, 26, 31]
