"""Has the words of a PDF read in a process of its own: what a hostile file does to it is a word here, never the end of who asked."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final, Literal

import msgspec

SECONDS: Final = 30.0  # by the clock, for one file
ENVIRONMENT: Final = {"LC_ALL": "C.UTF-8"}  # none of ours: who reads hostile files needs no password
ROOT: Final = Path(__file__).resolve().parents[2]

Reason = Literal["broken", "locked", "long", "costly"]


@dataclass(frozen=True, slots=True)
class NotRead:
    """No words: the file is no PDF that can be read, a password locks it, it has too many pages (``count``), it costs too much."""

    reason: Reason
    count: int = 0


class _Said(msgspec.Struct, frozen=True):
    pages: list[str] = []
    refused: Reason | None = None
    count: int = 0


def texts_of(data: bytes, *, most_pages: int, seconds: float = SECONDS) -> list[str] | NotRead:
    """The words of each page of a PDF, in order, "" of a page that has none."""
    with NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        command = [sys.executable, "-m", "catalogue.pdf.child", file.name, str(most_pages)]
        try:
            done = subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, capture_output=True, timeout=seconds, check=False)
        except subprocess.TimeoutExpired:
            return NotRead("costly")
    try:
        said = msgspec.json.decode(done.stdout, type=_Said)
    except msgspec.DecodeError:  # it fell without a word: killed for its memory, its time, or by what the file made the reader do
        return NotRead("costly" if done.returncode < 0 else "broken")
    return NotRead(said.refused, said.count) if said.refused else said.pages
