"""Material, document type and level: label, 105, 110, 116, 117, 181, then genre and the designation of 200 $b."""

from __future__ import annotations

import re

from msgspec import convert

from catalogue.core.kinds import DocumentType, Level, Material
from catalogue.core.vocabularies import fold
from catalogue.formats.draft import Draft
from catalogue.formats.genres import refine
from catalogue.formats.tables import rows

LEVELS: dict[str, Level] = {"m": "monograph", "s": "serial", "a": "component", "c": "collection", "i": "integrating"}
_TYPES = convert(
    {(row["source"], row["code"]): (row["material"], row["document_type"]) for row in rows("unimarc_types")},
    dict[tuple[str, str], tuple[Material, DocumentType]],
)
_UNTOLD: tuple[Material, DocumentType] = ("", "")
_RECORD_TYPES = frozenset(code for source, code in _TYPES if source == "leader06")
_PRINTED = frozenset({"text", "electronic", ""})
_BY_LEVEL: dict[tuple[Material, Level], DocumentType] = {
    ("text", "component"): "article",
    ("text", "collection"): "collection",
    ("manuscript", "collection"): "archive",
    ("mixed", "collection"): "archive",
}
# Sudoc's XML leaders are squeezed to 13 characters, their runs of blanks made one: " cam0 22 450 ".
_SQUEEZED = re.compile(r"\s*\d{0,5}\s*([acdnop ])([a-z])([a-z])")


def label(draft: Draft) -> tuple[str, str, str]:
    """Status, type and level of the record (label 05, 06, 07), blanks where the label is missing."""
    leader = draft.record.leader
    if len(leader) == 24 and leader[6] in _RECORD_TYPES:
        return leader[5], leader[6], leader[7]
    if match := _SQUEEZED.match(leader):
        return match[1], match[2], match[3]
    return draft.record.leader_at(5), " ", " "


def start(draft: Draft) -> bool:
    """Set what the label says: level, material, a first document type; true where it says that the record is deleted."""
    status, record_type, level = label(draft)
    draft.level = LEVELS.get(level, "")
    draft.material, draft.document_type = _TYPES.get(("leader06", record_type), _UNTOLD)
    return status == "d"


def _first_code(draft: Draft, tag: str, length: int = 1) -> str:
    return draft.record.first(tag, "a")[:length]


def _without_label(draft: Draft) -> None:
    """181 $c, the designation of 200 $b, or the mere presence of 110, 105, 106 or an ISBN, where the label does not tell."""
    record = draft.record
    designation = fold(record.first("200", "b"))
    keys = [("181", field.first("c")) for field in record.by_tag("181")] + [("200b", designation)]
    for key in keys:
        if key in _TYPES:
            draft.material, draft.document_type = _TYPES[key]
            break
    else:
        if any(record.by_tag(tag) for tag in ("105", "110", "106", "010")):
            draft.material, draft.document_type = "text", "book"
    if not draft.level and record.by_tag("110"):
        draft.level = "serial"


def settle(draft: Draft) -> None:
    """Refine the document type with the coded fields, the level and the genres."""
    if not draft.material:
        _without_label(draft)
    material, level = draft.material, draft.level
    coded: DocumentType = ""
    if level == "serial" and material in _PRINTED:
        _, coded = _TYPES.get(("110", _first_code(draft, "110")), ("", "periodical"))
    elif material == "image":
        _, coded = _TYPES.get(("116", _first_code(draft, "116")), _UNTOLD)
    elif material == "object":
        _, coded = _TYPES.get(("117", _first_code(draft, "117", 2)), _UNTOLD)
    if coded in ("", "print", "photograph"):
        terms = [genre.value for genre in draft.genres]
        terms += [extent.value.lstrip("0123456789 []") for extent in draft.extents] if material == "image" else []
        coded = refine(material, terms) or coded
    draft.document_type = coded or _BY_LEVEL.get((material, level), "") or draft.document_type
