"""Every address that an info.json announces leads to a file, and no other address does."""

from __future__ import annotations

import json

import pytest

from catalogue.formats.iiif.image import read_info
from catalogue.pictures.layout import ENDING, Layout
from tests.selections import some

SIZES = [(40, 30), (1000, 700), (1024, 1024), (1025, 1024), (3000, 5000), (8000, 5000), (20_000, 300), (301, 20_001)]


@pytest.mark.parametrize("size", SIZES)
def test_every_tile_that_a_viewer_may_ask_for_is_there(size: tuple[int, int]) -> None:
    layout = Layout(*size)
    names = [part.name for part in layout.parts()]
    assert len(set(names)) == len(names)
    for part in some(layout.parts()):
        region, shown = part.name.removesuffix(ENDING).split("/")
        assert layout.named(region, shown) == part.name
        wide, tall = part.box[2] - part.box[0], part.box[3] - part.box[1]
        assert shown == f"{wide},{tall}" and max(wide, tall) <= 4096
    info = layout.info("https://x.example/iiif/1")
    for one in some(info["sizes"]):
        assert layout.named("full", f"{one['width']},{one['height']}") in names
    for factor in some(info["tiles"][0]["scaleFactors"]):
        across = 1024 * factor
        for left in range(0, size[0], across):
            for top in range(0, size[1], across):
                wide, tall = min(across, size[0] - left), min(across, size[1] - top)
                assert layout.named(f"{left},{top},{wide},{tall}", f"{-(-wide // factor)},{-(-tall // factor)}") in names


@pytest.mark.parametrize("size", SIZES)
def test_the_whole_is_given_at_the_largest_size_that_is_announced(size: tuple[int, int]) -> None:
    layout = Layout(*size)
    info = layout.info("https://x.example/iiif/1")
    largest = info["sizes"][-1]
    assert layout.named("full", "max") == f"full/{largest['width']},{largest['height']}{ENDING}"
    assert (info.get("maxWidth", size[0]), info.get("maxHeight", size[1])) == (largest["width"], largest["height"])
    assert layout.preview(1000) in {part.name for part in layout.parts()}


@pytest.mark.parametrize(
    ("region", "size"),
    [
        ("full", "1,1"), ("full", "^max"), ("0,0,1024,1024", "512,512"), ("1,0,1024,1024", "1024,1024"), ("0,0,0,0", "0,0"), ("full", ""),
        ("square", "max"), ("pct:0,0,10,10", "max"), ("0,0,99999,1024", "1024,1024"), ("-1,0,5,5", "5,5"), ("../..", "max"),
        ("9" * 40, "max"), ("٠,0,1024,1024", "1024,1024"),
    ],
)  # fmt: skip
def test_nothing_else_is_answered(region: str, size: str) -> None:
    assert Layout(8000, 5000).named(region, size) == ""


def test_our_own_reader_of_partners_images_reads_it() -> None:
    grid = read_info(json.dumps(Layout(8000, 5000).info("https://x.example/iiif/1")).encode())
    assert grid is not None and (grid.width, grid.height, grid.version, grid.level, grid.tile_width) == (8000, 5000, 3, 0, 1024)
