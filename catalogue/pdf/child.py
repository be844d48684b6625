"""``python -m catalogue.pdf.child FILE``: the words of a PDF's pages, in a process that a hostile file may bring down alone.

Prints one line of JSON: the texts of its pages, or why there are none. PDFium as it is built for Python runs no script of a PDF.
"""

from __future__ import annotations

import json
import sys
from typing import Any, Final

import pypdfium2

from catalogue.pictures.bounds import bound

MEMORY: Final = 2 * 2**30  # bytes of addresses
SECONDS: Final = 25  # of the processor
LONGEST_PAGE: Final = 200_000  # characters
LONGEST: Final = 10_000_000  # of all pages
_LOCKED: Final = (4, 5)  # FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY of PDFium


def texts(path: str, most: int) -> dict[str, Any]:
    """What became of a file."""
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        return {"refused": "locked" if getattr(error, "err_code", None) in _LOCKED else "broken"}
    count = len(document)
    if count > most:
        return {"refused": "long", "count": count}
    pages: list[str] = []
    room = LONGEST
    for number in range(count):
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


def main(path: str, most: str) -> dict[str, Any]:
    """The same, whatever happens."""
    try:
        return texts(path, int(most))
    except MemoryError:
        return {"refused": "costly"}
    except Exception as error:
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        return {"refused": "broken"}


if __name__ == "__main__":
    bound(memory=MEMORY, seconds=SECONDS)
    sys.stdout.write(json.dumps(main(*sys.argv[1:3])))
