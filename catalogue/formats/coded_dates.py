"""Dates of coded fields (UNIMARC 100, MARC 21 008), put together with the transcribed ones."""

from __future__ import annotations

import math

from msgspec.structs import replace

from catalogue.core.dates import CIRCA, Years
from catalogue.core.dates.calendars import other_years
from catalogue.core.description import DateSpan
from catalogue.core.kinds import DateKind
from catalogue.formats.draft import Draft


def add_coded(draft: Draft, years: Years | None, *, kind: DateKind, place: str) -> None:
    """Add the date of a coded field, unless it holds none; that of a manuscript is of its making."""
    if kind == "publication" and draft.material == "manuscript":
        kind = "creation"
    if years:
        draft.dates.append(
            DateSpan(
                display=display(years),
                start=years.start,
                end=years.end,
                uncertain=years.uncertain,
                calendar=years.calendar,
                kind=kind,
                place=place,
            )
        )


def display(years: Years) -> str:
    """How coded years are shown where nothing is transcribed: "1789", "1889-1892", "1955-"."""
    if years.end is None:
        return f"{years.start}-"
    return str(years.start) if years.start == years.end else f"{years.start}-{years.end}"


def settle(draft: Draft, *, tag: str) -> None:
    """Put the date a reader looks for first; ``tag`` is that of the coded field.

    A transcribed date goes before a coded one that says no more; an undatable one ("s.d."), or one of another calendar that the coded
    year denies, takes the coded years; the coded span of a publication of several years, of which the transcribed statements hold one
    slice each, goes before the slices. Two years of our calendar that disagree are both kept, and both uncertain.
    """
    coded = [date for date in draft.dates if date.place.startswith(tag)]
    if not coded or len(coded) == len(draft.dates):
        return
    written = [date for date in draft.dates if not date.place.startswith(tag)]
    main, first = coded[0], written[0]
    if first.start is None and first.end is None:
        draft.dates = [_with_years(first, main, uncertain=True), *written[1:], *coded[1:]]
        return
    if not any(_meet(date, other) for date in written for other in coded):
        of_another_calendar = first.calendar != "gregorian" or _is_same_year_elsewhere(first, main)
        agreed = _with_years(first, main, uncertain=main.uncertain) if of_another_calendar else _doubted(first)
        rest = coded[1:] if of_another_calendar else [_doubted(main), *coded[1:]]
        draft.dates = [agreed, *written[1:], *rest]
        return
    if _says_less(first, main):
        written[0] = first = _with_years(first, main, uncertain=True)
    spans = {(date.start, date.end) for date in written}
    rest = [date for date in coded if (date.start, date.end) not in spans]
    if rest and rest[0] is main and _wider(main, first):
        draft.dates = [main, *written, *(date for date in rest if date is not main)]
    else:
        draft.dates = [*written, *(date for date in rest if date is not main or main.kind != first.kind)]


def _with_years(written: DateSpan, coded: DateSpan, *, uncertain: bool) -> DateSpan:
    """What was transcribed, of the years that were coded."""
    return replace(written, start=coded.start, end=coded.end, uncertain=uncertain, calendar=coded.calendar)


def _is_same_year_elsewhere(written: DateSpan, coded: DateSpan) -> bool:
    """Whether the figures transcribed are those of the coded year in another calendar: "1289" for 1872."""
    if written.start is None or written.start != written.end or coded.start is None or coded.end is None:
        return False
    return any(first <= coded.start <= coded.end <= last for first, last in other_years(written.start))


def _doubted(date: DateSpan) -> DateSpan:
    return replace(date, uncertain=True)


def _meet(one: DateSpan, other: DateSpan) -> bool:
    """Whether the two may be the same date: the years they cover meet, an open end covering all."""
    starts = (one.start if one.start is not None else -math.inf, other.start if other.start is not None else -math.inf)
    ends = (one.end if one.end is not None else math.inf, other.end if other.end is not None else math.inf)
    return max(starts) <= min(ends)


def _says_less(written: DateSpan, coded: DateSpan) -> bool:
    """Whether what was transcribed leaves figures out ("[17--]") that the coded years hold; "ca 1750" says as much as 1750."""
    if not written.uncertain or written.calendar != "gregorian" or None in (written.start, written.end, coded.start, coded.end):
        return False
    before, after = (coded.start or 0) - (written.start or 0), (written.end or 0) - (coded.end or 0)
    return before >= 0 and after >= 0 and before + after > 0 and not before == after == CIRCA


def _wider(coded: DateSpan, written: DateSpan) -> bool:
    """Whether the coded years hold the transcribed ones and more, neither being a doubt of the cataloguer."""
    if coded.start is None or written.start is None or coded.uncertain:
        return False
    ends_later = coded.end is None or (written.end is not None and coded.end > written.end)
    return coded.start <= written.start and ends_later and (coded.start, coded.end) != (written.start, written.end)
