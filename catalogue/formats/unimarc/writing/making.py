"""How a field of UNIMARC is made: subfields in order, the empty ones left out; what sorting skips stands between its marks."""

from __future__ import annotations

from collections.abc import Iterable

from catalogue.core.description import Identifier, Title
from catalogue.formats.marc.record import Field

_START, _END = "\x98", "\x9c"


def made(tag: str, indicators: str, *subfields: tuple[str, str]) -> Iterable[Field]:
    """The field, or nothing where every subfield is empty; a relator, a scheme or a copy ($2 to $7) makes no field by itself."""
    kept = [(code, value) for code, value in subfields if value]
    if any(not code.isdigit() or code == "0" for code, _ in kept):
        yield Field(tag, indicators=indicators, subfields=kept)


def marked(title: Title) -> str:
    """The words of a title, the article that sorting skips between U+0098 and U+009C (ISO 6630)."""
    skipped = title.nonsorting
    return f"{_START}{title.value[:skipped]}{_END}{title.value[skipped:]}" if 0 < skipped < len(title.value) else title.value


_PREFIXED = {"viaf": "viaf", "gnd": "gnd", "loc": "dlc"}
_ADDRESSES = {"wikidata": "http://www.wikidata.org/entity/", "fast": "http://id.worldcat.org/fast/"}


def authorities(numbers: Iterable[Identifier]) -> list[tuple[str, str]]:
    """The $3 of authority numbers: IdRef's and BnF's bare, as in France, others with their prefix or address; $o of an ISNI."""
    return [("o", f"ISNI{number.value}") if number.scheme == "isni" else ("3", _authority(number)) for number in numbers]


def _authority(number: Identifier) -> str:
    if prefix := _PREFIXED.get(number.scheme):
        return f"({prefix}){number.value}"
    return f"{_ADDRESSES.get(number.scheme, '')}{number.value}"
