"""Dates of coded fields, as the years they may cover: four characters of UNIMARC 100 or MARC 21 008, or two times four."""

from __future__ import annotations

import re
from functools import lru_cache

from catalogue.core.dates.years import Years, is_year


@lru_cache(maxsize=4096)
def coded_year(text: str) -> Years | None:
    """The years of four coded characters, as UNIMARC 100 and MARC 21 008 have them: "1789", "178u", "17  ", "18--"; None if no year.

    A missing digit is any of blank, ``u``, ``|``, ``-``, ``?``, ``.``, ``#``, ``x``.
    """
    match = re.fullmatch(r"(\d{1,4})([u|?.#x -]*)", text[:4].casefold())
    if not match or len(match[1]) + len(match[2]) != 4 or match[1] == "9999":
        return None
    unit = 10 ** len(match[2])
    first = int(match[1]) * unit
    if unit > 100 or not is_year(first):
        return None
    return Years(first, first + unit - 1, unit > 1)


def coded_range(first: str, last: str) -> Years | None:
    """The years from a coded date to another; open where the second is 9999, blank or absurd. None where the first is no year."""
    start = coded_year(first)
    if start is None:
        return None
    end = coded_year(last)
    if end is None or end.end is None or start.start is None or end.end < start.start:
        return Years(start.start, None, start.uncertain)
    return Years(start.start, max(end.end, start.end or end.end), start.uncertain or end.uncertain)
