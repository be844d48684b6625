"""The typographic cover of a document without a picture: its own title, type and date, dressed as its century printed."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from portal.shown import scripts, words

# last year of a manner of making books → the style of its cover
MANNERS = ((1500, "early"), (1814, "handpress"), (1914, "industrial"))
WIDE = {"map", "print", "photograph", "postcard", "drawing", "painting", "image"}
LONGEST = 110
_NARROW = ((17, "narrower"), (12, "narrow"))  # letters of the longest word → the style whose letters let it hold on a line
_LETTERS_A_LINE, _MOST_LINES, _BETWEEN = 15, 6, 36  # of a cover drawn as a picture of 300 by 400


@dataclass(frozen=True, slots=True)
class Cover:
    """What the cover says, and the classes that dress it."""

    title: scripts.Words
    type: str
    date: str
    classes: str


def cover(*, title: str, language: str = "", document_type: str, year: int | None, date: str) -> Cover:
    """The cover of a document. ``year`` decides the manner, ``date`` is what is written; both may be missing."""
    manner = "modern" if year is None else next((name for last, name in MANNERS if year <= last), "modern")
    wide = " cover--wide" if document_type in WIDE else ""
    shown = _short(title)
    widest = max(map(len, shown.replace("-", "- ").split()), default=0)
    narrow = next((f" cover--{name}" for least, name in _NARROW if widest >= least), "")
    return Cover(
        title=scripts.words(shown, language=language),
        type=words.label("document_type", document_type),
        date=date,
        classes=f"cover cover--{manner}{wide}{narrow}",
    )


def drawn(found: Cover) -> list[tuple[int, str]]:
    """The lines of the title on a cover drawn as a picture, each with its height; what does not hold ends in an ellipsis."""
    lines = textwrap.wrap(found.title.text, _LETTERS_A_LINE, max_lines=_MOST_LINES, placeholder="…") or [""]
    top = 205 - _BETWEEN * (len(lines) - 1) // 2
    return [(top + _BETWEEN * number, line) for number, line in enumerate(lines)]


def _short(title: str) -> str:
    if len(title) <= LONGEST:
        return title
    return title[:LONGEST].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"
