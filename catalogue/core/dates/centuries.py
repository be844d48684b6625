"""Centuries and their parts: "2e moitié du XVIIIe siècle", "s. XV ex.", "fin XVe-début XVIe", "IIIe s. av. J.-C."."""

from __future__ import annotations

from collections.abc import Sequence

from catalogue.core.dates.moments import Moment
from catalogue.core.dates.numbers import is_roman, kind, part_of_century, past, small_number, word
from catalogue.core.dates.scanning import Token
from catalogue.core.dates.words import AND, CENTURY, CENTURY_AFTER, CENTURY_BEFORE, FILLERS, MILLENNIUM, OR, TO

_LAST = 21
_WHOLE = (1, 100)
_LINKS = TO | AND | OR | {"-", "/"}
_BETWEEN_NUMERAL_AND_PART = ".,(:["


def century_at(tokens: Sequence[Token], at: int) -> tuple[Moment, int] | None:
    """The century or the two that stand from token ``at`` on, as one moment, and the place after; None where there is none."""
    named = word(tokens, at) in CENTURY_BEFORE and kind(tokens, at) == "word"
    first = past(tokens, at + 1, signs=".", words=frozenset()) if named else at
    if named and not is_roman(tokens, first):
        return None
    spans: list[Moment] = []
    sure = named
    place = first
    while (one := _one_century(tokens, place, named=named)) is not None:
        moment, said, end = one
        sure = sure or said
        spans.append(moment)
        place = end
        linked = past(tokens, place, signs="", words=frozenset())
        if word(tokens, linked) not in _LINKS or len(spans) == 3:
            break
        following = past(tokens, linked + 1, signs=".", words=frozenset({"du", "de", "le", "la", "d", "l", "s", "saec"}))
        if _one_century(tokens, following, named=named) is None:
            break
        place = following
    else:
        if not spans:
            return None
    if not spans or not sure:
        return None
    if spans[-1].ancient:
        spans = [span if span.ancient else span.before_christ() for span in spans] if not _era_said(tokens, first, place) else spans
    return spans[0]._replace(start=min(span.start for span in spans), end=max(span.end for span in spans)), place


def _era_said(tokens: Sequence[Token], first: int, after: int) -> bool:
    return any(token.text == "AD" for token in tokens[first:after])


def _one_century(tokens: Sequence[Token], at: int, *, named: bool) -> tuple[Moment, bool, int] | None:
    """One century with its part, whether it is surely one, and the place after."""
    part = part_of_century(tokens, at)
    place = past(tokens, part[1], signs="'.-", words=FILLERS - CENTURY_BEFORE) if part else at
    if part and word(tokens, place) in CENTURY_BEFORE:  # "segunda mitad del siglo XVII"
        numeral = past(tokens, place + 1, signs=".", words=frozenset())
        named, place = (True, numeral) if is_roman(tokens, numeral) else (named, place)
    number = small_number(tokens, place)
    if number is None or not 1 <= number[0] <= _LAST:
        return None
    century, place, ordinal = number
    roman = is_roman(tokens, place - 1) or is_roman(tokens, place - 2)
    late = _late_part(tokens, place, century_said=named)
    if late and part is None:
        part, place = late, late[1]
    after = past(tokens, place, signs=".", words=frozenset())
    if kind(tokens, after) == "word" and word(tokens, after) in MILLENNIUM:
        return _aged(tokens, Moment((century - 1) * 1000 + 1, century * 1000, "century", vague=True), after + 1)
    if word(tokens, place) == "." and kind(tokens, place + 1) == "word" and word(tokens, place + 1) in CENTURY:
        place += 1  # "15. Jahrhundert"
    said = named or _is_century_word(tokens, place, ordinal=ordinal)
    if said and not named:
        place += 1
        place += word(tokens, place) == "."
        late = _late_part(tokens, place, century_said=True)
        if late and part is None:
            part, place = late, late[1]
    said = said or ((roman or part is not None) and ordinal and century >= 11 and not _counts_something(tokens, place))
    low, high = part[0] if part else _WHOLE
    moment = Moment((century - 1) * 100 + low, (century - 1) * 100 + high, "century", vague=True)
    aged, _, place = _aged(tokens, moment, place)
    return aged, said, place


def _aged(tokens: Sequence[Token], moment: Moment, place: int) -> tuple[Moment, bool, int]:
    if word(tokens, place) == "BC":
        if moment.end - moment.start > 99:
            return moment._replace(start=-moment.end, end=-moment.start, ancient=True), True, place + 1
        return moment.before_christ(), True, place + 1
    return moment, True, place + (word(tokens, place) == "AD")


def _is_century_word(tokens: Sequence[Token], at: int, *, ordinal: bool) -> bool:
    text = word(tokens, at)
    if kind(tokens, at) != "word" or text not in CENTURY_AFTER:
        return False
    return text not in ("c", "cent") or ordinal


def _late_part(tokens: Sequence[Token], at: int, *, century_said: bool) -> tuple[tuple[int, int], int] | None:
    """A part written after its century: "XVe s., fin", "s. XV ex.", "XVIIIe siècle (2e moitié)"; not one that leads to another century."""
    place = past(tokens, at, signs=_BETWEEN_NUMERAL_AND_PART if century_said else ".", words=frozenset())
    part = part_of_century(tokens, place, after=True)
    if part is None:
        return None
    following = past(tokens, part[1], signs="'.")
    if kind(tokens, following) in ("year", "vague"):
        return None
    number = small_number(tokens, following)
    if number and 1 <= number[0] <= _LAST and (is_roman(tokens, following) or _is_century_word(tokens, number[1], ordinal=True)):
        return None
    return part[0], part[1] + (word(tokens, part[1]) == ".")


def _counts_something(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word follows, which the numeral numbers: a regiment, a congress."""
    return kind(tokens, at) == "word" and word(tokens, at) not in _LINKS
