"""Has a picture made in a process of its own: what a hostile file does to it is a sentence here, never the end of a worker."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from catalogue.core.messages import Message
from catalogue.pictures.apart import said_by
from catalogue.pictures.refusals import Refused

AT_ONCE: Final = 2  # in the whole service: readers have the rest of the machine
SECONDS: Final = 75.0  # by the clock: a task lasts a hundred at most


@dataclass(frozen=True, slots=True)
class Made:
    """A picture in files: its width and height in pixels, the bytes of all of them."""

    width: int
    height: int
    bytes: int


class _Said(msgspec.Struct, frozen=True):
    width: int = 0
    height: int = 0
    bytes: int = 0
    refused: dict[str, object] | None = None


def make(source: Path, folder: Path, *, page: int = 0, seconds: float = SECONDS) -> Made | Message:
    """Read the file at ``source`` and write its tiles under ``folder``; a message where no picture can be made of it. ``page``: that of
    a PDF, from 1.
    """
    files = [str(source), str(folder)]
    module, *arguments = ("catalogue.pdf.child", "page", *files, str(page)) if page else ("catalogue.pictures.child", *files)
    said = said_by(module, *arguments, seconds=seconds, form=_Said)
    if not isinstance(said, _Said):
        return Refused("picture_costly" if said == "costly" else "picture_damaged").message
    return Message.of_json(said.refused) if said.refused else Made(said.width, said.height, said.bytes)
