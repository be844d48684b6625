"""Copies: 852 with what 866-868 say is held, and 952 of Koha; 850 alone."""

from __future__ import annotations

from catalogue.core.description import Note
from catalogue.formats.cleaning import clean
from catalogue.formats.copies import NOTES, Copy, hold
from catalogue.formats.draft import Draft
from catalogue.formats.marc.record import Field

# $x is a note for the staff only (MARC 21 holdings, 852): it is not read.
_852 = {"b": "collection", "c": "collection", "p": "barcode", "z": "note:copy"}
_CALL_NUMBER = "khijlm"  # prefix, class, item, shelving control, shelving title, suffix, as they are read on the spine
_952 = {"c": "collection", "o": "call_number", "p": "barcode", "h": "statement", "z": "note:copy"}


def _fill(table: dict[str, str], field: Field, copy: Copy) -> None:
    for code, raw in field.subfields:
        target = table.get(code)
        if target is None or not (value := clean(raw)):
            continue
        if kind := NOTES.get(target):
            copy.notes.append(Note(value=value, kind=kind, copy="", place=field.place))
        else:
            copy.set(target, value)


def _link(field: Field) -> str:
    """What ties 852 to its 866-868: the number of $8 before its full stop; "" where there is none."""
    number = field.first("8").partition(".")[0].strip()
    return f"$8 {number}" if number else ""


def _shelf(field: Field, draft: Draft) -> None:
    call_number = " ".join(text for wanted in _CALL_NUMBER for code, raw in field.subfields if code == wanted and (text := clean(raw)))
    if not call_number and not any(code in "abcpz" and raw.strip() for code, raw in field.subfields):
        return
    key = _link(field)
    copy = draft.copy("" if key in draft.copies else key, place=field.place)
    copy.locate(clean(field.first("a")))
    if not copy.institution and not copy.institution_name:
        copy.locate(clean(field.first("b")))
    copy.set("call_number", call_number)
    _fill(_852, field, copy)


def _held(field: Field, draft: Draft) -> None:
    """866-868: what is held, of the copy of the same $8, else of the last one mentioned."""
    statement = " ".join(text for code, raw in field.subfields if code == "a" and (text := clean(raw)))
    if not statement:
        return
    key = _link(field)
    copy = draft.copies.get(key if key in draft.copies else next(reversed(draft.copies), "")) or draft.copy("", place=field.place)
    copy.set("statement", statement)
    for code, raw in field.subfields:
        if code == "z" and (text := clean(raw)):
            copy.notes.append(Note(value=text, kind="copy", copy="", place=field.place))


def _koha(field: Field, draft: Draft) -> None:
    """952 of Koha; other systems use the tag for anything: a barcode or a call number must be there."""
    if not field.first("p").strip() and not field.first("o").strip():
        return
    copy = draft.copy("", place=field.place)
    copy.locate(clean(field.first("b") or field.first("a")))
    _fill(_952, field, copy)


HANDLERS = {"850": hold, "852": _shelf, "866": _held, "867": _held, "868": _held, "952": _koha}
