"""What the document says and about what: language, subject, coverage, description, rights."""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.core.description import Description
from catalogue.core.kinds import NoteKind
from catalogue.formats.dublin_core.writing.element import Element

_REFINED: dict[NoteKind, tuple[str, str]] = {
    "summary": ("description", "abstract"), "contents": ("description", "tableOfContents"), "access": ("rights", "accessRights"),
    "references": ("identifier", "bibliographicCitation"),
}  # fmt: skip
_CLASSES = {"ddc": "DDC", "udc": "UDC", "lcc": "LCC"}
_NAMED = {"rameau": "RAMEAU", "lcsh": "LCSH", "fmesh": "MESH", "mesh": "MESH"}


def elements(description: Description) -> Iterator[Element]:
    """language, subject, coverage, description, rights."""
    for language in description.languages:
        if language.role == "text":
            yield Element("language", language.code)
    for subject in description.subjects:
        if subject.kind == "place":
            yield Element("coverage", subject.value, refined="spatial")
        elif subject.kind == "period":
            yield Element("coverage", subject.value, refined="temporal")
        else:
            yield Element("subject", subject.value, scheme=_CLASSES.get(subject.scheme) or _NAMED.get(subject.scheme, ""))
    for note in description.notes:
        name, refined = _REFINED.get(note.kind, ("description", ""))
        if name == "identifier":
            yield Element("description", note.value, refined=refined)
        else:
            yield Element(name, note.value, refined=refined)
    for text in description.rights:
        yield Element("rights", text.value)
