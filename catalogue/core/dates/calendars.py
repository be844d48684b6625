"""Years of other calendars as the Gregorian years they fall in: era of Liberty, Hijri, Persian, Hebrew."""

from __future__ import annotations

import datetime as dt

LIBERTY_YEARS = range(1, 15)
EQUALITY_YEARS = range(1, 4)
HIJRI_YEARS = range(1, 1501)
HEBREW_YEARS = range(5000, 5861)
_EPOCH = dt.date(622, 7, 19).toordinal()  # 1 Muharram of year 1, proleptic Gregorian
_DAYS_OF_THIRTY_YEARS = 10_631
# Letters of Hebrew numerals, final forms after their plain ones.
_LETTERS = dict(zip("אבגדהוזחטיכלמנסעפצקרשת", (*range(1, 11), *range(20, 100, 10), *range(100, 500, 100)), strict=True))
_LETTERS |= {"ך": 20, "ם": 40, "ן": 50, "ף": 80, "ץ": 90}


def liberty(year: int) -> tuple[int, int]:
    """The year of the era of Liberty: it began in July 1789, and its fourth year, by decree, on 1 January 1792."""
    return 1788 + year, 1788 + year


def equality(year: int) -> tuple[int, int]:
    """The year of the era of Equality, begun on 10 August 1792 and left for the Republic's."""
    return 1791 + year, 1791 + year


def hijri(year: int) -> tuple[int, int]:
    """First and last Gregorian year of a Hijri one, by the tabular calendar, a day of the moon's sighting allowed at each end."""
    first = _EPOCH + (year - 1) * 354 + (11 * year + 3) // 30
    after = _EPOCH + year * 354 + (11 * (year + 1) + 3) // 30
    return dt.date.fromordinal(first - 1).year, dt.date.fromordinal(after).year


def persian(year: int) -> tuple[int, int]:
    """First and last Gregorian year of a solar Hijri one, from March to March."""
    return year + 621, year + 622


def hebrew(year: int) -> tuple[int, int]:
    """First and last Gregorian year of a Hebrew one, from autumn to autumn."""
    return year - 3761, year - 3760


def hebrew_letters(word: str) -> int | None:
    """The year that Hebrew letters number, thousands left out as title pages do: ``תשס״ה`` gives 5765; None for another word."""
    letters = [char for char in word if char not in "\"'״׳"]
    if len(letters) < 2 or any(char not in _LETTERS for char in letters):
        return None
    year = sum(_LETTERS[char] for char in letters)
    return 5000 + year if 200 <= year <= 860 else None


def other_years(year: int) -> tuple[tuple[int, int], ...]:
    """The Gregorian years of ``year`` in each calendar where such a number is a year; for a year written twice, "1422/2001"."""
    if year in HEBREW_YEARS:
        return (hebrew(year),)
    return (hijri(year), persian(year)) if year in HIJRI_YEARS else ()
