"""One moment of a date as it stands among the tokens: a year, a Republican day, a century, and what comes before and after it."""

from __future__ import annotations

from typing import NamedTuple

from catalogue.core.kinds import Calendar

OTHER_CALENDARS: frozenset[Calendar] = frozenset({"republican", "liberty", "hijri", "hebrew"})


class Moment(NamedTuple):
    """Years that stand at one place of a date, and how the place before leads to them.

    ``kind``: year, day, range, decade, small, republican, liberty, hijri, hebrew, century. ``bound``: before, after, or neither;
    ``excluded``: before it and not of it.
    ``link``: to, and, or: the word between this moment and the one before; "" where only signs, or other words (``apart``), stand
    between. ``corrects``: it stands after "i.e."; ``bracketed``: it follows a square bracket at once; ``round``: a parenthesis;
    ``slashed``: a slash; ``open``: a dash ends it, with nothing after. ``number``: the year in its own calendar.
    """

    start: int
    end: int
    kind: str = "year"
    vague: bool = False
    circa: bool = False
    bound: str = ""
    excluded: bool = False
    link: str = ""
    between: bool = False
    corrects: bool = False
    bracketed: bool = False
    round: bool = False
    copyright: bool = False
    open: bool = False
    apart: bool = False
    ancient: bool = False
    slashed: bool = False
    number: int = 0

    def before_christ(self) -> Moment:
        """The same moment before our era; a century counts back from its end."""
        if self.kind == "century":
            first = (self.start - 1) // 100 * 100
            return self._replace(start=-(first + 100) + (self.start - 1 - first), end=-(first + 100) + (self.end - 1 - first), ancient=True)
        return self._replace(start=-self.end, end=-self.start, ancient=True)
