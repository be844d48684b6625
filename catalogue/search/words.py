"""What a reader typed, read: words, groups kept together, words left out, call numbers and identifiers. Nothing typed is an error."""

from __future__ import annotations

import re

from catalogue.search.dates import FoundDate, find_dates
from catalogue.search.echo import as_typed
from catalogue.search.groups import Group, Words
from catalogue.search.reading import MAX_WORDS, Reading
from catalogue.search.request import SearchRequest
from catalogue.search.result import Understood
from catalogue.search.synonyms import NO_SYNONYMS, Synonyms

__all__ = ["MAX_BYTES", "MAX_WORDS", "Group", "Words", "cut_to_limit", "read_request", "read_words", "understood"]

MAX_BYTES = 1024

_PIECE = re.compile(r"""(?P<minus>(?<!\S)-)?(?:["“”«](?P<phrase>[^"“”«»]*)["“”»]?|(?P<chunk>[^\s"“”«»]+))""")
_DASH = re.compile(r"(?<!\S)-(?=\S)")


def cut_to_limit(text: str) -> tuple[str, bool]:
    """``text`` within :data:`MAX_BYTES` of UTF-8, and whether something was cut."""
    raw = text.encode("utf-8", "ignore")
    return (raw[:MAX_BYTES].decode("utf-8", "ignore"), True) if len(raw) > MAX_BYTES else (raw.decode(), False)


def read_words(text: str, *, synonyms: Synonyms = NO_SYNONYMS, dates: bool = True, dashes: bool = True) -> Words:
    """Read what was typed. Words of little meaning (« de », « la ») are required only where there is nothing else.

    ``dates``: whether dates are years as well as words, and ET and OU in capitals are not words, as in the box; between quotes, or
    after a dash, they are words. ``dashes``: whether a dash before a word leaves it out.
    """
    text, cut = cut_to_limit(text)
    text = text if dashes else _DASH.sub(" ", text)
    pieces = list(_PIECE.finditer(text))
    reading = Reading(cut, synonyms, _dates(text, pieces) if dates else [], operators=dates and text != text.upper())
    for match in pieces:
        if reading.room() <= 0:
            reading.cut = True
            break
        reading.take(match)
    return reading.words(text)


def read_request(request: SearchRequest) -> Words:
    """The words of the box, read with the request's synonyms."""
    return read_words(request.words, synonyms=request.synonyms, dashes=request.dashes)


def _dates(text: str, pieces: list[re.Match[str]]) -> list[FoundDate]:
    """The dates outside quotes and exclusions."""
    plain = list(text)
    for match in pieces:
        if match["minus"] or match["phrase"] is not None:
            plain[match.start() : match.end()] = "\x00" * (match.end() - match.start())
    return list(find_dates("".join(plain)))


def understood(request: SearchRequest, words: Words) -> Understood:
    """How the request was read, for the page to show."""
    return Understood(
        words=words.kept,
        phrases=tuple(" ".join(phrase) for phrase in words.phrases),
        excluded=tuple(" ".join(found) for found in words.excluded),
        fields=request.fields,
        dates=words.dates,
        synonyms=tuple((as_typed(request.words, typed.split()), others) for typed, others in words.synonyms),
        cut=words.cut,
        offers=words.offers,
    )
