"""The sets: by institution, by document type, for CCFr's Base patrimoine, for Gallica; editions, finding aids and fonds apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from catalogue.core.isil import code_of, isil
from catalogue.core.vocabularies import DOCUMENT_TYPES
from catalogue.formats.base import MARC21, UNIMARC
from catalogue.selectors import disseminated, disseminated_fonds
from catalogue.selectors.disseminated import Item
from portal.publish.oai.errors import OaiError

INSTITUTION, TYPE, CCFR, GALLICA, EUROPEANA = "rcr", "type", "ccfr:patrimoine", "gallica", "europeana"
UNION, EAD, FONDS = "union", "ead", "fonds"  # sets that are streams of their own: who asks for no set is not given what is in them
_MARC = [UNIMARC, MARC21]
# A setSpec is made of unreserved characters of addresses (protocol, 2.6).
_PART = re.compile(r"[A-Za-z0-9\-_.!~*'()]+")


_ON_ITS_OWN = "À moissonner à part : une liste demandée sans set n’en contient rien."


class Set(NamedTuple):
    """A set as ListSets gives it; ``said`` describes it where its name does not."""

    spec: str
    name: str
    said: str = ""


def listed() -> Iterator[Set]:
    """Every set that can be harvested. Two statements."""
    yield Set("ccfr", "Catalogue collectif de France")
    yield Set(CCFR, "Base patrimoine du CCFr")
    yield Set(GALLICA, "Documents numérisés ailleurs que dans Gallica")
    yield Set(EUROPEANA, "Documents numérisés pour Europeana", "Des seules sources qui donnent leurs notices sous CC0 ; aussi en EDM.")
    yield Set(UNION, "Une notice par édition, toutes bibliothèques réunies", _ON_ITS_OWN)
    yield Set(EAD, "Instruments de recherche", f"{_ON_ITS_OWN} Sans set, oai_ead donne les instruments de recherche.")
    yield Set(FONDS, "Fonds et collections", f"{_ON_ITS_OWN} Chaque fonds est donné entier, ses sous-fonds avec lui.")
    for keeping, name in disseminated_fonds.keepers():
        if _PART.fullmatch(code := code_of(keeping)):
            yield Set(f"{FONDS}:{code}", name or code)
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
    if spec == EUROPEANA:
        return {"europeana": True}
    if kind == INSTITUTION and _PART.fullmatch(part):
        return {"institution": part}
    if kind == TYPE and part in DOCUMENT_TYPES:
        return {"document_type": part}
    raise OaiError("noRecordsMatch", "There is no such set: ListSets names those there are.")


def narrowest(spec: str) -> str:
    """The set that the records of a set name among theirs: that of CCFr stands under another; "" where every record is in it."""
    return {"ccfr": CCFR, INSTITUTION: "", TYPE: ""}.get(spec, spec)


def keeper(spec: str) -> str:
    """The ISIL of the institution whose fonds a set has, "" for those of all. Raises OaiError (noRecordsMatch) for no set of fonds."""
    if spec == FONDS:
        return ""
    kind, _, part = spec.partition(":")
    if kind != FONDS or not _PART.fullmatch(part):
        raise OaiError("noRecordsMatch", "There is no such set: ListSets names those there are.")
    return isil(part)


def of_fonds(keeper: str) -> list[str]:
    """The sets of a fonds, by the ISIL of its institution."""
    code = code_of(keeper)
    return [FONDS, *([f"{FONDS}:{code}"] if _PART.fullmatch(code) else [])]


def of(item: Item) -> list[str]:
    """The sets of a record, withdrawn or not."""
    found = [CCFR] if item.format in _MARC else []
    found += [GALLICA] if item.digitised_elsewhere else []
    found += [EUROPEANA] if item.europeana and item.cc0 else []
    found += [f"{INSTITUTION}:{code}" for code in item.institutions if _PART.fullmatch(code)]
    return found + ([f"{TYPE}:{item.document_type}"] if item.document_type else [])
