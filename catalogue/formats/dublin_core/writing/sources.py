"""Where the document is (source, in the form that Gallica asks for) and what it goes with (relation)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from catalogue.core.description import Description, Link
from catalogue.core.kinds import Relation
from catalogue.formats.dublin_core.writing.element import Element

_REFINED: dict[Relation, str] = {
    "part_of": "isPartOf", "has_part": "hasPart", "other_edition": "isVersionOf", "reproduction_of": "isFormatOf",
    "continues": "replaces", "continued_by": "isReplacedBy",
}  # fmt: skip


def elements(description: Description, institutions: Mapping[str, str]) -> Iterator[Element]:
    """source "Bibliothèque municipale de Lyon, Fonds ancien, Rés 317 432", relation."""
    for holding in description.holdings:
        owner = institutions.get(holding.institution) or holding.institution_name or holding.institution
        text = ", ".join(part for part in (owner, holding.collection, holding.call_number) if part)
        if text:
            yield Element("source", text)
    for link in description.links:
        if text := _words(link):
            yield Element("relation", text, refined=_REFINED.get(link.relation, ""))


def _words(link: Link) -> str:
    number = next((each for each in link.identifiers if each.scheme in ("url", "ark", "issn", "isbn")), None)
    title = ", ".join(part for part in (link.title, link.volume) if part)
    if number is None:
        return title
    said = f"{number.scheme.upper()} {number.value}" if number.scheme in ("issn", "isbn") else number.value
    return f"{title} : {said}" if title else said
