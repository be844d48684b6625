"""Holdings records sent beside a bibliographic one (MARC 21 Format for Holdings Data): whose they are, what they add to it.

DNB and ZDB (MARC21plus) and Alma send them behind it, in one envelope; 004 names the bibliographic record, else the order does.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml import etree

from catalogue.formats.marc.record import Field, MarcRecord
from catalogue.formats.marc.xml import local_name, parse_marcxml
from catalogue.formats.messages import BadRecord

HOLDINGS_TYPES = frozenset("uvxy")  # leader/06
# What a copy is, whose, and what it holds; the notes of that copy; where it is online.
_TAKEN = frozenset({"541", "561", "562", "563", "583", "850", "852", "856", "866", "867", "868"})
_LINKED = frozenset({"852", "866", "867", "868"})
_SHELVED = frozenset("bhijklm")  # of 852: where, and under which call number
_AGENCY = re.compile(r"\([^)]*\)")


class Company(NamedTuple):
    """The document's record among those sent together, the holdings records that are its own, and how many others there are."""

    main: etree._Element
    holdings: tuple[etree._Element, ...] = ()
    others: int = 0


def company(records: list[etree._Element]) -> Company:
    """Tell the records of one envelope apart. ``records`` is not empty."""
    bibliographic = [record for record in records if not _is_holdings(record)]
    main = next((record for record in bibliographic if record.get("type") == "Bibliographic"), (bibliographic or records)[0])
    named = {number: record for record in reversed(bibliographic) for number in _numbers(record)}
    described = {id(record) for record in bibliographic}
    before: etree._Element | None = None
    own = []
    for record in records:
        if id(record) in described:
            before = record
            continue
        number = _bare(_control(record, "004"))
        if record is not main and (named.get(number) if number else before if before is not None else main) is main:
            own.append(record)
    return Company(main, tuple(own), len(records) - 1 - len(own))


def join(record: MarcRecord, holdings: tuple[etree._Element, ...]) -> None:
    """Add to ``record`` what its holdings records say of copies. $8, which ties 866 to its 852, is made each record's own."""
    for rank, element in enumerate(holdings, start=1):
        try:
            held = parse_marcxml(element)
        except BadRecord:
            continue
        if held.leader_at(5) == "d":
            continue
        fields = _shelves([field for field in held.fields if field.tag in _TAKEN])
        single = sum(field.tag == "852" for field in fields) < 2
        record.fields += [_tied(field, rank, single=single) for field in fields]


def _shelves(fields: list[Field]) -> list[Field]:
    """The fields with 852s that each say whose the copy is: the DNB writes the library in one, the call number, in $c, in another."""
    fields = [field for field in fields if field.tag != "852" or any(code not in "89" for code, _ in field.subfields)]
    located = [field for field in fields if field.tag == "852"]
    owners = [field for field in located if field.first("a")]
    if len(owners) != 1 or len(located) < 2:
        return fields
    owner = owners[0]
    for field in located:
        if field is not owner:
            alone = not any(code in _SHELVED for code, _ in field.subfields)
            subfields = [("j" if alone and code == "c" else code, value) for code, value in field.subfields]
            field.subfields = [("a", owner.first("a")), *subfields]
    bare = all(code in "a89" for code, _ in owner.subfields)
    return [field for field in fields if field is not owner] if bare else fields


def _tied(field: Field, rank: int, *, single: bool) -> Field:
    """The field with a $8 that no other holdings record has."""
    if field.tag not in _LINKED:
        return field
    known = field.first("8").partition(".")[0].strip()
    if known or single:
        rest = [(code, value) for code, value in field.subfields if code != "8"]
        field.subfields = [*rest, ("8", f"h{rank}" if single else f"h{rank}-{known}")]
    return field


def _is_holdings(record: etree._Element) -> bool:
    kind = record.get("type")
    if kind is not None:
        return kind.strip().lower() == "holdings"
    leader = next((child.text or "" for child in record if local_name(child) == "leader"), "")
    return leader[6:7] in HOLDINGS_TYPES


def _control(record: etree._Element, tag: str) -> str:
    return next(((child.text or "").strip() for child in record if local_name(child) == "controlfield" and child.get("tag") == tag), "")


def _numbers(record: etree._Element) -> set[str]:
    """The numbers by which 004 may name a record: 001, and those of 016 and 035."""
    fields = (child for child in record if local_name(child) == "datafield" and child.get("tag") in {"016", "035"})
    return {_bare(_control(record, "001"))} | {_bare(part.text or "") for field in fields for part in field if part.get("code") == "a"}


def _bare(number: str) -> str:
    """A number without the agency in brackets before it."""
    return _AGENCY.sub("", number).strip()
