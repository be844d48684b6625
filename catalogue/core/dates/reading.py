"""A date as written, read: the notations of machines first, then the grammar of title pages and cataloguers."""

from __future__ import annotations

import re
from functools import lru_cache

from catalogue.core.dates.combining import combine
from catalogue.core.dates.grammar import is_doubtful, moments_of
from catalogue.core.dates.machine import machine_years
from catalogue.core.dates.scanning import LONGEST, fold, scan
from catalogue.core.dates.years import Years, is_year
from catalogue.core.description import DateSpan
from catalogue.core.kinds import DateKind

# What nearly every record says: "1899", "[1899]", "cop. 1984", "DL 2017", "2000-2004", "1955-".
_USUAL = re.compile(r"\[?(?:c|cop\. |DL |impr\. |© ?)?\[?(\d{4})\]?(-\[?(\d{4})?\]?)?\.?")


def parse(text: str, *, kind: DateKind = "publication", place: str = "", w3c: bool = False) -> DateSpan:
    """The date written in ``text``, with the years it may cover; both are None where nobody can tell ("s.d.", "sans date").

    ``kind`` and ``place`` are copied into the answer (see :class:`DateSpan`). ``w3c``: the field holds W3CDTF, where "1908-11" is
    November 1908; elsewhere it is 1908 to 1911, uncertain. Never raises; ``start`` ≤ ``end`` where both are known.
    """
    years = read(text, w3c=w3c)
    return DateSpan(
        display=text,
        start=years.start,
        end=years.end,
        uncertain=years.uncertain,
        calendar=years.calendar,
        kind=kind,
        place=place,
    )


def read(text: str, *, w3c: bool = False) -> Years:
    """The years written in ``text``; ``UNKNOWN`` where there are none. Never raises; in a time linear in the text."""
    if usual := _USUAL.fullmatch(text):
        first, last = int(usual[1]), int(usual[3] or usual[1])
        if is_year(first) and is_year(last) and first <= last:
            return Years(first, last if usual[3] or not usual[2] else None)
    return _read(text[:LONGEST], w3c)


@lru_cache(maxsize=16384)
def _read(text: str, w3c: bool) -> Years:
    if years := machine_years(text, w3c=w3c):
        return years
    tokens = scan(fold(text))
    moments, other_words = moments_of(tokens, w3c=w3c)
    return combine(moments, doubtful=is_doubtful(tokens), other_words=other_words)
