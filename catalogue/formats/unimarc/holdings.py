"""Copies: 930 and its companions of Sudoc and BnF (915, 955), 995 of the Recommandation, 852, and 850 alone.

917, 919, 940, 941, 990, 991 and 999 of Sudoc are working data of the network and of its libraries (local codes, dates, the job that
made the copy): they say nothing to a reader and are not mapped; the raw record keeps them.
"""

from __future__ import annotations

from collections.abc import Callable

from catalogue.core.description import Note
from catalogue.formats.cleaning import clean
from catalogue.formats.copies import NOTES, Copy, hold, locate_holders, split_copy
from catalogue.formats.draft import Draft
from catalogue.formats.marc.record import Field


def _copy(field: Field, draft: Draft) -> Copy:
    """The copy named in $5, or one of its own."""
    key = clean(field.first("5"))
    copy = draft.copy(key, place=field.place)
    if key:
        owner, number = split_copy(key)
        copy.locate(owner)
        copy.number(number, called_elsewhere=field.tag == "930" and bool(field.first("a").strip()))
    return copy


def _fill(table: dict[str, str], field: Field, copy: Copy) -> None:
    """Give the copy the subfields that ``table`` names; those it calls a kind of note become notes ("note:gaps")."""
    for code, raw in field.subfields:
        target = table.get(code)
        if target is None or not (value := clean(raw)):
            continue
        if target == "institution":
            copy.locate(value)
        elif kind := NOTES.get(target):
            copy.notes.append(Note(value=value, kind=kind, copy=clean(field.first("5")), place=field.place))
        else:
            copy.set(target, value)


def _by(table: dict[str, str]) -> Callable[[Field, Draft], None]:
    def handler(field: Field, draft: Draft) -> None:
        if any((code in table or code == "5") and raw.strip() for code, raw in field.subfields):
            _fill(table, field, _copy(field, draft))

    return handler


_930 = {"a": "call_number", "b": "institution", "c": "collection", "e": "collection", "v": "statement", "z": "note:copy"}
_995 = {"b": "institution", "a": "institution", "c": "institution", "d": "institution", "e": "collection", "f": "barcode",
        "k": "call_number", "l": "statement", "v": "statement", "u": "note:copy"}  # fmt: skip
_LONGEST_COUNTRY = 3
# 852 as IFLA defines it (UNIMARC Manual, 2024): $p is a country, $m the item, $g, $j and $l make the call number.
_852 = {"a": "institution", "b": "collection", "c": "collection", "m": "barcode", "n": "note:copy", "y": "note:access", "z": "note:copy"}
_955_SUDOC = {"r": "statement", "s": "statement", "w": "note:gaps", "z": "note:copy", "9": "statement"}
_955_LOCAL = {"b": "statement", "a": "statement", "r": "statement", "c": "institution", "d": "collection", "e": "call_number",
              "w": "note:gaps", "z": "note:copy"}  # fmt: skip


def _item(field: Field, draft: Draft) -> None:
    """995 (Recommandation 995): the owner ($c, $d) goes before the origin ($a, $b); each field is a copy."""
    if not any(code in _995 and raw.strip() for code, raw in field.subfields):
        return
    copy = draft.copy(clean(field.first("5")) if ":" in field.first("5") else "", place=field.place)
    for code in "cdba":
        for value in field.all(code):
            copy.locate(clean(value))
    _fill({code: name for code, name in _995.items() if name != "institution"}, field, copy)


def _shelf(field: Field, draft: Draft) -> None:
    """852: institution, sub-location ($b; an address in $c is that of the building), call number with its prefix and its suffix."""
    if not any((code in _852 or code in "gjkl5") and raw.strip() for code, raw in field.subfields):
        return
    copy = _copy(field, draft)
    address = field.first("c") if field.first("b") else ""
    _fill({code: name for code, name in _852.items() if code != "c" or not address}, field, copy)
    prefix, number, suffix = (clean(field.first(code)) for code in "gjl")
    if number or prefix:
        copy.set("call_number", " ".join(part for part in (prefix, number, suffix) if part))
    copy.set("call_number", clean(field.first("k")))
    barcode = clean(field.first("p"))
    if len(barcode) > _LONGEST_COUNTRY:  # files older than the definition have the item there
        copy.set("barcode", barcode)
    elif not number and clean(field.first("k")) == "":
        copy.set("call_number", clean(field.first("h")))


def _inventory(field: Field, draft: Draft) -> None:
    """915: inventory number and barcode of the copy named in $5."""
    if not field.first("5"):
        return
    copy = _copy(field, draft)
    copy.set("barcode", clean(field.first("b")))
    number = clean(field.first("a"))
    if number and number not in (copy.barcode, copy.call_number):
        copy.notes.append(Note(value=number, kind="inventory", copy=clean(field.first("5")), place=field.place))


def _issues(field: Field, draft: Draft) -> None:
    """955: what is held of a periodical, beside its 930 ($5) or alone."""
    _by(_955_SUDOC if field.first("5") else _955_LOCAL)(field, draft)


def settle(draft: Draft) -> None:
    """Make the copies of 850. Drop a 852 that only repeats the call number of a 930 or a 995: systems that export both mean one copy."""
    locate_holders(draft)
    if len(draft.copies) < 2 or not draft.record.by_tag("852"):
        return
    others = {copy.call_number: copy for copy in draft.copies.values() if copy.call_number and not copy.place.startswith("852")}
    for key, copy in list(draft.copies.items()):
        other = others.get(copy.call_number)
        bare = copy.place.startswith("852") and not (copy.notes or copy.former_owners or copy.barcode)
        if other and bare and _same_place(copy, other):
            del draft.copies[key]


def _same_place(copy: Copy, other: Copy) -> bool:
    return copy.institution in ("", other.institution) and copy.institution_name in ("", other.institution_name)


HANDLERS = {"850": hold, "852": _shelf, "915": _inventory, "930": _by(_930), "955": _issues, "995": _item}
