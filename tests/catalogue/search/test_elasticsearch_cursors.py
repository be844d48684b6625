"""Cursors: short near the first page, a place beside a hit far from it, and harmless whatever is written in them."""

from __future__ import annotations

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.search.engines.elasticsearch import cursors
from catalogue.search.engines.elasticsearch.cursors import SORTS, Place
from catalogue.search.engines.elasticsearch.schema import WINDOW
from catalogue.search.engines.tantivy.answers import _offset
from catalogue.search.request import SearchRequest

PLACES = {
    "relevance": (7.25, 2**60 - 1, 42),
    "oldest": (1789, 12, 42),
    "newest": (-52, 0, 42),
    "title": ("histoire de tours", 2**53 + 1, 42),
    "recent": (1_780_000_000, 42),
}


def read(cursor: str, *, sort: str = "relevance", page: int = 1) -> Place:
    return cursors.read(SearchRequest(cursor=cursor, sort=sort, page=page))


@pytest.mark.parametrize("sort", list(SORTS))
@pytest.mark.parametrize("backwards", [False, True])
def test_a_place_is_read_as_it_was_written(sort: str, backwards: bool) -> None:
    place = Place(20_000, PLACES[sort], backwards)
    assert read(cursors.write(place, sort=sort), sort=sort) == place


def test_near_the_first_page_a_cursor_is_a_number() -> None:
    hits = [{"sort": [1.5, 9, 1]}, {"sort": [1.0, 7, 2]}]
    assert cursors.after(hits, 40, size=20, sort="relevance") == "o40"
    assert cursors.before(hits, 40, size=20, sort="relevance") == "o20"
    assert cursors.before(hits, 10, size=20, sort="relevance") == "o0"
    assert read("o40") == Place(40)


def test_past_the_window_a_cursor_stands_beside_a_hit() -> None:
    hits = [{"sort": [1.5, 9, 1]}, {"sort": [1.0, 7, 2]}]
    following = read(cursors.after(hits, WINDOW, size=20, sort="relevance"))
    assert following == Place(WINDOW, (1.0, 7, 2))
    preceding = read(cursors.before(hits, WINDOW + 40, size=20, sort="relevance"))
    assert preceding == Place(WINDOW + 20, (1.5, 9, 1), backwards=True)
    assert read(cursors.before(hits, WINDOW, size=20, sort="relevance")) == Place(WINDOW - 20), "and back to numbers"


def test_a_cursor_of_another_order_tells_its_rank_only() -> None:
    cursor = cursors.write(Place(20_000, (1789, 12, 42)), sort="oldest")
    assert read(cursor, sort="title") == Place(20_000)


def packed(values: object) -> str:
    return "o20000.a." + base64.urlsafe_b64encode(json.dumps(values).encode()).rstrip(b"=").decode()


@pytest.mark.parametrize(
    ("sort", "values"),
    [
        ("oldest", ["oldest", "1789", 1, 1]),
        ("oldest", ["oldest", 1789, 1, 10**30]),
        ("oldest", ["oldest", 1789, 10**30, 1]),
        ("oldest", ["oldest", 10**12, 1, 1]),
        ("oldest", ["oldest", True, 1, 1]),
        ("oldest", ["oldest", 1789, 1]),
        ("relevance", ["relevance", None, 1, 1]),
        ("title", ["title", {"$gt": ""}, 1, 1]),
        ("recent", {"recent": 1}),
        ("recent", []),
    ],
)
def test_a_cursor_that_was_tampered_with_is_no_place(sort: str, values: object) -> None:
    assert read(packed(values), sort=sort) == Place(20_000)


@pytest.mark.parametrize("cursor", ["no cursor of ours", "o", "o-1", "o1.x.e30", "o20.a.", "o20.a.%%%", "o9999999999999"])
def test_what_is_no_cursor_leaves_the_page_asked_for(cursor: str) -> None:
    assert read(cursor, page=3) == Place(40)


@given(st.text(max_size=60).map(lambda text: f"o7.a.{text}") | st.text(max_size=60))
def test_nothing_written_in_a_cursor_is_an_error(cursor: str) -> None:
    assert read(cursor).rank >= 0


def test_the_other_engine_goes_on_from_the_same_rank() -> None:
    cursor = cursors.write(Place(20_000, (1789, 12, 42)), sort="oldest")
    assert _offset(SearchRequest(cursor=cursor, sort="oldest")) == 20_000


def test_the_opposite_order_is_opposite_in_every_part() -> None:
    assert cursors.sort_of("newest") == [{"newest": "desc"}, {"tie": "asc"}, {"id": "asc"}]
    assert cursors.sort_of("newest", backwards=True) == [{"newest": "asc"}, {"tie": "desc"}, {"id": "desc"}]
