"""Physical description (300), series (490), particular areas (255, 362), notes (5XX), subjects (6XX), classes (05X-08X), genre (655)."""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.core.description import Description, Note
from catalogue.core.kinds import SubjectKind
from catalogue.formats.marc.making import authorities, made
from catalogue.formats.marc.record import Field
from catalogue.formats.tables import rows

_NOTES = {row["kind"]: row["tag"] for row in reversed(rows("marc21_notes"))} | {
    "general": "500", "physical": "340", "edition": "534", "title": "547", "periodicity": "310", "copy": "590",
}  # fmt: skip
# First indicators where the format knows no blank: all of the contents, a reference without its place; 1: nothing private.
_FIRST = {"505": "0", "510": "3", "541": "1", "561": "1", "583": "1"}
_SUBJECTS: dict[SubjectKind, str] = {
    "person": "600", "family": "600", "corporate": "610", "title": "630", "topic": "650", "place": "651", "period": "648", "free": "653",
}  # fmt: skip
_CLASSES = {"lcc": ("050", " 4"), "nlm": ("060", " 4"), "udc": ("080", "  "), "ddc": ("082", "04")}  # 4: given by another agency
_HEADED = {"family": "3", "person": "1", "corporate": "2", "title": "0"}  # first indicators: how the name is written, no article to skip
_THESAURI = {"lcsh": "0", "lcshac": "1", "mesh": "2", "nal": "3", "cash": "5", "rvm": "6"}


def extents(description: Description) -> Iterator[Field]:
    """255 or 362, 300, 490."""
    for text in description.material_specific:
        yield from made("362" if description.level == "serial" else "255", "  ", ("a", text.value))
    for each in description.extents:
        yield from made("300", "  ", ("a", each.value), ("b", each.illustrations), ("c", each.format), ("e", each.accompanying))
    for one in description.series:
        yield from made("490", "0 ", ("a", one.title), ("v", one.volume), ("x", one.issn))


def notes(description: Description) -> Iterator[Field]:
    """5XX of the edition, 540 for rights."""
    for note in description.notes:
        yield from of(note, copy=note.copy)
    for text in description.rights:
        yield from made("540", "  ", ("a", text.value))


def of(note: Note, *, copy: str) -> Iterator[Field]:
    """The field of a note; ``copy`` is what its $5 says. Public: first indicator 1 where the field may be private."""
    tag = "540" if note.kind == "rights" else _NOTES.get(note.kind, "500")
    yield from made(tag, f"{_FIRST.get(tag, ' ')} ", ("a", note.value), ("5", copy))


def classes(description: Description) -> Iterator[Field]:
    """050 to 084."""
    for subject in description.subjects:
        if subject.kind == "class":
            tag, indicators = _CLASSES.get(subject.scheme, ("084", "  "))
            yield from made(tag, indicators, ("a", subject.value), ("2", "" if tag != "084" else subject.scheme))


def subjects(description: Description) -> Iterator[Field]:
    """6XX, the thesaurus in the second indicator or in $2."""
    for subject in description.subjects:
        if subject.kind == "class":
            continue
        heading, *rest = subject.parts or (subject.value,)
        tag = _SUBJECTS[subject.kind]
        first = _HEADED.get(subject.kind, " ")
        second, scheme = _thesaurus("" if tag == "653" and subject.scheme == "free" else subject.scheme, known=tag != "653")
        yield from made(
            tag, first + second, ("a", heading), *(("x", part) for part in rest), *authorities(subject.identifiers, code="0"), ("2", scheme)
        )  # fmt: skip


def _thesaurus(scheme: str, *, known: bool) -> tuple[str, str]:
    if known and scheme in _THESAURI:
        return _THESAURI[scheme], ""
    return ("7", scheme) if scheme else ("4" if known else " ", "")


def genres(description: Description) -> Iterator[Field]:
    """655."""
    for genre in description.genres:
        heading, *rest = genre.value.split(" -- ")
        second, scheme = _thesaurus(genre.scheme, known=True)
        numbers = authorities(genre.identifiers, code="0")
        yield from made("655", f" {second}", ("a", heading), *(("x", part) for part in rest), *numbers, ("2", scheme))
