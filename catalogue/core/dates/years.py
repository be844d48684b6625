"""The years that a date may cover, and the bounds of what can be a year."""

from __future__ import annotations

from typing import NamedTuple

from catalogue.core.kinds import Calendar

CIRCA = 5  # "ca 1600" may be five years earlier or later
EARLIEST = 100  # "0001" and the like fill a field, they are no year
LATEST = 2100


class Years(NamedTuple):
    """The years a date may cover, both ends included; ``end`` is None where it is open ("1955-", "après 1830")."""

    start: int | None = None
    end: int | None = None
    uncertain: bool = False
    calendar: Calendar = "gregorian"


UNKNOWN = Years(uncertain=True)


def is_year(number: int) -> bool:
    """Whether a number can be a year of our era that a document bears."""
    return EARLIEST <= number <= LATEST


def ordered(first: int, last: int) -> tuple[int, int]:
    """The two years, the earlier first."""
    return (first, last) if first <= last else (last, first)
