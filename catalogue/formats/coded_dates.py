"""Dates of coded fields (UNIMARC 100, MARC 21 008), put together with the transcribed ones."""

from __future__ import annotations

from catalogue.core.dates import Years
from catalogue.core.description import DateSpan
from catalogue.formats.draft import Draft


def add_coded(draft: Draft, years: Years | None, *, kind: str, place: str) -> None:
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

    A transcribed date goes before a coded one that says no more; an undatable one ("s.d.") takes the coded years; the coded
    span of a publication of several years, of which the transcribed statements hold one slice each, goes before the slices.
    """
    coded = [date for date in draft.dates if date.place.startswith(tag)]
    if not coded or len(coded) == len(draft.dates):
        return
    written = [date for date in draft.dates if not date.place.startswith(tag)]
    main, first = coded[0], written[0]
    if first.start is None and first.end is None:
        written[0] = DateSpan(
            display=first.display,
            start=main.start,
            end=main.end,
            uncertain=True,
            calendar=main.calendar,
            kind=first.kind,
            place=first.place,
        )
        draft.dates = [*written, *coded[1:]]
        return
    spans = {(date.start, date.end) for date in written}
    rest = [date for date in coded if (date.start, date.end) not in spans]
    if rest and rest[0] is main and _wider(main, first):
        draft.dates = [main, *written, *(date for date in rest if date is not main)]
    else:
        draft.dates = [*written, *(date for date in rest if date is not main or main.kind != first.kind)]


def _wider(coded: DateSpan, written: DateSpan) -> bool:
    """Whether the coded years hold the transcribed ones and more, neither being a doubt of the cataloguer."""
    if coded.start is None or written.start is None or coded.uncertain:
        return False
    ends_later = coded.end is None or (written.end is not None and coded.end > written.end)
    return coded.start <= written.start and ends_later and (coded.start, coded.end) != (written.start, written.end)
