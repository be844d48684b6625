"""The typographic cover of a document without a picture: its own title, type and date, dressed as its century printed."""

from __future__ import annotations

from dataclasses import dataclass

from portal.public.presenters import scripts, words

# last year of a manner of making books → the style of its cover
MANNERS = ((1500, "early"), (1814, "handpress"), (1914, "industrial"))
WIDE = {"map", "print", "photograph", "postcard", "drawing", "painting", "image"}
LONGEST = 110


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
    return Cover(
        title=scripts.words(_short(title), language=language),
        type=words.label("document_type", document_type),
        date=date,
        classes=f"cover cover--{manner}{wide}",
    )


def _short(title: str) -> str:
    if len(title) <= LONGEST:
        return title
    return title[:LONGEST].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"
