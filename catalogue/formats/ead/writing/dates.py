"""Dates of units: as displayed, with their normal form; what neither says again is kept beside."""

from __future__ import annotations

from functools import lru_cache

from catalogue.core.description import DateSpan
from catalogue.formats.ead.dates import read_date
from catalogue.formats.ead.kept import keeping
from catalogue.formats.ead.writing.markup import element


@lru_cache(maxsize=32768)
def date(span: DateSpan) -> str:
    """``unitdate`` of a span, with its normal form where that reads back as it is."""
    for normal in dict.fromkeys((normal_form(span), "")):
        if read_date(span.display, normal) == span:
            return element("unitdate", span.display, normal=normal)
    held = keeping(
        start="" if span.start is None else str(span.start),
        end="" if span.end is None else str(span.end),
        uncertain="1" if span.uncertain else "",
        calendar=span.calendar,
        dated=span.kind,
    )
    return element("unitdate", span.display, normal=normal_form(span), altrender=held)


def normal_form(span: DateSpan) -> str:
    """Its years in the normal form (ISO 8601), for those of four figures."""
    years = [year for year in (span.start, span.end) if year is not None]
    if len(years) < 2 or not all(0 < year <= 9999 for year in years):
        return ""
    return f"{span.start:04d}" if span.start == span.end else f"{span.start:04d}/{span.end:04d}"
