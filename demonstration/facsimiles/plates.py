"""Small engraved views for an album that a library deposits by itself: nothing is to be learnt from them, and each says so."""

from __future__ import annotations

from io import BytesIO

from demonstration.facsimiles.scenes import engraved, view
from demonstration.facsimiles.sheet import BLACK, GREY, RAG, Sheet

SIZE = (1240, 940)
_BOX = (1000, 640)
_FOOT = "Planche dessinée par un programme pour la démonstration : elle ne montre aucun lieu"


def plate(number: int, caption: str) -> bytes:
    """A view under its caption, as JPEG; the same one each time."""
    sheet = Sheet(seed=f"album-{number}", size=SIZE, kind=RAG)
    sheet.mask(BLACK).paste(engraved(view(sheet.rng, _BOX, f"{caption} vue"), sheet.rng), (120, 90))
    sheet.pen().rectangle((114, 84, 126 + _BOX[0], 96 + _BOX[1]), outline=255, width=2)
    sheet.write(f"Pl. {number}", x=SIZE[0] - 120, y=60, face="italic", size=26, anchor="rm")
    size = sheet.fitting(caption, face="italic", largest=44, width=_BOX[0])
    sheet.write(caption, x=SIZE[0] / 2, y=800, face="italic", size=size)
    sheet.write(_FOOT, x=SIZE[0] / 2, y=870, face="italic", size=20, ink=GREY)
    written = BytesIO()
    sheet.finish().save(written, "JPEG", quality=88)
    return written.getvalue()
