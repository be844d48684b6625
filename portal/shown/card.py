"""What is drawn where other sites show a link to a page that has no picture of its own: its words, and the address that holds them."""

from __future__ import annotations

import unicodedata
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Final, NamedTuple

from django.utils.crypto import constant_time_compare, salted_hmac

from portal.public import addresses

_BETWEEN: Final = "\x1f"
_KIND, _TITLE, _BESIDE = 40, 180, 90  # letters
_MARKS: Final = 2  # drawn on one letter
_READ: Final = 2000  # letters looked at, of whatever length


class Card(NamedTuple):
    """The words of a card. ``kind``: what the page is of; ``beside``: where that is, "" where it is nowhere."""

    language: str
    kind: str
    title: str
    beside: str


def path(card: Card) -> str:
    """Where the picture is; "" for a card without a title. Whoever wrote the words, they go into the address cut and cleaned, under a seal:
    what nobody but the portal can ask for costs no more than the portal's own pages.
    """
    words = Card(card.language, _plain(card.kind, _KIND), _plain(card.title, _TITLE), _plain(card.beside, _BESIDE))
    if not words.title:
        return ""
    told = urlsafe_b64encode(_BETWEEN.join(words).encode()).decode().rstrip("=")
    return addresses.card(told, _seal(told))


def read(told: str, seal: str) -> Card | None:
    """The words that an address holds; None where it was not the portal that made it."""
    if not constant_time_compare(seal, _seal(told)):
        return None
    return Card(*urlsafe_b64decode(told + "=" * (-len(told) % 4)).decode().split(_BETWEEN))


def _seal(told: str) -> str:
    return salted_hmac("portal.shown.card", told, algorithm="sha256").hexdigest()[:16]


def _plain(text: str, longest: int) -> str:
    """Letters, signs and single spaces: controls and what no font has a place for go, and marks past the second on one letter."""
    kept: list[str] = []
    marks = 0
    for char in unicodedata.normalize("NFC", text[:_READ]):
        category = unicodedata.category(char)
        marks = marks + 1 if category[0] == "M" else 0
        kept.append(" " if category[0] in "ZC" else char if marks <= _MARKS else "")
    whole = " ".join("".join(kept).split())
    return whole if len(whole) <= longest else f"{whole[:longest].rsplit(' ', 1)[0].rstrip(' ,;:.')}…"
