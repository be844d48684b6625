"""What a block says, whatever it is of: laid out once for the frame, for the text to paste and for oEmbed."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil

from portal.public.press.calendar import Calendar
from portal.shown import scripts
from portal.shown.cover import Cover

DEFAULT, MOST = 5, 12  # documents in a block
WIDTH = 600  # pixels, where nobody asks for another
LEAST = 160  # pixels: a lower frame shows a title at most
_LETTER = 8.2  # pixels of a letter of the text
_SIDES = 42  # pixels beside the text
_LINE, _SMALL, _TITLE = 25, 21, 31  # pixels of a line
_AROUND = 145  # pixels of what every block has: its head and its foot, without their words
_COVER = 148  # pixels of a cover, and of what a narrow block saves by not having one
_NARROW = 400
_MONTH = 200, 268  # pixels of a month, wide and high
_LABEL, _PAD = 166, 13  # pixels of the label of a fact, and between two facts


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a block. ``beside``: what stands after its title in small; ``url`` is whole, "" where there is none."""

    title: scripts.Words
    url: str
    kind: str = ""
    beside: str = ""
    where: str = ""
    digital: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """Some lines under a heading, "" where the title of the block says what they are."""

    heading: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A block. ``kind`` stands above its title, ``way`` is what the link back says, ``source`` who wrote it, under ``licence``. Addresses
    are whole: ``url`` is the page it leads to, ``frame`` the block itself. ``calendar``: a year of a newspaper.
    """

    kind: str
    title: scripts.Words
    url: str
    frame: str
    way: str
    source: str
    licence: str = ""
    licence_url: str = ""
    lead: scripts.Words = field(default_factory=lambda: scripts.Words(""))
    facts: tuple[tuple[str, str], ...] = ()
    parts: tuple[Part, ...] = ()
    empty: str = ""
    digital: bool = False
    cover: Cover | None = None
    calendar: Calendar | None = None

    @property
    def first_words(self) -> str:
        """Its kind and its title in one line, for what has no other name: a frame, a link."""
        return f"{self.kind} – {self.title.text}" if self.kind else self.title.text


def height(block: Block, *, width: int = WIDTH) -> int:
    """About how many pixels high its frame is at a width, so that nothing of it is hidden: its words are counted, not measured."""
    room = max(width - _SIDES, 120)
    beside_cover = room - _COVER if block.cover and width >= _NARROW else room
    beside_label, label = (room - _LABEL, 0) if width >= _NARROW else (room, _SMALL)
    head = _rows(block.title.text, beside_cover, 1.45) * _TITLE + _rows(block.lead.text, beside_cover) * _LINE
    if block.cover and width >= _NARROW:
        head = max(head, _COVER)
    facts = sum(_rows(value, beside_label) * _LINE + label + _PAD for _, value in block.facts) + (_PAD if block.facts else 0)
    parts = sum((_LINE + 26 if part.heading else 12) + sum(_of_an_item(one, room) for one in part.items) for part in block.parts)
    if block.calendar:
        parts += ceil(len(block.calendar.months) / max(room // _MONTH[0], 1)) * _MONTH[1] + _PAD
    foot = (
        (_rows(block.source + block.licence, room, 0.85) + (width < _NARROW)) * _SMALL
        + _rows(block.empty, room) * _LINE
        + (2 * _PAD if block.empty else 0)
    )
    return _AROUND + head + facts + parts + foot


def _of_an_item(one: Item, room: int) -> int:
    small = _rows(one.beside, room, 0.85) + _rows(one.where, room, 0.85) + bool(one.kind)
    return _rows(one.title.text, room, 1.1) * _LINE + small * _SMALL + 17


def _rows(text: str, room: int, size: float = 1.0) -> int:
    return ceil(len(text) * _LETTER * size / max(room, 60))
