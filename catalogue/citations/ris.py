"""RIS, as Zotero, EndNote and Mendeley read it: two letters, two spaces, a dash, a space, one value a line."""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.citations import wording
from catalogue.citations.cleaning import line
from catalogue.citations.dates import about, years
from catalogue.citations.names import Name
from catalogue.citations.reference import Reference

_END = "\r\n"


def write(reference: Reference) -> str:
    """One record, from TY to ER."""
    lines = [f"{tag}  - {cleaned}" for tag, value in _fields(reference) if (cleaned := line(value))]
    return _END.join([f"TY  - {reference.kind.ris}", *lines, "ER  - ", ""])


def _name(name: Name) -> str:
    """A name as programs cut it, at its commas: that of a body has none left."""
    return name.inverted if name.family else line(name.literal.replace(",", " "))


def _fields(reference: Reference) -> Iterator[tuple[str, str]]:
    people, copy, issued = reference.people, reference.copy, reference.issued
    for tag, names in (("AU", people.authors), ("ED", people.editors), ("A4", people.translators)):
        yield from ((tag, _name(name)) for name in names)
    yield "TI", reference.full_title
    yield "T2", reference.container
    yield "JF", reference.container if reference.kind.ris == "JOUR" else ""
    yield "VL", reference.volume
    yield "IS", reference.part.issue
    yield "T3", reference.series
    yield "SV", reference.series_number
    yield "ET", reference.edition
    yield "CY", " ; ".join(reference.places)
    yield "PB", ", ".join(reference.publishers)
    yield "PY", str(issued.year) if issued.year is not None and issued.year > 0 else ""
    yield "DA", about(issued, reference.language) if issued.circa or not issued.is_one_year else ""
    yield "SP", reference.part.first or reference.extent
    yield "EP", reference.part.last
    yield "NV", str(reference.volumes or "")
    yield "SN", reference.isbn or reference.issn
    yield "DO", reference.doi
    yield "LA", reference.text_language
    yield "M3", reference.type_name
    yield "AB", reference.summary
    yield from (("KW", keyword) for keyword in reference.keywords)
    if copy:
        yield "DB", copy.place
        yield "AV", copy.call_number
        yield "CN", copy.call_number
    elif reference.copies:
        yield "N1", wording.word("held by", reference.language, reference.copies_in_words)
    for illustrator in people.illustrators:
        yield "N1", wording.word("illustrated by", reference.language, illustrator.natural)
    if reference.transcribed:
        yield "N1", wording.word("transcribed", reference.language, reference.transcribed)
    if issued.written and issued.written not in (years(issued), about(issued, reference.language)):
        yield "N1", wording.word("written", reference.language, issued.written)
    yield "DP", reference.catalogue
    yield "ID", reference.number
    yield "UR", reference.address
    yield "Y2", reference.accessed.strftime("%Y/%m/%d")
