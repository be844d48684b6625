"""What a finding aid says of itself: ``eadheader`` of EAD 2002, ``control`` of EAD3."""

from __future__ import annotations

from lxml import etree

from catalogue.formats.ead.kept import kept
from catalogue.formats.ead.model import Header
from catalogue.formats.ead.text import attribute, name_of, plain

EADHEADER, CONTROL = "eadheader", "control"


class _Found:
    """The first element of each name in the header."""

    def __init__(self, header: etree._Element) -> None:
        self._first: dict[str, etree._Element] = {}
        for each in header.iterdescendants(etree.Element):
            self._first.setdefault(name_of(each), each)

    def text(self, *names: str) -> str:
        """The text of the first of these elements that has one."""
        return next((text for text in (plain(self._first[name]) for name in names if name in self._first) if text), "")

    def attribute(self, name: str, *attributes: str) -> str:
        """The first of these attributes of an element that is not empty."""
        element = self._first.get(name)
        return next((value for value in (attribute(element, each) for each in attributes) if value), "") if element is not None else ""


def read_header(element: etree._Element) -> Header:
    """The header of a finding aid, from its element."""
    found = _Found(element)
    agency = found.attribute("eadid", "mainagencycode") or kept(element, "agency")
    country = found.attribute("eadid", "countrycode") or kept(element, "country")
    language = found.attribute("language", "langcode") or kept(element, "langcode")
    changes = (each for each in element.iterdescendants(etree.Element) if name_of(each) in {"change", "maintenanceevent"})
    return Header(
        eadid=found.text("eadid", "recordid"),
        identifier=found.attribute("eadid", "identifier", "publicid", "urn"),
        agency=agency or found.text("agencycode"),
        country=country or found.attribute("maintenanceagency", "countrycode"),
        url=found.attribute("eadid", "url") or found.attribute("recordid", "instanceurl"),
        title=found.text("titleproper"),
        subtitle=found.text("subtitle"),
        author=found.text("author"),
        publisher=found.text("publisher", "agencyname"),
        date=_date(element),
        creation=found.text("creation"),
        language=language or found.attribute("languagedeclaration", "langcode"),
        rules=found.text("descrules", "conventiondeclaration"),
        revisions=tuple(text for text in (plain(each) for each in changes) if text),
    )


def _date(element: etree._Element) -> str:
    """When the finding aid was published."""
    for statement in element.iter("{*}publicationstmt"):
        return next((said for said in (plain(each) or attribute(each, "normal") for each in statement.iter("{*}date")) if said), "")
    return ""
