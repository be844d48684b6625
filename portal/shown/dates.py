"""Dates and imprints as a person says them, everywhere alike: "XIXe siècle" for "18..", nothing for "[s.n.]"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from django.utils.translation import get_language, gettext

from catalogue.core.dates import day_of, parse
from catalogue.core.description import DateSpan, Publication
from catalogue.core.rules.imprint import statement
from portal.shown import days, words

_UNKNOWN = re.compile(
    r"^\W*(?:s\W{0,3}[lnd]\W*|(?:lieu|éditeur|date|imprimeur) (?:de publication |d['’]édition )?(?:inconnue?s?|non identifiée?s?).*)$", re.I
)
_CENTURY = re.compile(r"[IVX]+e(?:r)? siècle", re.IGNORECASE)
# A word before a year that says how the year is known and not when: copyright, legal deposit, printing.
_MARK = re.compile(r"^(?:c|cop|copyright|dl|d\.\s?l|dép(?:ôt)?\.? lég(?:al)?|impr|p|©|℗)\W*(?=\d{4}$)", re.IGNORECASE)


def in_words(date: DateSpan) -> str:
    """A date as a person says it, with the years it may cover where the display does not already say them."""
    display = _MARK.sub("", date.display.strip("[]. "))
    if date.start is None:
        return "" if _UNKNOWN.match(display) else display
    if day := day_of(display):
        return days.day(day)
    years = _years(date)
    if not any(char.isalpha() for char in display):
        return years
    if _is_centuries(date):
        return display if words.in_french() else years
    if date.end is None and display != (since := display.rstrip(" -–")):
        return _since(since) or years
    said_already = str(date.start) in display and (date.end is None or str(date.end) in display)
    return display if said_already or _about(date, display) else f"{display} ({years})"


def _since(display: str) -> str:
    """What goes on from a date that was written with an open end, "XVIIe siècle-"; "" for a century in another language than its own."""
    if not _CENTURY.fullmatch(display):
        return gettext("from %(start)s on") % {"start": display}
    return gettext("from the %(century)s on") % {"century": display} if words.in_french() else ""


def said(text: str) -> str:
    """The same for a date that stands in a statement of publication, as it is written there; itself where it is none."""
    return _said(text, get_language() or "") if text else ""


@lru_cache(maxsize=4096)
def _said(text: str, _language: str) -> str:
    date = parse(text)
    return in_words(date) if date.start is not None else "" if _UNKNOWN.match(text.strip("[]. ")) else text


def known(names: Iterable[str]) -> tuple[str, ...]:
    """Places or publishers without those that say that nobody knows."""
    return tuple(name for name in names if not _UNKNOWN.match(name.strip("[] ")))


def imprint(publication: Publication) -> str:
    """A statement of publication, spaced for reading."""
    return statement(publication).replace(" : ", "\u00a0: ")


def as_written(publication: Publication) -> str:
    """A statement of publication with all the signs of its cataloguer, "" where it is said on the page as it is."""
    written = imprint(publication)
    return "" if written == imprint(in_clear(publication)) else written


def in_clear(publication: Publication) -> Publication:
    """The same statement without what nobody knows, its date in words."""
    return Publication(kind=publication.kind, places=known(publication.places), names=known(publication.names), date=said(publication.date))


def imprint_in_words(line: str) -> str:
    """The same from a line that has been written out: "Lyon : [s.n.], 18.." is "Lyon, XIXe siècle"."""
    before, comma, date = line.rpartition(", ")
    if comma and (told := said(date)) != date:
        line = f"{before}, {told}" if told else before
    elif not comma:
        line = said(line)
    where, between, rest = line.partition(" : ")
    if not between:
        return ", ".join(part for part in line.split(", ") if not _UNKNOWN.match(part.strip("[] ")))
    who, comma, date = rest.rpartition(", ") if ", " in rest else (rest, "", "")
    parts = [part for part in (where, who) if not _UNKNOWN.match(part.strip("[] ,"))]
    if len(parts) < 2:
        line = ", ".join(part for part in (*parts, date) if part)
    return line.replace(" : ", "\u00a0: ")


def _about(date: DateSpan, display: str) -> bool:
    """Whether a word of the display says already that the year is a guess, so that the span made of it would only repeat it."""
    return date.uncertain and date.end is not None and str((date.start or 0) + (date.end - (date.start or 0)) // 2) in display


def _is_centuries(date: DateSpan) -> bool:
    """Whether the span is a guess of whole centuries: "18..", "XVIe siècle", "VIe ou VIIe siècle"."""
    return (
        date.uncertain and date.start is not None and date.end is not None and (date.end - date.start) % 100 == 99 and date.start % 100 < 2
    )


def _years(date: DateSpan) -> str:
    start, end = date.start, date.end
    if end is None:
        return gettext("from %(start)s on") % {"start": start}
    if start == end:
        return gettext("probably %(year)s") % {"year": start} if date.uncertain else str(start)
    if _is_centuries(date):
        return words.centuries(start, end)
    if date.calendar != "gregorian" or not date.uncertain:
        return f"{start}-{end}"
    return gettext("between %(start)s and %(end)s") % {"start": start, "end": end}
