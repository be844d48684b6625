"""The dates of a unit: as written, with the years that their normal form or their words give."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree
from msgspec import convert
from msgspec.structs import replace

from catalogue.core.dates import parse
from catalogue.core.description import DateSpan
from catalogue.formats.ead.kept import kept
from catalogue.formats.ead.text import attribute, name_of, plain


def dates_of(did: etree._Element) -> tuple[DateSpan, ...]:
    """The dates of a ``did``, those within its title included, each once."""
    dates: list[DateSpan] = []
    for element in did.iter("{*}unitdate", "{*}unitdatestructured"):
        if name_of(element) == "unitdate":
            dates.append(_date(plain(element), attribute(element, "normal") or attribute(element, "standarddate"), element))
        else:
            dates.extend(_structured(element))
    return tuple(dict.fromkeys(date for date in dates if date.display))


def _date(display: str, normal: str, element: etree._Element) -> DateSpan:
    """The date of an element: doubtful where it says so."""
    if own := kept(element, "dated"):
        start, end = (kept(element, name) for name in ("start", "end"))
        calendar = kept(element, "calendar") or "gregorian"
        doubted = bool(kept(element, "uncertain"))
        told = {"display": display, "kind": own, "calendar": calendar, "uncertain": doubted}
        return convert(told | {name: int(year) for name, year in (("start", start), ("end", end)) if year}, DateSpan)
    doubtful = attribute(element, "certainty").lower() in {"uncertain", "incertain", "circa", "ca", "approximate", "approximatif"}
    written = read_date(display, normal)
    return replace(written, uncertain=True) if doubtful else written


def read_date(display: str, normal: str) -> DateSpan:
    """A date from its display and its normal form (ISO 8601: "1848/1853"); the words are read where the normal form says nothing."""
    written = parse(display or normal, kind="creation")
    if normal:
        coded = parse(normal, kind="creation", w3c=True)
        if coded.start is not None or coded.end is not None:
            written = replace(coded, display=display or normal.replace("/", "-"), calendar=written.calendar)
    return written


def _structured(element: etree._Element) -> Iterator[DateSpan]:
    """The dates of EAD3's ``unitdatestructured``: single ones, ranges, and sets of both."""
    for part in element.iter(etree.Element):
        if name_of(part) == "datesingle":
            yield _date(plain(part), attribute(part, "standarddate"), element)
        elif name_of(part) == "daterange":
            ends = {name_of(child): child for child in part.iterchildren(etree.Element)}
            first, last = ends.get("fromdate"), ends.get("todate")
            shown = "-".join(plain(end) if end is not None else "" for end in (first, last)).strip()
            normal = "/".join(attribute(end, "standarddate") if end is not None else ".." for end in (first, last))
            yield _date(shown, normal if normal != "/" else "", element)
