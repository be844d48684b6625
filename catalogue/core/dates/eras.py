"""Years of other calendars among the tokens of a date: the Republic's, with its days and months, Liberty's, Hijri and Hebrew ones."""

from __future__ import annotations

from collections.abc import Sequence

from catalogue.core.dates import calendars, republican
from catalogue.core.dates.moments import Moment
from catalogue.core.dates.numbers import kind, past, small_number, word
from catalogue.core.dates.scanning import Token
from catalogue.core.dates.words import FILLERS, MONTHS, REPUBLICAN_MONTHS, TO

_AN = frozenset({"an", "ans", "annee", "annees"})
_AROUND = FILLERS - _AN
Day = tuple[int | None, int]  # day of the month, month


def republican_at(tokens: Sequence[Token], at: int, *, goes_on: bool) -> tuple[Moment | None, int] | None:
    """A year of the Republic or of Liberty from token ``at`` on, and the place after; the moment is None where the year is a reign's.

    ``goes_on``: the place follows a Republican year and a dash, so that a bare numeral is another ("an II-IV").
    """
    days, place = _days(tokens, at)
    place = past(tokens, place, signs="',.", words=_AROUND) if days else place
    number = _year_number(tokens, place, bare=bool(days) or goes_on)
    if number is None:
        return None
    year, place = number
    era = _era(tokens, place)
    if era is not None:
        return era[0](year) if callable(era[0]) else None, era[1]
    place = _past_republic(tokens, place)
    if year not in republican.YEARS:
        return None
    if not days:
        days, place = _days_after(tokens, place)
    return _moment(year, days), place


def _moment(year: int, days: list[Day]) -> Moment:
    try:
        first = republican.to_gregorian(year, month=days[0][1], day=days[0][0]) if days else republican.to_gregorian(year)
        last = republican.to_gregorian(year, month=days[-1][1], day=days[-1][0]) if days else first
    except ValueError:
        first = last = republican.to_gregorian(year)
    return Moment(first[0].year, max(first[0], last[1]).year, "republican", number=year)


def _days(tokens: Sequence[Token], at: int) -> tuple[list[Day], int]:
    """Republican months with or without their days, up to two with a dash between."""
    days: list[Day] = []
    place = at
    while len(days) < 2:
        day = small_number(tokens, place) if kind(tokens, place) in ("number", "word") and word(tokens, place) not in _AN else None
        month_at = past(tokens, day[1], signs=".", words=frozenset({"de", "du", "er"})) if day else place
        month = 13 if word(tokens, month_at) == "COMPLEMENTARY" else REPUBLICAN_MONTHS.get(word(tokens, month_at))
        if month is None:
            break
        days.append((day[0] if day else None, month))
        place = past(tokens, month_at + 1, signs=".", words=frozenset())
        linked = word(tokens, place) in TO | {"-", "et"}
        if not linked or word(tokens, place + 1) in _AN:
            break
        place += 1
    if days and word(tokens, place - 1) in TO | {"-", "et"}:
        place -= 1
    return days, place


def _days_after(tokens: Sequence[Token], at: int) -> tuple[list[Day], int]:
    """The month after the year: "an II, 9 thermidor"; not the month of the next year."""
    place = past(tokens, at, signs=",(", words=frozenset({"le"}))
    days, end = _days(tokens, place)
    after = past(tokens, end, signs=",.'", words=_AROUND)
    if not days or word(tokens, after) in _AN or small_number(tokens, after):
        return [], at
    return days, end


def _year_number(tokens: Sequence[Token], at: int, *, bare: bool) -> tuple[int, int] | None:
    """The number of a year: after "an", before "année de la liberté", or bare where a Republican month or year stands before."""
    if word(tokens, at) in _AN:
        number = small_number(tokens, past(tokens, at + 1, signs="", words=frozenset()))
        return (number[0], number[1]) if number and word(tokens, number[1]) not in ("cent", "cens") else None
    number = small_number(tokens, at)
    if number is None:
        return None
    if word(tokens, number[1]) in _AN and word(tokens, number[1] + 1) in ("REPUBLIC", "LIBERTY", "EQUALITY"):
        return number[0], number[1] + 1
    if not bare or word(tokens, number[1]) in MONTHS or word(tokens, number[1]) in REPUBLICAN_MONTHS:
        return None
    after_sign = kind(tokens, number[1] + 1) in ("number", "word", "year") and word(tokens, number[1]) in ("/", ".")
    return None if after_sign else (number[0], number[1])


def _era(tokens: Sequence[Token], at: int) -> tuple[object, int] | None:
    """The era that is not the Republic's, as what makes a moment of its year, and the place after it."""
    place = past(tokens, at, signs=",", words=frozenset({"de"}))
    said = word(tokens, place) if kind(tokens, place) == "idiom" else ""
    if said == "LIBERTY":
        return _liberty, _past_second_era(tokens, place + 1)
    if said == "EQUALITY":
        return _equality, place + 1
    return (None, place + 1) if said in ("REGNAL", "HEBREW") else None


def _liberty(year: int) -> Moment | None:
    return Moment(*calendars.liberty(year), "liberty") if year in calendars.LIBERTY_YEARS else None


def _equality(year: int) -> Moment | None:
    return Moment(*calendars.equality(year), "liberty") if year in calendars.EQUALITY_YEARS else None


def _past_second_era(tokens: Sequence[Token], at: int) -> int:
    """Past "et premier de l'égalité", "et Ier de la République": the same year again."""
    place = past(tokens, at, signs=",", words=frozenset({"et", "l", "an", "le"}))
    number = small_number(tokens, place)
    if number and word(tokens, number[1]) in ("EQUALITY", "REPUBLIC"):
        return number[1] + 1
    return at


def _past_republic(tokens: Sequence[Token], at: int) -> int:
    place = past(tokens, at, signs=",", words=frozenset({"de"}))
    return place + 1 if word(tokens, place) == "REPUBLIC" else at


def other_calendar_at(tokens: Sequence[Token], at: int) -> tuple[Moment, int] | None:
    """A Hijri or a Hebrew year that says which it is, before or after its number, or in Hebrew letters; and the place after."""
    if kind(tokens, at) == "word" and (letters := calendars.hebrew_letters(tokens[at].text)):
        return Moment(*calendars.hebrew(letters), "hebrew", number=letters), at + 1
    if kind(tokens, at) == "idiom" and kind(tokens, at + 1) in ("year", "number"):
        dated = _dated(tokens[at].text, tokens[at + 1])
        return (dated, at + 2) if dated else None
    if kind(tokens, at) not in ("year", "number"):
        return None
    place = past(tokens, at + 1, signs="[(", words=frozenset({"de", "l"}))
    said = (
        "HIJRI" if word(tokens, place) in ("h", "q") and kind(tokens, place) == "word" and len(tokens[at].text) > 2 else word(tokens, place)
    )
    dated = _dated(said, tokens[at]) if kind(tokens, place) == "idiom" or said == "HIJRI" else None
    if dated:
        return dated, place + 1
    if tokens[at].kind == "number" and len(tokens[at].text) == 4 and tokens[at].first in range(5200, calendars.HEBREW_YEARS.stop):
        return Moment(*calendars.hebrew(tokens[at].first), "hebrew", vague=True, number=tokens[at].first), at + 1
    return None


def _dated(said: str, token: Token) -> Moment | None:
    number = token.first
    if len(token.text) < 3:
        return None  # "2. H. 15. Jh.": the second half
    if said == "HIJRI" and number in calendars.HIJRI_YEARS:
        return Moment(*calendars.hijri(number), "hijri", number=number)
    if said == "SOLAR" and number in calendars.HIJRI_YEARS:
        return Moment(*calendars.persian(number), "hijri", number=number)
    if said == "HEBREW" and number in calendars.HEBREW_YEARS:
        return Moment(*calendars.hebrew(number), "hebrew", number=number)
    return None
