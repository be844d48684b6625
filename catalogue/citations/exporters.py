"""Every format a citation can be had in, under one contract."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from catalogue.citations import apa, bibtex, csl, iso690, ris
from catalogue.citations.reference import Reference
from catalogue.citations.styled import Citation, plain

Write = Callable[[Sequence[Reference]], str]


@dataclass(frozen=True, slots=True)
class Exporter:
    """A format: its name in addresses, what it is called, its media type, the ending of its files, and how it is written.

    ``cite`` gives a citation to be read, in pieces; None for formats that programs read.
    """

    name: str
    label: str
    media_type: str
    ending: str
    write: Write
    cite: Callable[[Reference], Citation] | None = None


def _each(write_one: Callable[[Reference], str], *, between: str) -> Write:
    return lambda references: between.join(write_one(reference) for reference in references)


def _lines(cite: Callable[[Reference], Citation]) -> Write:
    return _each(lambda reference: plain(cite(reference)) + "\n", between="\n")


EXPORTERS: dict[str, Exporter] = {
    exporter.name: exporter
    for exporter in (
        Exporter("iso-690", "ISO 690", "text/plain", "txt", _lines(iso690.cite), iso690.cite),
        Exporter("apa", "APA", "text/plain", "txt", _lines(apa.cite), apa.cite),
        Exporter("bibtex", "BibTeX", "application/x-bibtex", "bib", _each(bibtex.write, between="\n")),
        Exporter("ris", "RIS", "application/x-research-info-systems", "ris", _each(ris.write, between="")),
        Exporter("csl-json", "CSL-JSON", "application/vnd.citationstyles.csl+json", "json", csl.write),
    )
}
FOR_PROGRAMS: tuple[Exporter, ...] = tuple(exporter for exporter in EXPORTERS.values() if exporter.cite is None)
