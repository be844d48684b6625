"""What a document is, for matching: of what it is made, in what it is reproduced, whether it is the only one."""

from __future__ import annotations

import re
from typing import NamedTuple

from catalogue.clustering.normalising.words import listed, words_of
from catalogue.core.description import Description
from catalogue.core.text import EARLY_UNTIL

_UNIQUE_TYPES = frozenset(["manuscript", "archive", "photograph", "drawing", "painting", "object", "coin"])
_UNIQUE_MATERIALS = frozenset(("manuscript", "object"))
_IDENTIFYING = ("ark", "frbnf", "ppn")
# "2 CD", "1 coffret de 2 disques compacts", "3 Schallplatten"; a recording is published again on another number of them.
_CARRIERS = re.compile(
    r"\b(\d{1,3})\s+(?:CDs?|DVDs?|compact|dis[ck]s?|disques?|vid[ée]odis|cassettes?|kassetten?|schallplatten?)\b", re.IGNORECASE
)


class Kind(NamedTuple):
    """See :class:`catalogue.clustering.traits.Traits`."""

    kind: str
    score: str
    carriers: int
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
        score=_score_of(description) if material == "score" else "",
        carriers=max((int(found[1]) for extent in description.extents for found in _CARRIERS.finditer(extent.value[:200])), default=0),
        microform=not listed("microform").isdisjoint(words_of(said[:600])),
        unique=description.document_type in _UNIQUE_TYPES or description.material in _UNIQUE_MATERIALS,
        serial=description.level in ("serial", "integrating"),
        languages=tuple(sorted({language.code for language in description.languages if language.role == "text"} - {"und", "mul", "zxx"})),
        translated=any(language.role == "original" for language in description.languages)
        or any(link.relation == "translation_of" for link in description.links)
        or any("730" in agent.roles for agent in description.agents),
    )


def _score_of(description: Description) -> str:
    """What is written down of a work for several: all of it, its reduction for a keyboard, the parts of those who play; "" where nothing
    says so.
    """
    said = set(words_of(" ".join(extent.value[:200] for extent in description.extents)))
    told = [title.value for title in description.titles[1:]] + [text.value for text in description.responsibility]
    titles = words_of(" ".join(text[:300] for text in told))
    if not said.isdisjoint(listed("score_reduction") | listed("score_voices")) or not listed("score_reduction").isdisjoint(titles):
        return "reduction"
    if not said.isdisjoint(listed("score_parts")):
        return "parts"
    return "full" if not said.isdisjoint(listed("score_full")) else ""


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
