"""Level-0 images: every tile and every size that a picture's info.json announces, as files (IIIF Image API 2.1 and 3.0)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image

TILE = 512
FACTORS = (1, 2, 4, 8)
THUMBNAIL_FACTOR = 8
_QUALITY = 82


class Cut(NamedTuple):
    """One file of a level-0 image: the region as the address writes it, the part of the picture, and the size it is given in."""

    region: str
    box: tuple[int, int, int, int]
    width: int
    height: int

    @property
    def name(self) -> str:
        """Its file: a width tells the height, so that "512," and "512,640" are one file."""
        return f"{self.region.replace(',', '_')}-{self.width}.jpg"


def reduced(length: int, factor: int) -> int:
    """A length divided by a scale factor, rounded up as viewers round it."""
    return -(-length // factor)


def sizes(width: int, height: int) -> list[tuple[int, int]]:
    """The sizes in which the whole picture is given, smallest first."""
    return [(reduced(width, factor), reduced(height, factor)) for factor in sorted(FACTORS, reverse=True)]


def cuts(width: int, height: int) -> Iterator[Cut]:
    """Every file of a picture: the whole at each size, then the tiles of each scale factor."""
    for smaller, lower in sizes(width, height):
        yield Cut("full", (0, 0, width, height), smaller, lower)
    for factor in FACTORS:
        step = TILE * factor
        for top in range(0, height, step):
            for left in range(0, width, step):
                wide, tall = min(step, width - left), min(step, height - top)
                if (wide, tall) != (width, height):
                    box = (left, top, left + wide, top + tall)
                    yield Cut(f"{left},{top},{wide},{tall}", box, reduced(wide, factor), reduced(tall, factor))


def write(picture: Image.Image, folder: Path) -> None:
    """Write every file of ``picture`` into ``folder``, which must exist."""
    smaller = {factor: picture.resize((reduced(picture.width, factor), reduced(picture.height, factor)), Image.Resampling.LANCZOS)
               for factor in FACTORS}  # fmt: skip
    for cut in cuts(*picture.size):
        factor = next(one for one in FACTORS if reduced(cut.box[2] - cut.box[0], one) == cut.width)
        left, top = cut.box[0] // factor, cut.box[1] // factor
        tile = smaller[factor].crop((left, top, left + cut.width, top + cut.height))
        tile.save(folder / cut.name, "JPEG", quality=_QUALITY)


def info(width: int, height: int, *, address: str, version: int) -> dict[str, Any]:
    """The info.json of a picture served at ``address``, in version 2 or 3 of the Image API."""
    given = [{"width": smaller, "height": lower} for smaller, lower in sizes(width, height)]
    common = {
        "@context": f"http://iiif.io/api/image/{version}/context.json",
        "protocol": "http://iiif.io/api/image",
        "width": width,
        "height": height,
        "sizes": given,
        "tiles": [{"width": TILE, "height": TILE, "scaleFactors": list(FACTORS)}],
    }
    if version == 2:
        return {**common, "@id": address, "profile": ["http://iiif.io/api/image/2/level0.json"]}
    return {**common, "id": address, "type": "ImageService3", "profile": "level0"}
