"""Material, document type and level: leader, 007, 008, genre."""

from __future__ import annotations

from msgspec import convert

from catalogue.core.kinds import DocumentType, Level, Material
from catalogue.formats.draft import Draft
from catalogue.formats.genres import refine
from catalogue.formats.tables import rows

LEVELS: dict[str, Level] = {
    "m": "monograph",
    "s": "serial",
    "a": "component",
    "b": "component",
    "d": "component",
    "c": "collection",
    "i": "integrating",
}
_TYPES = convert(
    {(row["source"], row["code"]): (row["material"], row["document_type"]) for row in rows("marc21_types")},
    dict[tuple[str, str], tuple[Material, DocumentType]],
)
_UNTOLD: tuple[Material, DocumentType] = ("", "")
_BY_LEVEL: dict[tuple[Material, Level], DocumentType] = {
    ("text", "component"): "article",
    ("text", "collection"): "collection",
    ("manuscript", "collection"): "archive",
    ("mixed", "collection"): "archive",
}


def start(draft: Draft) -> None:
    """Set what the leader says: level, material, a first document type."""
    record = draft.record
    draft.level = LEVELS.get(record.leader_at(7), "")
    draft.material, draft.document_type = _TYPES.get(("leader06", record.leader_at(6)), _UNTOLD)


def _graphic(draft: Draft) -> DocumentType:
    """007/01 of a non-projected graphic, else 008/33."""
    for field in draft.record.by_tag("007"):
        if field.value[:1] == "k" and (coded := _TYPES.get(("007k", field.value[1:2]))):
            return coded[1]
    return _TYPES.get(("00833", draft.record.first("008")[33:34]), _UNTOLD)[1]


def settle(draft: Draft) -> None:
    """Refine the document type with the coded fields, the level and the genres."""
    material, level = draft.material, draft.level
    coded: DocumentType = ""
    if level == "serial" and material in ("text", "electronic", ""):
        coded = _TYPES.get(("00821", draft.record.first("008")[21:22]), ("", "periodical"))[1]
    elif material == "image":
        coded = _graphic(draft)
    terms = [genre.value for genre in draft.genres]
    if material == "image":
        terms += [extent.value.lstrip("0123456789 []") for extent in draft.extents]
    if coded in ("", "print", "photograph"):
        coded = refine(material, terms) or coded
    draft.document_type = coded or _BY_LEVEL.get((material, level), "") or draft.document_type
