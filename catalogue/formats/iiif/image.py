"""Images: the grid of tiles that an info.json announces, and the addresses of its tiles in each version of the Image API."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from catalogue.formats.iiif.manifest import service_version
from catalogue.formats.iiif.values import Json, NotIiif, length, objects, read

TILE = 512  # where a server cuts any region and prefers none
LARGEST_TILE = 2048
PREVIEW = 1000  # width in pixels that a page shows before the viewer opens
SMALL = 120  # the same of one page among others
TAKEN_AWAY = 3000  # the same of what a reader keeps
_REGION = re.compile(r"(\d{1,6}),(\d{1,6}),(\d{1,6}),(\d{1,6})", re.ASCII)
_SIZE = re.compile(r"(\d{1,6}),(\d{1,6})", re.ASCII)
_LEVEL = re.compile(r"level([012])|#level([012])")


@dataclass(frozen=True, slots=True)
class Grid:
    """An image of ``width`` × ``height`` pixels in tiles of one size at several scale factors. ``version`` and ``level`` are the server's;
    ``sizes`` are those in which the whole is given.
    """

    width: int
    height: int
    tile_width: int
    tile_height: int
    factors: tuple[int, ...]
    version: int
    level: int
    sizes: tuple[tuple[int, int], ...] = ()

    def info(self, address: str) -> Json:
        """The info.json of the same image under another address, in version 3, level 0: tiles and nothing else."""
        return {
            "@context": "http://iiif.io/api/image/3/context.json",
            "id": address,
            "type": "ImageService3",
            "protocol": "http://iiif.io/api/image",
            "profile": "level0",
            "width": self.width,
            "height": self.height,
            "tiles": [{"width": self.tile_width, "height": self.tile_height, "scaleFactors": list(self.factors)}],
        }

    def tile(self, region: str, size: str) -> str:
        """What to ask of the server for a tile asked of us in version 3; an empty string for what is no tile of this grid."""
        whole = region == "full"
        box = (0, 0, self.width, self.height) if whole else _numbers(_REGION, region)
        asked = (self.width, self.height) if size == "max" else _numbers(_SIZE, size)
        if not box or not asked:
            return ""
        left, top, wide, tall = box
        for factor in self.factors:
            across, down = self.tile_width * factor, self.tile_height * factor
            placed = (
                left % across == 0 and top % down == 0 and (wide, tall) == (min(across, self.width - left), min(down, self.height - top))
            )
            if asked == (-(-wide // factor), -(-tall // factor)) and (placed or whole) and max(asked) <= LARGEST_TILE:
                return self._path(region, asked)
        return ""

    def preview(self, width: int = PREVIEW) -> str:
        """What to ask of the server for the whole image, ``width`` pixels wide or about; "" where it gives tiles only."""
        if self.level > 0:
            wide = min(self.width, width)
            return self._path("full", (wide, max(round(self.height * wide / self.width), 1)))
        known = sorted(size for size in self.sizes if max(size) <= LARGEST_TILE) or [
            (-(-self.width // factor), -(-self.height // factor))
            for factor in sorted(self.factors, reverse=True)
            if self.width <= self.tile_width * factor and self.height <= self.tile_height * factor
        ]
        if not known:
            return ""
        return self._path("full", next((size for size in known if size[0] >= width * 0.6), known[-1]))

    def part(self, share: tuple[float, float, float, float], *, width: int = PREVIEW) -> str:
        """What to ask of the server for a part of the image, in hundredths (left, top, width, height); "" where it cuts tiles only."""
        if self.level == 0:
            return ""
        left, top = round(self.width * share[0] / 100), round(self.height * share[1] / 100)
        wide = max(min(round(self.width * share[2] / 100), self.width - left), 1)
        tall = max(min(round(self.height * share[3] / 100), self.height - top), 1)
        shown = min(wide, width)
        return self._path(f"{left},{top},{wide},{tall}", (shown, max(round(tall * shown / wide), 1)))

    def _path(self, region: str, size: tuple[int, int]) -> str:
        """In the canonical form of each version: ``w,h`` and ``max`` in 3, ``w,`` and ``full`` in 2, ``w,`` and ``native`` in 1."""
        forms = (f"{size[0]},{size[1]}", "max") if self.version == 3 else (f"{size[0]},", "full")
        said = forms[region == "full" and size == (self.width, self.height)]
        return f"{region}/{said}/0/{'native' if self.version == 1 else 'default'}.jpg"


def _numbers(shape: re.Pattern[str], text: str) -> tuple[int, ...]:
    written = shape.fullmatch(text)
    return tuple(int(number) for number in written.groups()) if written else ()


def read_info(data: bytes, *, version: int = 0) -> Grid | None:
    """Read an info.json; None for an image in whole sizes only; raises NotIiif. ``version``: where info.json does not tell."""
    info = read(data)
    width, height = length(info.get("width")), length(info.get("height"))
    if not width or not height:
        raise NotIiif("no size")
    told = any(key in info for key in ("type", "@context", "profile"))
    version = service_version(info) if told else version or 2
    level = _level(info.get("profile"))
    tiles = _announced(info)
    if not tiles and level == 0:
        return None
    tile_width, tile_height, factors = tiles or (TILE, TILE, ())
    if not factors:
        factors = tuple(2**power for power in range(12) if power == 0 or max(width, height) > TILE * 2 ** (power - 1))
    sizes = tuple((length(one.get("width")), length(one.get("height"))) for one in objects(info.get("sizes"))[:40])
    return Grid(width, height, tile_width, tile_height, factors, version, level, tuple(size for size in sizes if all(size)))


def _announced(info: Json) -> tuple[int, int, tuple[int, ...]] | None:
    """Width, height and scale factors of the tiles: ``tiles`` since version 2, ``tile_width`` and ``scale_factors`` in version 1."""
    for one in objects(info.get("tiles")):
        wide = length(one.get("width"))
        if 0 < wide <= LARGEST_TILE:
            return wide, min(length(one.get("height")) or wide, LARGEST_TILE), _factors(one.get("scaleFactors"))
    wide = length(info.get("tile_width"))
    if 0 < wide <= LARGEST_TILE:
        return wide, min(length(info.get("tile_height")) or wide, LARGEST_TILE), _factors(info.get("scale_factors"))
    return None


def _factors(value: Any) -> tuple[int, ...]:
    return tuple(sorted({one for one in value if isinstance(one, int) and 0 < one <= 4096})) if isinstance(value, list) else ()


def _level(profile: Any) -> int:
    """The compliance level that a profile names, 0 where it names none: then nothing but what is announced is asked for."""
    for one in profile if isinstance(profile, list) else [profile]:
        level = _LEVEL.search(one) if isinstance(one, str) else None
        if level:
            return int(level[1] or level[2])
    return 0
