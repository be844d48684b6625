"""Links to other documents: 4XX with standard subfields; what is online beside the document in 856, second indicator 2."""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.core.description import Description, Identifier, Link
from catalogue.formats.marc.making import made
from catalogue.formats.marc.record import Field
from catalogue.formats.unimarc.links import RELATIONS

_TAGS = {relation: tag for tag, relation in reversed(RELATIONS.items())} | {"related": "488"}
_CODES = {"issn": "x", "isbn": "y", "ark": "u", "ppn": "0", "frbnf": "0", "local": "0"}
_RESOLVER = "https://n2t.net/"


def links(description: Description) -> Iterator[Field]:
    """4XX: title in $t, volume in $v, numbers in $x, $y, $u and $0."""
    for link in description.links:
        if not is_online(link) and (tag := _TAGS.get(link.relation)):
            pairs = [(_CODES[each.scheme], _number(each)) for each in link.identifiers if each.scheme in _CODES]
            yield from made(tag, " 0", *(pair for pair in pairs if pair[0] == "0"), ("t", link.title), ("v", link.volume),
                            *(pair for pair in pairs if pair[0] != "0"))  # fmt: skip


def _number(each: Identifier) -> str:
    return f"{_RESOLVER}{each.value}" if each.scheme == "ark" else each.value


def is_online(link: Link) -> bool:
    """Whether the other end is an address and not a document of a catalogue."""
    return any(each.scheme == "url" for each in link.identifiers)


def addresses(description: Description) -> Iterator[Field]:
    """856 of what is online and is not the document."""
    for link in description.links:
        for each in link.identifiers if is_online(link) else ():
            if each.scheme == "url":
                yield from made("856", "42", ("u", each.value), ("z", link.title))
