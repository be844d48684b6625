"""Documents to cite, one per case a citation must stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from msgspec.structs import replace

from catalogue.citations.reference import Copy, Reference, reference_of
from catalogue.core.description import (
    Agent,
    DateSpan,
    Description,
    Extent,
    Identifier,
    Language,
    Link,
    Note,
    Publication,
    Subject,
    Text,
    Title,
)

LYON = Copy("Bibliothèque municipale de Lyon", "Lyon", "Rés 317 042")
BOURG = Copy("Médiathèque Vailland", "Bourg-en-Bresse", "F 12")

BOOK = Description(
    document_type="book",
    titles=(Title(value="Le Jardin des soyeux"), Title(value="ou Traité des étoffes", kind="remainder")),
    agents=(
        Agent(name="Perrachon, Antoine", roles=("070",)),
        Agent(name="Garnier, Pierrette", roles=("610",), rank="other"),
        Agent(name="Vaulx, Jean-Baptiste de", roles=("730",), rank="other"),
        Agent(name="Collège de la Trinité", kind="corporate", roles=("390",), copy="690001001"),
    ),
    publications=(Publication(places=("[Lyon]",), names=("Pierrette Garnier",), date="1562"),),
    dates=(DateSpan(display="1562", start=1562, end=1562),),
    editions=(Text(value="2e édition"),),
    extents=(Extent(value="312 p."),),
    languages=(Language(code="fre"),),
    identifiers=(Identifier(scheme="isbn", value="9782070368228"),),
    subjects=(Subject(value="Soie -- Lyon"),),
    notes=(Note(value="Traité en trois livres.", kind="summary"),),
)
MANUSCRIPT = Description(
    document_type="manuscript",
    titles=(Title(value="Obituaire de l’abbaye d’Ainay"),),
    dates=(DateSpan(display="XIIIe siècle", start=1201, end=1300, uncertain=True, kind="creation"),),
)
MAP = Description(
    document_type="map",
    titles=(Title(value="Carte du Vivarais"),),
    agents=(Agent(name="Cassini, César-François", roles=("180",)), Agent(name="Aveline", roles=("350",), rank="other")),
    publications=(Publication(places=("Paris",)),),
    dates=(DateSpan(display="an II", start=1793, end=1794, calendar="republican"),),
)
SCORE = Description(
    document_type="score",
    titles=(Title(value="Sonates à deux"),),
    agents=(Agent(name="Leclair, Jean-Marie", roles=("230",)),),
    dates=(DateSpan(display="[s.d.]"),),
)
PERIODICAL = Description(
    document_type="periodical",
    titles=(Title(value="Bulletin de la montagne"),),
    publications=(Publication(places=("Privas",), names=("Roure",), date="1871-"),),
    dates=(DateSpan(display="1871-", start=1871, end=None),),
    identifiers=(Identifier(scheme="issn", value="0012-9402"),),
)
ARTICLE = Description(
    document_type="article",
    titles=(Title(value="Une inondation à Vienne"),),
    agents=(Agent(name="Chorier, Nicolas"),),
    links=(
        Link(
            relation="part_of",
            title="Revue du Dauphiné",
            volume="t. 3, p. 12-19",
            identifiers=(Identifier(scheme="issn", value="0035-2004"),),
        ),
    ),
    dates=(DateSpan(display="1840", start=1840, end=1840),),
)
PRINT = Description(
    document_type="print", titles=(Title(value="Vue du pont"),), agents=(Agent(name="Sarrabat, Daniel", roles=("350",), rank="other"),)
)
RIGHT_TO_LEFT = Description(
    document_type="book",
    titles=(Title(value="ספר התפילות", language="heb"),),
    agents=(Agent(name="משה בן יעקב"),),
    languages=(Language(code="heb"),),
)
NOTHING = Description()
EVERY = {
    "book": BOOK, "manuscript": MANUSCRIPT, "map": MAP, "score": SCORE, "periodical": PERIODICAL, "article": ARTICLE, "print": PRINT,
    "right to left": RIGHT_TO_LEFT, "nothing at all": NOTHING,
}  # fmt: skip
HOSTILE = (
    "}{", "{{{", "a\\", "\\input{/etc/passwd}", "100 % & co_#1 $x^2~y$", "line\r\nTY  - BOOK\r\nER  - ", "a\u2028b\u2029c\x85d\x0be\x1cf",
    "@book{evil, title={x}}", '"quoted" and \'single\'', "Smith and Jones, and, Sons", "AND", "\u202eevil\u202c",
    "\x00\x07\x98le \x9cjardin",
    "</script><script>alert(1)</script>", "  spaces\u00a0: kept  ", ",", " , ", "é" * 3000, "𝕭𝖔𝖔𝖐 🐉", "-", "ER  - ",
)  # fmt: skip


def cited(description: Description, *, language: str = "fr", copies: Sequence[Copy] = (LYON,)) -> Reference:
    """The reference of a description, as the notice 12 of the catalogue."""
    return reference_of(
        description,
        number="notice-12",
        address="https://catalogue.example/notice/12",
        language=language,
        accessed=dt.date(2026, 11, 22),
        catalogue="Traboule",
        copies=copies,
    )


def saying(text: str) -> Description:
    """A description that says ``text`` everywhere."""
    return replace(
        BOOK,
        titles=(Title(value=text), Title(value=text, kind="remainder")),
        agents=(
            Agent(name=text, roles=("070",)),
            Agent(name=f"{text}, {text}", roles=("070",)),
            Agent(name=text, kind="corporate", roles=("340",), rank="other"),
        ),
        publications=(Publication(places=(text,), names=(text,), date=text),),
        dates=(DateSpan(display=text, start=1562, end=1563, uncertain=True),),
        editions=(Text(value=text),),
        extents=(Extent(value=text),),
        languages=(Language(code=text[:3]),),
        identifiers=(Identifier(scheme="isbn", value=text), Identifier(scheme="issn", value=text), Identifier(scheme="doi", value=text)),
        subjects=(Subject(value=text), Subject(value=text, kind="class")),
        notes=(Note(value=text, kind="summary"),),
        links=(Link(relation="part_of", title=text, volume=text),),
    )
