"""BibTeX, in UTF-8, with what TeX would take for its own written as commands."""

from __future__ import annotations

import re

from catalogue.citations import wording
from catalogue.citations.cleaning import line
from catalogue.citations.dates import about, years
from catalogue.citations.names import Name
from catalogue.citations.reference import Reference
from catalogue.core.text import fold

# Braces are written as commands: BibTeX counts those of a field before TeX ever sees them, escaped or not.
_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
}  # fmt: skip
_ESCAPED = str.maketrans(_SPECIAL)
_APART = re.compile(r",|\band\b", re.IGNORECASE)
_NOT_KEY = re.compile(r"[^a-z0-9]+")


def write(reference: Reference) -> str:
    """One entry, ended by a line break."""
    fields = [f"  {name} = {{{value}}}," for name, value in _fields(reference) if value]
    return "\n".join([f"@{reference.kind.bibtex}{{{key(reference)},", *fields, "}\n"])


def key(reference: Reference) -> str:
    """The name by which a text cites the entry: author, year and the number of the notice, which makes it unique."""
    authors = reference.people.authors or reference.people.editors
    author = _NOT_KEY.sub("", _ascii(authors[0].sorted_by))[:24] if authors else ""
    year = str(reference.issued.year or "")
    return "-".join(part for part in (author, year, _NOT_KEY.sub("-", reference.number.lower()).strip("-")) if part)


def escape(text: str) -> str:
    """``text`` on one line, with TeX's own characters as commands: braces balance whatever it holds."""
    return line(text).translate(_ESCAPED)


def _fields(reference: Reference) -> list[tuple[str, str]]:
    people, copy, kind = reference.people, reference.copy, reference.kind.bibtex
    container = {"article": "journal", "incollection": "booktitle"}.get(kind, "")
    issued = reference.issued
    return [
        ("author", _names(people.authors)),
        ("editor", _names(people.editors)),
        ("translator", _names(people.translators)),
        ("title", f"{{{escape(reference.full_title)}}}"),
        *([(container, f"{{{escape(reference.container)}}}")] if container and reference.container else []),
        ("edition", escape(reference.edition)),
        ("address", escape(" ; ".join(reference.places))),
        ("publisher", escape(", ".join(reference.publishers))),
        ("year", about(issued, reference.language) or escape(issued.written)),
        ("series", escape(reference.series)),
        ("volume", escape(reference.volume)),
        ("number", escape(reference.part.issue or reference.series_number)),
        ("pages", escape(reference.part.pages).replace("-", "--")),
        ("volumes", str(reference.volumes or "")),
        ("pagetotal", "" if reference.part.pages else escape(reference.extent)),
        ("isbn", escape(reference.isbn)),
        ("issn", escape(reference.issn)),
        ("doi", escape(reference.doi)),
        ("howpublished", escape(reference.type_name) if kind == "misc" else ""),
        ("language", escape(reference.text_language)),
        ("library", escape(copy.place) if copy else ""),
        ("lccn", escape(copy.call_number) if copy else ""),
        ("keywords", escape(", ".join(reference.keywords))),
        ("note", escape(_note(reference))),
        ("abstract", escape(reference.summary)),
        ("url", reference.address),
        ("urldate", reference.accessed.isoformat()),
    ]


def _note(reference: Reference) -> str:
    """What has no field of its own; an unpublished document must have one."""
    said = []
    if reference.copies and not reference.copy:
        said.append(wording.word("held by", reference.language, reference.copies_in_words))
    issued = reference.issued
    if reference.transcribed:
        said.append(wording.word("transcribed", reference.language, reference.transcribed))
    if issued.written and issued.written not in (years(issued), about(issued, reference.language)):
        said.append(wording.word("written", reference.language, issued.written))
    return ". ".join(said) or (reference.type_name if reference.kind.bibtex == "unpublished" else "")


def _names(names: tuple[Name, ...]) -> str:
    return " and ".join(f"{{{escape(name.literal)}}}" if name.literal else f"{_part(name.family)}, {_part(name.given)}" for name in names)


def _part(text: str) -> str:
    """A part of a name; in braces of its own where BibTeX would cut it at a comma or at the word "and"."""
    return f"{{{escape(text)}}}" if _APART.search(text) else escape(text)


def _ascii(text: str) -> str:
    return fold(text).encode("ascii", "ignore").decode()
