"""The portal's own type as pictures are written in it: which font has which letters, words set in runs, lines that hold in a width."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from itertools import groupby, pairwise
from operator import itemgetter
from typing import NamedTuple

from django.conf import settings
from PIL import ImageFont, features
from PIL.ImageFont import FreeTypeFont

SERIF, SANS = "serif", "sans"
# The two files of each face, as the front-end's packages cut them, then what a system may have for the letters that neither has.
_FILES = {
    SERIF: ("source-serif-4-latin-wght-normal.woff2", "source-serif-4-latin-ext-wght-normal.woff2"),
    SANS: ("atkinson-hyperlegible-latin-400-normal.woff2", "atkinson-hyperlegible-latin-ext-400-normal.woff2"),
}
_SYSTEM = {SERIF: ("DejaVuSerif-Bold.ttf", "DejaVuSans-Bold.ttf", "DejaVuSans.ttf"), SANS: ("DejaVuSans.ttf",)}
_WEIGHT = 600  # of the variable face
_ARABIC = ("\u0600", "\u08ff")
_RIGHT_TO_LEFT = ("R", "AL")
_NO_LETTER = "\U0010fffe"  # never assigned (Unicode §23.7): what a font draws for it, it draws for whatever it lacks


class Run(NamedTuple):
    """Letters of one font, as they are set."""

    text: str
    font: FreeTypeFont


def is_right_to_left(text: str) -> bool:
    """Whether the first letter that has a direction goes from right to left."""
    told = (unicodedata.bidirectional(char) for char in text)
    return next((one for one in told if one in ("L", *_RIGHT_TO_LEFT)), "L") in _RIGHT_TO_LEFT


@lru_cache(maxsize=64)
def _fonts(face: str, size: int) -> tuple[FreeTypeFont, ...]:
    """The fonts of a face at a size in pixels, the portal's own first; the one inside Pillow where this machine has none."""
    folder = settings.VAR_DIR / "vendor" / "fonts"
    found = []
    for name in (*(str(folder / file) for file in _FILES[face]), *_SYSTEM[face]):
        with suppress(OSError):
            font = ImageFont.truetype(name, size)
            if face == SERIF and name.endswith(".woff2"):
                font.set_variation_by_axes([_WEIGHT])
            found.append(font)
    default = ImageFont.load_default(size=size) if not found else None
    return tuple(found) if found else ((default,) if isinstance(default, FreeTypeFont) else ())


@lru_cache(maxsize=4096)
def _has(font: FreeTypeFont, char: str) -> bool:
    return char.isspace() or bytes(font.getmask(char)) != bytes(font.getmask(_NO_LETTER))


def _letters(text: str) -> Iterator[str]:
    """Each letter with the marks that stand on it."""
    letter = ""
    for char in text:
        if letter and unicodedata.category(char)[0] != "M":
            yield letter
            letter = ""
        letter += char
    if letter:
        yield letter


def _set(letter: str, fonts: tuple[FreeTypeFont, ...]) -> tuple[str, FreeTypeFont] | None:
    """A letter and the first font that has it with its marks, else without them; None where none has it."""
    for part in (letter, letter[0]):
        for font in fonts:
            if all(_has(font, char) for char in part):
                return part, font
    return None


def runs(text: str, *, face: str, size: int) -> list[Run]:
    """The text in runs of one font each, in the order in which they are set; letters that nothing here can write are left out."""
    fonts = _fonts(face, size)
    known: list[tuple[str, FreeTypeFont]] = []
    for letter in _letters(text):
        if letter == " " and known:  # a space parts words, not runs: those of one script stay together
            known.append((letter, known[-1][1]))
        elif one := _set(letter, fonts):
            known.append(one)
    found = [Run("".join(part for part, _ in some), font) for font, some in groupby(known, itemgetter(1))]
    if _shapes():
        return found[::-1] if is_right_to_left(text) else found
    readable = [Run(run.text[::-1] if is_right_to_left(run.text) else run.text, run.font) for run in found if not _is_arabic(run.text)]
    return readable[::-1] if is_right_to_left(text) else readable


@lru_cache(maxsize=1)
def _shapes() -> bool:
    return features.check_feature("raqm") is True and features.check_feature("fribidi") is True


def _is_arabic(text: str) -> bool:
    return any(_ARABIC[0] <= char <= _ARABIC[1] for char in text)


def width(text: str, *, face: str, size: int) -> float:
    """How many pixels a line takes."""
    return sum(run.font.getlength(run.text) for run in runs(text, face=face, size=size))


def lines(text: str, *, face: str, size: int, room: float, most: int) -> tuple[list[str], bool]:
    """The text broken into lines that hold in ``room`` pixels, ``most`` at most, and whether all of it is there; else the last one ends in
    an ellipsis. A word that is wider than a line is broken where the line ends.
    """
    found: list[str] = []
    line = ""
    for word in _words(text, face=face, size=size, room=room):
        longer = f"{line} {word}" if line else word
        if not line or width(longer, face=face, size=size) <= room:
            line = longer
            continue
        found.append(line)
        line = word
        if len(found) == most:
            return [*found[:-1], _shortened(found[-1], face=face, size=size, room=room)], False
    return [*found, line] if line else found, True


def _words(text: str, *, face: str, size: int, room: float) -> Iterator[str]:
    for word in text.split(" "):
        if width(word, face=face, size=size) <= room:
            yield word
            continue
        cuts = [0]
        for end in range(1, len(word) + 1):
            if width(word[cuts[-1] : end], face=face, size=size) > room:
                cuts.append(max(end - 1, cuts[-1] + 1))
        yield from (word[start:end] for start, end in pairwise([*cuts, len(word)]))


def _shortened(line: str, *, face: str, size: int, room: float) -> str:
    while line and width(f"{line}…", face=face, size=size) > room:
        line = line[:-1]
    return f"{line.rstrip(' ,;:.')}…"
