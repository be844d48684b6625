"""Subjects (60X, 610), classes (675, 676, 680, 686) and form or genre (608)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalogue.core.description import Description, Subject
from catalogue.core.kinds import SubjectKind
from catalogue.formats.marc.making import authorities, made
from catalogue.formats.marc.record import Field

_TAGS: dict[SubjectKind, str] = {
    "person": "600", "corporate": "601", "family": "602", "title": "605", "topic": "606", "place": "607", "period": "606", "free": "610",
}  # fmt: skip
_CLASSES = {"udc": "675", "ddc": "676", "lcc": "680", "gac": "660", "chronological": "661"}
_OTHER_CLASS = "686"
_PERSON = re.compile(r"([^,()]+), ([^()]+?)(?: \(([^()]+)\))?")


def subjects(description: Description) -> Iterator[Field]:
    """One field for each subject: its heading in $a, its subdivisions in $x, the numbers of both in $3, the list in $2."""
    for subject in description.subjects:
        tag = _CLASSES.get(subject.scheme, _OTHER_CLASS) if subject.kind == "class" else _TAGS[subject.kind]
        heading, *rest = subject.parts or (subject.value,)
        scheme = "" if tag in _CLASSES.values() or (tag == "610" and subject.scheme == "free") else subject.scheme
        divisions = [("x", part) for part in rest]
        yield from made(tag, "  ", *authorities(subject.identifiers, code="3"), *_heading(subject, heading), *divisions, ("2", scheme))


def _heading(subject: Subject, text: str) -> list[tuple[str, str]]:
    """The heading as it stands, a person's name in its parts."""
    if subject.kind == "person" and (person := _PERSON.fullmatch(text)):
        addition = person[3] or ""
        return [("a", person[1]), ("b", person[2]), ("f" if addition[:1].isdigit() else "c", addition)]
    return [("a", text)]


def genres(description: Description) -> Iterator[Field]:
    """608."""
    for genre in description.genres:
        heading, *rest = genre.value.split(" -- ")
        yield from made(
            "608", "  ", *authorities(genre.identifiers, code="3"), ("a", heading), *(("x", part) for part in rest), ("2", genre.scheme)
        )
