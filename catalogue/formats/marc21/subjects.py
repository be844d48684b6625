"""Subjects (6XX), classes (05X-08X) and form or genre (655)."""

from __future__ import annotations

from msgspec import convert

from catalogue.core.description import Genre, Subject
from catalogue.core.kinds import SubjectKind
from catalogue.formats.cleaning import clean
from catalogue.formats.draft import Draft
from catalogue.formats.marc.record import Field
from catalogue.formats.marc21.agents import numbers_of
from catalogue.formats.punctuation import sentence, trim
from catalogue.formats.tables import rows

_TABLE = convert(
    {row["tag"]: (row["kind"], row["heading"], row["scheme"]) for row in rows("marc21_subjects")},
    dict[str, tuple[SubjectKind, str, str]],
)
# Second indicator of 6XX: the thesaurus.
_SCHEMES = {"0": "lcsh", "1": "lcshac", "2": "mesh", "3": "nal", "5": "cash", "6": "rvm"}
_SUBDIVISIONS = "vxyz"


def _scheme(field: Field, default: str) -> str:
    if default:
        return default
    return _SCHEMES.get(field.indicators[1:2], "") or clean(field.first("2")).casefold()


def _heading(kind: str, parts: list[tuple[str, str]]) -> str:
    """The heading as a reader writes it: "Hugo, Victor (1802-1885). Les misérables", "Lyon (France). Conseil"."""
    value = ""
    additions: list[str] = []
    for code, text in parts:
        if not value:
            value = text
        elif kind == "person" and code in "cdq":
            additions.append(text.strip("()"))
        elif kind == "person" and code == "b":
            value = f"{value} {text}"
        elif code == "t" and additions:
            value = f"{value} ({', '.join(additions)}). {text}"
            additions = []
        elif kind == "corporate" and code in "dc":
            additions.append(text.strip("() :;"))
        else:
            value = sentence(value, text)
    return f"{value} ({', '.join(additions)})" if additions else value


def _subject(field: Field, draft: Draft) -> None:
    kind, heading_codes, default = _TABLE[field.tag]
    heading = [(code, text) for code, raw in field.subfields if code in heading_codes and (text := trim(raw))]
    place = field.place
    if kind in ("free", "class"):
        scheme = default or clean(field.first("2")).casefold()
        values = [" ".join(text for _, text in heading)] if kind == "class" and heading else [text for _, text in heading]
        for value in values:
            draft.subjects.append(Subject(value=value, kind=kind, parts=(value,), scheme=scheme, identifiers=(), place=place))
        return
    subdivisions = tuple(text for code, raw in field.subfields if code in _SUBDIVISIONS and (text := trim(raw)))
    parts = ((_heading(kind, heading),) if heading else ()) + subdivisions
    if parts:
        if kind == "person" and field.indicators[:1] == "3":
            kind = "family"
        draft.subjects.append(
            Subject(
                value=" -- ".join(parts), kind=kind, parts=parts, scheme=_scheme(field, default), identifiers=numbers_of(field), place=place
            )
        )


def _genre(field: Field, draft: Draft) -> None:
    parts = [text for code, raw in field.subfields if code in "avxyz" and (text := trim(raw))]
    if parts:
        draft.genres.append(Genre(value=" -- ".join(parts), scheme=_scheme(field, ""), identifiers=numbers_of(field), place=field.place))


HANDLERS = {**dict.fromkeys(_TABLE, _subject), "655": _genre}
