"""The date that a citation gives: the document's own, with its doubts."""

from __future__ import annotations

from dataclasses import dataclass

from catalogue.citations.cleaning import bare, line
from catalogue.core.description import Description
from catalogue.core.rules.dates import principal_date


@dataclass(frozen=True, slots=True)
class Issued:
    """When a document appeared: the years it may cover, both included, either missing where it is open or unknown.

    ``circa`` where the years are somebody's guess; ``written`` is the date as the document or its cataloguer wrote it.
    """

    start: int | None = None
    end: int | None = None
    circa: bool = False
    written: str = ""

    @property
    def is_known(self) -> bool:
        """Whether a year is known at all."""
        return self.start is not None

    @property
    def is_one_year(self) -> bool:
        """Whether it is one year and no other."""
        return self.start is not None and self.start == self.end


def issued(description: Description) -> Issued:
    """The date of a description for citations."""
    date = principal_date(description)
    if date is None:
        return Issued()
    return Issued(date.start, date.end, date.uncertain, bare(line(date.display)))


def years(found: Issued) -> str:
    """The years in figures: "1562", "1793-1794", "1871-" for what went on; "" where no year is known."""
    if found.start is None:
        return ""
    if found.end is None:
        return f"{found.start}-"
    return str(found.start) if found.start == found.end else f"{found.start}-{found.end}"
