"""The exhibitions and paths of the demonstration stand on notices that exist, and on pictures that are drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

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
    found = {
        story.name: reading_minutes(Piece(one["type"], one["id"], one["value"]) for one in story.pieces) for story in reading.stories()
    }
    assert min(found.values()) >= 2
    assert {"exhibition", "path"} == {story.kind for story in reading.stories()}
