"""Draws a card: paper, ink, one brick red; the title as large as it holds, what it is above, where it is below, the arch of the portal."""

from __future__ import annotations

import threading
from functools import lru_cache
from io import BytesIO
from typing import Final

from PIL import Image, ImageDraw

from portal.public.cards import type as typeface
from portal.shown.card import Card

EDITION: Final = "1"  # what is kept of cards is of one drawing: raised when it changes
WIDTH, HEIGHT = 1200, 630  # pixels: what those who show links ask for
PAPER, INK, INK_2, BRICK, RULE, ARCH = "#FBF9F4", "#1E1B16", "#5A5347", "#9C2F1B", "#DDD6C7", "#F2ECDF"
_SIDE, _TOP, _FOOT = 88, 76, 508
_ROOM = WIDTH - 2 * _SIDE
_SIZES = ((92, 2), (78, 3), (66, 3), (56, 4), (48, 5))  # of the title: pixels, lines at most
_LEADING = 1.16
_ONE_AT_A_TIME = threading.Lock()  # FreeType's faces are not for several threads; a card costs as much as a search


def draw(card: Card, *, tagline: str) -> bytes:
    """The card as PNG. ``tagline``: what the portal is, in the language of the card."""
    with _ONE_AT_A_TIME:
        sheet = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
        _large_arch(sheet)
        pen = ImageDraw.Draw(sheet)
        pen.rectangle((0, 0, WIDTH, 14), fill=BRICK)
        _line(pen, _fitting(card.kind, size=30, room=_ROOM), at=(_SIDE, _TOP + 26), face=typeface.SANS, size=30, ink=BRICK)
        _title(pen, card.title, below=bool(card.beside))
        if card.beside:
            right = typeface.is_right_to_left(card.title)
            said = _fitting(card.beside, size=32, room=_ROOM)
            _line(pen, said, at=(_SIDE, _FOOT - 42), face=typeface.SANS, size=32, ink=INK_2, right=right)
        pen.line((_SIDE, _FOOT, WIDTH - _SIDE, _FOOT), fill=RULE, width=2)
        sheet.paste(BRICK, (_SIDE, _FOOT + 30), _arch(56))
        _line(pen, "Traboule", at=(_SIDE + 76, _FOOT + 74), face=typeface.SERIF, size=42, ink=INK)
        after = _SIDE + 76 + typeface.width("Traboule", face=typeface.SERIF, size=42) + 28
        _line(pen, _fitting(tagline, size=26, room=WIDTH - _SIDE - after), at=(after, _FOOT + 73), face=typeface.SANS, size=26, ink=INK_2)
        written = BytesIO()
        sheet.quantize(colors=64, dither=Image.Dither.NONE).save(written, "PNG")
        return written.getvalue()


def _title(pen: ImageDraw.ImageDraw, title: str, *, below: bool) -> None:
    """In the largest size in which all of it holds, else the smallest and an ellipsis; in the middle of the room that it has."""
    top, bottom = _TOP + 52, _FOOT - (96 if below else 36)
    for size, most in _SIZES:
        found, whole = typeface.lines(title, face=typeface.SERIF, size=size, room=_ROOM, most=most)
        if whole and len(found) <= most and len(found) * size * _LEADING <= bottom - top:
            break
    step = size * _LEADING
    found = found[: int((bottom - top) // step)]
    first = (top + bottom - step * len(found)) / 2 + size * 0.86
    right = typeface.is_right_to_left(title)
    for place, line in enumerate(found):
        _line(pen, line, at=(_SIDE, first + place * step), face=typeface.SERIF, size=size, ink=INK, right=right)


def _fitting(text: str, *, size: int, room: float) -> str:
    """The text on one line, cut where it does not hold."""
    found, _ = typeface.lines(text, face=typeface.SANS, size=size, room=room, most=1)
    return found[0] if found else ""


def _line(pen: ImageDraw.ImageDraw, text: str, *, at: tuple[float, float], face: str, size: int, ink: str, right: bool = False) -> None:
    """A line on its foot line; ``right``: it ends at the right side of the card instead of beginning at ``at``."""
    x, y = at
    if right:
        x = WIDTH - _SIDE - typeface.width(text, face=face, size=size)
    for run in typeface.runs(text, face=face, size=size):
        pen.text((x, y), run.text, fill=ink, font=run.font, anchor="ls")
        x += run.font.getlength(run.text)


@lru_cache(maxsize=2)
def _arch(size: int) -> Image.Image:
    """The mark as a mask: an arch within an arch, drawn four times as large so that its edges are smooth. It stands in a square of 48."""
    unit = size * 4 / 48
    mask = Image.new("L", (size * 4, size * 4), 0)
    pen = ImageDraw.Draw(mask)
    for left, top, radius, filled in ((4, 4, 20, 255), (11, 12, 13, 0), (18, 24, 6, 255)):
        box = (left * unit, top * unit, (left + 2 * radius) * unit, (top + 2 * radius) * unit)
        pen.pieslice(box, 180, 360, fill=filled)
        pen.rectangle((box[0], (top + radius) * unit - 1, box[2], 44 * unit), fill=filled)
    return mask.resize((size, size), Image.Resampling.LANCZOS)


def _large_arch(sheet: Image.Image) -> None:
    """The same mark, pale and larger than the card, behind everything."""
    sheet.paste(ARCH, (WIDTH - 560, HEIGHT - 600), _arch(700))
