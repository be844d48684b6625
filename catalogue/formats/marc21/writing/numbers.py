"""Numbers: 001, 003, 01X-03X; links (76X-78X) and their addresses (856)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from catalogue.core.description import Description, Identifier
from catalogue.core.identifiers import normalise_frbnf
from catalogue.formats.marc.making import made
from catalogue.formats.marc.record import Field
from catalogue.formats.marc21.links import RELATIONS

_LINKS = {relation: tag for tag, relation in reversed(RELATIONS.items())} | {"related": "787"}
_LINK_CODES = {"issn": "x", "isbn": "z", "local": "w", "oclc": "w", "ppn": "w", "frbnf": "w", "ark": "w"}
Form = Callable[[Identifier], Iterable[Field]]


def numbers(description: Description) -> Iterator[Field]:
    """001 and 003, then every number under the tag of its scheme."""
    own = description.identifier
    if own:
        yield Field("001", value=own)
    if description.agency:
        yield Field("003", value=description.agency)
    for each in description.identifiers:
        if (each.scheme, each.value) not in (("local", own), ("frbnf", normalise_frbnf(own) if own.startswith("FRBNF") else "")):
            yield from _FORMS.get(each.scheme, _other)(each)


def _plain(tag: str, *, number: str = "a", qualifier: str = "", indicators: str = "  ", before: str = "") -> Form:
    def form(each: Identifier) -> Iterable[Field]:
        return made(tag, indicators, (number, f"{before}{each.value}"), *((qualifier, each.qualifier),) * bool(qualifier))

    return form


def _other(each: Identifier) -> Iterable[Field]:
    """024, its first indicator 7: the scheme stands in $2."""
    return made("024", "7 ", ("a", each.value), ("2", each.scheme))


_FORMS: dict[str, Form] = {
    "isbn": _plain("020", qualifier="q"), "invalid_isbn": _plain("020", number="z", qualifier="q"), "issn": _plain("022"),
    "invalid_issn": _plain("022", number="y"), "ean": _plain("024", indicators="3 "), "invalid_ean": _plain("024", indicators="3 "),
    "ismn": _plain("024", indicators="2 "), "invalid_ismn": _plain("024", indicators="2 "), "isrc": _plain("024", indicators="0 "),
    "lccn": _plain("010"), "national_bibliography": _plain("015", qualifier="2"), "legal_deposit": _plain("017", qualifier="b"),
    "fingerprint": _plain("026", number="e", qualifier="2"), "isrn": _plain("027"), "publisher_number": _plain("028", qualifier="b"),
    "oclc": _plain("035", before="(OCoLC)"), "ppn": _plain("035", before="(PPN)"), "frbnf": _plain("035"), "local": _plain("035"),
}  # fmt: skip


def links(description: Description) -> Iterator[Field]:
    """76X to 78X; what stands at an address is in 856, second indicator 2."""
    for link in description.links:
        addresses = [each.value for each in link.identifiers if each.scheme == "url"]
        if addresses:
            for address in addresses:
                yield from made("856", "42", ("u", address), ("z", link.title))
        elif tag := _LINKS.get(link.relation):
            pairs = [(_LINK_CODES[each.scheme], _of_a_system(each)) for each in link.identifiers if each.scheme in _LINK_CODES]
            yield from made(tag, "00" if tag in ("780", "785") else "0 ", ("t", link.title), ("g", link.volume), *pairs)


def _of_a_system(each: Identifier) -> str:
    return f"(OCoLC){each.value}" if each.scheme == "oclc" else each.value
