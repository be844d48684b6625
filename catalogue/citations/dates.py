"""The date that a citation gives: the document's own, with its doubts."""

from __future__ import annotations

from dataclasses import dataclass

from catalogue.citations import wording
from catalogue.citations.cleaning import bare, line
from catalogue.core.dates import CIRCA, words
from catalogue.core.description import DateSpan, Description
from catalogue.core.rules.dates import principal_date
from catalogue.core.text import fold


@dataclass(frozen=True, slots=True)
class Issued:
    """When a document appeared: the years it may cover, both included, either missing where it is open or unknown.

    ``circa`` where the years are somebody's guess, ``about`` the year that they are about ("vers 1905" covers 1900-1910 and is about 1905);
    ``written`` is the date as the document or its cataloguer wrote it.
    """

    start: int | None = None
    end: int | None = None
    circa: bool = False
    written: str = ""
    about: int | None = None

    @property
    def year(self) -> int | None:
        """The one year to sort by; None where the years are a guess as wide as a century: their first would be certain, and wrong."""
        if self.about is not None:
            return self.about
        return None if self.circa and not self.is_one_year else self.start

    @property
    def is_known(self) -> bool:
        """Whether a year is known at all."""
        return self.start is not None

    @property
    def is_after(self) -> bool:
        """Whether the years begin at one that is only the earliest possible ("après 1832"), and do not go on from it ("1835-")."""
        return self.circa and self.start is not None and self.end is None and not self.written.rstrip("[]? .").endswith("-")

    @property
    def is_one_year(self) -> bool:
        """Whether it is one year and no other."""
        return self.start is not None and self.start == self.end


def issued(description: Description) -> Issued:
    """The date of a description for citations."""
    date = principal_date(description)
    if date is None:
        return Issued()
    written = bare(line(date.display))
    return Issued(date.start, date.end, date.uncertain, written, _about(date, written))


def _about(date: DateSpan, written: str) -> int | None:
    """The year in the middle of a span that a word like "vers" made of it: it is written, or written in numerals behind such a word."""
    if not date.uncertain or date.start is None or date.end is None or date.end - date.start != 2 * CIRCA:
        return None
    middle = date.start + CIRCA
    return middle if str(middle) in written or set(fold(written).split()) & words.CIRCA else None


def years(found: Issued) -> str:
    """The years in figures: "1562", "1793-1794", "1871-" for what went on, "1905" for what is about that; "" where no year is known."""
    if found.start is None:
        return ""
    if found.about is not None:
        return str(found.about)
    if found.end is None:
        return f"{found.start}-"
    return str(found.start) if found.start == found.end else f"{found.start}-{found.end}"


def about(found: Issued, language: str) -> str:
    """The same with its doubt in a word, for formats that have no other way to say it: "vers 1905", "1750?", "1832 ou après"."""
    said = years(found)
    if found.is_after:
        return wording.word("after", language, str(found.start))
    if found.start is None and found.end is not None:
        return wording.word("before", language, str(found.end + 1))
    if found.about is not None:
        return wording.word("about", language, said)
    return f"{said}?" if found.circa and found.is_one_year else said
