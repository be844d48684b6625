"""What was compared in each field, in words that a person reads."""

from __future__ import annotations

from collections.abc import Callable

from catalogue.clustering.traits import Traits
from catalogue.core.description import Description
from catalogue.core.rules.imprint import imprint_of
from catalogue.core.rules.titles import completing

_OF_TRAITS: dict[str, Callable[[Traits], str]] = {
    "year": lambda one: ", ".join(map(str, one.years)) or ("-".join(map(str, one.span)) if one.span else ""),
    "extent": lambda one: str(one.pages or "") or (f"{one.in_volumes} vol." if one.in_volumes else ""),
    "title": lambda one: " ".join(one.title),
    "number": lambda one: ", ".join(one.numbers),
    "author": lambda one: " ; ".join(one.authors),
    "edition": lambda one: str(one.edition or "") or " ".join(one.edition_words),
    "series": lambda one: " ".join((*one.series, *one.series_numbers)),
    "reprint": lambda one: "+" if one.reprint else "",
    "imprint": lambda one: f"{', '.join(one.towns)} : {' '.join(one.publishers)}".strip(" :"),
}


def values_of(field: str, a: Traits, b: Traits) -> tuple[str, str]:
    """What the two say in a field, normalised as they were compared."""
    say = _OF_TRAITS[field]
    return say(a), say(b)


def printed(field: str, description: Description) -> str:
    """What a description says in a field, as the source wrote it: for pages and for a person who asks why."""
    return _PRINTED.get(field, _editions)(description)


def _titles(description: Description) -> str:
    return " : ".join(title.value for title in (*description.titles[:1], *completing(description)))


def _authors(description: Description) -> str:
    return " ; ".join([agent.name for agent in description.agents] or [said.value for said in description.responsibility])


def _years(description: Description) -> str:
    return ", ".join(dict.fromkeys(date.display for date in description.dates))


def _extents(description: Description) -> str:
    return " ; ".join(" ; ".join(filter(None, (extent.value, extent.format))) for extent in description.extents)


def _series(description: Description) -> str:
    return " ; ".join(" ; ".join(filter(None, (series.title, series.volume))) for series in description.series)


def _editions(description: Description) -> str:
    return " ; ".join(edition.value for edition in description.editions)


_PRINTED: dict[str, Callable[[Description], str]] = {
    "title": _titles,
    "number": _titles,
    "author": _authors,
    "year": _years,
    "imprint": imprint_of,
    "extent": _extents,
    "series": _series,
}
