"""Notes: 3XX, by kind; those of $5 (316, 317, 318) belong to a copy."""

from __future__ import annotations

from msgspec import convert

from catalogue.core.description import Note
from catalogue.core.kinds import NoteKind
from catalogue.formats.cleaning import clean
from catalogue.formats.draft import Draft
from catalogue.formats.marc.record import Field
from catalogue.formats.tables import rows

_TABLE = convert(
    {row["tag"]: (row["kind"], row["codes"], row["separator"]) for row in rows("unimarc_notes")}, dict[str, tuple[NoteKind, str, str]]
)
_COPY = frozenset({"316", "317", "318"})
# UNIMARC has no field for bindings: cataloguers describe them in 316 (or 317), and name them first.
_BINDING = ("reliure", "demi-reliure", "relié", "rel.", "rel ", "ais de bois", "couvrure")


def _note(field: Field, draft: Draft) -> None:
    kind, codes, separator = _TABLE[field.tag]
    texts = [text for code, raw in field.subfields if code in codes and (text := clean(raw))]
    if not texts:
        return
    value = _SHAPES.get(field.tag, _joined)(field, texts, separator)
    copy = clean(field.first("5"))
    if kind in ("copy", "provenance") and value.casefold().startswith(_BINDING):
        kind = "binding"
    note = Note(value=value, kind=kind, copy=copy, place=field.place)
    if copy or field.tag in _COPY:
        draft.copy_notes.append(note)
    else:
        draft.notes.append(note)


def _joined(field: Field, texts: list[str], separator: str) -> str:
    return (separator or " ").join(texts)


def _frequency(field: Field, texts: list[str], separator: str) -> str:
    """326: "Mensuel (1874-1877)"."""
    frequency, dates = clean(field.first("a")), clean(field.first("b"))
    return f"{frequency} ({dates})" if frequency and dates else texts[0]


def _thesis(field: Field, texts: list[str], separator: str) -> str:
    """328: "Th. : Théol. : Rome, Université grégorienne : 2000", by kind, discipline, institution and year."""
    ordered = [text for wanted in "zabcedt" for code, raw in field.subfields if code == wanted and (text := clean(raw))]
    return " : ".join(ordered)


_SHAPES = {"326": _frequency, "328": _thesis}
HANDLERS = dict.fromkeys(_TABLE, _note)
