"""How a field of MARC is made on its way out: subfields in order, the empty ones left out; authority numbers with their prefix."""

from __future__ import annotations

from collections.abc import Iterable

from catalogue.core.description import Identifier
from catalogue.formats.marc.record import Field

_PREFIXES = {"viaf": "viaf", "gnd": "gnd", "loc": "dlc"}
_PREFIXES_OF_FRANCE = {"idref": "IdRef", "bnf": "FrPBN", "isni": "isni"}
_ADDRESSES = {"wikidata": "http://www.wikidata.org/entity/", "fast": "http://id.worldcat.org/fast/"}


def made(tag: str, indicators: str, *subfields: tuple[str, str]) -> Iterable[Field]:
    """The field, or nothing where every subfield is empty; a relator, a scheme or a copy ($2 to $8) makes no field by itself."""
    kept = [(code, value) for code, value in subfields if value]
    if any(not code.isdigit() or code == "0" for code, _ in kept):
        yield Field(tag, indicators=indicators, subfields=kept)


def authorities(numbers: Iterable[Identifier], *, code: str) -> list[tuple[str, str]]:
    """The subfields of authority numbers: in UNIMARC's $3 those of IdRef and BnF are bare, as French catalogues write them, and an ISNI
    stands in $o; elsewhere each has its prefix or its address.
    """
    return [_authority(number, code) for number in numbers]


def _authority(number: Identifier, code: str) -> tuple[str, str]:
    bare = code == "3"
    if bare and number.scheme == "isni":
        return "o", f"ISNI{number.value}"
    prefix = _PREFIXES.get(number.scheme) or ("" if bare else _PREFIXES_OF_FRANCE.get(number.scheme, ""))
    return code, f"({prefix}){number.value}" if prefix else f"{_ADDRESSES.get(number.scheme, '')}{number.value}"
