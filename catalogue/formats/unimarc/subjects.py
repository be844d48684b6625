"""Subjects (60X, 61X), classes (66X-68X) and form or genre (608)."""

from __future__ import annotations

from msgspec import convert

from catalogue.core.description import Genre, Identifier, Subject
from catalogue.core.kinds import SubjectKind
from catalogue.formats.authorities import authority
from catalogue.formats.cleaning import clean
from catalogue.formats.draft import Draft
from catalogue.formats.marc.record import Field
from catalogue.formats.punctuation import sentence
from catalogue.formats.tables import rows

_TABLE = convert(
    {row["tag"]: (row["kind"], row["heading"], row["scheme"]) for row in rows("unimarc_subjects")},
    dict[str, tuple[SubjectKind, str, str]],
)
_SUBDIVISIONS = "jxyz"
# The schemes of $2 that are written in several ways.
_SCHEMES = {"dewey": "ddc", "cdd": "ddc", "cdu": "udc", "cadre de classement de la bibliographie nationale française": "bnf"}


def _numbers(field: Field) -> tuple[Identifier, ...]:
    """The authority numbers ($3), in order: the heading's, then its subdivisions'."""
    numbers = (authority(value) for code, value in field.subfields if code == "3")
    return tuple(Identifier(scheme=scheme, value=number, qualifier="", place=field.place) for scheme, number in numbers if number)


def _heading(kind: str, parts: list[tuple[str, str]]) -> str:
    """The heading of a name or a title as a reader writes it: "Hugo, Victor (1802-1885). Les misérables"."""
    value = ""
    additions: list[str] = []
    for code, text in parts:
        if not value:
            value = text
        elif kind in ("person", "family", "title") and code in "cf":
            additions.append(text)
        elif code == "f" or (kind == "corporate" and code in "cde"):
            additions.append(text.strip("()"))
        elif kind in ("person", "title") and code == "b":
            value = f"{value}, {text}"
        elif kind == "person" and code == "d":
            value = f"{value} {text}"
        elif code == "t":
            value = f"{value} ({', '.join(additions)}). {text}" if additions else sentence(value, text)
            additions = []
        elif code not in "fg":
            value = sentence(value, text)
    return f"{value} ({', '.join(additions)})" if additions else value


def _subject(field: Field, draft: Draft) -> None:
    kind, heading_codes, scheme = _TABLE[field.tag]
    heading: list[tuple[str, str]] = []
    subdivisions: list[str] = []
    for code, raw in field.subfields:
        if code in _SUBDIVISIONS:
            if text := clean(raw):
                subdivisions.append(text)
        elif code in heading_codes and (text := clean(raw)):
            heading.append((code, text))
        elif code == "2" and raw:
            scheme = clean(raw).casefold()
            scheme = _SCHEMES.get(scheme, scheme)
    place = field.place
    if kind in ("free", "class"):
        for _, text in heading:
            parts = (text, *subdivisions)
            draft.subjects.append(
                Subject(value=" -- ".join(parts), kind=kind, parts=parts, scheme=scheme, identifiers=_numbers(field), place=place)
            )
        return
    parts = ((_heading(kind, heading),) if heading else ()) + tuple(subdivisions)
    if parts:
        draft.subjects.append(
            Subject(value=" -- ".join(parts), kind=kind, parts=parts, scheme=scheme, identifiers=_numbers(field), place=place)
        )


def _genre(field: Field, draft: Draft) -> None:
    parts = [text for code, raw in field.subfields if code in "ajxyz" and (text := clean(raw))]
    if parts:
        draft.genres.append(
            Genre(value=" -- ".join(parts), scheme=clean(field.first("2")).casefold(), identifiers=_numbers(field), place=field.place)
        )


HANDLERS = {**dict.fromkeys(_TABLE, _subject), "608": _genre}
