"""The header of the notice of a fonds as EAD: what the guide of good practice in libraries asks, and what a directory needs."""

from __future__ import annotations

from datetime import date

from catalogue.core.fonds import FondsDescription
from catalogue.formats.ead.writing.header import ENCODINGS
from catalogue.formats.ead.writing.markup import around, element, escaped, start

RULES = "ISAD(G), 2e édition ; Guide des bonnes pratiques de l’EAD en bibliothèque"
LICENCE = "Licence Ouverte 2.0"


def identifier_of(fonds: FondsDescription) -> str:
    """What the file is called for ever: the number of the institution, a hyphen, that of the fonds."""
    return f"{fonds.keeper.isil}-{fonds.identifier}" if fonds.keeper.isil else fonds.identifier


def header(fonds: FondsDescription, *, agency: str = "", tool: str = "Traboule") -> str:
    """``eadheader``. ``agency``: the ISIL of who publishes the file, which is the recipient's to say; the institution's own without it."""
    return around("eadheader", _eadid(fonds, agency) + _file(fonds) + _profile(fonds, tool) + _revisions(fonds), **ENCODINGS)


def _eadid(fonds: FondsDescription, agency: str) -> str:
    name = identifier_of(fonds)
    return element("eadid", name, countrycode="FR", mainagencycode=agency or fonds.keeper.isil, identifier=name)


def _file(fonds: FondsDescription) -> str:
    title = element("titleproper", fonds.title) + (element("author", fonds.author) if fonds.author else "")
    published = element("publisher", fonds.keeper.name) + _dated(fonds.revised or fonds.created) + element("p", LICENCE)
    return around("filedesc", around("titlestmt", title) + around("publicationstmt", published))


def _profile(fonds: FondsDescription, tool: str) -> str:
    told = escaped(f"Notice de fonds conforme à la DTD EAD 2002, produite par {tool}")
    by = escaped(f", saisie par {fonds.author}") if fonds.author else ""
    day = _dated(fonds.created)
    creation = around("creation", f"{told}{by}, le {day}" if day else told + by)
    language = f"{start('language', langcode=fonds.language)}français</language>"
    return around("profiledesc", creation + around("langusage", f"Notice rédigée en {language}") + element("descrules", RULES))


def _revisions(fonds: FondsDescription) -> str:
    if fonds.revised is None or fonds.revised == fonds.created:
        return ""
    return around("revisiondesc", around("change", _dated(fonds.revised) + element("item", "Notice révisée")))


def _dated(day: date | None) -> str:
    return element("date", day.strftime("%d/%m/%Y"), normal=day.isoformat()) if day else ""
