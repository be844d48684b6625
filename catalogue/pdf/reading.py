"""Has a PDF opened in a process of its own: what a hostile file does to it is a word here, never the end of who asked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final, Literal

import msgspec

from catalogue.pictures.apart import said_by

SECONDS: Final = 30.0  # by the clock, for one file
HEAD: Final = 1024
SIGNATURE: Final = b"%PDF-"

Reason = Literal["broken", "locked", "long", "costly"]


@dataclass(frozen=True, slots=True)
class NotRead:
    """Nothing of it: the file is no PDF that can be read, a password locks it, it has too many pages (``count``), it costs too much."""

    reason: Reason
    count: int = 0


class _Said(msgspec.Struct, frozen=True):
    pages: list[str] = []
    refused: Reason | None = None
    count: int = 0


def is_pdf(head: bytes) -> bool:
    """Whether a file that begins so is a PDF: what viewers tolerate before the signature is tolerated (ISO 32000-1, annex H)."""
    return SIGNATURE in head[:HEAD]


def texts_of(data: bytes, *, most_pages: int, seconds: float = SECONDS) -> list[str] | NotRead:
    """The words of each page of a PDF, in order, "" of a page that has none."""
    with NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        said = _asked("texts", file.name, str(most_pages), seconds=seconds)
    return said if isinstance(said, NotRead) else said.pages


def count_of(path: Path, *, most_pages: int, seconds: float = SECONDS) -> int | NotRead:
    """How many pages a PDF has, where there are some and not too many."""
    said = _asked("count", str(path), seconds=seconds)
    if isinstance(said, NotRead):
        return said
    return said.count if 0 < said.count <= most_pages else NotRead("long" if said.count else "broken", said.count)


def _asked(*arguments: str, seconds: float) -> _Said | NotRead:
    said = said_by("catalogue.pdf.child", *arguments, seconds=seconds, form=_Said)
    if not isinstance(said, _Said):
        return NotRead(said)
    return NotRead(said.refused, said.count) if said.refused else said
