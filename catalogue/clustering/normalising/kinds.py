"""What a document is, for matching: of what it is made, in what it is reproduced, whether it is the only one."""

from __future__ import annotations

from typing import NamedTuple

from catalogue.clustering.normalising.words import listed, words_of
from catalogue.core.description import Description
from catalogue.core.text import EARLY_UNTIL

_UNIQUE_TYPES = frozenset(["manuscript", "archive", "photograph", "drawing", "painting", "object", "coin"])
_UNIQUE_MATERIALS = frozenset(("manuscript", "object"))
_IDENTIFYING = ("ark", "frbnf", "ppn")


class Kind(NamedTuple):
    """See :class:`catalogue.clustering.traits.Traits`."""

    kind: str
    microform: bool
    unique: bool
    serial: bool
    languages: tuple[str, ...]
    translated: bool


def kind_of(description: Description) -> Kind:
    """The kind of a description."""
    material = "text" if description.material == "electronic" else description.material or description.document_type
    said = " ".join(f"{extent.value} {extent.format} {extent.accompanying}" for extent in description.extents)
    said += " ".join(title.value for title in description.titles if title.value.startswith("["))
    return Kind(
        kind=material,
        microform=not listed("microform").isdisjoint(words_of(said[:600])),
        unique=description.document_type in _UNIQUE_TYPES or description.material in _UNIQUE_MATERIALS,
        serial=description.level in ("serial", "integrating"),
        languages=tuple(sorted({language.code for language in description.languages if language.role == "text"} - {"und", "mul", "zxx"})),
        translated=any(language.role == "original" for language in description.languages)
        or any(link.relation == "translation_of" for link in description.links)
        or any("730" in agent.roles for agent in description.agents),
    )


def identifiers_of(description: Description) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """The identifiers that name one edition (``scheme:value``), the ISBN, the fingerprint."""
    own = tuple(f"{one.scheme}:{one.value}" for one in description.identifiers if one.scheme in _IDENTIFYING)
    isbns = tuple(one.value for one in description.identifiers if one.scheme == "isbn")
    fingerprint = next((one.value for one in description.identifiers if one.scheme == "fingerprint"), "")
    return own, isbns, "".join(fingerprint.split())[:16].lower()


def is_early(years: tuple[int, ...], span: tuple[int, int] | None, *, by_rare_rules: bool) -> bool:
    """Whether the policy of early prints holds: the document may be from before 1831, or is catalogued by the rules of rare books."""
    if by_rare_rules:
        return True
    if years:
        return min(years) <= EARLY_UNTIL
    return span is not None and span[0] <= EARLY_UNTIL
