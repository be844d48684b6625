"""The sets: by institution, by document type, what is for CCFr's Base patrimoine and for Gallica; editions and finding aids apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from catalogue.core.vocabularies import DOCUMENT_TYPES
from catalogue.formats.base import MARC21, UNIMARC
from catalogue.selectors import disseminated
from catalogue.selectors.disseminated import Item
from portal.publish.oai.errors import OaiError

INSTITUTION, TYPE, CCFR, GALLICA = "rcr", "type", "ccfr:patrimoine", "gallica"
UNION, EAD = "union", "ead"  # sets that are streams of their own
_MARC = [UNIMARC, MARC21]
# A setSpec is made of unreserved characters of addresses (protocol, 2.6).
_PART = re.compile(r"[A-Za-z0-9\-_.!~*'()]+")


class Set(NamedTuple):
    """A set as ListSets gives it."""

    spec: str
    name: str


def listed() -> Iterator[Set]:
    """Every set that can be harvested. One statement."""
    yield Set("ccfr", "Catalogue collectif de France")
    yield Set(CCFR, "Base patrimoine du CCFr")
    yield Set(GALLICA, "Documents numérisés ailleurs que dans Gallica")
    yield Set(UNION, "Une notice par édition, toutes bibliothèques réunies")
    yield Set(EAD, "Instruments de recherche")
    yield Set(INSTITUTION, "Établissements")
    for code, name in disseminated.institutions().items():
        if _PART.fullmatch(code):
            yield Set(f"{INSTITUTION}:{code}", name or code)
    yield Set(TYPE, "Types de documents")
    for code, label in DOCUMENT_TYPES.items():
        if code:
            yield Set(f"{TYPE}:{code}", label)


def chosen(spec: str) -> dict[str, Any]:
    """The condition of a set, for the selector; nothing for a whole hierarchy. Raises OaiError (noRecordsMatch) for an unknown one."""
    kind, _, part = spec.partition(":")
    if spec in ("", INSTITUTION, TYPE):
        return {}
    if spec in (CCFR, "ccfr"):
        return {"format": _MARC}
    if spec == GALLICA:
        return {"digitised_elsewhere": True}
    if kind == INSTITUTION and _PART.fullmatch(part):
        return {"institution": part}
    if kind == TYPE and part in DOCUMENT_TYPES:
        return {"document_type": part}
    raise OaiError("noRecordsMatch", "There is no such set: ListSets names those there are.")


def of(item: Item) -> list[str]:
    """The sets of a record, withdrawn or not."""
    found = [CCFR] if item.format in _MARC else []
    found += [GALLICA] if item.digitised_elsewhere else []
    found += [f"{INSTITUTION}:{code}" for code in item.institutions if _PART.fullmatch(code)]
    return found + ([f"{TYPE}:{item.document_type}"] if item.document_type else [])
