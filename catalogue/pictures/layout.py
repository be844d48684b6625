"""The files that a picture is cut into (IIIF Image API 3.0, level 0): its tiles at each scale, and the whole where it is not too large."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

TILE = 1024  # pixels: some sixty files of a picture of 40 megapixels
WHOLE = 4096  # of the longest side of what is given in one file: an A3 page at 300 points an inch
SMALLEST = 200  # of the longest side: below, nothing smaller is of use in a list
ENDING = "/0/default.jpg"
CONTEXT = "http://iiif.io/api/image/3/context.json"
FULL, MAX = "full", "max"
_REGION = re.compile(r"(\d{1,6}),(\d{1,6}),(\d{1,6}),(\d{1,6})", re.ASCII)
_SIZE = re.compile(r"(\d{1,6}),(\d{1,6})", re.ASCII)


class Part(NamedTuple):
    """One file: its ``name`` below the address of the image, and the ``box`` (left, top, right, bottom) of it in the picture reduced by
    ``factor``.
    """

    name: str
    factor: int
    box: tuple[int, int, int, int]


@dataclass(frozen=True)
class Layout:
    """A picture of ``width`` × ``height`` pixels."""

    width: int
    height: int

    def size(self, factor: int) -> tuple[int, int]:
        """What is left of it when each ``factor`` pixels become one."""
        return -(-self.width // factor), -(-self.height // factor)

    @cached_property
    def factors(self) -> tuple[int, ...]:
        """Of its tiles: 1, 2, 4 … until one tile holds all of it."""
        found = [1]
        while max(self.size(found[-1])) > TILE:
            found.append(found[-1] * 2)
        return tuple(found)

    @cached_property
    def wholes(self) -> tuple[int, ...]:
        """The factors by which it is given in one file, the largest size first; never empty."""
        factor = 1
        found: list[int] = []
        while not found or max(self.size(factor)) >= SMALLEST:
            if max(self.size(factor)) <= WHOLE:
                found.append(factor)
            factor *= 2
        return tuple(found)

    def parts(self) -> Iterator[Part]:
        """Every file, by growing factor."""
        for factor in sorted({*self.factors, *self.wholes}):
            wide, tall = self.size(factor)
            if factor in self.wholes:
                yield Part(_name(FULL, (wide, tall)), factor, (0, 0, wide, tall))
            if factor in self.factors and max(wide, tall) > TILE:
                yield from self._tiles(factor, wide, tall)

    def _tiles(self, factor: int, wide: int, tall: int) -> Iterator[Part]:
        for top in range(0, tall, TILE):
            for left in range(0, wide, TILE):
                right, bottom = min(left + TILE, wide), min(top + TILE, tall)
                region = (left * factor, top * factor, min(right * factor, self.width), min(bottom * factor, self.height))
                shown = f"{region[0]},{region[1]},{region[2] - region[0]},{region[3] - region[1]}"
                yield Part(_name(shown, (right - left, bottom - top)), factor, (left, top, right, bottom))

    def named(self, region: str, size: str) -> str:
        """The file that answers what is asked as version 3 writes it ("full" or "x,y,w,h"; "max" or "w,h"); "" where there is none."""
        box = (0, 0, self.width, self.height) if region == FULL else _numbers(_REGION, region)
        if not box:
            return ""
        if box == (0, 0, self.width, self.height):
            asked = self.size(self.wholes[0]) if size == MAX else _numbers(_SIZE, size)
            return _name(FULL, asked) if asked in [self.size(factor) for factor in self.wholes] else ""
        asked = box[2:] if size == MAX else _numbers(_SIZE, size)
        return _name(region, asked) if self._is_tile(box, asked) else ""

    def _is_tile(self, box: tuple[int, ...], asked: tuple[int, ...]) -> bool:
        left, top, wide, tall = box
        for factor in self.factors:
            across = TILE * factor
            fits = (wide, tall) == (min(across, self.width - left), min(across, self.height - top))
            if fits and left % across == top % across == 0 and asked == (-(-wide // factor), -(-tall // factor)):
                return True
        return False

    def preview(self, width: int) -> str:
        """The file of the whole that is about ``width`` pixels wide: the smallest that is nearly as wide, else the largest."""
        sizes = [self.size(factor) for factor in self.wholes]
        return _name(FULL, next((size for size in reversed(sizes) if size[0] >= width * 0.6), sizes[0]))

    def info(self, address: str) -> dict[str, Any]:
        """The info.json of the image at ``address``."""
        sizes = [self.size(factor) for factor in reversed(self.wholes)]
        told: dict[str, Any] = {
            "@context": CONTEXT,
            "id": address,
            "type": "ImageService3",
            "protocol": "http://iiif.io/api/image",
            "profile": "level0",
            "width": self.width,
            "height": self.height,
            "sizes": [{"width": wide, "height": tall} for wide, tall in sizes],
            "tiles": [{"width": TILE, "height": TILE, "scaleFactors": list(self.factors)}],
        }
        if sizes[-1] != (self.width, self.height):
            told |= {"maxWidth": sizes[-1][0], "maxHeight": sizes[-1][1]}
        return told


def _name(region: str, size: tuple[int, ...]) -> str:
    return f"{region}/{size[0]},{size[1]}{ENDING}"


def _numbers(shape: re.Pattern[str], text: str) -> tuple[int, ...]:
    written = shape.fullmatch(text)
    return tuple(int(number) for number in written.groups()) if written else ()
