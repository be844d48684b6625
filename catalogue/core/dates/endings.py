"""The end of a range that is written by its last figures alone: "1914-18", "de 1914 à 18"."""

from __future__ import annotations

from collections.abc import Sequence

from catalogue.core.dates.moments import Moment
from catalogue.core.dates.numbers import SEPARATORS, kind, past, word
from catalogue.core.dates.scanning import Token
from catalogue.core.dates.words import MONTHS, REPUBLICAN_MONTHS

_LONGEST_MONTH = 31
_NOTHING = frozenset[str]()


def last_figures(tokens: Sequence[Token], at: int, *, before: Moment | None) -> Moment | None:
    """ "de 1914 à 18", "déc. 1903-janv. 04": the end of a range by its last two figures, which end the date too."""
    if before is None or before.kind not in ("year", "day") or before.ancient:
        return None
    if len(tokens[at].text) != 2 or tokens[at].last or past(tokens, at + 1, signs="[]()<>.?", words=_NOTHING) < len(tokens):
        return None
    year = before.start - before.start % 100 + tokens[at].first
    return Moment(year, year, vague=True) if year > before.start else None


def abbreviated(moment: Moment, tokens: Sequence[Token], at: int, *, w3c: bool) -> tuple[Moment, int] | None:
    """ "1914-18", "1750/51", "1962-<80>": the end of a range by its last figures; None for a month or something else."""
    place = past(tokens, at, signs="]>", words=_NOTHING)
    if word(tokens, place) not in ("-", "/"):
        return None
    dash = word(tokens, place)
    place = past(tokens, place + 1, signs="[<", words=_NOTHING)
    if kind(tokens, place) != "number" or len(tokens[place].text) > 2 or tokens[place].last:
        return None
    figures, after = tokens[place].text, word(tokens, place + 1)
    is_day = int(figures) <= _LONGEST_MONTH and after in SEPARATORS and tokens[place + 1].glued and kind(tokens, place + 2) == "number"
    if is_day or after in MONTHS or after in REPUBLICAN_MONTHS:
        return None
    unit = 10 ** len(figures)
    turns = figures == "00" and moment.start % 100 == 99  # "1899-00"
    last = moment.start + 1 if turns else moment.start - moment.start % unit + int(figures)
    is_month = len(figures) == 2 and 1 <= int(figures) <= 12
    if w3c and (is_month or (dash == "-" and 21 <= int(figures) <= 41 and last <= moment.start)):
        return moment._replace(kind="day"), place + 1
    if last <= moment.start:
        return moment, place + 1
    ended = moment._replace(end=last, kind="range", vague=is_month or turns or w3c)
    more = abbreviated(moment._replace(start=last, end=last), tokens, place + 1, w3c=w3c)  # "1842-43-44"
    return (ended._replace(end=more[0].end), more[1]) if more and more[0].kind == "range" else (ended, place + 1)
