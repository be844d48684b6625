"""abstract, tableOfContents, note, subject, classification, accessCondition: what the document says, of what, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.core.description import Agent, Description, Note, Subject
from catalogue.core.kinds import NoteKind, SubjectKind
from catalogue.formats.mods.element import group, leaf
from catalogue.formats.mods.names import TYPES

# The types that the Library of Congress lists ("MODS <note> Types"), where it has one.
_TYPES: dict[NoteKind, str] = {
    "references": "citation/reference", "bibliography": "bibliography", "thesis": "thesis", "edition": "version identification",
    "language": "language", "responsibility": "statement of responsibility", "publication": "publications", "copy": "numbering",
    "provenance": "ownership", "binding": "binding", "conservation": "conservation history", "acquisition": "acquisition",
    "gaps": "missing", "inventory": "inventory",
}  # fmt: skip
_ELSEWHERE = frozenset({"summary", "contents", "access", "rights", "periodicity", "physical"})
_SUBJECTS: dict[SubjectKind, str] = {"topic": "topic", "free": "topic", "place": "geographic", "period": "temporal"}


def notes(description: Description) -> Iterator[str]:
    """abstract, tableOfContents, note, accessCondition."""
    for text in description.responsibility:
        yield leaf("note", text.value, type_="statement of responsibility")
    for note in description.notes:
        if note.kind == "summary":
            yield leaf("abstract", note.value)
        elif note.kind == "contents":
            yield leaf("tableOfContents", note.value)
        elif note.kind in ("access", "rights"):
            yield leaf("accessCondition", note.value, type_=_condition(note))
        elif note.kind not in _ELSEWHERE:
            yield leaf("note", note.value, type_=_TYPES.get(note.kind, ""))
    for language in description.languages:
        if language.role in ("original", "intermediate"):
            yield leaf("note", language.code, type_=f"{language.role} language")
    for text in description.material_specific:
        yield leaf("note", text.value, type_="material specific details")
    for text in description.rights:
        yield leaf("accessCondition", text.value, type_="use and reproduction")


def _condition(note: Note) -> str:
    return "restriction on access" if note.kind == "access" else "use and reproduction"


def subjects(description: Description) -> Iterator[str]:
    """subject, its subdivisions apart; classification."""
    for subject in description.subjects:
        if subject.kind == "class":
            yield leaf("classification", subject.value, authority=subject.scheme)
        else:
            scheme = "" if subject.scheme == "free" else subject.scheme
            yield group("subject", _headings(subject), authority=scheme)


def _headings(subject: Subject) -> Iterator[str]:
    heading, *rest = subject.parts or (subject.value,)
    if subject.kind in ("person", "family", "corporate"):
        yield group("name", (leaf("namePart", heading),), type_=TYPES[subject.kind])
    elif subject.kind == "title":
        yield group("titleInfo", (leaf("title", heading),))
    else:
        yield leaf(_SUBJECTS.get(subject.kind, "topic"), heading)
    for part in rest:
        yield leaf("topic", part)


def of_a_copy(note: Note) -> str:
    """A note that holds for one copy."""
    return leaf("note", note.value, type_=_TYPES.get(note.kind, note.kind))


def owner(agent: Agent) -> str:
    """A former owner, a binder, a donor of one copy."""
    return leaf("note", f"{agent.name} ({agent.dates})" if agent.dates else agent.name, type_="ownership")
