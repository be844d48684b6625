"""From a digitised notice to its picture: the genre says which hand draws it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

from PIL import Image

from demonstration.facsimiles import books, images, maps, presses
from demonstration.facsimiles.faces import face
from demonstration.facsimiles.sheet import Sheet, photographed
from demonstration.imprints import years
from demonstration.notices import Notice

LAST_INCUNABLE, LAST_HAND_PRESS = 1500, 1814

GENRES: dict[str, Callable[[Notice], Sheet]] = {
    "incunable": books.incunable,
    "hand press": books.hand_press,
    "industrial": books.industrial,
    "newspaper": presses.newspaper,
    "score": presses.score,
    "manuscript": presses.manuscript,
    "map": maps.chart,
    "postcard": images.postcard,
    "photograph": images.photograph,
    "print": images.engraving,
    "poster": images.poster,
}


def genre(notice: Notice) -> str:
    """The key of GENRES for a notice: its kind, and for books and reviews the age of their press."""
    if notice.kind in GENRES:
        return notice.kind
    covered = years(notice)
    first = covered.first if covered else LAST_HAND_PRESS + 1
    if first <= LAST_INCUNABLE:
        return "incunable"
    return "hand press" if first <= LAST_HAND_PRESS else "industrial"


def draw(notice: Notice) -> Image.Image:
    """The page as it would be photographed, in RGB; the same pixels each time on one machine. The notice must be digitised."""
    sheet = GENRES[genre(notice)](notice)
    return photographed(sheet.finish(), rng=sheet.rng)


@cache
def edition() -> str:
    """What the pictures depend on beside the notices: this code, the fonts and the outlines of the machine; changes when they do."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    for name in ("roman", "sans", "oriental"):
        found = face(name, 20)
        digest.update(repr(found and found.getname()).encode())
    digest.update(str(maps.has_outlines()).encode())
    return digest.hexdigest()[:12]
