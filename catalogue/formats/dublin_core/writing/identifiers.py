"""Identifiers: each says its scheme, as readers of Dublin Core expect; the addresses that open the document."""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.core.description import Description
from catalogue.core.identifiers import frbnf_of_ark
from catalogue.formats.dublin_core.writing.element import Element

_PREFIXES = {"isbn": "ISBN ", "issn": "ISSN ", "ean": "EAN ", "ppn": "PPN ", "oclc": "OCLC ", "doi": "doi:"}
_SAID_AS_IT_IS = frozenset({"ark", "frbnf", "url", "local"})


def elements(description: Description) -> Iterator[Element]:
    """identifier: numbers, then the addresses of digital copies."""
    of_arks = {frbnf_of_ark(each.value) for each in description.identifiers if each.scheme == "ark"}
    for each in description.identifiers:
        if each.scheme in _PREFIXES:
            yield Element("identifier", f"{_PREFIXES[each.scheme]}{each.value}")
        elif each.scheme in _SAID_AS_IT_IS and each.value not in of_arks:
            yield Element("identifier", each.value)
    for copy in description.digital_copies:
        yield Element("relation", copy.url, refined="hasFormat")
        if copy.manifest and copy.manifest != copy.url:
            yield Element("relation", f"manifeste IIIF : {copy.manifest}")
        if copy.thumbnail:
            yield Element("relation", f"vignette : {copy.thumbnail}")
