"""The notice of a fonds with its sous-fonds as EAD 2002: what the national directory loads, fonds by fonds, in French.

By the guide of EAD in libraries: one statement of extent, one call number, index terms at the top, nothing that a level above says.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from catalogue.core.description import Agent, DateSpan, DigitalCopy, Identifier, Subject
from catalogue.core.fonds import CallNumber, ExtentStatement, FondsDescription
from catalogue.core.vocabularies import label_fr
from catalogue.formats.ead.writing.dates import normal_form
from catalogue.formats.ead.writing.fonds_header import header
from catalogue.formats.ead.writing.fonds_notes import notes
from catalogue.formats.ead.writing.markup import around, element, is_name, start
from catalogue.formats.ead.writing.stream import BEGINNING

COLLECTOR: Final = "250"  # UNIMARC, appendix C
_AGENTS = {"person": "persname", "family": "famname", "corporate": "corpname"}
_TERMS = {**_AGENTS, "place": "geogname"}
_SOURCES = {"idref": "IdRef", "bnf": "BnF", "isni": "ISNI", "viaf": "VIAF", "ark": "BnF"}
_HEADINGS = frozenset({"topic", "place", "period"})  # what librarians take from RAMEAU


def write_fonds(fonds: FondsDescription, *, site: str = "", agency: str = "") -> Iterator[bytes]:
    """The file of a fonds, its sous-fonds (``parts``) as components, in pieces.

    ``site``: scheme and host that our own addresses are completed with. ``agency``: who publishes the file (``fonds_header``).
    """
    yield f"{BEGINNING}\n{header(fonds, agency=agency)}\n{start('archdesc', level=fonds.level)}{_said(fonds, None, site)}".encode()
    if fonds.parts:
        yield f"\n{start('dsc', type_='combined')}".encode()
        for part in fonds.parts:
            yield from _component(part, fonds, site)
        yield b"</dsc>"
    yield b"</archdesc>\n</ead>\n"


def _component(fonds: FondsDescription, above: FondsDescription, site: str) -> Iterator[bytes]:
    name = f"fonds-{fonds.identifier}"
    opening = start("c", id_=name if is_name(name) else "", level=fonds.level)
    yield f"\n{opening}{_said(fonds, above, site)}".encode()
    for part in fonds.parts:
        yield from _component(part, fonds, site)
    yield b"</c>"


def _said(fonds: FondsDescription, above: FondsDescription | None, site: str) -> str:
    did = around("did", "".join(_did(fonds, above)))
    return did + notes(fonds, above=above, site=site) + _access(fonds, above)


def _did(fonds: FondsDescription, above: FondsDescription | None) -> Iterator[str]:
    yield from _call_numbers(fonds.call_numbers)
    yield from (element("unittitle", title) for title in (fonds.title, *fonds.other_titles))
    yield from _dates(fonds)
    if fonds.extents:
        yield around("physdesc", element("extent", " ; ".join(map(extent_words, fonds.extents))))
    if fonds.languages and (above is None or fonds.languages != above.languages):
        yield around("langmaterial", ", ".join(map(_language, fonds.languages)))
    if above is None or fonds.producers != above.producers:
        yield from map(_producer, fonds.producers)
    if above is None:
        yield around("repository", element("corpname", fonds.keeper.name, authfilenumber=fonds.keeper.rcr or fonds.keeper.isil))
    yield from map(_digital, fonds.digital_copies)


def _call_numbers(numbers: tuple[CallNumber, ...]) -> Iterator[str]:
    """One of those of now, whatever their number: the guide takes no second."""
    now = " ; ".join(one.value for one in numbers if one.kind == "cote")
    if now:
        yield element("unitid", now, type="cote")
    yield from (element("unitid", one.value, type=one.kind) for one in numbers if one.kind != "cote")


def _dates(fonds: FondsDescription) -> Iterator[str]:
    yield from (_date(one, "inclusive") for one in fonds.dates if one.display)
    yield from (_date(one, "bulk") for one in fonds.bulk if one.display)
    if not any(one.display for one in fonds.dates) and fonds.undated:
        yield element("unitdate", f"s.d. ({fonds.undated})")


def _date(span: DateSpan, kind: str) -> str:
    return element("unitdate", span.display, type=kind, normal=normal_form(span))


def extent_words(one: ExtentStatement) -> str:
    """ "1200 volumes", "40,5 mètres linéaires (estimé)", "boîtes, nombre inconnu"."""
    support = f" ({one.support})" if one.support else ""
    if one.number is None:
        return f"{label_fr('extent_unit', one.unit)}, nombre inconnu{support}"
    unit = label_fr("extent_unit_one" if one.number < 2 else "extent_unit", one.unit)
    number = f"{one.number:.2f}".rstrip("0").rstrip(".").replace(".", ",")
    doubt = "" if one.certainty == "counted" else f" ({label_fr('certainty', one.certainty)})"
    return f"{number} {unit}{support}{doubt}"


def _language(code: str) -> str:
    return element("language", label_fr("language", code).lower() or code, langcode=code)


def _producer(agent: Agent) -> str:
    role = "collectionneur" if COLLECTOR in agent.roles else "producteur"
    return around("origination", element(_AGENTS.get(agent.kind, "name"), agent.name, role=role, **_number(agent.identifiers)))


def _number(identifiers: tuple[Identifier, ...], source: str = "") -> dict[str, str]:
    """The authority that a name has, and whose list it stands in."""
    for one in identifiers:
        return {"source": _SOURCES.get(one.scheme, one.scheme), "authfilenumber": one.value}
    return {"source": source} if source else {}


def _digital(copy: DigitalCopy) -> str:
    return start("dao", href=copy.url, title=copy.label or "Documents numérisés")[:-1] + "/>"


def _access(fonds: FondsDescription, above: FondsDescription | None) -> str:
    """Index terms: subjects and types of documents, those of the level above left out."""
    known = set() if above is None else {*map(_term, above.subjects), *map(_type, above.document_types)}
    terms = [term for term in (*map(_term, fonds.subjects), *map(_type, fonds.document_types)) if term not in known]
    return around("controlaccess", "".join(dict.fromkeys(terms))) if terms else ""


def _term(subject: Subject) -> str:
    source = "Rameau" if subject.kind in _HEADINGS else ""
    return element(_TERMS.get(subject.kind, "subject"), subject.value, **_number(subject.identifiers, source))


def _type(code: str) -> str:
    return element("genreform", label_fr("document_type", code) or code, source="Traboule")
