"""Pictures made in processes of their own: two at once, but one that takes much memory is alone."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

import pytest
from PIL import Image

from catalogue.pictures.child import HANDS
from catalogue.pictures.making import Made, make

SAVED = {
    "plain.jpg": {},
    "progressive.jpg": {"progressive": True},
    "plain.tif": {},
}


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    picture = Image.effect_noise((640, 480), 60).convert("RGB")
    for name, options in SAVED.items():
        picture.save(tmp_path / name, **options)
    picture.convert("CMYK").save(tmp_path / "cmyk.tif")
    return tmp_path


def held(folder: Path, how: int) -> int:
    """The other hand, at work in the same folder."""
    hands = os.open(folder / HANDS, os.O_WRONLY | os.O_CREAT)
    fcntl.flock(hands, how)
    return hands


@pytest.mark.parametrize("name", [*SAVED, "cmyk.tif"])
def test_whatever_it_is_a_picture_is_made_when_nobody_else_is_at_work(sources: Path, name: str) -> None:
    assert isinstance(make(sources / name, sources / "made"), Made)


@pytest.mark.parametrize("name", ["plain.jpg", "plain.tif"])
def test_a_plain_picture_is_made_beside_another(sources: Path, name: str) -> None:
    other = held(sources, fcntl.LOCK_SH)
    try:
        assert isinstance(make(sources / name, sources / "made"), Made)
    finally:
        os.close(other)


@pytest.mark.parametrize("name", ["progressive.jpg", "cmyk.tif"])
def test_a_heavy_picture_waits_for_the_other_hand(sources: Path, name: str) -> None:
    other = held(sources, fcntl.LOCK_SH)
    waited = make(sources / name, sources / "made", seconds=4)
    os.close(other)
    assert not isinstance(waited, Made) and waited.code == "picture_costly"
    assert isinstance(make(sources / name, sources / "made"), Made)


def test_a_picture_waits_for_a_heavy_one(sources: Path) -> None:
    other = held(sources, fcntl.LOCK_EX)
    assert not isinstance(make(sources / "plain.jpg", sources / "made", seconds=4), Made)
    os.close(other)
    assert isinstance(make(sources / "plain.jpg", sources / "made"), Made)
