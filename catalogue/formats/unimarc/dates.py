"""Dates: those coded in 100 $a, put together with those transcribed in 210 and 214."""

from __future__ import annotations

from catalogue.core.dates import Years, coded_range, coded_year
from catalogue.core.description import DateSpan
from catalogue.formats.draft import Draft
from catalogue.formats.marc.record import Field
from catalogue.formats.unimarc.languages import SCRIPTS

# Type of date (100 $a/8): how the two dates read. UNIMARC manual, 100.
_RANGES = frozenset("abcg")  # serials, and monographs issued over several years
_SECOND = {
    "e": ("reproduction", "original"),
    "h": ("publication", "copyright"),
    "k": ("publication", "printing"),
    "i": ("publication", "original"),
}


def _coded(field: Field, draft: Draft) -> None:
    data = field.first("a")
    if len(data) >= 36:
        script = SCRIPTS.get(data[34:36])
        if script and script not in draft.scripts:
            draft.scripts.append(script)
    if len(data) < 13:
        return
    kind, first, second = data[8], data[9:13], data[13:17]
    place = field.place
    if kind in _RANGES:
        _add(draft, coded_range(first, second), "publication", place)
    elif kind == "f":  # uncertain: between the two
        years = coded_range(first, second)
        if years and years.end is None:
            years = coded_year(first)
        if years:
            _add(draft, years._replace(uncertain=True), "publication", place)
    elif kind in _SECOND:
        one, other = _SECOND[kind]
        _add(draft, coded_year(first), one, place)
        _add(draft, coded_year(second), other, place)
    elif kind != "u":
        _add(draft, coded_year(first), "publication", place)


def _add(draft: Draft, years: Years | None, kind: str, place: str) -> None:
    if years:
        draft.dates.append(DateSpan(display(years), years.start, years.end, years.uncertain, years.calendar, kind, place))


def display(years: Years) -> str:
    """How coded years are shown where nothing is transcribed: "1789", "1889-1892", "1955-"."""
    if years.end is None:
        return f"{years.start}-"
    return str(years.start) if years.start == years.end else f"{years.start}-{years.end}"


def settle(draft: Draft) -> None:
    """Put the date a reader looks for first.

    A transcribed date goes before a coded one that says no more; an undatable one ("s.d.") takes the coded years; the coded
    span of a publication of several years, of which the fields 210 hold one slice each, goes before the slices.
    """
    coded = [date for date in draft.dates if date.place.startswith("100")]
    if not coded or len(coded) == len(draft.dates):
        return
    written = [date for date in draft.dates if not date.place.startswith("100")]
    main, first = coded[0], written[0]
    if first.start is None and first.end is None:
        written[0] = DateSpan(first.display, main.start, main.end, True, main.calendar, first.kind, first.place)
        draft.dates = [*written, *coded[1:]]
        return
    rest = [date for date in coded if not any((date.start, date.end) == (other.start, other.end) for other in written)]
    if main in rest and _wider(main, first):
        draft.dates = [main, *written, *(date for date in rest if date is not main)]
    else:
        draft.dates = [*written, *(date for date in rest if date is not main or main.kind != first.kind)]


def _wider(coded: DateSpan, written: DateSpan) -> bool:
    """Whether the coded years hold the transcribed ones and more, neither being a doubt of the cataloguer."""
    if coded.start is None or written.start is None or coded.uncertain:
        return False
    ends_later = coded.end is None or (written.end is not None and coded.end > written.end)
    return coded.start <= written.start and ends_later and (coded.start, coded.end) != (written.start, written.end)


HANDLERS = {"100": _coded}
