"""The French Republican calendar (1793-1805, and the Commune's year 79), to and from the Gregorian one.

Source: law of 4 frimaire year II; the year began at the autumn equinox of Paris, so that its first day was proclaimed.
"""

from __future__ import annotations

import datetime as dt

# The 1st of vendémiaire of each year in use.
_NEW_YEARS = {
    1: dt.date(1792, 9, 22), 2: dt.date(1793, 9, 22), 3: dt.date(1794, 9, 22), 4: dt.date(1795, 9, 23), 5: dt.date(1796, 9, 22),
    6: dt.date(1797, 9, 22), 7: dt.date(1798, 9, 22), 8: dt.date(1799, 9, 23), 9: dt.date(1800, 9, 23), 10: dt.date(1801, 9, 23),
    11: dt.date(1802, 9, 23), 12: dt.date(1803, 9, 24), 13: dt.date(1804, 9, 23), 14: dt.date(1805, 9, 23), 15: dt.date(1806, 9, 23),
    79: dt.date(1870, 9, 23), 80: dt.date(1871, 9, 23),
}  # fmt: skip
YEARS = frozenset({*range(1, 15), 79})
_LAST_DAY = dt.date(1805, 12, 31)  # senatus-consulte of 22 fructidor year XIII: our calendar again from the 1st of January 1806

MONTHS = (
    "vendemiaire", "brumaire", "frimaire", "nivose", "pluviose", "ventose", "germinal", "floreal", "prairial", "messidor", "thermidor",
    "fructidor", "complementaire",
)  # fmt: skip
_DAYS = 30


def length(year: int) -> int:
    """The number of days of a Republican year in use (365 or 366); raises ``ValueError`` for another year."""
    if year not in YEARS:
        raise ValueError(f"not a year of the Republic: {year}")
    return (_NEW_YEARS[year + 1] - _NEW_YEARS[year]).days


def to_gregorian(year: int, *, month: int | None = None, day: int | None = None) -> tuple[dt.date, dt.date]:
    """The first and the last Gregorian day of a Republican year, month (1 to 13, the last the complementary days) or day.

    Raises ``ValueError`` for a date the calendar does not have.
    """
    days = length(year)
    first = _NEW_YEARS[year]
    if month is None:
        last = first + dt.timedelta(days=days - 1)
        return first, min(last, _LAST_DAY) if first < _LAST_DAY else last
    in_month = _DAYS if month < 13 else days - 12 * _DAYS
    if not 1 <= month <= 13 or (day is not None and not 1 <= day <= in_month):
        raise ValueError(f"not a Republican date: {day}/{month}/{year}")
    start = first + dt.timedelta(days=(month - 1) * _DAYS + (day or 1) - 1)
    return start, start if day else start + dt.timedelta(days=in_month - 1)


def from_gregorian(date: dt.date) -> tuple[int, int, int]:
    """The Republican (year, month, day) of a Gregorian date; raises ``ValueError`` outside the years in use."""
    for year in YEARS:
        if _NEW_YEARS[year] <= date < _NEW_YEARS[year + 1]:
            month, day = divmod((date - _NEW_YEARS[year]).days, _DAYS)
            return year, month + 1, day + 1
    raise ValueError(f"outside the Republican calendar: {date}")
