"""Notes: 5XX by kind, 310 and 321; those of one copy ($5, 541, 561, 562, 563, 583, 590) go to it; private ones are not read."""

from __future__ import annotations

from msgspec import convert

from catalogue.core.description import Note, Text
from catalogue.core.kinds import NoteKind
from catalogue.formats.cleaning import clean
from catalogue.formats.draft import Draft
from catalogue.formats.marc.record import Field
from catalogue.formats.tables import rows

_TABLE = convert(
    {row["tag"]: (row["kind"], row["codes"], row["separator"]) for row in rows("marc21_notes")}, dict[str, tuple[NoteKind, str, str]]
)
_COPY = frozenset({"541", "561", "562", "563", "583", "590"})
# Fields whose first indicator 0 says that the note is private (MARC 21, 541, 561, 583).
_PRIVATE = frozenset({"541", "542", "561", "583"})


def _note(field: Field, draft: Draft) -> None:
    kind, codes, separator = _TABLE[field.tag]
    if field.tag in _PRIVATE and field.indicators[:1] == "0":
        return
    texts = [text for code, raw in field.subfields if code in codes and (text := clean(raw))]
    if separator != " ":
        texts = [bare for text in texts if (bare := text.rstrip(" ;:,"))]
    if not texts:
        return
    copy = clean(field.first("5")).rstrip(".")
    note = Note(value=separator.join(texts), kind=kind, copy=copy, place=field.place)
    if copy or field.tag in _COPY:
        draft.copy_notes.append(note)
    else:
        draft.notes.append(note)


def _rights(field: Field, draft: Draft) -> None:
    """540: terms of use and reproduction."""
    value = " ".join(text for code, raw in field.subfields if code in "abcdfu" and (text := clean(raw)))
    if not value:
        return
    if copy := clean(field.first("5")):
        draft.copy_notes.append(Note(value=value, kind="rights", copy=copy, place=field.place))
    else:
        draft.rights.append(Text(value=value, place=field.place))


HANDLERS = {**dict.fromkeys(_TABLE, _note), "540": _rights}
