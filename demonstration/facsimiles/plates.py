"""The plates of an album that a library deposits by itself: letters and ornaments as printers keep them, cut for this demonstration."""

from __future__ import annotations

import math
from collections.abc import Callable
from io import BytesIO

from demonstration.facsimiles import devices, ornaments
from demonstration.facsimiles.sheet import BLACK, BLUE, GREY, RAG, RED, Sheet

SIZE = (1240, 1640)
_FOOT = "Planche composée par un programme pour la démonstration : elle ne reproduit aucun document"


def _frontispiece(sheet: Sheet) -> None:
    ornaments.border(sheet, inset=190, kind="flowers")
    for y, text, face, size in (
        (430, "LETTRES", "roman", 120),
        (540, "& ornements", "italic", 84),
        (640, "pour servir aux imprimeurs", "italic", 52),
    ):
        sheet.write(
            text, x=SIZE[0] / 2, y=y, face=face, size=size, ink=RED if face == "roman" else BLACK, spacing=0.08 if face == "roman" else 0
        )
    ornaments.rule(sheet, 730, width=420, kind="swelled")
    devices.device(sheet, SIZE[0] / 2, 1010, 210, emblem=1)


def _initials(sheet: Sheet) -> None:
    for place, letter in enumerate("ABCDEFGHILMNOPRS"):
        left, top = 200 + place % 4 * 222, 240 + place // 4 * 270
        ink, ground = ((RED, BLUE), (BLACK, GREY), (BLUE, RED))[place % 3]
        ornaments.initial(sheet, letter, (left, top, left + 180, top + 180), ink=ink, ground=ground)


def _bands(sheet: Sheet) -> None:
    for place, kind in enumerate(("plain", "double", "swelled", "dotted")):
        ornaments.rule(sheet, 250 + place * 70, width=820, kind=kind)
    for place, height in enumerate((60, 84, 110)):
        ornaments.headpiece(sheet, 580 + place * 190, width=820, height=height)
    for place in range(17):
        ornaments.leaf(sheet, 230 + place * 48, 1250, 40, angle=place * math.pi / 8)
        ornaments.leaf(sheet, 230 + place * 48, 1360, 26, angle=-place * math.pi / 4, ink=RED if place % 2 else BLACK)


def _devices(sheet: Sheet) -> None:
    for place in range(9):
        devices.device(sheet, 310 + place % 3 * 310, 380 + place // 3 * 400, 150, emblem=place, frame=place)


_PLATES: tuple[Callable[[Sheet], None], ...] = (_frontispiece, _initials, _bands, _devices)


def plate(number: int, caption: str) -> bytes:
    """The plate of that number, from 1, over its caption, as JPEG; the same one each time."""
    sheet = Sheet(seed=f"album-{number}", size=SIZE, kind=RAG)
    _PLATES[number - 1](sheet)
    sheet.write(f"Pl. {number}", x=SIZE[0] - 120, y=90, face="italic", size=30, anchor="rm")
    size = sheet.fitting(caption, face="italic", largest=44, width=SIZE[0] - 240)
    sheet.write(caption, x=SIZE[0] / 2, y=SIZE[1] - 130, face="italic", size=size)
    sheet.write(_FOOT, x=SIZE[0] / 2, y=SIZE[1] - 66, face="italic", size=22, ink=GREY)
    written = BytesIO()
    sheet.finish().save(written, "JPEG", quality=88)
    return written.getvalue()
