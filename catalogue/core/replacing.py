"""Words found in a text and others put in their place: whole or not, accents and capitals told apart or not."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

_LETTERS: Final = {"œ": "oe", "æ": "ae", "ß": "ss", "’": "'"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for. ``whole``: no letter nor figure right before or after; ``exact``: accents and capitals as they are typed."""

    words: str
    by: str
    whole: bool = False
    exact: bool = False


def places(text: str, wanted: Wanted) -> list[tuple[int, int]]:
    """Where the words stand in a text: (start, end) of each, none over another, in their order; not where it says already what is to be
    put there, accents and capitals included.
    """
    signs = _signs(text, exact=wanted.exact)
    looked_in = "".join(sign for sign, _ in signs)
    looked_for = "".join(sign for sign, _ in _signs(wanted.words, exact=wanted.exact))
    if not looked_for.strip():
        return []
    starts: dict[int, int] = {}  # of each character of the text, where its sign begins in what is looked in
    position = 0
    for place, (sign, _) in enumerate(signs):
        starts[position] = place if sign else starts.get(position, place)
        position += len(sign)
    starts[position] = len(signs)
    found: list[tuple[int, int]] = []
    at = looked_in.find(looked_for)
    while at >= 0:
        start, end = starts.get(at), starts.get(at + len(looked_for))
        fits = start is not None and end is not None and not (wanted.whole and _inside(looked_in, at, len(looked_for)))
        if fits:
            first, last = signs[start][1], signs[end][1] if end < len(signs) else len(text)  # type: ignore[index,operator]
            found += [(first, last)] if text[first:last] != wanted.by else []
        at = looked_in.find(looked_for, at + (len(looked_for) if fits else 1))
    return found


def replaced(text: str, wanted: Wanted, chosen: Collection[int]) -> str:
    """The text with the words replaced at the chosen places, by their numbers in :func:`places`."""
    said, after = [], 0
    for number, (start, end) in enumerate(places(text, wanted)):
        if number in chosen:
            said += [text[after:start], wanted.by]
            after = end
    return "".join([*said, text[after:]])


def _signs(text: str, *, exact: bool) -> list[tuple[str, int]]:
    """Each character with the marks that follow it, as it is compared, and where it begins in the text."""
    signs: list[tuple[str, int]] = []
    for place, character in enumerate(text):
        if unicodedata.combining(character) and signs:
            sign, begins = signs[-1]
            signs[-1] = (unicodedata.normalize("NFC", sign + character) if exact else sign, begins)
        elif exact:
            signs.append((unicodedata.normalize("NFC", character), place))
        else:
            bare = "".join(one for one in unicodedata.normalize("NFKD", character.casefold()) if not unicodedata.combining(one))
            signs.append(("".join(_LETTERS.get(one, one) for one in bare), place))
    return signs


def _inside(text: str, start: int, length: int) -> bool:
    """Whether what stands there is a part of a longer word."""
    before, after = text[start - 1 : start], text[start + length : start + length + 1]
    return (before.isalnum() and text[start].isalnum()) or (after.isalnum() and text[start + length - 1].isalnum())
