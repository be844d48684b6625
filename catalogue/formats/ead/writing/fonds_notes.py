"""What the notice of a fonds tells at length, as EAD: one element of each name, its statements in paragraphs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

from catalogue.core.fonds import Acquisition, Census, FindingAidReference, FondsDescription, RelatedFonds
from catalogue.core.vocabularies import label_fr
from catalogue.formats.ead.writing.markup import around, element, escaped

Told = tuple[str, ...]
"""The paragraphs of an element, each written already."""
_BLANK_LINE = re.compile(r"\n\s*\n")
NO_FINDING_AID: Final = "Aucun instrument de recherche"


def notes(fonds: FondsDescription, *, above: FondsDescription | None, site: str) -> str:
    """Every note, but for the paragraphs that the level above says already. ``site``: the address that files of ours are completed with."""
    known = _every(above, site) if above is not None else {}
    own = {name: [one for one in said if one not in known.get(name, ())] for name, said in _every(fonds, site).items()}
    return "".join(around(name, "".join(said)) for name, said in own.items() if said)


def _every(fonds: FondsDescription, site: str) -> dict[str, Told]:
    """By element, in the order of the notice."""
    told: dict[str, Callable[[], Told]] = {
        "bioghist": lambda: _paragraphs(fonds.biography),
        "custodhist": lambda: _paragraphs(fonds.custody),
        "acqinfo": lambda: _each(map(_entry, fonds.acquisitions)),
        "scopecontent": lambda: _paragraphs(fonds.contents),
        "accruals": lambda: _each([_accruals(fonds)]),
        "arrangement": lambda: (*_paragraphs(fonds.arrangement), *_each([_treatment(fonds)])),
        "accessrestrict": lambda: (*_paragraphs(fonds.access), *_status(fonds)),
        "userestrict": lambda: _paragraphs(fonds.reproduction),
        "otherfindaid": lambda: tuple(_finding_aid(one, site) for one in fonds.finding_aids),
        "relatedmaterial": lambda: tuple(_related(one) for one in fonds.related if not one.separated),
        "separatedmaterial": lambda: tuple(_related(one) for one in fonds.related if one.separated),
        "bibliography": lambda: _each(fonds.bibliography),
        "processinfo": lambda: _each([_seen(fonds.census)]),
    }
    return {name: paragraphs() for name, paragraphs in told.items()}


def _paragraphs(text: str) -> Told:
    return _each(_BLANK_LINE.split(text.replace("\r\n", "\n")))


def _each(texts: Iterable[str]) -> Told:
    return tuple(element("p", " ".join(text.split())) for text in texts if text.strip())


def _entry(one: Acquisition) -> str:
    mode = label_fr("entry_mode", one.mode) if one.mode != "unknown" else ""
    said = ", ".join(filter(None, (mode, one.date)))
    return " : ".join(filter(None, (said, one.note)))


def _accruals(fonds: FondsDescription) -> str:
    state = label_fr("accruals", fonds.accruals) if fonds.accruals != "unknown" else ""
    return ", ".join(filter(None, (state, fonds.accruals_note)))


def _treatment(fonds: FondsDescription) -> str:
    """What the census needs of a fonds: what was done with it, and how far its catalogue has come."""
    share = fonds.census.catalogued
    if fonds.treatment == "none" and share is None:
        return ""
    known = f" ({share} % du fonds)" if share is not None else ""
    return f"Traitement : {label_fr('treatment', fonds.treatment).lower()}{known}"


def _status(fonds: FondsDescription) -> Told:
    if fonds.legal_status == "unknown":
        return ()
    return (element("legalstatus", label_fr("legal_status", fonds.legal_status)),)


def _finding_aid(one: FindingAidReference, site: str) -> str:
    if one.kind == "none":
        return element("p", one.title or NO_FINDING_AID)
    words = one.title or label_fr("finding_aid_kind", one.kind)
    address = f"{site}{one.url}" if one.url.startswith("/") else one.url
    if "://" in address:
        return around("p", element("extref", words, href=address))
    return element("p", f"{words} ({label_fr('finding_aid_kind', one.kind).lower()})" if one.title else words)


def _related(one: RelatedFonds) -> str:
    where = escaped(f", {one.institution}") if one.institution else ""
    title = element("extref", one.title, href=one.url) if one.url else escaped(one.title)
    return around("p", title + where)


def _seen(census: Census) -> str:
    if census.day is None:
        return ""
    by = f", par {census.author}" if census.author else ""
    return f"État du recensement : {label_fr('census_state', census.state).lower()}, le {census.day.strftime('%d/%m/%Y')}{by}"
