"""``python -m catalogue.pdf.child …``: opens a PDF in a process that a hostile file may bring down alone; prints one line of JSON.

``count FILE``: how many pages it has. ``texts FILE MOST``: the words of each. ``page FILE FOLDER NUMBER``: a page as a picture, cut into
its files. PDFium as it is built for Python runs no script of a PDF.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pypdfium2
from PIL import Image

from catalogue.pictures.bounds import bound
from catalogue.pictures.cutting import cut
from catalogue.pictures.refusals import Refused

MEMORY: Final = 2 * 2**30  # bytes of addresses
SECONDS: Final = 60  # of the processor
LONGEST_PAGE: Final = 200_000  # characters
LONGEST: Final = 10_000_000  # of all pages
POINTS: Final = 72  # of an inch, in a PDF (ISO 32000-1, 8.3.2.3)
FINE: Final = 300  # pixels of an inch, as books are digitised
MOST_PIXELS: Final = 40_000_000
LONGEST_SIDE: Final = 12_000
SHORTEST_SIDE: Final = 16
_LOCKED: Final = (4, 5)  # FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY of PDFium


def count(path: str) -> dict[str, Any]:
    """How many pages a file has."""
    return {"count": len(pypdfium2.PdfDocument(path))}


def texts(path: str, most: str) -> dict[str, Any]:
    """The words of each page, of a file that has no more than so many."""
    document = pypdfium2.PdfDocument(path)
    if len(document) > int(most):
        return {"refused": "long", "count": len(document)}
    pages: list[str] = []
    room = LONGEST
    for number in range(len(document)):
        pages.append(_text(document, number)[: min(LONGEST_PAGE, room)])
        room -= len(pages[-1])
    return {"pages": pages}


def _text(document: pypdfium2.PdfDocument, number: int) -> str:
    """The words of a page; none of one that cannot be opened."""
    try:
        text: str = document[number].get_textpage().get_text_bounded()
    except pypdfium2.PdfiumError:
        return ""
    return text.encode("utf-8", "ignore").decode()


def page(path: str, folder: str, number: str) -> dict[str, Any]:
    """A page drawn on white and cut into files under ``folder``; a message where it cannot be drawn."""
    try:
        return cut(_drawn(pypdfium2.PdfDocument(path)[int(number) - 1]), Path(folder))
    except (pypdfium2.PdfiumError, IndexError, ValueError) as error:
        raise Refused("picture_pdf_page") from error


def _drawn(found: pypdfium2.PdfPage) -> Image.Image:
    """At 300 pixels an inch, fewer where that is too large a picture."""
    wide, tall = found.get_size()
    if min(wide, tall) <= 0:
        raise Refused("picture_pdf_page")
    scale = min(FINE / POINTS, (MOST_PIXELS / (wide * tall)) ** 0.5, LONGEST_SIDE / max(wide, tall))
    if min(wide, tall) * scale < SHORTEST_SIDE:
        raise Refused("picture_pdf_page")
    image: Image.Image = found.render(scale=scale).to_pil()
    return image if image.mode in ("RGB", "L") else image.convert("RGB")


def main(deed: str, *arguments: str) -> dict[str, Any]:
    """What became of a file, whatever happens."""
    deeds: dict[str, Callable[..., dict[str, Any]]] = {"count": count, "texts": texts, "page": page}
    try:
        return deeds[deed](*arguments)
    except Refused as error:
        return {"refused": error.message.as_json()}
    except pypdfium2.PdfiumError as error:
        return {"refused": "locked" if getattr(error, "err_code", None) in _LOCKED else "broken"}
    except MemoryError:
        return {"refused": Refused("picture_costly").message.as_json() if deed == "page" else "costly"}
    except Exception as error:
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        return {"refused": Refused("picture_pdf_page").message.as_json() if deed == "page" else "broken"}


if __name__ == "__main__":
    bound(memory=MEMORY, seconds=SECONDS)
    sys.stdout.write(json.dumps(main(*sys.argv[1:])))
