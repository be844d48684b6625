"""Notices made for the contract of search engines: a few of each case, told in as few words as possible."""

from __future__ import annotations

from typing import Any

from catalogue.core.dates import parse
from catalogue.core.description import (
    Agent,
    Description,
    DigitalCopy,
    Holding,
    Identifier,
    Language,
    Note,
    Publication,
    Subject,
    Title,
)
from catalogue.core.keys import DocumentKey, Kind
from catalogue.search.document import InstitutionFacts, Provenance, SearchDocument, document_of

LYON, GRENOBLE, PRIVAS = "693836101", "381856101", "071866101"
INSTITUTIONS = {
    LYON: InstitutionFacts("Bibliothèque de Lyon", "Lyon", "69"),
    GRENOBLE: InstitutionFacts("Bibliothèque de Grenoble", "Grenoble", "38"),
    PRIVAS: InstitutionFacts("Archives de Privas", "Privas", "07"),
}


def description(title: str, **given: Any) -> Description:
    """A description; ``agents``, ``subjects``, ``notes``, ``languages`` as strings, ``place``, ``printer``, ``date``, ``holdings``
    as (RCR, call number) pairs, ``identifiers`` as (scheme, value) pairs, ``digital`` an address."""
    place, printer, date = given.get("place", ""), given.get("printer", ""), given.get("date", "")
    published = Publication(places=(place,) if place else (), names=(printer,) if printer else (), date=date)
    return Description(
        document_type=given.get("type", "book"),
        level=given.get("level", "monograph"),
        titles=(Title(value=title, nonsorting=given.get("nonsorting", 0)),),
        agents=tuple(Agent(name=name) for name in given.get("agents", ())),
        publications=(published,) if place or printer or date else (),
        dates=(parse(date),) if date else (),
        languages=tuple(Language(code=code) for code in given.get("languages", ("fre",))),
        notes=tuple(Note(value=value) for value in given.get("notes", ())),
        subjects=tuple(Subject(value=value) for value in given.get("subjects", ())),
        identifiers=tuple(Identifier(scheme=scheme, value=value) for scheme, value in given.get("identifiers", ())),
        holdings=tuple(Holding(institution=rcr, call_number=cote) for rcr, cote in given.get("holdings", ((LYON, ""),))),
        digital_copies=(DigitalCopy(url=given["digital"]),) if given.get("digital") else (),
    )


def document(record_id: int, title: str, **given: Any) -> SearchDocument:
    """The search document of :func:`description`."""
    return document_of(
        description(title, **given),
        key=DocumentKey(Kind.NOTICE, record_id),
        received=given.get("received", 10_000 - record_id),  # the order of numbers is not that of arrival
        provenance=Provenance("essai", LYON),
        institutions=INSTITUTIONS,
    )


NOTICES = [
    document(
        1,
        "L’Histoire de Tours et de ses environs",
        agents=("Chalmel, Jean-Louis",),
        place="Tours",
        date="1828",
        holdings=((LYON, "Rés. 317 920"), (GRENOBLE, "F 12")),
        identifiers=(("isbn", "2-07-036822-X"), ("ark", "ark:/12148/cb36646150b"), ("ppn", "012345672")),
    ),
    document(
        2,
        "La tour du monde",
        agents=("Charton, Édouard",),
        place="Paris",
        printer="Hachette",
        date="1860",
        nonsorting=3,
        languages=("fre", "eng"),
        notes=("Journal de voyages, tome IV seul. Relié en toile verte.",),
        holdings=((LYON, "Ms. 0123"),),
        digital="https://numerique.invalid/tour",
    ),
    document(
        3,
        "De l’Vniuersité & des estudes",
        agents=("Rauot, Iean",),
        place="Lugduni",
        printer="apud Sebastianum Gryphium",
        date="1540",
        languages=("lat",),
        holdings=((PRIVAS, "A 4/12"),),
    ),
    document(
        4,
        "Œuvres complètes de François Rabelais",
        agents=("Rabelais, François",),
        place="Lyon",
        date="1870",
        subjects=("Satire -- France -- 16e siècle",),
        holdings=((GRENOBLE, "Q 1"),),
    ),
    document(5, "Plan de la ville de Saint-Étienne", type="map", date="1872", holdings=((LYON, "Carte 5"),)),
    document(6, "Recueil factice sans lieu ni date", type="manuscript", languages=(), holdings=((PRIVAS, "Ms 124"),)),
    document(7, "Le journal de l'Ardèche", type="newspaper", level="serial", date="1830-", holdings=((PRIVAS, "PER 1"),)),
    document(8, "Les Chevaux du Forez", notes=("Avec une carte des haras. Exemplaire de la tour nord.",), date="vers 1900"),
]
