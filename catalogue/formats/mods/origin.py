"""originInfo: where, by whom and when; editions; how the document is issued."""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.core.description import DateSpan, Description
from catalogue.core.kinds import DateKind, Level, PublicationKind
from catalogue.formats.mods.element import group, leaf

_EVENTS: dict[PublicationKind, str] = {
    "publication": "publication", "printing": "manufacture", "distribution": "distribution", "manufacture": "manufacture",
    "production": "production", "copyright": "copyright",
}  # fmt: skip
_DATES: dict[DateKind, str] = {
    "publication": "dateIssued", "printing": "dateIssued", "copyright": "copyrightDate", "creation": "dateCreated", "original": "dateOther",
    "reproduction": "dateOther",
}  # fmt: skip
_ISSUANCES: dict[Level, str] = {
    "monograph": "monographic", "serial": "serial", "component": "monographic", "collection": "multipart monograph",
    "integrating": "integrating resource",
}  # fmt: skip


def origins(description: Description) -> Iterator[str]:
    """The statements as written, then what is coded."""
    for statement in description.publications:
        inside = [group("place", (leaf("placeTerm", place, type_="text"),)) for place in statement.places]
        inside += [leaf("publisher", name) for name in statement.names]
        yield group("originInfo", (*inside, leaf("dateIssued", statement.date)), eventType=_EVENTS[statement.kind])
    coded = [group("place", (leaf("placeTerm", code.lower(), type_="code", authority="iso3166"),)) for code in description.countries]
    coded += [group("place", (leaf("placeTerm", text.value, type_="text"),)) for text in description.production_places]
    for date in description.dates:
        coded += _date(date)
    coded += [leaf("edition", text.value) for text in description.editions]
    coded.append(leaf("issuance", _ISSUANCES.get(description.level, "")))
    coded += [leaf("frequency", note.value) for note in description.notes if note.kind == "periodicity"]
    yield group("originInfo", coded)


def _date(date: DateSpan) -> Iterator[str]:
    """As it was written, then the years that it covers; a doubt is said."""
    name = _DATES.get(date.kind)
    if name is None:
        return
    kind = date.kind if name == "dateOther" else ""
    yield leaf(name, date.display, type_=kind)
    doubt = "questionable" if date.uncertain else ""
    if date.start is not None and date.start == date.end:
        yield leaf(name, _year(date.start), encoding="w3cdtf", qualifier=doubt, type_=kind)
        return
    for point, year in (("start", date.start), ("end", date.end)):
        if year is not None:
            yield leaf(name, _year(year), encoding="w3cdtf", point=point, qualifier=doubt, type_=kind)


def _year(year: int) -> str:
    return f"-{-year:04d}" if year < 0 else f"{year:04d}"
