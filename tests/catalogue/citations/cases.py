"""Documents to cite, one per case a citation must stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

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
    titles=(Title("Le Jardin des soyeux"), Title("ou Traité des étoffes", kind="remainder")),
    agents=(
        Agent("Perrachon, Antoine", roles=("070",)),
        Agent("Garnier, Pierrette", roles=("610",), rank="other"),
        Agent("Vaulx, Jean-Baptiste de", roles=("730",), rank="other"),
        Agent("Collège de la Trinité", kind="corporate", roles=("390",), copy="690001001"),
    ),
    publications=(Publication(places=("[Lyon]",), names=("Pierrette Garnier",), date="1562"),),
    dates=(DateSpan("1562", 1562, 1562),),
    editions=(Text("2e édition"),),
    extents=(Extent("312 p."),),
    languages=(Language("fre"),),
    identifiers=(Identifier("isbn", "9782070368228"),),
    subjects=(Subject("Soie -- Lyon"),),
    notes=(Note("Traité en trois livres.", kind="summary"),),
)
MANUSCRIPT = Description(
    document_type="manuscript",
    titles=(Title("Obituaire de l’abbaye d’Ainay"),),
    dates=(DateSpan("XIIIe siècle", 1201, 1300, uncertain=True, kind="creation"),),
)
MAP = Description(
    document_type="map",
    titles=(Title("Carte du Vivarais"),),
    agents=(Agent("Cassini, César-François", roles=("180",)), Agent("Aveline", roles=("350",), rank="other")),
    publications=(Publication(places=("Paris",)),),
    dates=(DateSpan("an II", 1793, 1794, calendar="republican"),),
)
SCORE = Description(
    document_type="score",
    titles=(Title("Sonates à deux"),),
    agents=(Agent("Leclair, Jean-Marie", roles=("230",)),),
    dates=(DateSpan("[s.d.]"),),
)
PERIODICAL = Description(
    document_type="periodical",
    titles=(Title("Bulletin de la montagne"),),
    publications=(Publication(places=("Privas",), names=("Roure",), date="1871-"),),
    dates=(DateSpan("1871-", 1871, None),),
    identifiers=(Identifier("issn", "0012-9402"),),
)
ARTICLE = Description(
    document_type="article",
    titles=(Title("Une inondation à Vienne"),),
    agents=(Agent("Chorier, Nicolas"),),
    links=(Link("part_of", "Revue du Dauphiné", "t. 3, p. 12-19", (Identifier("issn", "0035-2004"),)),),
    dates=(DateSpan("1840", 1840, 1840),),
)
PRINT = Description(
    document_type="print", titles=(Title("Vue du pont"),), agents=(Agent("Sarrabat, Daniel", roles=("350",), rank="other"),)
)
RIGHT_TO_LEFT = Description(
    document_type="book", titles=(Title("ספר התפילות", language="heb"),), agents=(Agent("משה בן יעקב"),), languages=(Language("heb"),)
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
        titles=(Title(text), Title(text, kind="remainder")),
        agents=(
            Agent(text, roles=("070",)),
            Agent(f"{text}, {text}", roles=("070",)),
            Agent(text, kind="corporate", roles=("340",), rank="other"),
        ),
        publications=(Publication(places=(text,), names=(text,), date=text),),
        dates=(DateSpan(text, 1562, 1563, uncertain=True),),
        editions=(Text(text),),
        extents=(Extent(text),),
        languages=(Language(text[:3]),),
        identifiers=(Identifier("isbn", text), Identifier("issn", text), Identifier("doi", text)),
        subjects=(Subject(text), Subject(text, kind="class")),
        notes=(Note(text, kind="summary"),),
        links=(Link("part_of", text, text),),
    )
