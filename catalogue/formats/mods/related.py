"""relatedItem: the series, and the documents that this one goes with; identifier: its numbers."""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.core.description import Description, Identifier, Link
from catalogue.core.kinds import Relation
from catalogue.formats.mods.element import group, leaf

_TYPES: dict[Relation, str] = {
    "part_of": "host", "has_part": "constituent", "series": "series", "supplement": "constituent", "supplement_to": "host",
    "continues": "preceding", "continued_by": "succeeding", "other_edition": "otherVersion", "translation_of": "original",
    "translated_as": "otherVersion", "reproduction_of": "original", "reproduced_as": "otherFormat", "finding_aid": "isReferencedBy",
}  # fmt: skip
# Identifiers that are said under another name than the portal's, by the list of the Library of Congress.
_SCHEMES = {"url": "uri", "ean": "ean", "invalid_isbn": "isbn", "invalid_issn": "issn", "invalid_ean": "ean"}


def related(description: Description) -> Iterator[str]:
    """Series first."""
    for series in description.series:
        number = group("part", (group("detail", (leaf("number", series.volume),), type_="volume"),))
        titled = group("titleInfo", (leaf("title", series.title),))
        yield group("relatedItem", (titled, number, leaf("identifier", series.issn, type_="issn")), type_="series")
    for link in description.links:
        yield _link(link)


def _link(link: Link) -> str:
    kind = _TYPES.get(link.relation, "")
    number = group("part", (group("detail", (leaf("number", link.volume),), type_="volume"),))
    inside = (group("titleInfo", (leaf("title", link.title),)), number, *map(_identifier, link.identifiers))
    return group("relatedItem", inside, type_=kind, displayLabel="" if kind else link.relation.replace("_", " "))


def identifiers(description: Description) -> Iterator[str]:
    """The numbers of the document; its source's own stands in recordInfo."""
    yield from map(_identifier, description.identifiers)


def _identifier(each: Identifier) -> str:
    invalid = "yes" if each.scheme.startswith("invalid_") else ""
    return leaf("identifier", each.value, type_=_SCHEMES.get(each.scheme, each.scheme), invalid=invalid)
