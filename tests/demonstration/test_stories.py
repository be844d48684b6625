"""The exhibitions, paths and articles of the demonstration stand on notices that exist, and on pictures that are drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest

from demonstration.notices import all_notices
from demonstration.stories import reading
from portal.pages.reading import Piece, is_region_wrong, reading_minutes

PICTURED = {notice.slug for notice in all_notices() if notice.digitised}


def _pictures(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, Mapping):
        if "ark" in value and "page" in value:
            yield value
        for inner in value.values():
            yield from _pictures(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _pictures(inner)


def test_every_notice_that_a_story_names_exists() -> None:
    told = reading.stories()
    assert len(told) >= 3
    for story in told:
        assert [name for name in reading.named(story.pieces) if name not in reading.records()] == [], story.name


def test_every_picture_is_drawn_described_and_cut_inside_the_page() -> None:
    told = reading.stories()
    assert len(told) >= 3
    for story in told:
        for piece in story.pieces:
            for picture in _pictures(piece):
                assert str(picture["ark"]) in PICTURED, (story.name, picture)
                assert picture["alt"]
            stages = piece["value"].get("stages", [])
            assert not any(is_region_wrong(stage["value"]) for stage in stages), story.name


def test_there_is_something_to_read() -> None:
    long = [story for story in reading.stories() if story.told.get("sort") not in {"actualite", "evenement"}]
    found = {story.name: reading_minutes(Piece(one["type"], one["id"], one["value"]) for one in story.pieces) for story in long}
    assert len(found) >= 9
    assert {name: minutes for name, minutes in found.items() if minutes < 2} == {}


def test_there_is_something_of_each_kind() -> None:
    told = reading.stories()
    count = Counter(story.kind for story in told)
    assert (count["exhibition"], count["path"], count["article"]) == (3, 3, 6)
    sorts = Counter(story.told["sort"] for story in told if story.kind == "article")
    assert sorts["evenement"] >= 2
    assert sorts["actualite"] >= 1
    assert sorts["ressource"] >= 1


@pytest.mark.parametrize("today", [date(2026, 11, 30), date(2028, 2, 27), date(2031, 5, 3)])
def test_an_event_is_to_come_whenever_the_set_is_loaded(today: date) -> None:
    events = [story.when for story in reading.stories() if story.told.get("sort") == "evenement"]
    assert events
    for when in events:
        assert when is not None
        first, last = when.seen_from(today)
        assert first.weekday() == when.weekday
        assert 0 <= (first - today).days - 7 * when.weeks < 7
        assert (last - first).days == when.days - 1
